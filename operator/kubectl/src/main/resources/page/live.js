// The stream of changes. The browser connects again by itself; a beat that stays out shows that the command has ended.

const PATIENCE = 6000;

export class Live {
  constructor(handlers) {
    this.handlers = handlers;
    this.lastHeard = 0;
    this.isHeard = false;
    setInterval(() => this.look(), 500);
  }

  /** Listens to all clusters, and to the frames of one. */
  follow(cluster) {
    this.source?.close();
    const query = cluster ? '?cluster=' + encodeURIComponent(cluster.namespace + '/' + cluster.name) : '';
    const source = new EventSource('/api/live' + query);
    this.source = source;
    for (const name of ['rows', 'row', 'gone', 'frame', 'notes', 'beat']) {
      source.addEventListener(name, event => {
        if (source !== this.source) return;
        this.heard();
        this.handlers[name]?.(JSON.parse(event.data));
      });
    }
    source.addEventListener('error', () => {
      if (source.readyState === EventSource.CLOSED && source === this.source) setTimeout(() => this.follow(cluster), 2000);
    });
  }

  heard() {
    this.lastHeard = performance.now();
    this.tell(true);
  }

  look() {
    if (performance.now() - this.lastHeard > PATIENCE) this.tell(false);
  }

  tell(isHeard) {
    if (this.isHeard !== isHeard) {
      this.isHeard = isHeard;
      this.handlers.connection(isHeard);
    }
  }
}
