// Drafts: mutable, saved at every pause of the pen, one row a record.
import { headsOf } from '../graph.js';
import { isSame, joinDrafts, written } from './joining.js';
import { StoreProblem } from './problems.js';
import { readDrafts } from './reading.js';
import { forgetSpill, spill, spilledBy } from './spill.js';
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
 * @property {object} [screen] what the screens want to remember: open tab, selected indicator; `others`: see joining.js
 * @property {number} [revision] counts the saves; set by the store
 * @property {number} [touched_at] ms since 1970; set by the store
 * @property {number} [begun_at] ms since 1970; set by the store
 * @property {string[]} [draft_vids] draft versions made of it; set by the store
 * @property {number|null} [versioned_at] ms since 1970 of the newest draft version; set by the store
 */

/** The drafts of one person, as this window knows them. */
export class Drafts {
  #db;
  #person;
  /** rid → {view, revision, isBehind}: what this window last read or wrote, and whether more is stored than it shows. */
  #known = new Map();

  /** @param {import('idb').IDBPDatabase} db @param {string} [person] whose; for what is spilled */
  constructor(db, person = '') {
    this.#db = db;
    this.#person = person;
  }

  /**
   * Saves and resolves when it is durable. What another window wrote meanwhile is joined in; where it ended the draft,
   * this one goes on from there. Calls for one record must not overlap: await the former.
   * @param {Draft} draft @param {number} now
   * @returns {Promise<Draft>} as stored
   * @throws {StoreProblem} full, lost, gone (ended elsewhere, and nothing new is written here), ...
   */
  async save(draft, now) {
    const mine = structuredClone(draft);
    const known = this.#known.get(mine.rid);
    const stored = await write(this.#db, ['drafts', 'versions'], async (tx) => {
      const before = await tx.objectStore('drafts').get(mine.rid);
      const going = before || !known ? mine : await goingOn(tx, known, mine);
      const row = { draft_vids: [], versioned_at: null, begun_at: now, ...joinedWith(before, known, going), touched_at: now };
      row.revision = Math.max(before?.revision ?? 0, known?.revision ?? 0) + 1;
      await tx.objectStore('drafts').put(row);
      return row;
    });
    const isBehind = !isSame(written(stored), written(mine));
    this.#known.set(mine.rid, { view: mine, revision: stored.revision, isBehind });
    forgetSpill(this.#person, mine.rid);
    return stored;
  }

  /** @returns {Promise<Draft|null>} with what was spilled and could not be stored yet */
  async one(rid) {
    const stored = (await read(this.#db, ['drafts'], (tx) => tx.store.get(rid))) ?? null;
    const spilled = spilledBy(this.#person).find(({ draft }) => draft.rid === rid);
    if (spilled) return this.#withSpilled(stored, spilled);
    if (stored) this.#known.set(rid, { view: structuredClone(stored), revision: stored.revision, isBehind: false });
    return stored;
  }

  /** Newest touched first. Rows that cannot be read hide no other. @returns {Promise<Draft[]>} */
  all() {
    return readDrafts(this.#db);
  }

  /** Forgets what this window knew of a draft that is no longer one. */
  forget(rid) {
    this.#known.delete(rid);
    forgetSpill(this.#person, rid);
  }

  /** True if more is stored of this draft than this window has read or written. @param {Draft|undefined} stored */
  isStale(rid, stored) {
    const known = this.#known.get(rid);
    return known !== undefined && (known.isBehind || known.revision !== stored?.revision);
  }

  /** Whether another window's words came in with the last save, and the screen does not show them. */
  isBehind(rid) {
    return this.#known.get(rid)?.isBehind ?? false;
  }

  /** The store does not take it: keeps it where a reload finds it again. @returns {boolean} whether it is kept */
  spill(draft, now) {
    const { view: base = {}, revision = 0 } = this.#known.get(draft.rid) ?? {};
    return spill({ person: this.#person, draft, base: { ...base, revision }, at: now });
  }

  /** Stores what was spilled before the page was loaded again. @returns {Promise<Draft[]>} */
  async restore(now) {
    const stored = [];
    for (const { draft, base } of spilledBy(this.#person)) {
      this.#known.set(draft.rid, { view: base, revision: base.revision, isBehind: false });
      stored.push(await this.save(draft, now));
      this.#known.delete(draft.rid);
    }
    return stored;
  }

  #withSpilled(stored, { draft, base }) {
    this.#known.set(draft.rid, { view: base, revision: base.revision, isBehind: false });
    return stored ? joinDrafts(base, draft, stored) : draft;
  }
}

/** Another window ended the draft: what is written since goes on from what it made of it. */
async function goingOn(tx, { view }, mine) {
  if (isSame(written(view), written(mine))) throw new StoreProblem('gone');
  const heads = headsOf(await tx.objectStore('versions').index('rid').getAll(mine.rid));
  return { ...mine, draft_vids: [], versioned_at: null, parents: heads.map(({ vid }) => vid) };
}

function joinedWith(before, known, mine) {
  if (!before) return mine;
  const isOnlyOurs = known ? known.revision === before.revision && !known.isBehind : mine.revision === before.revision;
  const joined = isOnlyOurs ? mine : joinDrafts(known?.view ?? {}, mine, before);
  return { ...joined, ...kept(before) };
}

/** What the store itself keeps on a draft's row: a screen that saves an older copy cannot take it away. */
function kept({ parents, draft_vids, versioned_at, begun_at }) {
  return { parents, draft_vids, versioned_at, begun_at };
}
