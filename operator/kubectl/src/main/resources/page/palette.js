// The colors of the style sheet, for the drawing. A canvas does not know custom properties.

const NAMES = ['ink', 'quiet', 'card', 'line', 'ok', 'bad', 'unknown', 'accent', 'ok-line'];

export function palette() {
  const style = getComputedStyle(document.documentElement);
  return Object.fromEntries(NAMES.map(name => [name, style.getPropertyValue('--' + name).trim()]));
}

/** Calls back when dark becomes light, or the other way round. */
export function onScheme(changed) {
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', changed);
}

export const isStill = () => matchMedia('(prefers-reduced-motion: reduce)').matches;
