// What happened, newest first, each with its moment.

import {byId, clock, el, setText} from './text.js';

const WORDS = {fault: 'fault', recovery: 'recovered', change: 'changed', warning: 'warning', event: 'event'};

export function showEvents(marks, time, seek) {
  const list = document.querySelector('#events ol');
  const wanted = [...marks].reverse();
  const key = mark => mark.time + mark.kind + mark.text;
  const before = new Map([...list.children].map(item => [item.dataset.key, item]));
  const items = wanted.map(mark => before.get(key(mark)) ?? make(mark, key(mark), seek));
  if (items.length !== list.children.length || items.some((item, i) => list.children[i] !== item)) list.replaceChildren(...items);
  document.querySelector('#events .none').hidden = items.length > 0;
  const current = time === null ? -1 : wanted.findIndex(mark => Date.parse(mark.time) <= time);
  items.forEach((item, i) => (i === current ? item.setAttribute('aria-current', 'true') : item.removeAttribute('aria-current')));
}

function make(mark, key, seek) {
  const button = el('button', {type: 'button', class: 'link', click: () => seek(Date.parse(mark.time) + 1), text: clock(mark.time), title: mark.time});
  const kind = el('span', {class: 'kind', text: WORDS[mark.kind]});
  return el('li', {'data-key': key, 'data-kind': mark.kind, 'data-time': mark.time}, button, kind, el('span', {class: 'text', text: mark.text}));
}

/** What could not be got, one paragraph for each. */
export function showNotes(notes, notShown) {
  const all = [...Object.entries(notes), ...notShown.map(text => ['details', text])];
  const box = byId('notes');
  const text = all.map(([about, sentence]) => about + sentence).join('\n');
  if (box.dataset.text === text) return;
  box.dataset.text = text;
  box.replaceChildren(...all.map(([about, sentence]) => el('p', {'data-about': about, text: sentence})));
}

/** A rollout as it moves: which nodes are new, and what it waits for. */
export function showRollout(frame, revisions) {
  const box = byId('rollout');
  const isMixed = revisions !== null && new Set(revisions.values()).size > 1;
  const isMoving = /^(Rollout|Draining|Paused)/.test(frame.rollout);
  box.hidden = !isMixed && !isMoving;
  if (box.hidden) return;
  const count = revisions ? [...revisions.values()].filter(kind => kind === 'new').length : 0;
  box.dataset.new = count;
  box.dataset.total = frame.nodes.length;
  const key = JSON.stringify([frame.rollout, [...(revisions ?? [])], frame.nodes.map(node => node.state)]);
  if (box.dataset.key === key) return;
  box.dataset.key = key;
  const head = el('div', {class: 'bar'}, el('h2', {text: 'Rollout'}), isMixed ? el('span', {class: 'quiet', text: count + ' of ' + frame.nodes.length + ' nodes have the new revision'}) : '');
  const chips = el('ol', {class: 'chips'}, ...frame.nodes.map(node => chip(node, revisions?.get(node.pod))));
  box.replaceChildren(head, el('p', {text: frame.rollout}), isMixed ? chips : '');
}

function chip(node, revision) {
  const item = el('li', {'data-revision': revision ?? 'unknown', 'data-state': node.state});
  setText(item, node.pod + ' ' + (revision ?? '') + (node.state === 'Meshed' ? '' : ', ' + node.state));
  return item;
}
