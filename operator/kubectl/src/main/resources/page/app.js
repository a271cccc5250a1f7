// Puts the parts together: the address says what is wanted, the stream what is, and everything is shown again when either changes.

import {showClusters} from './clusters.js';
import {place as placed} from './layout.js';
import {Live} from './live.js';
import {Mesh} from './mesh.js';
import {showPanel} from './panel.js';
import {go, read} from './route.js';
import {copied, showLinks, showNodes} from './tables.js';
import {byId, el, healthClass, setText, showHealth, tick} from './text.js';

const state = {place: read(), rows: new Map(), frame: null, isGone: false, isAll: false, isHeard: false, layout: null, layoutKey: ''};
let isAsked = false;

const mesh = new Mesh(byId('mesh'), pick);

const live = new Live({
  rows: rows => {
    state.rows = new Map(rows.map(row => [row.namespace + '/' + row.name, row]));
    document.body.dataset.ready = 'true';
    ask();
  },
  row: row => {
    state.rows.set(row.namespace + '/' + row.name, row);
    ask();
  },
  gone: key => {
    state.rows.delete(key.namespace + '/' + key.name);
    if (isThis(key)) state.isGone = true;
    ask();
  },
  frame: frame => {
    state.frame = frame;
    state.isGone = false;
    ask();
  },
  notes: notes => byId('notes').replaceChildren(...Object.entries(notes).map(([about, text]) => el('p', {'data-about': about, text}))),
  connection: isHeard => {
    state.isHeard = isHeard;
    ask();
  },
});

const isThis = key => state.place.cluster?.namespace === key.namespace && state.place.cluster?.name === key.name;

function ask() {
  if (isAsked) return;
  isAsked = true;
  requestAnimationFrame(() => {
    isAsked = false;
    render();
  });
}

function pick(what) {
  change({node: what.node ?? null, link: what.link ?? null});
}

function change(part, isNew = false) {
  state.place = {...state.place, ...part};
  go(state.place, isNew);
  ask();
}

function open(cluster) {
  change({cluster, node: null, link: null, time: null, find: ''}, true);
  follow();
}

function follow() {
  state.frame = null;
  state.isGone = false;
  live.follow(state.place.cluster);
}

function moved() {
  const before = state.place;
  state.place = read();
  if (JSON.stringify(before.cluster) !== JSON.stringify(state.place.cluster)) follow();
  ask();
}

function render() {
  const {cluster} = state.place;
  document.body.dataset.view = cluster ? 'cluster' : 'clusters';
  byId('clusters').hidden = cluster !== null;
  byId('cluster').hidden = cluster === null;
  byId('connection').dataset.state = state.isHeard ? 'live' : 'lost';
  setText(byId('connection'), state.isHeard ? 'live' : 'no connection: is kubectl beam ui still running?');
  setText(byId('crumb'), cluster ? cluster.namespace + '/' + cluster.name : '');
  document.title = (cluster ? cluster.name + ': ' + (state.frame?.health ?? '') + ' - ' : '') + 'BeamClusters';
  for (const name of ['find', 'filter', 'arrange']) if (byId(name).value !== state.place[name]) byId(name).value = state.place[name];
  if (cluster) renderCluster();
  else showClusters(state.rows, state.place, open);
}

function renderCluster() {
  const {cluster} = state.place;
  setText(byId('title'), cluster.name);
  const {frame} = state;
  if (!frame) {
    setText(byId('message'), state.isGone ? 'There is no BeamCluster ' + cluster.name + ' in the namespace ' + cluster.namespace + '.' : '');
    return;
  }
  showHealth(byId('health'), frame.health);
  setText(byId('facts'), state.isGone ? 'deleted' : frame.reason);
  setText(byId('message'), frame.message);
  setText(byId('counted'), frame.counted);
  const view = {frame, layout: layout(frame), filter: state.place.filter, node: state.place.node, link: state.place.link, found: found(frame)};
  mesh.show(view);
  Object.assign(byId('mesh').dataset, {islands: frame.islands.length, unexpected: frame.unexpected.length, arrange: state.layoutArrange, pairs: mesh.pairs.length, health: healthClass(frame.health)});
  showPanel(view, {pick});
  showNodes(view, Date.now(), pick);
  showLinks(view, Date.now(), pick, state.isAll);
}

/** The layout is the same object as long as the same nodes are arranged in the same way. */
function layout(frame) {
  const {arrange} = state.place;
  const isApart = arrange === 'auto' && frame.islands.length > 1;
  const actual = isApart ? 'islands' : arrange === 'auto' ? 'ordinal' : arrange;
  const pods = frame.nodes.map(node => node.pod);
  const key = JSON.stringify([actual, pods, isApart ? frame.islands : 0, frame.unexpected]);
  if (key !== state.layoutKey) {
    state.layout = placed(pods, actual, {islands: frame.islands, unexpected: frame.unexpected});
    state.layoutKey = key;
    state.layoutArrange = actual;
  }
  return state.layout;
}

function found(frame) {
  const wanted = state.place.find.trim().toLowerCase();
  if (!wanted) return null;
  const has = node => [node.pod, node.node, node.state, node.reason, node.release, node.revision].join(' ').toLowerCase().includes(wanted);
  return new Set(frame.nodes.filter(has).map(node => node.pod));
}

addEventListener('hashchange', moved);
addEventListener('popstate', moved);
byId('find').addEventListener('input', event => change({find: event.target.value}));
byId('filter').addEventListener('change', event => change({filter: event.target.value}));
byId('arrange').addEventListener('change', event => change({arrange: event.target.value}));
byId('zoom-in').addEventListener('click', () => mesh.scale(1.3));
byId('zoom-out').addEventListener('click', () => mesh.scale(1 / 1.3));
byId('zoom-fit').addEventListener('click', () => mesh.fit());
byId('show-all').addEventListener('click', () => {
  state.isAll = true;
  ask();
});
byId('copy').addEventListener('click', async () => {
  try {
    await navigator.clipboard.writeText(copied());
    setText(byId('copied'), 'copied');
  } catch {
    setText(byId('copied'), 'the browser does not allow to copy');
  }
  setTimeout(() => setText(byId('copied'), ''), 3000);
});
byId('skip').addEventListener('click', event => {
  event.preventDefault();
  byId('main').focus();
});
addEventListener('keydown', event => {
  if (event.key === '/' && !event.target.closest('input, select')) {
    event.preventDefault();
    byId('find').focus();
  }
});
setInterval(() => tick(Date.now()), 1000);
live.follow(state.place.cluster);
render();
