// Drafts: mutable, saved at every pause of the pen, one row a record.
import { StoreProblem } from './problems.js';
import { read, write } from './transaction.js';

/**
 * What somebody is writing. Everything in `payload` becomes the version's payload; `screen` never leaves the tablet.
 * @typedef {object} Draft
 * @property {string} rid
 * @property {string[]} parents vids it supersedes; empty for a new record
 * @property {string} record_type
 * @property {string|null} rubric content hash it was begun with, kept whatever is published later
 * @property {string} observed_at ISO 8601, UTC
 * @property {string} tz
 * @property {object} payload
 * @property {object} [screen] what the screens want to remember: open tab, selected indicator
 * @property {number} [revision] counts the saves; set by the store
 * @property {number} [touched_at] ms since 1970; set by the store
 * @property {number} [begun_at] ms since 1970; set by the store
 * @property {string[]} [draft_vids] draft versions made of it; set by the store
 * @property {number|null} [versioned_at] ms since 1970 of the newest draft version; set by the store
 */

/** The drafts of one person, as this window knows them. */
export class Drafts {
  #db;
  /** rid → revision this window last read or wrote, so that two windows cannot write over each other. */
  #seen = new Map();

  constructor(db) {
    this.#db = db;
  }

  /**
   * Saves and resolves when it is durable. Calls for one record must not overlap: await the former.
   * @param {Draft} draft @param {number} now
   * @returns {Promise<Draft>} as stored
   * @throws {StoreProblem} full, lost, changed_elsewhere, ...
   */
  async save(draft, now) {
    const stored = await write(this.#db, ['drafts'], async (tx) => {
      const before = await tx.store.get(draft.rid);
      if (this.isStale(draft.rid, before)) throw new StoreProblem('changed_elsewhere');
      const row = { draft_vids: [], versioned_at: null, begun_at: now, ...draft, ...kept(before), touched_at: now };
      row.revision = (before?.revision ?? 0) + 1;
      await tx.store.put(row);
      return row;
    });
    this.#seen.set(stored.rid, stored.revision);
    return stored;
  }

  /** @returns {Promise<Draft|null>} */
  async one(rid) {
    const draft = await read(this.#db, ['drafts'], (tx) => tx.store.get(rid));
    if (draft) this.#seen.set(rid, draft.revision);
    return draft ?? null;
  }

  /** Newest touched first. @returns {Promise<Draft[]>} */
  async all() {
    const drafts = await read(this.#db, ['drafts'], (tx) => tx.store.getAll());
    return drafts.sort((a, b) => b.touched_at - a.touched_at);
  }

  /** Forgets what this window knew of a draft that is no longer one. */
  forget(rid) {
    this.#seen.delete(rid);
  }

  /** True if another window wrote or ended this draft since this window read it. @param {Draft|undefined} stored */
  isStale(rid, stored) {
    const seen = this.#seen.get(rid);
    return seen !== undefined && seen !== stored?.revision;
  }
}

/** What the store itself keeps on a draft's row: a screen that saves an older copy cannot take it away. */
function kept(before) {
  if (!before) return {};
  const { draft_vids, versioned_at, begun_at } = before;
  return { draft_vids, versioned_at, begun_at };
}
