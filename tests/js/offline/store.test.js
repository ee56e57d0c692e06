// The store: what is resolved is durable, what fails has a name, nothing a person wrote goes away.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { sha256hex, uuid7 } from '../../../observe/static/js/offline/records.js';
import { openDeviceStore, openStore, probeStorage, StoreProblem } from '../../../observe/static/js/offline/store.js';
import { openPersonDatabase } from '../../../observe/static/js/offline/store/schema.js';
import { write } from '../../../observe/static/js/offline/store/transaction.js';
import { freshDatabases, furnish } from '../model/browser.js';

furnish();
beforeEach(freshDatabases);

const isProblem = (code) => (error) => error instanceof StoreProblem && error.code === code;
const olgas = () => openStore('olga', { deviceId: 'tablet' });

function newDraft(payload = {}) {
  const who = { teacher: { id: 't', name: 'Tom' }, section: { id: 's', title: '4.b' } };
  const lesson = { ...who, subject: 'dansk', minutes: 12 };
  const observed = { observed_at: '2026-11-24T07:02:00Z', tz: 'Europe/Copenhagen', rubric: 'a'.repeat(64) };
  return { rid: uuid7(), parents: [], record_type: 'observation', ...observed, payload: { ...lesson, ...payload } };
}

test('a saved draft is there after the store is opened again', async () => {
  const first = await olgas();
  const draft = await first.saveDraft(newDraft({ wish: 'overgange' }));
  first.close();
  const again = await olgas();
  assert.equal((await again.draft(draft.rid)).payload.wish, 'overgange');
  assert.deepEqual((await again.drafts()).map(({ rid }) => rid), [draft.rid]);
});

test('Done makes a ready version with its bytes and ends the draft', async () => {
  const store = await olgas();
  const draft = await store.saveDraft(newDraft());
  const summary = await store.makeVersion({ draft });
  assert.equal(await store.draft(draft.rid), null);
  const { text, body } = await store.version(summary.vid);
  assert.equal(await sha256hex(text), summary.sha256);
  assert.equal(summary.bytes, Buffer.byteLength(text));
  const { author, device_id, device_seq, act, stage } = body;
  assert.deepEqual([author, device_id, device_seq, act, stage], ['olga', 'tablet', 1, 'put', 'done']);
  assert.deepEqual(body.payload, draft.payload);
  assert.equal(summary.lesson.teacher_name, 'Tom');
  assert.equal(summary.state, 'ready');
});

test('versions made at the same time in two windows get numbers without a gap or a double', async () => {
  const stores = [await olgas(), await olgas()];
  const many = Array.from({ length: 10 }, (_, i) => stores[i % 2].makeVersion({ draft: newDraft() }));
  const numbers = (await Promise.all(many)).map((summary) => summary.device_seq);
  assert.deepEqual(numbers.sort((a, b) => a - b), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
});

test('a second tap on Done makes no second version, a later change makes one', async () => {
  const store = await olgas();
  const draft = await store.saveDraft(newDraft());
  const [first, second] = await Promise.all([store.makeVersion({ draft }), store.makeVersion({ draft })]);
  assert.equal(first.vid, second.vid);
  await store.makeVersion({ draft: { ...draft, payload: { wish: 'more' } } });
  assert.equal((await store.versions()).length, 2);
});

test('Done that failed is tried again by the next tap', async () => {
  const store = await olgas();
  const draft = newDraft();
  const { digest } = Object.getPrototypeOf(crypto.subtle);
  crypto.subtle.digest = () => Promise.reject(new Error('once'));
  await assert.rejects(store.makeVersion({ draft }));
  crypto.subtle.digest = digest;
  assert.equal((await store.makeVersion({ draft })).device_seq, 1);
});

test('Done is never refused: what another window wrote meanwhile stays as a draft', async () => {
  const [here, there] = [await olgas(), await olgas()];
  const draft = await here.saveDraft(newDraft());
  await there.saveDraft({ ...(await there.draft(draft.rid)), payload: { wish: 'later words' } });
  await here.makeVersion({ draft });
  assert.equal((await there.draft(draft.rid)).payload.wish, 'later words');
  assert.equal((await here.versions()).length, 1);
});

test('a write that is aborted after its request succeeded is not called saved', async () => {
  const db = await openPersonDatabase('olga', () => {});
  const aborted = write(db, ['meta'], async (tx) => {
    await tx.store.put(1, 'device_seq'); // success, and yet:
    tx.abort();
  });
  await assert.rejects(aborted, isProblem('lost'));
  assert.equal(await db.get('meta', 'device_seq'), undefined);
});

test('a full disk is named, and what was saved before is still there', async () => {
  const db = await openPersonDatabase('olga', () => {});
  await write(db, ['meta'], (tx) => tx.store.put('before', 'word'));
  const full = write(db, ['meta'], async (tx) => {
    await tx.store.put('after', 'word');
    throw new DOMException('no room', 'QuotaExceededError');
  });
  await assert.rejects(full, isProblem('full'));
  assert.equal(await db.get('meta', 'word'), 'before');
});

test('a fault of our own code keeps its name', async () => {
  const db = await openPersonDatabase('olga', () => {});
  await assert.rejects(write(db, ['meta'], () => undefined.missing), TypeError);
});

test('a browser without a store is said to be one', async () => {
  delete globalThis.indexedDB;
  await assert.rejects(olgas(), isProblem('missing'));
  assert.deepEqual(await probeStorage(), {
    ...{ ok: false, code: 'missing', write_ms: null, persisted: null, free_bytes: null, low: false, ephemeral: false },
  });
});

test('a window that may not store is said to be refused', async () => {
  const refusing = () => {
    throw new DOMException('denied', 'SecurityError');
  };
  globalThis.indexedDB = { open: refusing };
  assert.equal((await probeStorage()).code, 'refused');
});

test('a working store is reported with the time a strict write took', async () => {
  const report = await probeStorage();
  assert.equal(report.ok, true);
  assert.ok(report.write_ms >= 0);
});

test('the tablet keeps its id, and signing out locks without wiping', async () => {
  const device = await openDeviceStore();
  const { device_id } = await device.row();
  await device.welcome({ id: 'olga', name: 'Olga' });
  await (await olgas()).saveDraft(newDraft());
  await device.lock();
  const row = await (await openDeviceStore()).row();
  assert.equal(row.device_id, device_id);
  assert.equal(row.locked, true);
  assert.equal((await (await olgas()).drafts()).length, 1);
});

test('each person has a notebook of her own', async () => {
  await (await olgas()).saveDraft(newDraft());
  const lenas = await openStore('lena', { deviceId: 'tablet' });
  assert.deepEqual(await lenas.drafts(), []);
});
