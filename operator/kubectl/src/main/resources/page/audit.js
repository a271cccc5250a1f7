// The audit trail of one cluster: read when a person opens it, when a person asks again, and every half minute while it is seen.

import {byId, clock, el, setText} from './text.js';
import {update} from './tables.js';

const EVERY = 30e3;

/** Entries that are as close to the moment of the timeline are marked. Its handle moves by seconds. */
const NEAR = 5e3;

const SIGNS = {ok: '', refused: '✕ ', failed: '✕ '};
const CHAINS = {
  intact: 'The chain of the operator is intact, as far as it can tell.',
  broken: '✕ The chain of the operator is broken: lines were edited, removed or moved.',
  unknown: 'The chain of the operator cannot be checked: no entry of it was read.',
};
const NONE = {all: 'What was read has no entry about this BeamCluster.', failed: 'Nothing was refused, and nothing failed.'};

export class Audit {
  /** load: asks and passes on the answer; choose: "all", "failed" or null; seek: goes to a moment; holds: whether it can; changed: shows. */
  constructor({load, choose, seek, holds, changed}) {
    Object.assign(this, {load, choose, seek, holds, changed});
    byId('audit-open').addEventListener('click', () => choose(this.choice ? null : 'all'));
    byId('audit-failed').addEventListener('change', event => choose(event.target.checked ? 'failed' : 'all'));
    byId('audit-refresh').addEventListener('click', () => this.refresh());
    setInterval(() => this.isSeen() && this.refresh(), EVERY);
    this.clear();
  }

  isSeen() {
    return Boolean(this.choice) && !document.hidden && !byId('cluster').hidden;
  }

  /** Forgets what was read: another cluster is wanted, or none. */
  clear() {
    this.answer = null;
    this.failure = '';
    this.isAsked = false;
    this.choice = null;
    this.shown = null;
    this.time = null;
  }

  refresh() {
    // A button that is disabled would lose the keyboard's focus.
    if (this.isAsked) return;
    this.isAsked = true;
    this.load(({answer, notShown}) => {
      this.isAsked = false;
      this.failure = notShown?.join('\n') ?? '';
      if (answer) this.answer = {...answer, at: Date.now()};
    });
    this.changed();
  }

  show({audit, time}) {
    const isOpened = audit !== null && this.choice === null;
    this.choice = audit;
    if (isOpened) this.refresh();
    byId('audit-open').setAttribute('aria-expanded', String(audit !== null));
    byId('audit-body').hidden = audit === null;
    byId('audit').dataset.state = this.state();
    if (audit === null) return setText(byId('audit-counted'), '');
    byId('audit-failed').checked = audit === 'failed';
    byId('audit-refresh').setAttribute('aria-disabled', String(this.isAsked));
    setText(byId('audit-refresh'), this.isAsked ? 'Reading …' : 'Refresh');
    setText(byId('audit-failure'), this.failure);
    const part = this.answer?.[audit === 'failed' ? 'failed' : 'all'];
    setText(byId('audit-counted'), counted(part, this.answer, this.isAsked));
    if (part !== this.shown) this.fill(part);
    this.mark(time);
  }

  state() {
    if (!this.choice) return 'closed';
    return this.failure ? 'refused' : this.answer ? 'answered' : 'asked';
  }

  fill(part) {
    this.shown = part;
    const {chain, missing, read} = this.answer ?? {chain: {lines: []}, missing: [], read: []};
    byId('audit-chain').dataset.chain = chain.state ?? '';
    setText(byId('audit-chain'), CHAINS[chain.state] ?? '');
    lines('audit-missing', missing);
    lines('audit-read', read);
    lines('audit-lines', chain.lines);
    const entries = withKeys(part?.entries ?? []);
    update(byId('audit-table').tBodies[0], entries, entry => entry.key, newRow, () => {});
    byId('audit-table').parentElement.hidden = entries.length === 0;
    setText(byId('audit-none'), part && entries.length === 0 ? NONE[this.choice] : '');
  }

  /** A moment of the last hour is a button. Those that are close to the moment that is shown are marked. */
  mark(time) {
    let count = 0;
    const {rows} = byId('audit-table').tBodies[0];
    for (const tr of rows) {
      const at = Date.parse(tr.dataset.time);
      const isNear = time !== null && Math.abs(at - time) <= NEAR;
      count += isNear ? 1 : 0;
      if (isNear) tr.setAttribute('aria-current', 'true');
      else tr.removeAttribute('aria-current');
      this.link(tr, at);
    }
    const near = count === 1 ? '1 entry' : (count || 'no') + ' entries';
    setText(byId('audit-moment'), time === null ? '' : near + ' within ' + NEAR / 1000 + ' s of ' + clock(time));
    if (time === this.time || rows.length === 0) return;
    this.time = time;
    this.scroll();
  }

  link(tr, at) {
    const isHeld = this.holds(at);
    const cell = tr.cells[0];
    if (cell.dataset.held === String(isHeld)) return;
    cell.dataset.held = isHeld;
    const text = moment(at);
    const properties = {text, title: tr.dataset.time};
    cell.replaceChildren(
      isHeld
        ? el('button', {type: 'button', class: 'link', 'aria-label': 'Show the mesh at ' + text, click: () => this.seek(at), ...properties})
        : el('time', {datetime: tr.dataset.time, ...properties}),
    );
  }

  /** Within its box only: the page stays where it is. A person who works in the box sees what is marked. */
  scroll() {
    const box = byId('audit-table').parentElement;
    const first = box.querySelector('tr[aria-current]');
    if (first && !box.contains(document.activeElement)) box.scrollTop = first.offsetTop - box.clientHeight / 2;
  }
}

function counted(part, answer, isAsked) {
  if (!part) return isAsked ? 'reading' : '';
  const {total, entries} = part;
  const count = total > entries.length ? 'the last ' + entries.length + ' of ' + total + ' entries' : total === 1 ? '1 entry' : total + ' entries';
  return count + ', read at ' + clock(answer.at);
}

/** Two entries may be the same in every word. */
function withKeys(entries) {
  const seen = new Map();
  return entries.map(entry => {
    const key = Object.values(entry).join('\n');
    seen.set(key, (seen.get(key) ?? 0) + 1);
    return {...entry, key: key + '\n' + seen.get(key)};
  });
}

function newRow(entry) {
  const {time, result, code, actor, action, on, why, source} = entry;
  const tr = el('tr', {'data-time': time, 'data-result': result, 'data-source': source}, el('th', {scope: 'row', class: 'time'}));
  const outcome = el('td', {class: 'result'}, el('span', {'aria-hidden': 'true', text: SIGNS[result]}), result + (code === undefined ? '' : ' ' + code));
  tr.append(outcome, ...Object.entries({actor, action, on, why, source}).map(([name, text]) => el('td', {class: name, text})));
  return tr;
}

function lines(id, all) {
  const box = byId(id);
  box.hidden = all.length === 0;
  const list = box.querySelector('ul');
  if (list.dataset.text === all.join('\n')) return;
  list.dataset.text = all.join('\n');
  list.replaceChildren(...all.map(text => el('li', {text})));
}

/** The time of the day, with the day if it is another one. */
function moment(at) {
  const day = new Date(at).toDateString();
  return (day === new Date().toDateString() ? '' : new Date(at).toLocaleDateString([], {day: 'numeric', month: 'short', year: 'numeric'}) + ' ') + clock(at);
}
