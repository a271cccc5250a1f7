// Puts the parts together: the address says what is wanted, the stream what is, and everything is shown again when either changes.

import {Audit} from './audit.js';
import {ofCluster, podFacts, sampler} from './asked.js';
import {showClusters} from './clusters.js';
import {showEvents, showNotes, showRollout} from './events.js';
import {Facts, frameAt} from './facts.js';
import {place as placed, union} from './layout.js';
import {Later} from './later.js';
import {showLegend} from './legend.js';
import {Live} from './live.js';
import {Mesh} from './mesh.js';
import {showPanel} from './panel.js';
import {go, read} from './route.js';
import {copied, showLinks, showNodes} from './tables.js';
import {byId, clock, healthClass, setText, showHealth, tick} from './text.js';
import {Timeline} from './timeline.js';

const state = {place: read(), rows: new Map(), frame: null, isGone: false, isAll: false, isHeard: false, notes: {}, layout: null, layoutKey: ''};
let isAsked = false;

const mesh = new Mesh(byId('mesh'), pick);
const facts = new Facts(ask);
const tables = new Later(ask);
const timeline = new Timeline(byId('timeline'), seek);
const audit = new Audit({
  load: take => facts.load('audit', {}, take),
  choose: choice => change({audit: choice}),
  seek,
  holds: time => timeline.holds(time),
  changed: ask,
});

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
    if (facts.verification?.answer && frame.established !== state.frame?.established) facts.verification = null;
    state.frame = frame;
    state.isGone = false;
    facts.seen(frame);
    ask();
  },
  notes: notes => {
    state.notes = notes;
    ask();
  },
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

function seek(time) {
  state.place = {...state.place, time};
  clearTimeout(state.isWriting);
  // Browsers allow few changes of the address in a second.
  state.isWriting = setTimeout(() => go(state.place, false), 300);
  ask();
}

function change(part, isNew = false) {
  state.place = {...state.place, ...part};
  go(state.place, isNew);
  tables.hurry();
}

function open(cluster) {
  change({cluster, node: null, link: null, time: null, find: ''}, true);
  follow();
}

function follow() {
  state.frame = null;
  state.isGone = false;
  state.isAll = false;
  timeline.pause();
  mesh.isFitted = true;
  audit.clear();
  facts.follow(state.place.cluster);
  live.follow(state.place.cluster);
}

function moved() {
  const before = state.place;
  state.place = read();
  if (JSON.stringify(before.cluster) !== JSON.stringify(state.place.cluster)) follow();
  ask();
}

function render() {
  const {cluster, time} = state.place;
  document.body.dataset.view = cluster ? 'cluster' : 'clusters';
  byId('clusters').hidden = cluster !== null;
  byId('cluster').hidden = cluster === null;
  const mode = !state.isHeard ? 'lost' : cluster && time ? 'replay' : 'live';
  byId('connection').dataset.state = mode;
  setText(byId('connection'), {lost: 'no connection: is kubectl beam ui still running?', replay: 'replay', live: 'live'}[mode]);
  setText(byId('crumb'), cluster ? cluster.namespace + '/' + cluster.name : '');
  document.title = (cluster ? cluster.name + (state.frame ? ' is ' + state.frame.health : '') + ' - ' : '') + 'BeamClusters';
  for (const name of ['find', 'filter', 'arrange']) if (byId(name).value !== state.place[name]) byId(name).value = state.place[name];
  const zones = cluster && state.place.arrange === 'zone' ? (facts.zones?.notShown ?? []) : [];
  showNotes(state.notes, cluster ? [...(facts.details?.notShown ?? []), ...zones] : []);
  if (cluster) renderCluster();
  else showClusters(state.rows, state.place, open);
}

/** A moment of the last hour, or what the page verified itself, or what the operator says now. */
function shown() {
  const {time} = state.place;
  if (time && facts.frames.length > 0) return frameAt(facts.frames, time);
  return time ? null : (facts.verification?.answer?.frame ?? state.frame);
}

const SOURCES = {history: 'from the history of the status', seen: 'as the page saw it', verified: 'as verified from here'};

function renderCluster() {
  const {cluster, time} = state.place;
  setText(byId('title'), cluster.name);
  const frame = shown();
  byId('cluster').dataset.empty = frame === null;
  // Who deleted it?
  byId('audit').hidden = frame === null && !state.isGone;
  audit.show(state.place);
  if (!frame) {
    setText(byId('message'), state.isGone ? 'There is no BeamCluster ' + cluster.name + ' in the namespace ' + cluster.namespace + '.' : '');
    return;
  }
  showHealth(byId('health'), frame.health);
  setText(byId('facts'), [state.isGone ? 'deleted' : '', frame.reason].filter(Boolean).join(', '));
  setText(byId('message'), frame.message);
  setText(byId('counted'), frame.counted + (frame.unlisted > 0 ? ', ' + frame.unlisted + ' more not listed' : ''));
  const moment = time ? clock(time) + ', ' + SOURCES[frame.source] : frame.source === 'verified' ? SOURCES.verified : 'live';
  const marks = facts.details?.marks ?? [];
  timeline.show({frames: facts.frames, marks, time});
  setText(byId('moment'), moment);
  const now = time ?? Date.now();
  const view = {frame, layout: layout(frame), filter: state.place.filter, node: state.place.node, link: state.place.link, found: found(frame), revisions: revisions(frame)};
  mesh.show(view);
  Object.assign(byId('mesh').dataset, {islands: frame.islands.length, unexpected: frame.unexpected.length, arrange: state.arranged, pairs: mesh.pairs.length, health: healthClass(frame.health), source: frame.source});
  showWords(view, marks, now);
}

function showWords(view, marks, now) {
  const {time} = state.place;
  showPanel(view, {pick, remedies: facts.remedies, podFacts: podFacts(facts), sample: time ? null : sampler(facts), cluster: ofCluster(facts, !time, showOwn)});
  tick(now, byId('panel'));
  if (!tables.takes(view.frame.nodes.length)) return;
  showNodes(view, now, pick);
  showLinks(view, now, pick, state.isAll);
  showRollout(view.frame, view.revisions);
  showEvents(marks, time, seek);
  tick(now);
}

function showOwn() {
  facts.verification = null;
  ask();
}

/** The layout is the same object as long as the same nodes are arranged in the same way; in a replay, for the whole hour. */
function layout(frame) {
  const {arrange, cluster, time} = state.place;
  if (arrange === 'zone') facts.wantZones();
  const isApart = arrange === 'auto' && !time && frame.islands.length > 1;
  const actual = isApart ? 'islands' : arrange === 'auto' ? 'ordinal' : arrange;
  const {pods, unexpected} = time ? union(facts.frames) : union([frame]);
  const zones = facts.zones?.answer ?? {};
  const key = JSON.stringify([cluster, actual, pods, isApart ? frame.islands : 0, unexpected, actual === 'zone' ? zones : 0]);
  if (key !== state.layoutKey) {
    state.layout = placed(pods, actual, {islands: frame.islands, unexpected, zones: new Map(Object.entries(zones))});
    state.layoutKey = key;
    state.arranged = actual;
  }
  return state.layout;
}

/** Which nodes have the revision that is rolled out; null if that is not known, or was not recorded. */
function revisions(frame) {
  const wanted = facts.details?.revision;
  if (!wanted || frame.source !== 'seen') return null;
  const all = new Map(frame.nodes.filter(node => node.revision).map(node => [node.pod, node.revision === wanted ? 'new' : 'old']));
  return [...all.values()].includes('old') ? all : null;
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
setInterval(ask, 1000);
setInterval(() => facts.refresh(), 15000);
showLegend();
follow();
ask();
