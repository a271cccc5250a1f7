// Where nodes are drawn. Pure functions: the same nodes are always in the same places, so that the picture holds still.

const SPACE = 30;
const GAP = 3;

/** Frames do not change. */
const unions = new WeakMap();

const radius = count => Math.max(110, (count * SPACE) / (2 * Math.PI));

const byOrdinal = new Intl.Collator('en', {numeric: true}).compare;

/** All nodes of several frames: in a replay, each has its place for the whole hour. */
export function union(frames) {
  const key = frames.length === 1 ? frames[0] : frames;
  if (!unions.has(key)) {
    unions.set(key, {
      pods: [...new Set(frames.flatMap(frame => frame.nodes.map(node => node.pod)))],
      unexpected: [...new Set(frames.flatMap(frame => frame.unexpected))],
    });
  }
  return unions.get(key);
}

/**
 * Places nodes.
 *
 * arrange: "ordinal" is one circle, "zone" one circle with a gap between zones, "islands" a circle for each island.
 * zones: a Map from pods to zones; islands: lists of pods; unexpected: names of nodes that are drawn outside.
 */
export function place(pods, arrange, {zones = new Map(), islands = [], unexpected = []} = {}) {
  const sorted = [...new Set(pods)].sort(byOrdinal);
  const layout =
    arrange === 'islands' ? apart(sorted, islands) : arrange === 'zone' && zones.size > 0 ? inZones(sorted, zones) : inOne(sorted);
  layout.outside = outside(layout, unexpected);
  layout.bounds = bounds(layout);
  return layout;
}

function circle(pods, x, y, r, from = 0, to = 2 * Math.PI) {
  return pods.map((pod, i) => {
    const angle = from + ((to - from) * i) / pods.length;
    return [pod, {x: x + r * Math.sin(angle), y: y - r * Math.cos(angle), angle}];
  });
}

function inOne(pods) {
  const r = pods.length === 1 ? 0 : radius(pods.length);
  return {spots: new Map(circle(pods, 0, 0, r)), groups: [], r, count: pods.length};
}

function inZones(pods, zones) {
  const byZone = Map.groupBy(pods, pod => zones.get(pod) ?? 'zone unknown');
  const names = [...byZone.keys()].sort(byOrdinal);
  const slots = pods.length + names.length * GAP;
  const r = radius(slots);
  const spots = new Map();
  const groups = [];
  let slot = 0;
  for (const name of names) {
    const members = byZone.get(name);
    const from = (2 * Math.PI * slot) / slots;
    const to = (2 * Math.PI * (slot + members.length)) / slots;
    for (const [pod, spot] of circle(members, 0, 0, r, from, to)) spots.set(pod, spot);
    groups.push({kind: 'arc', name, from: from - 0.5 * (SPACE / r), to: to - 0.5 * (SPACE / r), r});
    slot += members.length + GAP;
  }
  return {spots, groups, r, count: pods.length};
}

/** Nodes in no island, because nothing is known of them, are a group of their own. */
function apart(pods, islands) {
  const inSome = new Set(islands.flat());
  const rest = pods.filter(pod => !inSome.has(pod));
  const groups = islands.map((island, i) => ({name: 'island ' + (i + 1), pods: island.filter(pod => pods.includes(pod)).sort(byOrdinal)}));
  if (rest.length > 0) groups.push({name: 'in no island', pods: rest, isRest: true});
  for (const group of groups) {
    group.inner = group.pods.length === 1 ? 0 : Math.max(56, (group.pods.length * SPACE) / (2 * Math.PI));
    group.r = group.inner + (group.pods.length > 16 ? 86 : 78) + 18;
  }
  globalThis.d3.packSiblings(groups);
  const spots = new Map();
  for (const group of groups) {
    for (const [pod, spot] of circle(group.pods, group.x, group.y, group.inner)) spots.set(pod, {...spot, group});
    group.kind = 'island';
  }
  return {spots, groups, r: 0, count: Math.max(0, ...groups.map(group => group.pods.length))};
}

function bounds(layout) {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  const hulls = layout.groups
    .filter(group => group.kind === 'island')
    .flatMap(({x, y, r}) => [{x: x - r + 18, y: y - r + 18}, {x: x + r - 18, y: y + r - 18}]);
  const points = [...layout.spots.values(), ...hulls, ...layout.outside, ...layout.outside.map(one => ({x: one.x + 9 * one.name.length, y: one.y}))];
  for (const {x, y} of points) {
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  return points.length === 0
    ? {left: -100, top: -100, right: 100, bottom: 100}
    : {left: left - 14, top: top - 14, right: right + 14, bottom: bottom + 14};
}

/** Nodes that do not belong are at the right, outside of everything. */
function outside(layout, names) {
  const {right, top, bottom} = bounds({...layout, outside: []});
  const step = Math.min(SPACE * 1.4, (bottom - top) / Math.max(1, names.length));
  return names.map((name, i) => ({name, x: right + (layout.groups.length > 0 ? 40 : 110), y: (top + bottom) / 2 + (i - (names.length - 1) / 2) * step}));
}
