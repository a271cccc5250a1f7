// The mesh as tables: for screen readers, for copying, and for whoever likes tables better.

import {age, ageSpan, byId, el, setText} from './text.js';
import {directed} from './links.js';

/** With more nodes, links that are fine are shown on demand: there are thousands. */
const SMALL = 12;

/** A row that is new is made; one that stays gets new texts. */
export function update(body, items, keyOf, make, fill) {
  const before = new Map([...body.rows].map(tr => [tr.dataset.key, tr]));
  const rows = items.map(item => {
    const tr = before.get(keyOf(item)) ?? make(item);
    tr.dataset.key = keyOf(item);
    fill(tr, item);
    return tr;
  });
  if (rows.length !== body.rows.length || rows.some((tr, i) => body.rows[i] !== tr)) body.replaceChildren(...rows);
}

function since(cell, time, now) {
  if (cell.firstChild?.getAttribute?.('datetime') !== (time ?? '')) cell.replaceChildren(ageSpan(time));
  setText(cell.firstChild, age(time, now));
}

export function showNodes(view, now, pick) {
  const nodes = view.frame.nodes.filter(node => view.found === null || view.found.has(node.pod));
  const strangers = view.frame.unexpected.map(name => ({pod: name, state: 'Unexpected', message: 'visible, and not part of this BeamCluster'}));
  update(
    byId('nodes').tBodies[0],
    [...nodes, ...strangers],
    node => node.pod,
    node => {
      const button = el('button', {type: 'button', class: 'link', click: () => pick({node: node.pod}), text: node.pod});
      const tr = el('tr', {'data-node': node.pod}, el('th', {scope: 'row'}, button));
      for (let i = 0; i < 6; i++) tr.append(el('td'));
      return tr;
    },
    (tr, node) => {
      tr.dataset.state = node.state;
      tr.classList.toggle('selected', view.node === node.pod);
      const texts = [node.state, null, [node.reason, node.message].filter(Boolean).join(': '), revision(node, view), node.otp, node.release];
      texts.forEach((text, i) => i !== 1 && setText(tr.cells[i + 1], text ?? ''));
      since(tr.cells[2], node.since, now);
    },
  );
}

function revision(node, view) {
  const kind = view.revisions?.get(node.pod);
  return (node.revision ?? '') + (kind ? ' (' + kind + ')' : '');
}

export function showLinks(view, now, pick, isAll) {
  const {frame} = view;
  const count = frame.nodes.length * Math.max(0, frame.nodes.length - 1);
  const isSmall = frame.nodes.length <= SMALL;
  const wants = {all: () => true, faults: link => link.state !== 'verified', missing: link => link.state === 'missing'}[view.filter];
  const links = directed(frame, isSmall || isAll)
    .filter(wants)
    .filter(link => view.found === null || view.found.has(link.from) || view.found.has(link.to));
  const isBrief = links.length > 400 && !isAll;
  const shown = isBrief ? links.slice(0, 400) : links;
  update(
    byId('links').tBodies[0],
    shown,
    link => link.key,
    link => {
      const button = el('button', {type: 'button', class: 'link', click: () => pick({link: link.key}), text: link.from, 'aria-label': link.from + ' to ' + link.to});
      const tr = el('tr', {'data-link': link.key}, el('th', {scope: 'row'}, button));
      for (let i = 0; i < 4; i++) tr.append(el('td'));
      setText(tr.cells[1], link.to);
      return tr;
    },
    (tr, link) => {
      tr.dataset.state = link.state;
      tr.dataset.reason = link.reason;
      tr.classList.toggle('selected', view.link === link.key);
      setText(tr.cells[2], link.state);
      setText(tr.cells[3], link.reason);
      since(tr.cells[4], link.since, now);
    },
  );
  byId('links').hidden = shown.length === 0;
  const rest = frame.unlisted > 0 ? frame.unlisted + ' more links are not verified and not listed: verify fills them in. ' : '';
  const hidden = isBrief ? links.length - 400 + ' more rows are hidden. ' : '';
  setText(byId('links-rest'), rest + hidden + (links.length === 0 && count > 0 ? 'No link is missing.' : ''));
  const button = byId('show-all');
  button.hidden = isSmall || isAll || view.filter === 'missing';
  setText(button, 'Show all ' + count + ' links');
}

/** Both tables as text with tabs, which spreadsheets and chats take. */
export function copied() {
  const lines = [];
  for (const id of ['nodes', 'links']) {
    for (const tr of byId(id).rows) lines.push([...tr.cells].map(cell => cell.textContent).join('\t'));
    lines.push('');
  }
  return lines.join('\n');
}
