// Drafts that another tablet left with the server for safekeeping: which are still open, and going on with one here.
import { headsOf } from '../graph.js';
import { StoreProblem } from './problems.js';
import { read } from './transaction.js';

/** @typedef {import('./summary.js').Summary} Summary */

/**
 * Those that nobody has finished, discarded or gone on with, the newest visit first. What is being written on this
 * tablet is its own draft, and is not among them.
 * @param {import('./drafts.js').Draft[]} drafts @param {Summary[]} versions @returns {Summary[]}
 */
export function leftAmong(drafts, versions) {
  const begunHere = new Set(drafts.map(({ rid }) => rid));
  const over = new Set(versions.flatMap(endedBy));
  const isOpen = (row) => isLeft(row) && !over.has(row.vid) && !begunHere.has(row.rid);
  return versions.filter(isOpen).sort((a, b) => b.made_at - a.made_at);
}

/** What other tablets left of one person. */
export class LeftDrafts {
  #db;
  #vault;

  /** @param {import('idb').IDBPDatabase} db @param {import('./vault.js').Vault} vault */
  constructor(db, vault) {
    this.#db = db;
    this.#vault = vault;
  }

  /**
   * The draft as it stood when the other tablet sent it. Not saved yet; once it is, the one that was left is over.
   * @returns {Promise<import('./drafts.js').Draft>} `payload` is null while its text cannot be read here
   * @throws {StoreProblem} gone
   */
  async one(vid) {
    const { row, rows, stored } = await this.#read(vid);
    const { rid, drafts = [], record_type, observed_at } = row;
    const text = await this.#vault.text(stored);
    const { rubric = null, tz = 'UTC', day_confirmed, payload = null } = text === null ? {} : JSON.parse(text);
    const goesOn = { parents: headsOf(rows).map((head) => head.vid), draft_vids: [...drafts, vid] };
    return { rid, ...goesOn, record_type, rubric, observed_at, day_confirmed, tz, payload };
  }

  #read(vid) {
    return read(this.#db, ['versions', 'bodies'], async (tx) => {
      const [row, stored] = await Promise.all([tx.objectStore('versions').get(vid), tx.objectStore('bodies').get(vid)]);
      if (!row || !stored) throw new StoreProblem('gone');
      return { row, stored, rows: await tx.objectStore('versions').index('rid').getAll(row.rid) };
    });
  }
}

function isLeft({ state, stage, act }) {
  return state === 'copy' && stage === 'draft' && act === 'put';
}

/** What a version goes on from, and what a withdrawal of drafts takes back. */
function endedBy({ act, stage, parents, drafts = [] }) {
  return act === 'withdraw' && stage === 'draft' ? parents : drafts;
}
