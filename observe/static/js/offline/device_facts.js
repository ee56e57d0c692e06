// What this tablet can promise, found out by trying: room, speed, the browser's word, what lies in the store.
import { deleteDB } from 'idb';
import { asProblem, StoreProblem } from './store/problems.js';
import { open } from './store/schema.js';
import { newestWriteMs, read, write } from './store/transaction.js';

const ROOM_DATABASE = 'observe-room';
const ROOM = { steps: [(db) => db.createObjectStore('room')] };

/** Room for more than a thousand observations; random, so that no browser can store it as less. */
const ROOM_BYTES = 4 * 1024 * 1024;
/** The browser gives no more random bytes at once. */
const RANDOM_BYTES = 64 * 1024;

/**
 * @typedef {object} DeviceFacts
 * @property {boolean|null} persisted the browser promised not to evict; null where it cannot be asked
 * @property {{bytes: number, ms: number|null, code: string|null}} room really written, read back and removed
 * @property {number|null} save_ms how long the newest saving before this look took
 * @property {Object<string, number>} queue versions by state, only states that occur
 * @property {number} n_drafts
 */

/** @param {import('./store.js').Store} store @returns {Promise<DeviceFacts>} */
export async function deviceFacts(store) {
  const save_ms = newestWriteMs();
  const [versions, drafts] = await Promise.all([store.versions(), store.drafts()]);
  const room = await tryRoom();
  return { persisted: await isPersisted(), room, save_ms, queue: countBy(versions), n_drafts: drafts.length };
}

/** Asks the browser not to clear this site when room is short. @returns {Promise<boolean|null>} what it promises now */
export async function askToKeep() {
  await navigator.storage?.persist?.().catch(() => false); // what it answers stands in `persisted`, too
  return isPersisted();
}

async function isPersisted() {
  try {
    return await navigator.storage.persisted();
  } catch {
    return null;
  }
}

function countBy(versions) {
  const counts = {};
  for (const { state } of versions) counts[state] = (counts[state] ?? 0) + 1;
  return counts;
}

/** Never throws: `code` names what is wrong. */
async function tryRoom() {
  const bytes = randomBytes();
  const began = performance.now();
  let db;
  try {
    db = await open(ROOM_DATABASE, ROOM);
    await write(db, ['room'], (tx) => tx.store.put(bytes, 'room'));
    const ms = Math.round(performance.now() - began);
    const back = await read(db, ['room'], (tx) => tx.store.get('room'));
    if (back?.length !== ROOM_BYTES) throw new StoreProblem('unreadable');
    return { bytes: ROOM_BYTES, ms, code: null };
  } catch (error) {
    return { bytes: ROOM_BYTES, ms: null, code: asProblem(error).code ?? 'refused' };
  } finally {
    db?.close();
    if (db) await deleteDB(ROOM_DATABASE).catch(() => {}); // only tidying: a leftover is written over the next time
  }
}

function randomBytes() {
  const bytes = new Uint8Array(ROOM_BYTES);
  for (let at = 0; at < ROOM_BYTES; at += RANDOM_BYTES) crypto.getRandomValues(bytes.subarray(at, at + RANDOM_BYTES));
  return bytes;
}
