// What is known of a node, of a link, or of the whole: what is wrong, since when, and what to do.

import {ageSpan, byId, el, words} from './text.js';
import {faultsByLink, state} from './links.js';

/** More links than this are in the table only. */
const LISTED = 8;

const heading = (title, sub) => el('h2', {}, title, sub ? el('span', {class: 'quiet', text: ' ' + sub}) : '');

const facts = entries => {
  const list = el('dl');
  for (const [name, value] of entries) if (value) list.append(el('dt', {text: name}), el('dd', {}, value));
  return list;
};

const sinceLine = time => el('p', {class: 'since'}, time ? 'for ' : '', time ? ageSpan(time) : '');

let shownText = '';

export function showPanel(view, more) {
  const panel = byId('panel');
  const node = view.frame.nodes.find(one => one.pod === view.node);
  const about = node || view.frame.unexpected.includes(view.node) ? 'node:' + view.node : view.link ? 'link:' + view.link : 'cluster';
  const content = node
    ? ofNode(view, node, more)
    : about.startsWith('node:')
      ? ofStranger(view.node)
      : view.link
        ? ofLink(view, view.link, more)
        : ofCluster(view, more);
  const parts = content.filter(Boolean);
  // Ages are filled in later, so that a panel that says the same stays as it is: with its selection and its place.
  const text = about + parts.map(part => part.outerHTML).join('');
  if (text === shownText) return;
  shownText = text;
  const focused = panel.contains(document.activeElement) ? document.activeElement.id : '';
  if (panel.dataset.about !== about) panel.scrollTop = 0;
  panel.dataset.about = about;
  panel.replaceChildren(...parts);
  if (focused) byId(focused)?.focus();
}

function ofNode(view, node, more) {
  const broken = view.frame.faults.filter(fault => fault.from === node.pod || fault.to === node.pod);
  return [
    heading(node.pod, 'node'),
    el('p', {class: 'state ' + node.state, text: words(node.state)}),
    sinceLine(node.since),
    el('p', {class: 'what', text: [node.reason, node.message].filter(Boolean).join(': ')}),
    ...missing(broken, 0, more),
    ...remedy(node.reason, more),
    facts([
      ['Name', node.node],
      ['In the mesh', node.meshedSince ? ageSpan(node.meshedSince) : ''],
      ['Release', node.release],
      ['OTP', node.otp],
      ['Revision', node.revision],
      ...(more.podFacts?.(node.pod) ?? []),
    ]),
    ...(more.sample?.(node.pod) ?? []),
  ];
}

function faultLine(fault, more) {
  const key = fault.from + '->' + fault.to;
  const button = el('button', {type: 'button', class: 'link', id: 'go-' + key, click: () => more.pick({link: key}), text: fault.from + ' → ' + fault.to});
  return el('li', {}, button, ' ' + fault.reason, fault.since ? ', for ' : '', fault.since ? ageSpan(fault.since) : '');
}

function ofLink(view, key, more) {
  const [from, to] = key.split('->');
  const number = pod => view.frame.nodes.findIndex(node => node.pod === pod);
  const [a, b] = [number(from), number(to)];
  if (a < 0 || b < 0) return [heading(from + ' → ' + to, 'link'), el('p', {class: 'what', text: 'There is no such link now.'})];
  const faults = faultsByLink(view.frame);
  const directions = [
    [from, to, state(view.frame, a, b), faults.get(key)],
    [to, from, state(view.frame, b, a), faults.get(to + '->' + from)],
  ];
  const first = directions.map(([, , , fault]) => fault).find(Boolean);
  const messages = [a, b].map(i => view.frame.nodes[i]).filter(node => node.message && node.state !== 'Meshed');
  return [
    heading(from + ' ↔ ' + to, 'link'),
    ...directions.map(([one, other, is, fault]) =>
      el('p', {class: 'direction', 'data-state': is}, el('strong', {text: one + ' → ' + other}), ' ' + is + (fault ? ': ' + fault.reason : '')),
    ),
    first ? sinceLine(first.since) : null,
    ...messages.map(node => el('p', {class: 'what', text: node.pod + ': ' + node.message})),
    ...meaning(first?.reason, more),
    ...remedy(first?.reason, more),
    el('p', {class: 'ends'}, ...[from, to].map(pod => el('button', {type: 'button', id: 'go-' + pod, click: () => more.pick({node: pod}), text: pod}))),
  ];
}

function ofStranger(name) {
  return [
    heading(name, 'unexpected node'),
    el('p', {class: 'what', text: 'It is visible in the mesh and does not belong to this BeamCluster. The links of a visible node that reaches only some of the others can make Erlang take the mesh apart.'}),
    el('p', {class: 'todo', text: 'Find out who started it, and start it with -hidden, or with another cookie.'}),
  ];
}

function ofCluster(view, more) {
  const {frame} = view;
  return [
    heading(HEADINGS[frame.health] ?? frame.health),
    sinceLine(frame.since),
    el('p', {class: 'what', text: said(frame)}),
    ...missing(frame.faults, frame.unlisted, more),
    frame.islands.length > 1 ? el('h3', {text: frame.islands.length + ' islands'}) : null,
    frame.islands.length > 1 ? el('ol', {}, ...frame.islands.map(island => el('li', {text: brief(island)}))) : null,
    ...remedy(frame.health === 'whole' ? '' : frame.reason, more),
    ...(more.cluster?.(frame) ?? []),
  ];
}

function missing(faults, unlisted, more) {
  if (faults.length === 0) return [];
  const rest = faults.length - LISTED;
  const words = [rest > 0 ? rest + ' more in the table' : '', unlisted > 0 ? unlisted + ' more not listed' : ''].filter(Boolean).join(', ');
  return [
    el('h3', {text: 'Missing links'}),
    el('ul', {class: 'faults'}, ...faults.slice(0, LISTED).map(fault => faultLine(fault, more))),
    words ? el('p', {class: 'quiet', text: words}) : null,
  ];
}

const HEADINGS = {whole: 'All is well', 'not whole': 'Why it is not whole', unknown: 'Why it is unknown'};

function said(frame) {
  if (frame.source === 'verified') return 'Verified from here: ' + frame.counted + '.';
  return [frame.reason, frame.message].filter(Boolean).join(': ') || 'No operator has reported yet.';
}

const brief = pods => (pods.length <= 6 ? pods.join(', ') : pods.slice(0, 5).join(', ') + ' and ' + (pods.length - 5) + ' more');

/** What the documentation says about a reason: first what it means, then what to do. */
function meaning(reason, more) {
  const text = more.remedies?.[reason]?.[0];
  return text ? [el('p', {class: 'meaning', text: text.replace(/^(True|False|Unknown)[.;] /, '')})] : [];
}

function remedy(reason, more) {
  const found = more.remedies?.[reason]?.slice(1) ?? [];
  return found.length > 0 ? [el('h3', {text: 'What to do'}), ...found.map(text => el('p', {class: 'todo', text}))] : [];
}
