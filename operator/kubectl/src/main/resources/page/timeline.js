// The last hour: how the cluster was, what happened, and a moment to look at.

import {clock, el, healthClass, setText, byId} from './text.js';

const HOUR = 3600e3;
const MARGIN = 8;
const HEIGHT = 58;
const BAND = {whole: [26, 8], 'not-whole': [12, 22], unknown: [20, 14]};
const SIGN = {fault: 'M0-5 5 4H-5Z', recovery: 'M0 5 5-4H-5Z', warning: 'M0-4 4 0 0 4-4 0Z', change: 'M-1.5-4h3v8h-3Z', event: 'M-1.5-4h3v8h-3Z'};
const SPEEDS = [1, 10, 60, 300];
const d3 = globalThis.d3;

export class Timeline {
  /** seek: a moment in milliseconds, or null for live. */
  constructor(root, seek) {
    this.root = root;
    this.seek = seek;
    this.time = null;
    this.speed = 60;
    this.build();
    new ResizeObserver(() => this.draw()).observe(this.track);
  }

  build() {
    const button = (id, text, title, click) => el('button', {type: 'button', id, 'aria-label': text.length === 1 ? title : null, title, text, click});
    this.svg = d3.create('svg').attr('aria-hidden', 'true').attr('height', HEIGHT);
    this.scrub = el('input', {type: 'range', id: 'scrub', step: 1, 'aria-label': 'Moment'});
    this.scrub.addEventListener('input', () => this.to(Number(this.scrub.value) * 1000));
    const speed = el('select', {id: 'speed', 'aria-label': 'Speed'}, ...SPEEDS.map(value => el('option', {value, text: value + '×'})));
    speed.value = this.speed;
    speed.addEventListener('change', () => (this.speed = Number(speed.value)));
    this.track = el('div', {class: 'track'}, this.svg.node(), this.scrub);
    const controls = el(
      'div',
      {class: 'bar'},
      el('h2', {text: 'Last hour'}),
      el('span', {id: 'moment', class: 'quiet'}),
      button('last-fault', 'Last fault', 'Go to the last fault before this moment', () => this.lastFault()),
      button('previous', '‹', 'Previous change', () => this.step(-1)),
      button('play', 'Play', 'Play or pause', () => this.toggle()),
      button('next', '›', 'Next change', () => this.step(1)),
      speed,
      button('live', 'Live', 'Back to what is now', () => this.to(null)),
    );
    this.root.append(controls, this.track);
  }

  show({frames, marks, time}) {
    this.frames = frames;
    this.marks = marks;
    const isReplay = time !== null;
    if (isReplay !== (this.time !== null) || !this.end) this.end = Date.now();
    if (!isReplay) this.end = Date.now();
    this.time = time;
    this.root.dataset.mode = isReplay ? 'replay' : 'live';
    this.root.dataset.time = isReplay ? new Date(time).toISOString() : '';
    // A button that is disabled would lose the keyboard's focus.
    byId('live').setAttribute('aria-disabled', String(!isReplay));
    byId('last-fault').setAttribute('aria-disabled', String(this.faults().length === 0));
    this.draw();
  }

  /** The window stands still while one looks at a moment. */
  draw() {
    const width = this.track.clientWidth;
    if (!this.frames || !width) return;
    const [from, to] = [this.end - HOUR, this.end];
    const x = d3.scaleTime([from, to], [MARGIN, width - MARGIN]);
    this.scrub.min = Math.floor(from / 1000);
    this.scrub.max = Math.ceil(to / 1000);
    if (document.activeElement !== this.scrub || this.time !== null) this.scrub.value = Math.round((this.time ?? to) / 1000);
    this.scrub.setAttribute('aria-valuetext', this.time === null ? 'live' : clock(this.time));
    this.svg.attr('width', width).attr('viewBox', '0 0 ' + width + ' ' + HEIGHT);
    this.bands(x, from, to);
    this.signs(x, from);
    this.axis(x, width);
    const at = x(Math.min(Math.max(this.time ?? to, from), to));
    this.svg.selectAll('line.head').data([at]).join('line').attr('class', 'head').attr('y1', 2).attr('y2', 40).attr('x1', d => d).attr('x2', d => d).raise();
  }

  bands(x, from, to) {
    const bands = this.frames.map((frame, i) => ({
      frame,
      start: Math.max(from, Date.parse(frame.time)),
      end: Math.max(from, Date.parse(this.frames[i + 1]?.time ?? '') || to),
    }));
    const shown = bands.filter(band => band.end > from && band.start < to);
    this.svg
      .selectAll('rect')
      .data(shown)
      .join('rect')
      .attr('class', band => 'band ' + healthClass(band.frame.health) + ' ' + band.frame.source)
      .attr('x', band => x(band.start))
      .attr('width', band => Math.max(1.5, x(band.end) - x(band.start)))
      .attr('y', band => BAND[healthClass(band.frame.health)][0])
      .attr('height', band => BAND[healthClass(band.frame.health)][1]);
  }

  signs(x, from) {
    this.svg
      .selectAll('path.sign')
      .data(this.marks.filter(mark => Date.parse(mark.time) >= from))
      .join('path')
      .attr('class', mark => 'sign ' + mark.kind)
      .attr('d', mark => SIGN[mark.kind])
      .attr('transform', mark => 'translate(' + x(Date.parse(mark.time)) + ',6)');
  }

  axis(x, width) {
    this.svg
      .selectAll('text')
      .data(x.ticks(width < 500 ? 4 : 8).filter(d => x(d) > 26 && x(d) < width - 26))
      .join('text')
      .attr('x', d => x(d))
      .attr('y', 54)
      .text(d => d.toLocaleTimeString([], {hour: '2-digit', minute: '2-digit', hourCycle: 'h23'}));
  }

  to(time) {
    if (time === null || time >= this.end) this.pause();
    this.seek(time === null || time >= this.end ? null : Math.max(time, this.end - HOUR));
  }

  /** Whether a moment is in the hour that is shown. */
  holds(time) {
    return Boolean(this.frames?.length) && time >= this.end - HOUR && time <= this.end;
  }

  /** When it broke: what the history says, and what the page saw. */
  faults() {
    const ofMarks = this.marks.filter(mark => mark.kind === 'fault').map(mark => Date.parse(mark.time));
    const ofFrames = this.frames.filter((frame, i) => i > 0 && isBroken(frame) && !isBroken(this.frames[i - 1])).map(frame => Date.parse(frame.time));
    const before = (this.time ?? Infinity) - 1000;
    return [...ofMarks, ...ofFrames].filter(time => time < before && time >= this.end - HOUR).sort((a, b) => a - b);
  }

  lastFault() {
    const last = this.faults().at(-1);
    if (last) this.to(last + 1);
  }

  step(by) {
    const times = [...this.frames, ...this.marks].map(one => Date.parse(one.time) + 1).sort((a, b) => a - b);
    const now = this.time ?? this.end;
    const next = by > 0 ? times.find(time => time > now + 1) : times.findLast(time => time < now - 1 && time >= this.end - HOUR);
    if (next) this.to(next);
    else if (by > 0) this.to(null);
  }

  toggle() {
    if (this.playing) this.pause();
    else this.play();
  }

  play() {
    if (this.time === null) this.to(this.end - HOUR);
    let last = performance.now();
    const step = now => {
      if (!this.playing) return;
      this.to((this.time ?? this.end) + (now - last) * this.speed);
      last = now;
      if (this.playing) this.playing = requestAnimationFrame(step);
    };
    this.playing = requestAnimationFrame(step);
    setText(byId('play'), 'Pause');
  }

  pause() {
    if (this.playing) cancelAnimationFrame(this.playing);
    this.playing = 0;
    setText(byId('play'), 'Play');
  }
}

const isBroken = frame => frame.health === 'not whole';
