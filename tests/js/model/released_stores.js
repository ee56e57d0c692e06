// The stores that released programs left on tablets, made by their own steps as they were: never change one, add one.
import { openDB } from 'idb';
import { makeBody, sha256hex } from '../../../observe/static/js/offline/records.js';

/** By schema: what made it. Copied from the release, so that a change of a shipped step is found out. */
export const released = {
  1: (db) => {
    db.createObjectStore('drafts', { keyPath: 'rid' });
    db.createObjectStore('versions', { keyPath: 'vid' }).createIndex('rid', 'rid');
    db.createObjectStore('bodies', { keyPath: 'vid' });
    db.createObjectStore('records', { keyPath: 'rid' });
    db.createObjectStore('parts', { keyPath: 'name' });
    db.createObjectStore('contents', { keyPath: 'hash' });
    db.createObjectStore('meta');
  },
};

const OBSERVED = { record_type: 'observation', rubric: 'a'.repeat(64), observed_at: '2026-08-24T07:02:00Z', tz: 'Europe/Copenhagen' };

/** A draft and a version that waits, as the release wrote them. @returns {Promise<{draft, version, body}>} */
export async function makeReleased(schema, name) {
  const payload = { wish: 'overgange', teacher: { id: 't', name: 'Tom' }, section: { id: 's', title: '4.b' }, notes: [] };
  const draft = {
    ...{ rid: '01990000-0000-7000-8000-000000000001', parents: [], ...OBSERVED, payload, draft_vids: [] },
    ...{ versioned_at: null, begun_at: 1, touched_at: 2, revision: 3 },
  };
  const vid = '01990000-0000-7000-8000-000000000002';
  const rid = '01990000-0000-7000-8000-000000000003';
  const made = { rid, parents: [], act: 'put', stage: 'done', author: 'olga', device_id: 'tablet', device_seq: 4 };
  const body = makeBody({ ...OBSERVED, ...made, payload });
  const version = {
    ...{ vid, sha256: await sha256hex(body), bytes: body.length, wire_bytes: body.length, made_at: 5, ...made },
    ...{ record_type: 'observation', observed_at: OBSERVED.observed_at, state: 'ready', receipt: null, code: null },
    ...{ detail: null, seen: false, heads: null, lesson: { teacher_name: 'Tom', section_title: '4.b' } },
  };
  const db = await openDB(name, Number(schema), { upgrade: (fresh) => released[schema](fresh) });
  const tx = db.transaction(['drafts', 'versions', 'bodies', 'meta'], 'readwrite');
  await Promise.all([
    tx.objectStore('drafts').put(draft), tx.objectStore('versions').put(version), tx.objectStore('bodies').put({ vid, body }),
    tx.objectStore('meta').put(4, 'device_seq'), tx.objectStore('meta').put('token', 'device_token'),
    tx.objectStore('meta').put('w1', 'witness'), tx.done,
  ]);
  db.close();
  return { draft, version, body };
}
