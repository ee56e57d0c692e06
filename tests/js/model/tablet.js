// A tablet in memory around the real core: a store that is written at once or not at all, and a network with faults.
import { initial, step } from '../../../observe/static/js/offline/core.js';

/** The faults of a network, by what they do with one request. `carry` reaches the server and gives its answer. */
export const FAULTS = {
  none: (carry) => ok(carry()),
  lost_before: () => null,
  lost_after: (carry) => (carry(), null),
  twice: (carry) => (carry(), ok(carry())),
  html: () => ({ status: 200, json: null }),
  login_page: () => ({ status: 200, json: { title: 'Sign in to the school network' } }),
  portal_413: () => ({ status: 413, json: null }),
  error_before: () => ({ status: 500, json: null }),
  error_after: (carry) => (carry(), { status: 500, json: { code: 'unforeseen' } }),
  busy: () => ({ status: 503, json: { code: 'busy' }, retry_after_ms: 60_000 }),
  too_many: () => ({ status: 429, json: { code: 'too_many' }, retry_after_ms: 120_000 }),
  other_batch: (carry) => ok({ ...carry(), batch_id: 'somebody else’s' }),
  cut_results: (carry) => ok(cut(carry())),
  other_hashes: (carry) => ok(mixed(carry())),
  no_gzip: () => ({ status: 415, json: { code: 'unsupported' } }),
};

const ok = (json) => ({ status: 200, json, retry_after_ms: 0 });
const cut = (json) => (json.results ? { ...json, results: json.results.slice(1) } : json);
const mixed = (json) => {
  const results = json.results?.map((result) => ({ ...result, sha256: 'f'.repeat(64) }));
  return { ...json, ...(results ? { results } : {}) };
};

const QUARTER_MS = 15 * 60_000;

export class Tablet {
  now = 1_700_000_000_000;
  rows = new Map();
  bodies = new Map();
  meta = { witness: null, cursor: null, inventory: null, device_token: 'token' };
  /** How long what is settled stays on the tablet; null: for good. */
  pruneAfter = null;
  drafts = [];
  fault = 'none';
  /** Every request that left the tablet: {kind, at, vids}. */
  requests = [];
  /** What the core decided about rows: {vid, before, after}. */
  writes = [];
  wakeAt = null;
  #waiting = [];
  #batches = 0;
  #nextSeq = 0;

  /** @param {import('./server.js').ModelServer} server @param {() => number} chance */
  constructor(server, { chance = Math.random, person = 'olga', seq = 0, pruneAfter = null } = {}) {
    Object.assign(this, { server, chance, person, pruneAfter });
    this.#nextSeq = seq;
    this.start();
  }

  /** A new page: everything in memory is forgotten. */
  start() {
    this.state = initial(this.person);
    this.#waiting = [];
    const rows = [...this.rows.values()].map((row) => ({ ...row }));
    this.tell('started', { ...this.meta, rows, drafts: this.drafts, prune_after_ms: this.pruneAfter });
  }

  /** Called saved: it is in the store. @returns {string} its vid */
  save(text = '') {
    this.#nextSeq += 1;
    const vid = `${this.person}-${this.#nextSeq}`;
    const body = `${text} ${vid}`;
    const wire_bytes = body.length + 200;
    const row = { vid, rid: `record of ${vid}`, device_seq: this.#nextSeq, sha256: hash(body), wire_bytes };
    Object.assign(row, { bytes: body.length, state: 'ready', receipt: null, code: null });
    Object.assign(row, { seen: false, made_at: this.now });
    this.rows.set(vid, row);
    this.bodies.set(vid, body);
    if (this.state.awake) this.tell('saved', { row: { ...row } });
    return vid;
  }

  tell(kind, more = {}) {
    const { state, effects } = step(this.state, { kind, now: this.now, chance: this.chance(), ...more });
    this.state = state;
    for (const effect of effects) this.#perform(effect);
  }

  /** Answers the oldest request under way. @returns {boolean} false if there was none */
  answer(fault = this.fault) {
    const waiting = this.#waiting.shift();
    if (waiting) this.#deliver(waiting, fault);
    return waiting !== undefined;
  }

  /** Lets the oldest request's answer hang. @returns {() => void} lets it come, however late */
  hang() {
    const waiting = this.#waiting.shift();
    return () => this.#deliver(waiting, 'none');
  }

  #deliver({ effect, sent, batch_id, carry }, fault) {
    const play = typeof fault === 'function' ? fault : FAULTS[fault];
    const answer = play(carry);
    this.tell('answered', { id: effect.id, answer, sent, batch_id, gzipped: effect.gzip ?? false });
  }

  /** Time passes; timers ring and requests are answered as they come. */
  pass(ms) {
    const end = this.now + ms;
    while (this.answer());
    while (this.wakeAt !== null && this.wakeAt <= end) {
      this.now = Math.max(this.now, this.wakeAt);
      this.wakeAt = null;
      this.tell('tick');
      while (this.answer());
    }
    this.now = end;
  }

  /** Faults stop and the app stays open: a bounded time later nothing may be left. */
  quiesce() {
    this.fault = 'none';
    for (let i = 0; i < 8; i += 1) this.pass(QUARTER_MS);
  }

  inState(...states) {
    return [...this.rows.values()].filter((row) => states.includes(row.state)).map((row) => row.vid);
  }

  #perform(effect) {
    const { kind, id } = effect;
    if (kind === 'wake') this.wakeAt = effect.at;
    else if (kind === 'abort') this.#waiting = [];
    else if (kind === 'write_marks') this.#writeMarks(effect);
    else if (kind === 'offer_again') this.tell('offered', { rows: this.#write(effect.marks, {}) });
    else if (kind === 'write_page') this.#writePage(effect);
    else if (kind === 'keep_token') this.tell('token_kept', { id });
    else if (kind === 'draft_versions') this.draftVersions = effect.rids;
    else this.#send(effect);
  }

  #write(marks, meta) {
    Object.assign(this.meta, meta);
    return marks.flatMap(({ vid, sha256, change }) => {
      const before = this.rows.get(vid);
      if (before?.sha256 !== sha256) return [];
      const after = { ...before, ...change };
      this.rows.set(vid, after);
      if (after.state === 'pruned') this.bodies.delete(vid);
      this.writes.push({ vid, before, after });
      return [{ ...after }];
    });
  }

  #writeMarks({ id, marks, meta }) {
    this.tell('marked', { id, meta, rows: this.#write(marks, meta) });
  }

  #writePage({ id, page, witness, marks }) {
    const rows = this.#write(marks, { witness, cursor: page.next_cursor });
    this.tell('page_kept', { id, page, witness, rows });
  }

  #send(effect) {
    const { kind, witness } = effect;
    this.requests.push({ kind, at: this.now, vids: effect.vids ?? [] });
    if (kind === 'push') return this.#sendPush(effect);
    const { have, cursor } = effect;
    const carry = () => this.server[kind]({ witness, have, cursor, person: this.person });
    this.#waiting.push({ effect, carry });
  }

  #sendPush(effect) {
    this.#batches += 1;
    const batch_id = `batch ${this.#batches}`;
    const versions = effect.vids.map((vid) => ({ vid, sha256: this.rows.get(vid).sha256, body: this.bodies.get(vid) }));
    const sent = versions.map(({ vid, sha256 }) => ({ vid, sha256 }));
    const carry = () => this.server.push({ batch_id, witness: effect.witness, versions });
    this.#waiting.push({ effect, sent, batch_id, carry });
  }
}

/** Good enough to tell bodies apart: their last words are their vid. */
function hash(text) {
  let value = text.length;
  for (const char of text.slice(-80)) value = (value * 31 + char.charCodeAt(0)) >>> 0;
  return value.toString(16).padStart(8, '0').repeat(8);
}
