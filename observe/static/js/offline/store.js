// The notebook of one person on this tablet: drafts, versions, states, bundle. Resolves when it is durable.
import { markSeen } from './store/answers.js';
import { readPart, readParts, readRubric } from './store/bundle.js';
import { Drafts } from './store/drafts.js';
import { readFormer, seeFormer } from './store/former.js';
import { LeftDrafts } from './store/left_drafts.js';
import { Ledger } from './store/ledger.js';
import { Maker } from './store/maker.js';
import { discardDraft, makeDraftVersion } from './store/making.js';
import { StoreProblem } from './store/problems.js';
import { readLists, readPerson, readStates, readVersion, readVersions, readVersionsOf } from './store/reading.js';
import { reviseRecord } from './store/revising.js';
import { openPersonDatabase } from './store/schema.js';
import { Vault } from './store/vault.js';

export { openDeviceStore } from './store/device.js';
export { probeStorage } from './store/probe.js';
export { StoreProblem } from './store/problems.js';

/** @typedef {import('./store/drafts.js').Draft} Draft @typedef {import('./store/summary.js').Summary} Summary */

/** Everything one person has on this tablet. Every method may reject with a StoreProblem. */
export class Store {
  #db;
  #maker;

  /** @param {import('idb').IDBPDatabase} db @param {boolean} [isShared] several people use the tablet */
  constructor(db, personId, deviceId, isShared = false) {
    this.#db = db;
    /** What this window knows of its drafts: for the one who saves them, and after a reload. */
    this.drafting = new Drafts(db, personId);
    /** What the runner of the synchronisation reads and writes; not for screens. */
    this.vault = new Vault(db, { isShared });
    this.ledger = new Ledger(db, { isShared, vault: this.vault });
    this.left = new LeftDrafts(db, this.vault);
    this.personId = personId;
    this.deviceId = deviceId;
    this.#maker = new Maker(this.#home, this.drafting);
  }

  /** Saves a draft; what another window wrote in it meanwhile is joined in. @returns {Promise<Draft>} */
  saveDraft(draft, now = Date.now()) {
    return this.drafting.save(draft, now);
  }

  /** @returns {Promise<Draft|null>} */
  draft = (rid) => this.drafting.one(rid);

  /** Newest touched first; what cannot be read is in `unreadable`. @returns {Promise<Draft[]>} */
  drafts = () => this.drafting.all();

  /** Gives a draft up. @returns {Promise<Summary|null>} the withdrawal to be sent, if the server had draft versions */
  async discardDraft(rid, now = Date.now()) {
    const withdrawal = await discardDraft(this.#home, rid, now);
    this.drafting.forget(rid);
    return withdrawal;
  }

  /**
   * "Done": makes a version, `ready` to be sent, and ends the draft, in one transaction.
   * @param {Partial<import('./store/making.js').Making>} making
   * @returns {Promise<Summary>}
   */
  makeVersion({ draft, act = 'put', stage = 'done', payload, leavesDraft }, now = Date.now()) {
    return this.#maker.make({ draft, act, stage, payload, leavesDraft }, now);
  }

  /** A draft version for the server's safekeeping; the draft stays. @returns {Promise<Summary>} */
  makeDraftVersion(rid, now = Date.now()) {
    return makeDraftVersion(this.#home, rid, now);
  }

  /**
   * A draft of what was sent, its parents all heads known here. Not saved yet; `payload` is null while its text cannot
   * be read here.
   * @returns {Promise<Draft>}
   */
  revise(rid) {
    return reviseRecord(this.#db, rid, this.vault);
  }

  /** Takes a record back, naming all heads known here. @param {'wrong_teacher'|'discarded'|'other'} reason */
  async withdraw(rid, reason, now = Date.now()) {
    return this.makeVersion({ draft: await this.revise(rid), act: 'withdraw', payload: { reason } }, now);
  }

  /** Rows for lists and the outbox, in the order they were made; bodies are not read. @returns {Promise<Summary[]>} */
  versions = () => readVersions(this.#db);

  /** Versions of one record, in the order they were made. @returns {Promise<Summary[]>} */
  versionsOf = (rid) => readVersionsOf(this.#db, rid);

  /**
   * One version with its text. Of one that is sealed and cannot be read here `text` is null, and `body` has no payload.
   * @returns {Promise<{summary: Summary, text: string|null, body: object}|null>}
   */
  version(vid) {
    return readVersion(this.#db, vid, this.vault);
  }

  /** What the lists show, each store read once. @returns {Promise<import('./store/reading.js').Lists>} */
  lists = () => readLists(this.#db);

  /** The person has seen that a version was set aside or erased. @returns {Promise<Summary|null>} */
  markSeen = (vid) => markSeen(this.#db, vid);

  /** What the server has from before the browser cleared this notebook, until it was seen. */
  former = () => readFormer(this.#db);

  seeFormer = () => seeFormer(this.#db);

  /** What the server says about each record: {rid: {rid, seq, kind, at, n_heads, state}}. */
  states = () => readStates(this.#db);

  /** Part of the bundle: rubrics, roster, subjects, words, settings, notice. @returns {Promise<object|null>} */
  part = (name) => readPart(this.#db, name);

  /** All parts by name, without reading again what `before` has. */
  parts = (before) => readParts(this.#db, before);

  /** Who this notebook belongs to: {id, given_name, family_name, role, schools, language}; null before a pull. */
  person() {
    return readPerson(this.#db);
  }

  /** A rubric by its content hash, also one that is no longer current. @returns {Promise<object|null>} */
  rubric(hash) {
    return readRubric(this.#db, hash);
  }

  close() {
    this.#db.close();
  }

  get #home() {
    return { db: this.#db, author: this.personId, deviceId: this.deviceId, vault: this.vault };
  }
}

/**
 * Opens the notebook of one person on this tablet.
 * @param {string} personId
 * @param {{deviceId: string, isShared?: boolean, onProblem?: (problem: StoreProblem) => void}} tablet onProblem: told
 *   when the open store ends under the page (lost, replaced): keep what is typed, say so, reload
 * @returns {Promise<Store>}
 * @throws {StoreProblem}
 */
export async function openStore(personId, { deviceId, isShared = false, onProblem = () => {} }) {
  return new Store(await openPersonDatabase(personId, onProblem), personId, deviceId, isShared);
}
