// Rows of one store, read so that one that cannot be read, or has lost its shape, hides no other.
import { readEverything } from './everything.js';

/** @typedef {{store: string, key: string, text: string}} Unreadable */

/**
 * @param {import('idb').IDBPDatabase} db @param {string} name
 * @param {(row: object) => boolean} [isWhole] whether a row has what every row of its kind has
 * @returns {Promise<{rows: object[], unreadable: Unreadable[]}>}
 */
export async function readRows(db, name, isWhole = () => true) {
  const { rows, unreadable } = await readEverything(db, [name]);
  const all = [...rows[name]];
  const broken = all.filter(([, row]) => !isWhole(row)).map(([key, row]) => told(name, key, row));
  return { rows: all.map(([, row]) => row).filter((row) => isWhole(row)), unreadable: [...unreadable, ...broken] };
}

/** As it goes into the file for whoever helps. @returns {Unreadable} */
export function told(store, key, row) {
  return { store, key: String(key), text: JSON.stringify(row) ?? '' };
}

/** A draft that can at least be asked what stands in it. */
export function isDraft(row) {
  return typeof row?.rid === 'string' && row.payload !== null && typeof row.payload === 'object';
}

/** A version's row that lists and the outbox can use. */
export function isSummary(row) {
  return [row?.vid, row?.rid, row?.state].every((part) => typeof part === 'string') && Array.isArray(row.parents);
}
