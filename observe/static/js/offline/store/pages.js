// A page of the pull: copies of own versions, states of own records, the bundle and the cursor, in one transaction.
import { bytesOf, sha256hex } from '../records.js';
import { eraseCopies, putMarks } from './answers.js';
import { BUNDLE_STORES, keepBundle } from './bundle.js';
import { summarise } from './summary.js';
import { write } from './transaction.js';
import { PULL_ANEW } from './vault.js';

const STORES = ['versions', 'bodies', 'records', 'meta'];

/** A page whose copies do not have the bytes their hash names: cut or changed on the way. Nothing of it is stored. */
export class BrokenPage extends Error {}

/**
 * @typedef {object} Entry
 * @property {number} seq
 * @property {string} kind of the feed event
 * @property {string} rid
 * @property {string|null} vid
 * @property {string} at
 * @property {number} n_heads
 * @property {object} state {shared_at, shared_by_deadline_at, acknowledged_at, responded_at, quarantined}
 * @property {{vid: string, sha256: string, body: string}} [version] of the author's own
 */

/**
 * @typedef {object} Page
 * @property {Entry[]} entries
 * @property {string} next_cursor opaque
 * @property {boolean} more
 * @property {boolean} reset answered from nothing
 * @property {string} witness
 * @property {object} person whose pull it is
 * @property {{parts: object, content: object}} [bundle]
 */

/**
 * Stores one page. Never changes a draft or a version that this tablet made.
 *
 * After a `reset` every record and copy that is named again gets the new generation, and the last page drops those
 * that were not: the number is stored, so a stop between two pages forgets nothing.
 * @param {import('idb').IDBPDatabase} db
 * @param {Page} page
 * @param {import('./answers.js').Mark[]} marks what the page means for versions made here
 * @param {import('./vault.js').Vault} vault
 * @returns {Promise<import('./summary.js').Summary[]>} the marked rows
 * @throws {BrokenPage}
 */
export async function applyPage(db, page, marks, vault) {
  await vault.heed(page.bundle);
  const came = page.entries.map((entry) => entry.version).filter(Boolean);
  const copies = await Promise.all(came.map((version) => copyOf(version, vault)));
  return write(db, [...STORES, ...BUNDLE_STORES], async (tx) => {
    const [versions, bodies, records, meta] = STORES.map((name) => tx.objectStore(name));
    const sweep = nextSweep((await meta.get('sweep')) ?? { generation: 0, running: false }, page);
    for (const copy of copies) await keepCopy(versions, bodies, copy, sweep.generation);
    for (const entry of page.entries) await keepState(records, entry, sweep.generation);
    for (const { kind, rid } of page.entries) if (kind === 'erased' && rid) await eraseCopies(versions, rid);
    if (sweep.ends) await dropUnnamed(versions, bodies, records, sweep.generation);
    if (page.bundle) await keepBundle(tx, page.bundle);
    await meta.put({ generation: sweep.generation, running: sweep.running }, 'sweep');
    await meta.put(page.person, 'person');
    await meta.put(page.witness, 'witness');
    await meta.put(page.next_cursor, 'cursor');
    if (page.reset) await meta.delete(PULL_ANEW);
    if (copies.some(isLocked)) await meta.put(true, PULL_ANEW);
    return putMarks(versions, marks);
  });
}

async function copyOf({ vid, sha256, body, opened }, vault) {
  if ((await sha256hex(body)) !== sha256) throw new BrokenPage(vid);
  const parsed = JSON.parse(opened ?? body);
  const bytes = bytesOf(body).length;
  const envelope = { vid, sha256, bytes, wire_bytes: bytes, made_at: Date.parse(parsed.observed_at) };
  const stored = { vid, ...(await vault.keptCopy({ body, opened })) };
  return { stored, summary: summarise(envelope, parsed, 'copy') };
}

/** It came as the notebook locked, and nothing here can be read once that is open again. */
const isLocked = ({ stored }) => stored.own === null;

/** A reset begins a sweep unless one is running; the last page of a running sweep ends it. */
function nextSweep({ generation, running }, { reset, more }) {
  const sweeping = reset || running;
  const begins = reset && !running;
  return { generation: generation + (begins ? 1 : 0), running: sweeping && more, ends: sweeping && !more };
}

async function keepCopy(versions, bodies, { summary, stored }, generation) {
  const before = await versions.get(summary.vid);
  if (before && before.state !== 'copy') return keepText(bodies, stored); // its state comes from push and inventory
  await versions.put({ ...summary, generation });
  await bodies.put(stored);
}

/** Of one made here and sealed: what the lock forgot can be read again. The bytes that travel stay as they are. */
async function keepText(bodies, { vid, own }) {
  const made = own && (await bodies.get(vid));
  if (made?.own !== undefined) await bodies.put({ ...made, own });
}

async function keepState(records, entry, generation) {
  const { rid, seq, kind, at, n_heads, state } = entry;
  if (!rid) return; // bytes that name no record: they stand in quarantine, and their version's row says so
  const before = await records.get(rid);
  if (before && before.generation === generation && before.seq > seq) return;
  await records.put({ rid, seq, kind, at, n_heads, state, generation });
}

async function dropUnnamed(versions, bodies, records, generation) {
  for (const row of await versions.getAll()) {
    if (row.state !== 'copy' || row.generation === generation) continue;
    await versions.delete(row.vid);
    await bodies.delete(row.vid);
  }
  for (const row of await records.getAll()) if (row.generation !== generation) await records.delete(row.rid);
}
