// A small server in memory that keeps the promises of sync.md: what the tablet's core is tried against.

const CODES = ['unknown_teacher', 'invalid_field'];

/** Text as our witness: readable claims, a signature that nobody checks here. */
function sign(claims) {
  return `${Buffer.from(JSON.stringify(claims)).toString('base64url')}.signature`;
}

function claimsOf(witness) {
  return witness ? JSON.parse(Buffer.from(witness.split('.')[0], 'base64url').toString()) : null;
}

/** Versions as (vid, sha256), a feed with seq and chain, epochs. `body` texts name their own fate for the tests. */
export class ModelServer {
  epoch = 'epoch-1';
  seq = 0;
  /** chain[seq] names the history up to seq. */
  chain = ['start'];
  epochs = new Set(['epoch-1']);
  stored = new Map();
  aside = new Map();
  erased = new Set();
  feed = [];
  through = null;
  /** Statuses to answer `retry` for, by vid. */
  cannotStore = new Set();

  get head() {
    return { epoch: this.epoch, seq: this.seq, chain: this.chain.at(-1) };
  }

  /** What every answer carries. */
  get frame() {
    return { proto: 1, witness: sign(this.head), server_time: 'now', durable_through: this.through };
  }

  push({ batch_id, witness, versions }) {
    this.#hearWitness(witness);
    const results = versions.map((version) => this.#accept(version));
    return { ...this.frame, batch_id, results };
  }

  inventory({ witness, have }) {
    this.#hearWitness(witness);
    const told = { present: [], missing: [], differing: [], erased: [] };
    for (const { vid, sha256 } of have) {
      const kept = this.stored.get(vid) ?? this.aside.get(vid + sha256);
      if (this.erased.has(vid)) told.erased.push(vid);
      else if (!kept) told.missing.push(vid);
      else if (kept.sha256 === sha256) told.present.push({ vid, seq: kept.seq });
      else told.differing.push(vid);
    }
    return { ...this.frame, ...told };
  }

  pull({ witness, cursor, person }) {
    this.#hearWitness(witness);
    const from = cursor ? JSON.parse(cursor) : null;
    const reset = from?.epoch !== this.epoch;
    const entries = this.feed.filter((entry) => reset || entry.seq > from.seq);
    const next_cursor = JSON.stringify({ epoch: this.epoch, seq: this.seq });
    return { ...this.frame, entries, next_cursor, more: false, reset, person: { id: person }, csrf: 'token' };
  }

  enrol({ person }) {
    return { proto: 1, person: { id: person }, device_token: 'token' };
  }

  /** Everything there is, to be restored later. */
  snapshot() {
    const { seq, chain, stored, aside, feed, erased } = this;
    return structuredClone({ seq, chain, stored, aside, feed, erased, epoch: this.epoch, epochs: this.epochs });
  }

  /** The database of last night, copied back by hand: nobody tells the server. */
  restore(snapshot) {
    Object.assign(this, structuredClone(snapshot));
    this.through = null;
  }

  /** A backup covers everything up to here. */
  backUp() {
    this.through = { epoch: this.epoch, seq: this.seq };
  }

  /** The administration repaired what was set aside: the same bytes are admitted. */
  repair(vid) {
    for (const [key, kept] of this.aside) {
      if (kept.vid !== vid) continue;
      this.aside.delete(key);
      kept.seq = this.#event('repaired', vid);
      this.stored.set(vid, kept);
    }
  }

  erase(vid) {
    this.erased.add(vid);
    this.stored.delete(vid);
    this.#event('erased', vid);
  }

  #accept({ vid, sha256, body }) {
    const about = { vid, sha256, heads: 1 };
    if (this.erased.has(vid)) return { ...about, status: 'erased', seq: null };
    if (body.includes('#too_big')) return { ...about, status: 'too_big' };
    if (this.cannotStore.has(vid)) return { ...about, status: 'retry' };
    const before = this.stored.get(vid);
    if (before?.sha256 === sha256) return { ...about, status: 'already', seq: before.seq };
    const code = before ? 'other_content' : CODES.find((one) => body.includes(`#${one}`));
    if (code) return { ...about, status: 'quarantined', code, detail: code, seq: this.#setAside(vid, sha256, body) };
    const seq = this.#event('stored', vid);
    this.stored.set(vid, { vid, sha256, body, seq });
    return { ...about, status: 'stored', seq };
  }

  #setAside(vid, sha256, body) {
    const key = vid + sha256;
    if (!this.aside.has(key)) this.aside.set(key, { vid, sha256, body, seq: this.#event('quarantined', vid) });
    return this.aside.get(key).seq;
  }

  #event(kind, vid) {
    this.seq += 1;
    this.chain[this.seq] = `${this.epoch}/${kind}/${vid}/${Math.random()}`;
    this.feed.push({ seq: this.seq, kind, vid, rid: `record of ${vid}`, state: {}, n_heads: 1, at: 'now' });
    return this.seq;
  }

  /** A correctly signed witness that does not fit our history proves that we went back. */
  #hearWitness(witness) {
    const claims = claimsOf(witness);
    if (!claims) return;
    const isFitting = claims.epoch !== this.epoch || this.chain[claims.seq] === claims.chain;
    if (this.epochs.has(claims.epoch) && isFitting) return;
    this.seq = Math.max(this.seq, claims.seq) + 1;
    this.epoch = `epoch-${this.epochs.size + 1}-${this.seq}`;
    this.epochs.add(this.epoch);
    this.chain[this.seq] = `${this.epoch}/begins`;
    this.through = null;
  }
}
