// What is known of a node, of a link, or of the whole: what is wrong, since when, and what to do.

import {ageSpan, byId, el, words} from './text.js';
import {faultsByLink, state} from './links.js';

const heading = (title, sub) => el('h2', {}, title, sub ? el('span', {class: 'quiet', text: ' ' + sub}) : '');

const facts = entries => {
  const list = el('dl');
  for (const [name, value] of entries) if (value) list.append(el('dt', {text: name}), el('dd', {}, value));
  return list;
};

const sinceLine = time => el('p', {class: 'since'}, time ? 'for ' : '', time ? ageSpan(time) : '');

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
  const focused = panel.contains(document.activeElement) ? document.activeElement.id : '';
  panel.dataset.about = about;
  panel.replaceChildren(...content.filter(Boolean));
  if (focused) byId(focused)?.focus();
}

function ofNode(view, node, more) {
  const broken = view.frame.faults.filter(fault => fault.from === node.pod || fault.to === node.pod);
  return [
    heading(node.pod, 'node'),
    el('p', {class: 'state ' + node.state, text: words(node.state)}),
    sinceLine(node.since),
    el('p', {class: 'what', text: [node.reason, node.message].filter(Boolean).join(': ')}),
    ...remedy(node.reason, more),
    broken.length > 0 ? el('h3', {text: 'Missing links'}) : null,
    broken.length > 0 ? el('ul', {class: 'faults'}, ...broken.map(fault => faultLine(fault, more))) : null,
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
    ...remedy(first?.reason, more),
    el('p', {}, ...[from, to].map(pod => el('button', {type: 'button', id: 'go-' + pod, click: () => more.pick({node: pod}), text: pod}))),
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
    heading(frame.health === 'whole' ? 'All is well' : 'What is wrong'),
    sinceLine(frame.since),
    el('p', {class: 'what', text: [frame.reason, frame.message].filter(Boolean).join(': ') || 'No operator has reported yet.'}),
    ...remedy(frame.health === 'whole' ? '' : frame.reason, more),
    frame.faults.length > 0 ? el('h3', {text: 'Missing links'}) : null,
    frame.faults.length > 0 ? el('ul', {class: 'faults'}, ...frame.faults.slice(0, 40).map(fault => faultLine(fault, more))) : null,
    frame.unlisted > 0 ? el('p', {class: 'quiet', text: frame.unlisted + ' more not listed'}) : null,
    frame.islands.length > 1 ? el('h3', {text: frame.islands.length + ' islands'}) : null,
    frame.islands.length > 1 ? el('ol', {}, ...frame.islands.map(island => el('li', {text: brief(island)}))) : null,
    ...(more.cluster?.(frame) ?? []),
  ];
}

const brief = pods => (pods.length <= 6 ? pods.join(', ') : pods.slice(0, 5).join(', ') + ' and ' + (pods.length - 5) + ' more');

/** What the documentation says about a reason. */
function remedy(reason, more) {
  const found = reason ? more.remedies?.[reason] : null;
  return found ? [el('h3', {text: 'What to do'}), ...found.map(text => el('p', {class: 'todo', text}))] : [];
}
