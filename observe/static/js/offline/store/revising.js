// A draft of what was already sent, to change it or take it back.
import { headsOf } from '../graph.js';
import { StoreProblem } from './problems.js';
import { read } from './transaction.js';
import { openPart } from './vault.js';

/**
 * The head that is shown, as a draft whose parents are all heads known here. Not saved yet. Its payload is null while
 * its text cannot be read here: then it can be withdrawn, and nothing else.
 * @param {import('idb').IDBPDatabase} db
 * @param {string} rid
 * @param {import('./vault.js').Vault} vault
 * @returns {Promise<import('./drafts.js').Draft>}
 * @throws {StoreProblem} gone
 */
export async function reviseRecord(db, rid, vault) {
  const { heads, stored } = await read(db, ['versions', 'bodies'], async (tx) => {
    const heads = headsOf(await tx.objectStore('versions').index('rid').getAll(rid));
    const standing = heads.filter((row) => row.act === 'put');
    const stored = standing.length > 0 && (await tx.objectStore('bodies').get(standing[0].vid));
    if (!stored) throw new StoreProblem('gone');
    return { heads, stored };
  });
  const text = await vault.text(stored);
  const body = text === null ? openPart(stored) : JSON.parse(text);
  const { record_type, rubric, observed_at, day_confirmed = false, tz, payload = null } = body;
  return { rid, parents: heads.map((row) => row.vid), record_type, rubric, observed_at, day_confirmed, tz, payload };
}
