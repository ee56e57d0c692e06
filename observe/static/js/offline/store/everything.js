// Everything of one person that is on this tablet, read so that one unreadable row hides no other.
import { read } from './transaction.js';

/**
 * @typedef {object} Everything
 * @property {Object<string, Map<string, object>>} rows by store and key
 * @property {{store: string, key: string, text: string}[]} unreadable rows that the browser would not give
 */

/**
 * @param {import('idb').IDBPDatabase} db @param {string[]} names object stores
 * @returns {Promise<Everything>}
 */
export async function readEverything(db, names) {
  const found = { rows: {}, unreadable: [] };
  for (const name of names) found.rows[name] = await readStore(db, name, found.unreadable);
  return found;
}

/** All at once, and if the browser stumbles over one, each in a transaction of its own. */
async function readStore(db, name, unreadable) {
  // Two transactions, since a row that cannot be read ends the one in which it was asked for.
  const [keys, together] = await Promise.all([
    read(db, [name], (tx) => tx.store.getAllKeys()),
    read(db, [name], (tx) => tx.store.getAll()).catch(() => null),
  ]);
  if (together?.length === keys.length) return new Map(keys.map((key, i) => [key, together[i]]));
  const rows = new Map();
  for (const key of keys) {
    try {
      const row = await read(db, [name], (tx) => tx.store.get(key));
      if (row !== undefined) rows.set(key, row);
    } catch (problem) {
      unreadable.push({ store: name, key: String(key), text: String(problem.cause?.message ?? problem.message) });
    }
  }
  return rows;
}
