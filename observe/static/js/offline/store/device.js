// What the tablet itself knows: its id, whose notebook is open, the language. Nothing of anybody's records.
import { uuid7 } from '../records.js';
import { openDeviceDatabase } from './schema.js';
import { read, write } from './transaction.js';

const ROW = 'device';

/**
 * @typedef {object} DeviceRow
 * @property {string} device_id new with new storage
 * @property {number} opened_at ms since 1970 of the very first opening: young on every start means that the
 *   browser forgets at exit
 * @property {{id: string, name: string}|null} person whose notebook opens
 * @property {{id: string, name: string}[]} people everybody who has a notebook on this tablet
 * @property {boolean} locked signed out: the notebook stays, but is not shown
 * @property {'da'|'en'} language
 * @property {boolean} [login_left] locked without a network: the login from before may still hold, and opens nothing
 * @property {boolean} [shared] its owner says that others use it too
 * @property {Lent|null} [lent] while somebody writes in a locked notebook of theirs
 * @property {import('../clock.js').Clock} [clock] the last comparison with the server's
 */

/** @typedef {{id: string, name: string, at: number, rid: string|null}} Lent whose, since when, for which observation */

/** The tablet's own row. */
export class DeviceStore {
  #db;

  /** @param {import('idb').IDBPDatabase} db */
  constructor(db) {
    this.#db = db;
  }

  /** The row, made at the first reading. @param {number} [now] @returns {Promise<DeviceRow>} */
  async row(now = Date.now()) {
    const stored = await read(this.#db, [ROW], (tx) => tx.store.get(ROW));
    return stored ?? this.#change((row) => row, now);
  }

  /** Signing in: this person's notebook opens. @param {{id: string, name: string}} person */
  welcome(person) {
    return this.#change((row) => {
      const others = row.people.filter((one) => one.id !== person.id);
      return { ...row, person, people: [...others, person], locked: false, lent: null };
    });
  }

  /** Signing out locks; nothing is deleted. */
  lock() {
    return this.#change((row) => ({ ...row, locked: true, lent: null, login_left: true }));
  }

  /** Nobody is signed in at the server any more: who is from now on came after the locking. */
  loginEnded() {
    return this.#change((row) => ({ ...row, login_left: false }));
  }

  /** A locked notebook lends itself to its owner for one observation. @param {{id: string, name: string}} person */
  lend({ id, name }, now = Date.now()) {
    return this.#change((row) => ({ ...row, lent: { id, name, at: now, rid: null } }));
  }

  /** It was begun. @param {string} rid */
  lendFor(rid) {
    return this.#change((row) => ({ ...row, lent: row.lent && { ...row.lent, rid } }));
  }

  /** It is over. */
  takeBack() {
    return this.#change((row) => ({ ...row, lent: null }));
  }

  /** The owner says whether others use this tablet too. @param {boolean} shared */
  share(shared) {
    return this.#change((row) => ({ ...row, shared }));
  }

  /** @param {'da'|'en'} language */
  speak(language) {
    return this.#change((row) => ({ ...row, language }));
  }

  /** @param {import('../clock.js').Clock} clock */
  keepClock(clock) {
    return this.#change((row) => ({ ...row, clock }));
  }

  close() {
    this.#db.close();
  }

  #change(change, now = Date.now()) {
    return write(this.#db, [ROW], async (tx) => {
      const row = change((await tx.store.get(ROW)) ?? newRow(now));
      await tx.store.put(row, ROW);
      return row;
    });
  }
}

/** @returns {DeviceRow} */
function newRow(now) {
  return { device_id: uuid7(now), opened_at: now, person: null, people: [], locked: false, language: 'da' };
}

/**
 * @param {(problem: import('./problems.js').StoreProblem) => void} [onProblem]
 * @throws {import('./problems.js').StoreProblem}
 */
export async function openDeviceStore(onProblem = () => {}) {
  return new DeviceStore(await openDeviceDatabase(onProblem));
}
