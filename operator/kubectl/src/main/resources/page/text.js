// Elements and words. All text that comes from a cluster is set as text, never as markup.

/** Makes an element: properties that begin with "data-" or "aria-" and such are attributes; children are elements or texts. */
export function el(name, properties = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key === 'text') element.textContent = value;
    else if (key === 'click') element.addEventListener('click', value);
    else if (value !== undefined && value !== null && value !== false) element.setAttribute(key, value === true ? '' : value);
  }
  element.append(...children.filter(child => child !== null && child !== undefined && child !== ''));
  return element;
}

export const byId = id => document.getElementById(id);

/** Sets a text only if it differs, so that nothing is drawn or read aloud again. */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** The two largest units, as the commands print them. */
export function duration(milliseconds) {
  const s = Math.max(0, Math.floor(milliseconds / 1000));
  if (s < 60) return s + 's';
  if (s < 3600) return joined(s / 60, 'm', s < 600 ? s % 60 : 0, 's');
  if (s < 86400) return joined(s / 3600, 'h', (s % 3600) / 60, 'm');
  return joined(s / 86400, 'd', s < 864000 ? (s % 86400) / 3600 : 0, 'h');
}

function joined(first, unit, second, smaller) {
  const rest = Math.floor(second);
  return Math.floor(first) + unit + (rest === 0 ? '' : rest + smaller);
}

export function age(since, now) {
  const then = Date.parse(since ?? '');
  return Number.isNaN(then) ? '' : duration(now - then);
}

export const clock = time => new Date(time).toLocaleTimeString([], {hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23'});

/** A span whose age is brought up to date by tick(). */
export const ageSpan = since => el('time', {datetime: since ?? '', 'data-age': true, title: since ?? ''});

export function tick(now, root = document) {
  for (const span of root.querySelectorAll('time[data-age]')) setText(span, age(span.getAttribute('datetime'), now));
}

export const healthClass = health => (health ?? 'unknown').replace(' ', '-');

const SIGNS = {whole: '●', 'not-whole': '✕', unknown: '?'};

/** The health as a sign and a word: never by colour alone. */
export function showHealth(span, health) {
  const name = healthClass(health);
  if (span.dataset.health === name) return;
  span.dataset.health = name;
  span.className = 'health ' + name;
  span.replaceChildren(el('span', {'aria-hidden': 'true', text: SIGNS[name] + ' '}), health ?? 'unknown');
}

/** "LinksMissing" as "links missing". */
export const words = name => (name ?? '').replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
