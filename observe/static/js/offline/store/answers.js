// What an answer of the server changes in the store, in one transaction with the witness that came with it.
import { write } from './transaction.js';

/**
 * A change to one version that the core decided on.
 * @typedef {object} Mark
 * @property {string} vid
 * @property {string} sha256 of the bytes the answer was about: a row with other bytes is left alone
 * @property {Partial<import('./summary.js').Summary>} change state, receipt, code, detail, seen, heads, settled_at,
 *   pruned_at
 */

/**
 * Names in `meta` that an answer may set.
 * @typedef {{witness?: string, inventory?: import('../core/state.js').Inventory}} Meta
 */

/**
 * Writes the marks and the witness. Bytes are let go of here and nowhere else, with the answer that allows it.
 * @param {import('idb').IDBPDatabase} db
 * @param {Mark[]} marks
 * @param {Meta} meta
 * @returns {Promise<import('./summary.js').Summary[]>} the rows as they are now, without those that were left alone
 */
export function applyMarks(db, marks, meta) {
  return write(db, ['versions', 'bodies', 'meta'], async (tx) => {
    const named = Object.entries(meta).map(([name, value]) => tx.objectStore('meta').put(value, name));
    const rows = await putMarks(tx.objectStore('versions'), marks);
    const pruned = rows.filter((row) => row.state === 'pruned');
    await Promise.all([...named, ...pruned.map((row) => tx.objectStore('bodies').delete(row.vid))]);
    return rows;
  });
}

/** The same within somebody else's transaction. @returns {Promise<import('./summary.js').Summary[]>} */
export async function putMarks(versions, marks) {
  const rows = await Promise.all(marks.map(({ vid }) => versions.get(vid)));
  const changed = rows.map((row, i) => (fits(row, marks[i]) ? { ...row, ...marks[i].change } : null));
  const kept = changed.filter(Boolean);
  await Promise.all(kept.map((row) => versions.put(row)));
  return kept;
}

/** About these bytes; and to prune, the row itself must still be settled: another window may have learnt otherwise. */
function fits(row, { sha256, change }) {
  if (row?.sha256 !== sha256) return false;
  return change.state !== 'pruned' || (row.state === 'settled' && row.receipt.epoch === change.receipt.epoch);
}

/**
 * The person has seen the flag on a version, and so on all versions of that record which stand in the same state.
 * Erased ones lose their payload with that.
 */
export function markSeen(db, vid) {
  return write(db, ['versions', 'bodies'], async (tx) => {
    const versions = tx.objectStore('versions');
    const row = await versions.get(vid);
    if (!row) return null;
    const rows = (await versions.index('rid').getAll(row.rid)).filter(({ state }) => state === row.state);
    const isErased = row.state === 'erased';
    const seen = rows.map((one) => ({ ...one, seen: true, ...(isErased ? { lesson: null } : {}) }));
    const dropped = isErased ? seen.map((one) => tx.objectStore('bodies').delete(one.vid)) : [];
    await Promise.all([...seen.map((one) => versions.put(one)), ...dropped]);
    return seen.find((one) => one.vid === vid);
  });
}

/** An own record was erased: what another tablet wrote of it goes the same way here as what was made here. */
export async function eraseCopies(versions, rid) {
  const copies = (await versions.index('rid').getAll(rid)).filter(({ state }) => state === 'copy');
  const change = { state: 'erased', code: 'erased', seen: false };
  await Promise.all(copies.map((row) => versions.put({ ...row, ...change })));
}
