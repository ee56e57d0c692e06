// Reads for screens: rows in the order they were made, one version with its text, what the server says of each record.
import { leftAmong } from './left_drafts.js';
import { isDraft, isSummary, readRows } from './rows.js';
import { read } from './transaction.js';
import { openPart } from './vault.js';

/**
 * @typedef {object} Lists
 * @property {import('./drafts.js').Draft[]} drafts newest touched first
 * @property {import('./summary.js').Summary[]} left drafts that other tablets left
 * @property {import('./summary.js').Summary[]} versions
 * @property {import('./rows.js').Unreadable[]} unreadable rows that the browser does not give, or without their shape
 */

/** What the lists show, each store read once. @returns {Promise<Lists>} */
export async function readLists(db) {
  const [drafts, versions] = await Promise.all([readRows(db, 'drafts', isDraft), readRows(db, 'versions', isSummary)]);
  const left = leftAmong(drafts.rows, versions.rows);
  const unreadable = [...drafts.unreadable, ...versions.unreadable];
  return { drafts: newestFirst(drafts.rows), left, versions: inOrder(versions.rows), unreadable };
}

/** Newest touched first. @returns {Promise<import('./drafts.js').Draft[]>} */
export async function readDrafts(db) {
  return newestFirst((await readRows(db, 'drafts', isDraft)).rows);
}

/** One that cannot be read hides no other. @returns {Promise<import('./summary.js').Summary[]>} */
export async function readVersions(db) {
  return inOrder((await readRows(db, 'versions', isSummary)).rows);
}

/** @returns {Promise<import('./summary.js').Summary[]>} */
export async function readVersionsOf(db, rid) {
  return inOrder((await read(db, ['versions'], (tx) => tx.store.index('rid').getAll(rid))).filter(isSummary));
}

function newestFirst(drafts) {
  return drafts.sort((a, b) => b.touched_at - a.touched_at);
}

function inOrder(rows) {
  return rows.sort((a, b) => a.made_at - b.made_at || a.device_seq - b.device_seq);
}

/** @param {import('./vault.js').Vault} vault */
export async function readVersion(db, vid, vault) {
  const [summary, stored] = await read(db, ['versions', 'bodies'], (tx) =>
    Promise.all([tx.objectStore('versions').get(vid), tx.objectStore('bodies').get(vid)]),
  );
  if (!summary || !stored) return null;
  const text = await vault.text(stored);
  return { summary, text, body: text === null ? openPart(stored) : JSON.parse(text) };
}

export async function readStates(db) {
  const rows = await read(db, ['records'], (tx) => tx.store.getAll());
  return Object.fromEntries(rows.map((row) => [row.rid, row]));
}

export async function readPerson(db) {
  return (await read(db, ['meta'], (tx) => tx.store.get('person'))) ?? null;
}
