// The list of all BeamClusters, those that need attention first.

import {age, ageSpan, byId, el, healthClass, setText, showHealth} from './text.js';

const RANK = {'not-whole': 0, unknown: 1, whole: 2};

const key = row => row.namespace + '/' + row.name;

export function showClusters(rows, place, open) {
  const wanted = [...rows.values()].filter(row => matches(row, place)).sort(order);
  const body = byId('cluster-table').tBodies[0];
  const before = new Map([...body.rows].map(tr => [tr.dataset.cluster, tr]));
  const after = wanted.map(row => {
    const tr = before.get(key(row)) ?? newRow(row, open);
    fill(tr, row);
    return tr;
  });
  if (after.length !== body.rows.length || after.some((tr, i) => body.rows[i] !== tr)) body.replaceChildren(...after);
  setText(byId('clusters-count'), counted(rows));
  const none = byId('clusters-none');
  none.hidden = wanted.length > 0;
  setText(none, rows.size === 0 ? 'There are no BeamClusters here. Other namespaces: kubectl beam ui -n NAMESPACE, or -A for all.' : 'None matches.');
}

function order(one, other) {
  return RANK[healthClass(one.health)] - RANK[healthClass(other.health)] || key(one).localeCompare(key(other), 'en', {numeric: true});
}

function matches(row, {find}) {
  const text = [key(row), row.health, row.reason, row.message, row.image].join(' ').toLowerCase();
  return find.toLowerCase().split(/\s+/).every(word => text.includes(word));
}

function counted(rows) {
  const by = {'not-whole': 0, unknown: 0, whole: 0};
  for (const row of rows.values()) by[healthClass(row.health)]++;
  return [
    [by['not-whole'], 'not whole'],
    [by.unknown, 'unknown'],
    [by.whole, 'whole'],
  ]
    .filter(([count]) => count > 0)
    .map(([count, word]) => count + ' ' + word)
    .join(', ');
}

function newRow(row, open) {
  const link = el('a', {href: '#/' + encodeURIComponent(row.namespace) + '/' + encodeURIComponent(row.name)}, el('span', {class: 'quiet', text: row.namespace + '/'}), row.name);
  const tr = el('tr', {'data-cluster': key(row)}, el('td', {}, el('span', {class: 'health'})), el('th', {scope: 'row'}, link));
  for (const name of ['for', 'nodes', 'links', 'otp', 'why']) tr.append(el('td', {class: name}));
  tr.addEventListener('click', event => {
    if (!event.target.closest('a') && getSelection().isCollapsed) open({namespace: row.namespace, name: row.name});
  });
  return tr;
}

function fill(tr, row) {
  tr.dataset.health = healthClass(row.health);
  showHealth(tr.querySelector('.health'), row.health);
  const time = tr.querySelector('time');
  if (time?.getAttribute('datetime') !== (row.since ?? '')) tr.querySelector('.for').replaceChildren(ageSpan(row.since));
  setText(tr.querySelector('time'), age(row.since, Date.now()));
  setText(tr.querySelector('.nodes'), row.nodes);
  setText(tr.querySelector('.links'), row.links + (Number(row.islands) > 1 ? ', ' + row.islands + ' islands' : ''));
  setText(tr.querySelector('.otp'), row.otp ?? '');
  setText(tr.querySelector('.why'), why(row));
}

function why(row) {
  const rollout = row.rollout && row.rollout !== 'UpToDate' && row.rollout !== row.reason ? row.rollout + '. ' : '';
  return rollout + (row.health === 'whole' ? '' : (row.reason || 'no operator has reported') + (row.message ? ': ' + row.message : ''));
}
