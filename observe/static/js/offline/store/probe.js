// Can this browser keep an observation? Asked before one begins, by a real write, read and deletion.
import { deleteDB } from 'idb';
import { asProblem, StoreProblem } from './problems.js';
import { open } from './schema.js';
import { read, write } from './transaction.js';

const PROBE_DATABASE = 'observe-probe';
const PROBE = { steps: [(db) => db.createObjectStore('probe')] };
const PROBE_BYTES = 64 * 1024;

/** Under this much room the screen warns: some forty long observations with their copies. */
const LOW_BYTES = 20 * 1024 * 1024;

/**
 * @typedef {object} StorageReport
 * @property {boolean} ok an observation may begin
 * @property {import('./problems.js').ProblemCode|null} code why not
 * @property {boolean|null} persisted the browser promised not to evict; null where it cannot be asked
 * @property {boolean} low little room left
 * @property {number|null} free_bytes what the browser says, a guess
 * @property {boolean} ephemeral the browser will probably forget at exit (private window): say so
 * @property {number|null} write_ms how long the strict write took
 */

/**
 * Tries the store for real. Never throws: the report names what is wrong.
 * @param {{persist?: boolean}} [wish] persist: ask the browser not to evict
 * @returns {Promise<StorageReport>}
 */
export async function probeStorage({ persist = true } = {}) {
  const tried = await tryWrite();
  const room = await estimate();
  const free_bytes = room ? Math.max(0, room.quota - room.usage) : null;
  return {
    ok: tried.code === null,
    ...tried,
    persisted: await persisted(persist),
    free_bytes,
    low: free_bytes !== null && free_bytes < LOW_BYTES,
    ephemeral: looksPrivate(),
  };
}

async function tryWrite() {
  const began = performance.now();
  let db;
  try {
    db = await open(PROBE_DATABASE, PROBE);
    await write(db, ['probe'], (tx) => tx.store.put(new Uint8Array(PROBE_BYTES), 'probe'));
    const back = await read(db, ['probe'], (tx) => tx.store.get('probe'));
    if (back?.length !== PROBE_BYTES) throw new StoreProblem('unreadable');
    await write(db, ['probe'], (tx) => tx.store.delete('probe'));
    return { code: null, write_ms: Math.round(performance.now() - began) };
  } catch (error) {
    return { code: asProblem(error).code ?? 'refused', write_ms: null };
  } finally {
    db?.close();
    if (db) deleteDB(PROBE_DATABASE).catch(() => {}); // only tidying: a leftover probe harms nobody
  }
}

async function estimate() {
  try {
    const { quota = 0, usage = 0 } = await navigator.storage.estimate();
    return quota > 0 ? { quota, usage } : null;
  } catch {
    return null; // not every browser tells; then nothing is claimed
  }
}

/** Asks, and does not wait: Firefox puts the question to the person, and answers when they do. */
async function persisted(ask) {
  try {
    const isKept = await navigator.storage.persisted();
    if (ask && !isKept) navigator.storage.persist().catch(() => {}); // refused is what `persisted` says next time
    return isKept;
  } catch {
    return null;
  }
}

/**
 * Private windows of some browsers have no service workers. Chromium's cannot be told from ordinary ones (quota,
 * persistence and workers look alike), so `false` promises nothing: the age of the device's row tells more.
 */
function looksPrivate() {
  return globalThis.isSecureContext === true && !('serviceWorker' in navigator);
}
