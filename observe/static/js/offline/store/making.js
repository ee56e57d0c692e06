// Making versions: number, bytes, hash, row and the end of the draft in one transaction.
import { bytesOf, makeBody, sha256hex, uuid7 } from '../records.js';
import { StoreProblem } from './problems.js';
import { summarise } from './summary.js';
import { read, write } from './transaction.js';

const STORES = ['meta', 'versions', 'bodies', 'drafts'];

const DISCARDED = { reason: 'discarded' };

/**
 * @typedef {object} Making
 * @property {import('./drafts.js').Draft} draft
 * @property {'put'|'withdraw'} act
 * @property {'draft'|'done'} stage
 * @property {object} [payload] instead of the draft's, for a withdrawal
 * @property {boolean} [leavesDraft] made of what was sent: what is being written of this record stays a draft
 */

/**
 * Makes one version and resolves with its summary when it is durable.
 *
 * The body carries `device_seq` and the hash is asynchronous, which would end a transaction: so both are made
 * outside of it, and the transaction begins with the look whether the number is still the next one. If another
 * window took it, everything is made again with the next.
 * @param {{db: import('idb').IDBPDatabase, author: string, deviceId: string, vault: import('./vault.js').Vault}} home
 * @param {Making} making
 * @param {number} now
 * @param {(stored: object) => boolean} isStale true if another window has written in the draft since: then it stays
 * @returns {Promise<import('./summary.js').Summary>}
 */
export async function makeVersion(home, making, now, isStale = () => false) {
  for (;;) {
    const { last, stored } = await before(home.db, making.draft.rid);
    const version = await compose(home, following(making, stored), (last ?? 0) + 1, now);
    const isLeft = making.leavesDraft ? () => true : isStale;
    if (await keep(home.db, version, making, isLeft)) return version.summary;
  }
}

function before(db, rid) {
  return read(db, ['meta', 'drafts'], async (tx) => {
    const [last, stored] = await Promise.all([tx.objectStore('meta').get('device_seq'), tx.objectStore('drafts').get(rid)]);
    return { last, stored };
  });
}

/** Done follows what the stored draft follows: another window may have made a version since this one looked. */
function following(making, stored) {
  const isOfDraft = making.act === 'put' && making.stage === 'done' && !making.leavesDraft;
  if (!stored || !isOfDraft) return making;
  const { parents, draft_vids } = stored;
  return { ...making, draft: { ...making.draft, parents, draft_vids } };
}

async function compose({ author, deviceId, vault }, { draft, act, stage, payload = draft.payload }, device_seq, now) {
  const { rid, parents, record_type = 'observation', rubric = null, observed_at, tz, day_confirmed } = draft;
  const asked = { rid, parents: stage === 'done' ? parents : [], record_type, act, stage };
  if (act === 'withdraw') asked.parents = parents;
  else asked.drafts = draft.draft_vids;
  const made = { author, device_id: deviceId, device_seq, rubric, observed_at, day_confirmed, tz, payload };
  const text = makeBody({ ...asked, ...made });
  const vid = uuid7(now);
  const stored = await vault.kept(text);
  const { body } = stored;
  const sha256 = await sha256hex(body);
  const wire_bytes = bytesOf(JSON.stringify({ vid, sha256, body })).length;
  const envelope = { vid, sha256, bytes: bytesOf(body).length, wire_bytes, made_at: now };
  const summary = summarise(envelope, JSON.parse(text), 'ready', draft.payload);
  return { stored: { vid, ...stored }, summary: body === text ? summary : { ...summary, sealed: true } };
}

/** @returns {Promise<boolean>} false if the number was taken meanwhile: nothing was written */
function keep(db, { stored: kept, summary }, { draft, act, stage }, isStale) {
  return write(db, STORES, async (tx) => {
    const [meta, versions, bodies, drafts] = STORES.map((name) => tx.objectStore(name));
    if (((await meta.get('device_seq')) ?? 0) + 1 !== summary.device_seq) return false;
    const stored = await drafts.get(draft.rid);
    const ended = stage === 'done' || act === 'withdraw';
    await Promise.all([
      meta.put(summary.device_seq, 'device_seq'),
      versions.add(summary),
      bodies.add(kept),
      stored && !ended && drafts.put(withDraftVersion(stored, summary)),
      stored && ended && (isStale(stored) ? drafts.put(goesOn(stored, summary)) : drafts.delete(draft.rid)),
    ]);
    return true;
  });
}

/** What another window wrote meanwhile stays a draft: of a change to what was made here. */
function goesOn(stored, { vid }) {
  return { ...stored, parents: [vid], draft_vids: [], versioned_at: null };
}

function withDraftVersion(stored, { vid, made_at }) {
  return { ...stored, draft_vids: [...stored.draft_vids, vid], versioned_at: made_at };
}

/**
 * A draft version of a draft that lay untouched, so that a lost tablet does not lose it. The draft stays.
 * @throws {StoreProblem} gone
 */
export async function makeDraftVersion(home, rid, now) {
  const draft = await read(home.db, ['drafts'], (tx) => tx.objectStore('drafts').get(rid));
  if (!draft) throw new StoreProblem('gone');
  return makeVersion(home, { draft, act: 'put', stage: 'draft' }, now);
}

/**
 * Ends a draft that was given up. If the server may have draft versions of it, a withdrawal names them.
 * @returns {Promise<import('./summary.js').Summary|null>} the withdrawal, or null if none was needed
 */
export async function discardDraft(home, rid, now) {
  const draft = await read(home.db, ['drafts'], (tx) => tx.objectStore('drafts').get(rid));
  if (draft?.draft_vids.length) {
    const withdrawn = { ...draft, parents: draft.draft_vids };
    return makeVersion(home, { draft: withdrawn, act: 'withdraw', stage: 'draft', payload: DISCARDED }, now);
  }
  await write(home.db, ['drafts'], (tx) => tx.store.delete(rid));
  return null;
}
