// The notebook of one person on this tablet: drafts, versions, states, bundle. Resolves when it is durable.
import { markSeen } from './store/answers.js';
import { readPart, readRubric } from './store/bundle.js';
import { Drafts } from './store/drafts.js';
import { Ledger } from './store/ledger.js';
import { Maker } from './store/maker.js';
import { discardDraft, makeDraftVersion } from './store/making.js';
import { StoreProblem } from './store/problems.js';
import { reviseRecord } from './store/revising.js';
import { openPersonDatabase } from './store/schema.js';
import { read } from './store/transaction.js';

export { openDeviceStore } from './store/device.js';
export { probeStorage } from './store/probe.js';
export { StoreProblem } from './store/problems.js';

/** @typedef {import('./store/drafts.js').Draft} Draft @typedef {import('./store/summary.js').Summary} Summary */

/** Everything one person has on this tablet. Every method may reject with a StoreProblem. */
export class Store {
  #db;
  #drafts;
  #maker;

  /** @param {import('idb').IDBPDatabase} db @param {string} personId @param {string} deviceId */
  constructor(db, personId, deviceId) {
    this.#db = db;
    this.#drafts = new Drafts(db);
    /** What the runner of the synchronisation reads and writes; not for screens. */
    this.ledger = new Ledger(db);
    this.personId = personId;
    this.deviceId = deviceId;
    this.#maker = new Maker(this.#home, this.#drafts);
  }

  /** Saves a draft; two windows on one draft: the later gets `changed_elsewhere`. @returns {Promise<Draft>} */
  saveDraft(draft, now = Date.now()) {
    return this.#drafts.save(draft, now);
  }

  /** @returns {Promise<Draft|null>} */
  draft(rid) {
    return this.#drafts.one(rid);
  }

  /** Newest touched first. @returns {Promise<Draft[]>} */
  drafts() {
    return this.#drafts.all();
  }

  /** Gives a draft up. @returns {Promise<Summary|null>} the withdrawal to be sent, if the server had draft versions */
  async discardDraft(rid, now = Date.now()) {
    const withdrawal = await discardDraft(this.#home, rid, now);
    this.#drafts.forget(rid);
    return withdrawal;
  }

  /**
   * "Done": makes a version, `ready` to be sent, and ends the draft, in one transaction.
   * @param {{draft: Draft, act?: 'put'|'withdraw', stage?: 'draft'|'done', payload?: object}} making
   * @returns {Promise<Summary>}
   */
  makeVersion({ draft, act = 'put', stage = 'done', payload }, now = Date.now()) {
    return this.#maker.make({ draft, act, stage, payload }, now);
  }

  /** A draft version for the server's safekeeping; the draft stays. @returns {Promise<Summary>} */
  makeDraftVersion(rid, now = Date.now()) {
    return makeDraftVersion(this.#home, rid, now);
  }

  /** A draft of what was sent, its parents all heads known here. Not saved yet. @returns {Promise<Draft>} */
  revise(rid) {
    return reviseRecord(this.#db, rid);
  }

  /** Takes a record back, naming all heads known here. @param {'wrong_teacher'|'discarded'|'other'} reason */
  async withdraw(rid, reason, now = Date.now()) {
    return this.makeVersion({ draft: await this.revise(rid), act: 'withdraw', payload: { reason } }, now);
  }

  /** Rows for lists and the outbox, in the order they were made; bodies are not read. @returns {Promise<Summary[]>} */
  async versions() {
    return inOrder(await read(this.#db, ['versions'], (tx) => tx.store.getAll()));
  }

  /** Versions of one record, in the order they were made. @returns {Promise<Summary[]>} */
  async versionsOf(rid) {
    return inOrder(await read(this.#db, ['versions'], (tx) => tx.store.index('rid').getAll(rid)));
  }

  /** One version with its bytes. @returns {Promise<{summary: Summary, text: string, body: object}|null>} */
  async version(vid) {
    const [summary, stored] = await read(this.#db, ['versions', 'bodies'], (tx) =>
      Promise.all([tx.objectStore('versions').get(vid), tx.objectStore('bodies').get(vid)]),
    );
    return summary && stored ? { summary, text: stored.body, body: JSON.parse(stored.body) } : null;
  }

  /** The person has seen that a version was set aside or erased. @returns {Promise<Summary|null>} */
  markSeen(vid) {
    return markSeen(this.#db, vid);
  }

  /** What the server says about each record: {rid: {rid, seq, kind, at, n_heads, state}}. */
  async states() {
    const rows = await read(this.#db, ['records'], (tx) => tx.store.getAll());
    return Object.fromEntries(rows.map((row) => [row.rid, row]));
  }

  /** Part of the bundle: rubrics, roster, subjects, words, settings, notice. @returns {Promise<object|null>} */
  part(name) {
    return readPart(this.#db, name);
  }

  /** Who this notebook belongs to: {id, given_name, family_name, role, schools, language}; null before a pull. */
  async person() {
    return (await read(this.#db, ['meta'], (tx) => tx.store.get('person'))) ?? null;
  }

  /** A rubric by its content hash, also one that is no longer current. @returns {Promise<object|null>} */
  rubric(hash) {
    return readRubric(this.#db, hash);
  }

  close() {
    this.#db.close();
  }

  get #home() {
    return { db: this.#db, author: this.personId, deviceId: this.deviceId };
  }
}

function inOrder(rows) {
  return rows.sort((a, b) => a.made_at - b.made_at || a.device_seq - b.device_seq);
}

/**
 * Opens the notebook of one person on this tablet.
 * @param {string} personId
 * @param {{deviceId: string, onProblem?: (problem: StoreProblem) => void}} tablet onProblem: told when the open
 *   store ends under the page (lost, replaced): keep what is typed, say so, reload
 * @returns {Promise<Store>}
 * @throws {StoreProblem}
 */
export async function openStore(personId, { deviceId, onProblem = () => {} }) {
  return new Store(await openPersonDatabase(personId, onProblem), personId, deviceId);
}
