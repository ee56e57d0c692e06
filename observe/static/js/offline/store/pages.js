// A page of the pull: copies of own versions, states of own records, the bundle and the cursor, in one transaction.
import { bytesOf, sha256hex } from '../records.js';
import { readWitness } from '../witness.js';
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
 * @property {object} state {shared_at, shared_by_deadline_at, acknowledged_at, responded_at, quarantined, pair}
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
 * that were not: the number is stored, so a stop between two pages forgets nothing. In a new epoch such a copy is not
 * dropped but offered: the server was set back, and this may be the last tablet that has it.
 * @param {import('idb').IDBPDatabase} db
 * @param {Page} page
 * @param {import('./answers.js').Mark[]} marks what the page means for versions made here
 * @param {import('./vault.js').Vault} vault
 * @returns {Promise<import('./summary.js').Summary[]>} the marked rows, and the copies that are offered
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
    const offered = sweep.ends ? await leaveUnnamed(versions, bodies, records, sweep) : [];
    if (page.bundle) await keepBundle(tx, page.bundle);
    await meta.put(sweep.state, 'sweep');
    await meta.put(page.person, 'person');
    await meta.put(page.witness, 'witness');
    await meta.put(page.next_cursor, 'cursor');
    if (page.reset) await meta.delete(PULL_ANEW);
    if (copies.some(isLocked)) await meta.put(true, PULL_ANEW);
    return [...(await putMarks(versions, marks)), ...offered];
  });
}

async function copyOf({ vid, sha256, body, opened }, vault) {
  if ((await sha256hex(body)) !== sha256) throw new BrokenPage(vid);
  const parsed = JSON.parse(opened ?? body);
  const bytes = bytesOf(body).length;
  const wire_bytes = bytesOf(JSON.stringify({ vid, sha256, body })).length;
  const envelope = { vid, sha256, bytes, wire_bytes, made_at: Date.parse(parsed.observed_at) };
  const stored = { vid, ...(await vault.keptCopy({ body, opened })) };
  return { stored, summary: summarise(envelope, parsed, 'copy') };
}

/** It came as the notebook locked, and nothing here can be read once that is open again. */
const isLocked = ({ stored }) => stored.own === null;

/**
 * A reset begins a sweep, and the last page ends it. `epoch` is that of the last page; `offers` stays until the end of a
 * sweep that began in another epoch than the one before.
 */
function nextSweep({ generation, running, offers = false, ...before }, { reset, more, witness }) {
  const sweeping = reset || running;
  const epoch = readWitness(witness)?.epoch ?? null;
  const isNewEpoch = Boolean(before.epoch) && before.epoch !== epoch;
  const isOffering = sweeping && ((running && offers) || isNewEpoch);
  const state = { generation: generation + (reset ? 1 : 0), running: sweeping && more, epoch, offers: isOffering };
  return { generation: state.generation, offers: isOffering, ends: sweeping && !more, state };
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

/** @returns {Promise<import('./summary.js').Summary[]>} the copies that are offered */
async function leaveUnnamed(versions, bodies, records, { generation, offers }) {
  const left = (await versions.getAll()).filter((row) => row.state === 'copy' && row.generation !== generation);
  const offered = offers ? left.map((row) => ({ ...row, state: 'ready' })) : [];
  for (const row of offered) await versions.put(row);
  for (const { vid } of offers ? [] : left) await Promise.all([versions.delete(vid), bodies.delete(vid)]);
  for (const row of await records.getAll()) if (row.generation !== generation) await records.delete(row.rid);
  return offered;
}
