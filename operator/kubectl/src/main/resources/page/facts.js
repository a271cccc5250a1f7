// What is asked once, or on demand: the documentation's words, the hour before, pods, events, zones, and questions to nodes.

const SOON = 1500;

async function get(question, parameters = {}) {
  try {
    const answer = await fetch('/api/' + question + '?' + new URLSearchParams(parameters));
    if (answer.ok) return await answer.json();
    return {notShown: [(await answer.text()).trim()]};
  } catch {
    return {notShown: ['kubectl beam ui does not answer: is it still running?']};
  }
}

const keyOf = cluster => cluster.namespace + '/' + cluster.name;

export class Facts {
  constructor(changed) {
    this.changed = changed;
    this.remedies = {};
    this.clear();
    get('remedies').then(found => {
      this.remedies = found.notShown ? {} : found;
      changed();
    });
  }

  clear() {
    this.details = null;
    this.frames = [];
    this.hasPast = false;
    this.zones = null;
    this.samples = new Map();
    this.verification = null;
  }

  /** Asks about another cluster, or about none. */
  follow(cluster) {
    this.cluster = cluster;
    this.clear();
    if (!cluster) return;
    this.refresh();
  }

  /** Asks for the hour before, as soon as there is a cluster that has one. */
  loadPast() {
    if (this.hasPast) return;
    this.hasPast = true;
    this.load('replay', {}, frames => {
      if (Array.isArray(frames)) this.frames = merged(frames, this.frames);
      else this.hasPast = false;
    });
  }

  /** Asks, and drops the answer if another cluster is wanted meanwhile. */
  async load(question, parameters, take) {
    const {cluster} = this;
    const answer = await get(question, {cluster: keyOf(cluster), ...parameters});
    if (cluster !== this.cluster) return;
    take(answer);
    this.changed();
  }

  /** Reads pods and events again, soon, and not more often than they can be read. */
  refresh() {
    if (this.isComing) return;
    this.isComing = true;
    setTimeout(
      async () => {
        const {cluster} = this;
        if (cluster) await this.load('details', {}, details => (this.details = details.marks ? details : this.details));
        this.isComing = false;
        if (cluster !== this.cluster) this.refresh();
      },
      this.details ? SOON : 0,
    );
  }

  /** Adds what was seen just now. */
  seen(frame) {
    this.frames = merged(this.frames, [frame]);
    this.loadPast();
    this.refresh();
  }

  wantZones() {
    if (this.zones) return;
    this.zones = {answer: {}};
    this.load('zones', {}, answer => (this.zones = answer));
  }

  sample(pod) {
    this.samples.set(pod, {isAsked: true});
    this.changed();
    this.load('sample', {pod}, answer => this.samples.set(pod, {...answer, at: Date.now()}));
  }

  verify() {
    this.verification = {isAsked: true};
    this.changed();
    this.load('verify', {}, answer => (this.verification = answer));
  }
}

/** Frames in order, without those that are older than an hour and not needed for its beginning. */
function merged(before, after) {
  const byTime = new Map([...before, ...after].map(frame => [frame.time, frame]));
  const all = [...byTime.values()].sort((one, other) => Date.parse(one.time) - Date.parse(other.time));
  const start = Date.now() - 3600e3;
  const first = all.findLastIndex(frame => Date.parse(frame.time) <= start);
  return all.slice(Math.max(0, first));
}

/** The frame that was shown at a moment; the first one if nothing older is known. */
export function frameAt(frames, time) {
  let [low, high] = [0, frames.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (Date.parse(frames[middle].time) <= time) low = middle;
    else high = middle - 1;
  }
  return frames[low] ?? null;
}
