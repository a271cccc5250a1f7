// The drawing: a canvas that d3 moves and zooms. It draws when something changed, once for each picture of the screen.

import {drawGroup, drawLinks, drawName, drawNode, drawStranger} from './draw.js';
import {pairs} from './links.js';
import {onScheme, palette} from './palette.js';

const R = 10;
const d3 = globalThis.d3;

export class Mesh {
  constructor(container, picked) {
    this.container = container;
    this.picked = picked;
    this.canvas = document.createElement('canvas');
    this.canvas.setAttribute('aria-hidden', 'true');
    container.append(this.canvas);
    this.c = this.canvas.getContext('2d', {alpha: false});
    this.transform = d3.zoomIdentity;
    this.zoom = d3.zoom().scaleExtent([0.15, 6]).on('zoom', event => this.moved(event));
    this.selection = d3.select(this.canvas).call(this.zoom).on('dblclick.zoom', null);
    this.canvas.addEventListener('click', event => picked(this.at(event)));
    this.canvas.addEventListener('pointermove', event => this.hover(event));
    container.addEventListener('keydown', event => this.key(event));
    new ResizeObserver(() => this.resize()).observe(container);
    onScheme(() => this.recolor());
    this.recolor();
    this.isFitted = true;
  }

  recolor() {
    this.colors = palette();
    this.ask();
  }

  resize() {
    const scale = globalThis.devicePixelRatio || 1;
    this.width = this.container.clientWidth;
    this.height = this.container.clientHeight;
    this.canvas.width = Math.max(1, this.width * scale);
    this.canvas.height = Math.max(1, this.height * scale);
    if (this.isFitted) this.fit();
    // At once, because a canvas that changes its size is empty.
    if (this.view && this.width) this.draw();
  }

  /** Shows a view: frame, layout, filter, node, link, found, revisions. */
  show(view) {
    const isOther = view.layout !== this.view?.layout;
    if (this.view && Object.keys(view).every(key => view[key] === this.view[key])) return;
    this.view = view;
    this.pairs = pairs(view.frame);
    this.spots = view.frame.nodes.map(node => view.layout.spots.get(node.pod) ?? {x: 0, y: 0});
    if (isOther && this.isFitted) this.fit();
    this.ask();
  }

  fit() {
    const bounds = this.view?.layout.bounds;
    if (!bounds || !this.width) return;
    const [x, y] = this.padding();
    const k = Math.min(1.5, Math.max(40, this.width - 2 * x) / (bounds.right - bounds.left), Math.max(40, this.height - 2 * y) / (bounds.bottom - bounds.top));
    const t = d3.zoomIdentity
      .translate(this.width / 2, this.height / 2)
      .scale(k)
      .translate(-(bounds.left + bounds.right) / 2, -(bounds.top + bounds.bottom) / 2);
    this.selection.call(this.zoom.transform, t);
    this.isFitted = true;
  }

  /** Room for names, in pixels: they keep their size on the screen. */
  padding() {
    const {layout, frame} = this.view;
    if (layout.groups.some(group => group.kind === 'island')) return [16, 16];
    const longest = Math.max(4, ...frame.nodes.map(node => node.pod.length)) * 6.8 + 22;
    return layout.count > 16 ? [longest, longest] : [longest, 44];
  }

  moved(event) {
    this.transform = event.transform;
    if (event.sourceEvent) this.isFitted = false;
    this.ask();
  }

  scale(factor) {
    this.isFitted = false;
    this.selection.call(this.zoom.scaleBy, factor);
  }

  ask() {
    if (this.isAsked) return;
    this.isAsked = true;
    requestAnimationFrame(() => {
      this.isAsked = false;
      if (this.view && this.width) this.draw();
    });
  }

  draw() {
    const {c, colors, view, spots} = this;
    const scale = globalThis.devicePixelRatio || 1;
    c.setTransform(scale, 0, 0, scale, 0, 0);
    c.fillStyle = colors.card;
    c.fillRect(0, 0, this.width, this.height);
    c.translate(this.transform.x, this.transform.y);
    c.scale(this.transform.k, this.transform.k);
    // In islands, names must fit between circles; elsewhere there is room outside.
    const isTight = view.layout.groups.some(group => group.kind === 'island');
    const size = Math.min(12 / this.transform.k, isTight ? 15 : 26);
    if (isTight) view.layout.groups.forEach(group => drawGroup(c, group, colors, size));
    drawLinks(c, {pairs: this.pairs, spots, filter: view.filter, selected: this.selected(), colors, k: this.transform.k});
    if (!isTight) view.layout.groups.forEach(group => drawGroup(c, group, colors, size));
    const isRadial = view.layout.count > 16;
    view.frame.nodes.forEach((node, i) => {
      const isFaded = view.found !== null && !view.found.has(node.pod);
      const isSelected = view.node === node.pod || this.hovered === node.pod;
      drawNode(c, node, spots[i], {colors, r: R, isSelected, isFaded, revision: view.revisions?.get(node.pod)});
      drawName(c, node.pod, spots[i], {colors, r: R, size, isRadial, isStrong: isSelected || node.state !== 'Meshed', isFaded});
    });
    view.layout.outside.forEach(stranger => drawStranger(c, stranger, colors, view.node === stranger.name, size));
  }

  /** Which pairs to emphasize; null if none. */
  selected() {
    const {view} = this;
    const pod = this.hovered ?? view.node;
    const number = view.frame.nodes.findIndex(node => node.pod === pod);
    if (number >= 0) return pair => pair.a === number || pair.b === number;
    if (!view.link) return null;
    const ends = view.link.split('->').map(end => view.frame.nodes.findIndex(node => node.pod === end));
    return pair => ends.includes(pair.a) && ends.includes(pair.b);
  }

  /** What is at the pointer: a node, a link in the direction that is worse, or nothing. */
  at(event) {
    if (!this.view) return {};
    const [x, y] = this.transform.invert(d3.pointer(event, this.canvas));
    const near = 14 / Math.min(1, this.transform.k);
    const number = closest(this.spots, x, y, near);
    if (number >= 0) return {node: this.view.frame.nodes[number].pod};
    const stranger = this.view.layout.outside[closest(this.view.layout.outside, x, y, near)];
    if (stranger) return {node: stranger.name};
    const pair = this.nearest(x, y, 7 / this.transform.k);
    if (!pair) return {};
    const [from, to] = pair.there === 'm' || pair.back !== 'm' ? [pair.a, pair.b] : [pair.b, pair.a];
    return {link: this.view.frame.nodes[from].pod + '->' + this.view.frame.nodes[to].pod};
  }

  /** A broken link is found before a whole one that lies across it. */
  nearest(x, y, limit) {
    let best = null;
    let least = limit;
    for (const pair of this.pairs) {
      const isShown = this.view.filter === 'all' || pair.worse === 'm' || (this.view.filter === 'faults' && pair.worse === 'u');
      const distance = isShown ? away(x, y, this.spots[pair.a], this.spots[pair.b]) - (pair.worse === 'm' ? limit / 2 : 0) : Infinity;
      if (distance < least) [best, least] = [pair, distance];
    }
    return best;
  }

  hover(event) {
    if (event.buttons) return;
    const {node, link} = this.at(event);
    this.canvas.style.cursor = node || link ? 'pointer' : 'grab';
    this.canvas.title = node ?? link?.replace('->', ' → ') ?? '';
    if (this.hovered !== node) {
      this.hovered = node;
      this.ask();
    }
  }

  key(event) {
    const steps = {ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1};
    const actions = {'+': () => this.scale(1.3), '-': () => this.scale(1 / 1.3), 0: () => this.fit(), Escape: () => this.picked({})};
    if (event.key in steps) this.step(steps[event.key]);
    else if (event.key in actions) actions[event.key]();
    else return;
    event.preventDefault();
  }

  step(by) {
    const nodes = this.view?.frame.nodes ?? [];
    if (nodes.length === 0) return;
    const number = nodes.findIndex(node => node.pod === this.view.node);
    this.picked({node: nodes[(number + by + nodes.length) % nodes.length].pod});
  }
}

/** The distance of a point from a line between two others. */
function away(x, y, a, b) {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const along = ((x - a.x) * dx + (y - a.y) * dy) / (dx * dx + dy * dy || 1);
  const t = Math.max(0, Math.min(1, along));
  return Math.hypot(x - a.x - t * dx, y - a.y - t * dy);
}

/** The number of the spot that is closest to a point, or -1 if none is within the limit: a hundred nodes are close to each other. */
function closest(spots, x, y, limit) {
  const number = d3.leastIndex(spots, spot => Math.hypot(spot.x - x, spot.y - y));
  return number >= 0 && Math.hypot(spots[number].x - x, spots[number].y - y) < limit ? number : -1;
}
