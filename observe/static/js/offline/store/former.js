// What the server has of this notebook from before the browser cleared it: kept with the token, said until it was seen.
import { read, write } from './transaction.js';

const ROW = 'former';

/**
 * @typedef {object} Former
 * @property {string} device_id what the tablet was called then
 * @property {string} name what people call it
 * @property {string} seen_at when the server last heard of it
 * @property {number} n_records finished there, and on the server
 */

/** In one transaction, so that no token is here without what came with it. @param {Former|null} former */
export function keepToken(db, token, former) {
  return write(db, ['meta'], async ({ store }) => {
    await store.put(token, 'device_token');
    const known = await store.get(ROW);
    if (former && known?.device_id !== former.device_id) await store.put({ ...former, is_seen: false }, ROW);
  });
}

/** @returns {Promise<Former|null>} null also once it was seen */
export async function readFormer(db) {
  const former = await read(db, ['meta'], (tx) => tx.store.get(ROW));
  return former && !former.is_seen ? former : null;
}

/** It stays, so that the same is not told again when a token is asked for anew. */
export function seeFormer(db) {
  return write(db, ['meta'], async ({ store }) => {
    const former = await store.get(ROW);
    if (former) await store.put({ ...former, is_seen: true }, ROW);
  });
}
