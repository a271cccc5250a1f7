// What a frame says about links. Pure functions.

const NAMES = {v: 'verified', m: 'missing', u: 'unknown'};

/** The state of the directed link between two nodes, by their numbers. */
export function state(frame, from, to) {
  const row = frame.rows[frame.nodes[from].pod];
  return NAMES[row ? row[to] : 'v'];
}

/** Frames do not change, and one that is shown again need not be looked through again. */
const known = {pairs: new WeakMap(), some: new WeakMap(), all: new WeakMap()};

function once(cache, frame, compute) {
  if (!cache.has(frame)) cache.set(frame, compute(frame));
  return cache.get(frame);
}

/** Each pair of nodes once: the worse of both directions, and whether they differ. */
export const pairs = frame => once(known.pairs, frame, pairsOf);

function pairsOf(frame) {
  const result = [];
  const rows = frame.nodes.map(node => frame.rows[node.pod]);
  for (let a = 0; a < rows.length; a++) {
    for (let b = a + 1; b < rows.length; b++) {
      const there = rows[a] ? rows[a][b] : 'v';
      const back = rows[b] ? rows[b][a] : 'v';
      const worse = there === 'm' || back === 'm' ? 'm' : there === 'u' || back === 'u' ? 'u' : 'v';
      result.push({a, b, there, back, worse});
    }
  }
  return result;
}

export function faultsByLink(frame) {
  return new Map(frame.faults.map(fault => [fault.from + '->' + fault.to, fault]));
}

/** All directed links, those that are not verified first. */
export const directed = (frame, isWithVerified) =>
  once(isWithVerified ? known.all : known.some, frame, one => directedOf(one, isWithVerified));

function directedOf(frame, isWithVerified) {
  const faults = faultsByLink(frame);
  const rank = {missing: 0, unknown: 1, verified: 2};
  const result = [];
  frame.nodes.forEach((from, a) => {
    if (!isWithVerified && !frame.rows[from.pod]) return;
    frame.nodes.forEach((to, b) => {
      if (a === b) return;
      const is = state(frame, a, b);
      if (is === 'verified' && !isWithVerified) return;
      const key = from.pod + '->' + to.pod;
      const fault = faults.get(key);
      result.push({key, from: from.pod, to: to.pod, state: is, reason: fault?.reason ?? '', since: fault?.since ?? ''});
    });
  });
  return result.sort((one, other) => rank[one.state] - rank[other.state]);
}
