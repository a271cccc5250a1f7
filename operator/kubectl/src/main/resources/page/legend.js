// What the signs of the drawing mean.

import {byId, el} from './text.js';

const SVG = 'http://www.w3.org/2000/svg';

function sign(width, ...shapes) {
  const svg = document.createElementNS(SVG, 'svg');
  for (const [name, value] of Object.entries({width, height: 16, viewBox: '0 0 ' + width + ' 16', 'aria-hidden': 'true'})) svg.setAttribute(name, value);
  for (const [name, attributes] of shapes) {
    const shape = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) shape.setAttribute(key, value);
    svg.append(shape);
  }
  return svg;
}

const line = (kind, more = {}) => ['line', {class: kind, x1: 1, y1: 8, x2: 33, y2: 8, ...more}];
const circle = (kind, more = {}) => ['circle', {class: kind, cx: 8, cy: 8, r: 6, ...more}];

export function showLegend() {
  const items = [
    [sign(34, line('ok')), 'verified'],
    [sign(34, line('bad'), ['path', {class: 'bad solid', d: 'M13 4l8 8m0-8-8 8'}]), 'missing'],
    [sign(34, line('ok thin', {y1: 5, y2: 5}), line('bad', {y1: 11, y2: 11})), 'one direction missing'],
    [sign(34, line('unknown')), 'unknown'],
    [sign(16, circle('ok full')), 'in the mesh'],
    [sign(16, circle('bad')), 'misses links'],
    [sign(16, circle('bad full')), 'unreachable'],
    [sign(16, circle('unknown')), 'starting, leaving, unknown'],
    [sign(16, ['path', {class: 'bad solid', d: 'M8 2l6 6-6 6-6-6Z'}]), 'does not belong'],
  ];
  byId('legend').replaceChildren(...items.map(([picture, text]) => el('li', {}, picture, text)));
}
