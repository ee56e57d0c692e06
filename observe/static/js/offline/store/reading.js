// Reads for screens: rows in the order they were made, one version with its text, what the server says of each record.
import { isSummary, readRows } from './rows.js';
import { read } from './transaction.js';
import { openPart } from './vault.js';

/** One that cannot be read hides no other. @returns {Promise<import('./summary.js').Summary[]>} */
export async function readVersions(db) {
  return inOrder((await readRows(db, 'versions', isSummary)).rows);
}

/** @returns {Promise<import('./summary.js').Summary[]>} */
export async function readVersionsOf(db, rid) {
  return inOrder((await read(db, ['versions'], (tx) => tx.store.index('rid').getAll(rid))).filter(isSummary));
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
