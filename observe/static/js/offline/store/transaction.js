// Transactions that mean it: a write is done at `complete`, strictly durable, and its faults have names.
import { asProblem } from './problems.js';

/** How long the newest strict write took, in ms; null before one. */
let newestMs = null;
export const newestWriteMs = () => newestMs;

/**
 * Runs `work` in one strict transaction and resolves with its value after `complete`.
 * The success of a request may still be followed by an abort, so nothing is said before.
 * `work` may await requests of this transaction only: any other wait lets the transaction end.
 * @template T
 * @param {import('idb').IDBPDatabase} db
 * @param {string[]} names object stores
 * @param {(tx: import('idb').IDBPTransaction) => Promise<T>|T} work
 * @returns {Promise<T>}
 * @throws {StoreProblem}
 */
export async function write(db, names, work) {
  let tx;
  const began = performance.now();
  try {
    tx = db.transaction(names, 'readwrite', { durability: 'strict' });
    tx.done.catch(() => {}); // awaited below; here only so that no rejection is left unheard
    const value = await work(tx);
    await tx.done;
    newestMs = Math.round(performance.now() - began);
    return value;
  } catch (error) {
    abort(tx);
    throw asProblem(tx?.error ?? error);
  }
}

/**
 * Runs `work` in one read-only transaction.
 * @template T
 * @param {import('idb').IDBPDatabase} db
 * @param {string[]} names
 * @param {(tx: import('idb').IDBPTransaction) => Promise<T>} work
 * @returns {Promise<T>}
 * @throws {StoreProblem}
 */
export async function read(db, names, work) {
  try {
    const tx = db.transaction(names, 'readonly');
    tx.done.catch(() => {});
    return await work(tx);
  } catch (error) {
    throw asProblem(error);
  }
}

function abort(tx) {
  try {
    tx?.abort();
  } catch {
    // Already ended: there is nothing left to undo.
  }
}
