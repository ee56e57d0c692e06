// The promises of sync.md that can be looked at after every step of a run.
import assert from 'node:assert/strict';
import { badge, unsent } from '../../../observe/static/js/offline/core.js';

const AT_SERVER = ['held', 'settled', 'pruned'];

const isToBeSeen = ({ state, code }) =>
  ['quarantined', 'erased'].includes(state) || (state === 'pruned' && code === 'missing');

/** What a run remembers: every version called saved, and what the server had in which epoch. */
export class Watch {
  saved = new Map();
  /** `epoch vid sha256` of everything the server ever had in that epoch. */
  #had = new Set();
  reached = new Map();
  #writes = 0;

  constructor(server, tablet) {
    Object.assign(this, { server, tablet });
  }

  remember(vid) {
    this.saved.set(vid, this.tablet.rows.get(vid).sha256);
  }

  look() {
    this.#learn();
    this.#noLoss();
    this.#acksAreTrue();
    this.#storeAndCoreAgree();
    this.#badgeIsTrue();
    for (const row of this.tablet.rows.values()) this.reached.set(row.state, (this.reached.get(row.state) ?? 0) + 1);
  }

  #learn() {
    const { epoch, stored, aside } = this.server;
    for (const { vid, sha256 } of [...stored.values(), ...aside.values()]) this.#had.add(`${epoch} ${vid} ${sha256}`);
  }

  /** 1: every version called saved is on the tablet with its bytes, or pruned by the rule that `#pruningIsTrue` holds. */
  #noLoss() {
    for (const vid of this.saved.keys()) {
      const row = this.tablet.rows.get(vid);
      assert.ok(row && (row.state === 'pruned' || this.tablet.bodies.has(vid)), vid);
    }
  }

  /** 3: what is pruned was settled before, in the epoch of the answer that names it present. */
  #pruningIsTrue({ before, after }) {
    if (after.state !== 'pruned' || before.state === 'pruned') return;
    assert.equal(before.state, 'settled');
    assert.equal(before.receipt.epoch, after.receipt.epoch);
  }

  /** 2 and 9: held in epoch e only if the server had these bytes in e; a write changes what it is about alone. */
  #acksAreTrue() {
    for (const { vid, before, after } of this.tablet.writes.slice(this.#writes)) {
      assert.equal(after.sha256, this.saved.get(vid));
      this.#pruningIsTrue({ before, after });
      if (after.code === 'missing' || !AT_SERVER.includes(after.state)) continue;
      assert.ok(this.#had.has(`${after.receipt.epoch} ${vid} ${after.sha256}`), `${vid} was never there`);
    }
    this.#writes = this.tablet.writes.length;
  }

  #storeAndCoreAgree() {
    if (!this.tablet.state.awake) return; // a sleeping core is not told of what is saved; it reads the store again
    for (const [vid, row] of this.tablet.rows) assert.equal(this.tablet.state.rows[vid].state, row.state);
  }

  /** 17: computed from the store. */
  #badgeIsTrue() {
    const { state } = this.tablet;
    const rows = Object.values(state.rows);
    const keys = badge(state).map((line) => line.key);
    const isOpen = rows.some((row) => ['ready', 'too_big', 'refused_here'].includes(row.state));
    const isFlagged = rows.some((row) => isToBeSeen(row) && !row.seen);
    assert.equal(unsent(state).length, rows.filter((row) => row.state === 'ready').length);
    assert.equal(keys.some((key) => key.startsWith('all_')), rows.length > 0 && !isOpen && !isFlagged);
    if (keys.includes('all_safe')) assert.ok(!rows.some((row) => row.state === 'held'));
  }
}
