// A draft of what was already sent, to change it or take it back.
import { StoreProblem } from './problems.js';
import { headsOf } from './summary.js';
import { read } from './transaction.js';

/**
 * The head that is shown, as a draft whose parents are all heads known here. Not saved yet.
 * @param {import('idb').IDBPDatabase} db
 * @param {string} rid
 * @returns {Promise<import('./drafts.js').Draft>}
 * @throws {StoreProblem} gone
 */
export function reviseRecord(db, rid) {
  return read(db, ['versions', 'bodies'], async (tx) => {
    const heads = headsOf(await tx.objectStore('versions').index('rid').getAll(rid));
    const standing = heads.filter((row) => row.act === 'put');
    const stored = standing.length > 0 && (await tx.objectStore('bodies').get(standing[0].vid));
    if (!stored) throw new StoreProblem('gone');
    const { record_type, rubric, observed_at, tz, payload } = JSON.parse(stored.body);
    return { rid, parents: heads.map((row) => row.vid), record_type, rubric, observed_at, tz, payload };
  });
}
