// The core's state, and the few questions that several of its parts ask.
import { isOver, NO_WAIT } from '../backoff.js';
import { readWitness } from '../witness.js';

/** @typedef {import('../store/summary.js').Summary} Summary */
/** @typedef {import('../backoff.js').Wait} Wait */

/**
 * @typedef {object} Inventory
 * @property {number} at ms since 1970 @property {string} epoch
 * @property {number} here versions whose bytes were on this tablet @property {number} there of these on the server
 * @property {number} again of these not there, and ready to be sent again
 */

/**
 * @typedef {object} State
 * @property {string} person whose notebook this is
 * @property {Object<string, Summary>} rows own versions made here, by vid
 * @property {boolean} token there is a device token
 * @property {string|null} witness the newest
 * @property {string|null} cursor
 * @property {Inventory|null} inventory the last whole one
 * @property {number|null} prune_after_ms how long this tablet keeps what is settled; null: for good
 * @property {'unknown'|'ok'|'needed'|'other'} login other: somebody else is signed in
 * @property {object|null} other_person
 * @property {boolean} stolen the server says so; signing in again is the way out
 * @property {'unknown'|'reached'|'unreachable'} connection
 * @property {boolean} awake the page is visible and holds the lock
 * @property {{kind: string, id: number}|null} busy one exchange at a time
 * @property {number} n counts the exchanges
 * @property {boolean} gzip
 * @property {{vids: string[], failures: number}[]} parts pieces of halved or failed batches, sent before the rest
 * @property {Object<string, Wait & {apart: boolean}>} alone versions that wait on their own; apart: sent alone too
 * @property {{network: Wait, push: Wait, pull: Wait, inventory: Wait, enrol: Wait}} waits
 * @property {number|null} pushed_at when the server last answered a push
 * @property {number|null} pulled_at when the last page came
 * @property {boolean} pull_more
 * @property {boolean} inventory_asked by the person
 * @property {{left: string[], epoch: string|null, here: number, there: number, again: number}|null} asking an
 *   inventory under way
 */

const ACKNOWLEDGED = ['held', 'settled', 'quarantined', 'pruned'];

/** @returns {State} */
export function initial(person) {
  return {
    person,
    ...{ rows: {}, token: false, witness: null, cursor: null, inventory: null },
    prune_after_ms: null,
    ...{ login: 'unknown', other_person: null, stolen: false, connection: 'unknown' },
    ...{ awake: false, busy: null, n: 0, gzip: true, parts: [], alone: {} },
    waits: { network: NO_WAIT, push: NO_WAIT, pull: NO_WAIT, inventory: NO_WAIT, enrol: NO_WAIT },
    ...{ pushed_at: null, pulled_at: null, pull_more: false, inventory_asked: false, asking: null },
  };
}

/** The epoch the server last spoke of. @param {State} state */
export function presentEpoch(state) {
  return readWitness(state.witness)?.epoch ?? null;
}

/** Versions the server said it has: they are asked for in an inventory, also when their bytes are gone from here. */
export function acknowledged(state) {
  return Object.values(state.rows).filter((row) => ACKNOWLEDGED.includes(row.state));
}

/** Versions whose bytes are here and were made here. @param {State} state */
export function onTablet(state) {
  return Object.values(state.rows).filter((row) => !['pruned', 'erased'].includes(row.state));
}

/** @param {State} state @param {'push'|'pull'|'inventory'|'enrol'} kind */
export function mayTry(state, kind, now) {
  return isOver(state.waits.network, now) && isOver(state.waits[kind], now);
}

/** True if `since` is unknown, longer ago than `ms`, or in a future that a wrong clock made. */
export function isPast(since, ms, now) {
  return since === null || now - since >= ms || now < since;
}

/** @param {State} state @param {Summary[]} rows as the store has them now */
export function withRows(state, rows) {
  return { ...state, rows: { ...state.rows, ...Object.fromEntries(rows.map((row) => [row.vid, row])) } };
}
