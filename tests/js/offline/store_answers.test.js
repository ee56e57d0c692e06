// What answers change in the store: bytes leave it by one way only, and only if the row itself is still settled.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { uuid7 } from '../../../observe/static/js/offline/records.js';
import { openStore } from '../../../observe/static/js/offline/store.js';
import { Ledger } from '../../../observe/static/js/offline/store/ledger.js';
import { openPersonDatabase } from '../../../observe/static/js/offline/store/schema.js';
import { freshDatabases, furnish } from '../model/browser.js';

furnish();
let store;
beforeEach(async () => {
  freshDatabases();
  store = await openStore('olga', { deviceId: 'tablet' });
});

const RECEIPT = { epoch: 'e1', seq: 4 };
const DAY_MS = 86_400_000;

function saved() {
  const observed = { observed_at: '2026-11-24T07:02:00Z', tz: 'Europe/Copenhagen', rubric: null };
  const payload = { wish: 'overgange', teacher: { id: 't', name: 'Tom' } };
  return store.makeVersion({ draft: { rid: uuid7(), parents: [], record_type: 'observation', ...observed, payload } });
}

const mark = ({ vid, sha256 }, change) => store.ledger.applyMarks([{ vid, sha256, change }], {});
const prune = (version, receipt = RECEIPT) => mark(version, { state: 'pruned', receipt, pruned_at: 1 });

test('the bytes go with the answer that confirms them, and what the lesson was stays', async () => {
  const version = await saved();
  await mark(version, { state: 'settled', receipt: RECEIPT, settled_at: 0 });
  const [row] = await prune(version);
  assert.equal(row.state, 'pruned');
  assert.equal(await store.version(version.vid), null);
  assert.equal((await store.versions())[0].lesson.teacher_name, 'Tom');
});

for (const state of ['ready', 'held', 'quarantined', 'too_big', 'refused_here']) {
  test(`what the store has as ${state} keeps its bytes, whatever this window believed`, async () => {
    const version = await saved();
    await mark(version, { state, receipt: RECEIPT });
    assert.deepEqual(await prune(version), []);
    assert.ok(await store.version(version.vid));
  });
}

test('a receipt of another epoch than the row’s own lets nothing go', async () => {
  const version = await saved();
  await mark(version, { state: 'settled', receipt: RECEIPT, settled_at: 0 });
  assert.deepEqual(await prune(version, { epoch: 'e2', seq: 4 }), []);
  assert.ok(await store.version(version.vid));
});

test('an answer that is not stored to its end lets nothing go', async () => {
  const version = await saved();
  await mark(version, { state: 'settled', receipt: RECEIPT, settled_at: 0 });
  const { vid, sha256 } = version;
  const pruning = { vid, sha256, change: { state: 'pruned', receipt: RECEIPT, pruned_at: 1 } };
  const unstorable = { inventory: () => {} };
  await assert.rejects(store.ledger.applyMarks([pruning], unstorable));
  assert.ok(await store.version(vid));
  assert.equal((await store.versions())[0].state, 'settled');
});

test('how long a tablet keeps what is safe comes with the settings, and a shared one has its own number', async () => {
  assert.equal((await store.ledger.start()).prune_after_ms, null);
  const settings = { prune_days: 30, prune_days_shared: 0 };
  const bundle = { parts: { settings: 'h' }, content: { h: settings } };
  const page = { entries: [], next_cursor: 'c', more: false, reset: false, witness: 'w', person: null, bundle };
  await store.ledger.applyPage(page, []);
  assert.equal((await store.ledger.start()).prune_after_ms, 30 * DAY_MS);
  const shared = new Ledger(await openPersonDatabase('olga', () => {}), { isShared: true });
  assert.equal((await shared.start()).prune_after_ms, 0);
});

const named = (kind, { rid, vid }, version) => ({ seq: 1, kind, rid, vid, at: 'now', n_heads: 1, state: {}, version });
const page = (entries) => ({ entries, next_cursor: 'c', more: false, reset: false, witness: 'w', person: null });

test('an erased record takes what another tablet wrote of it along, once that was seen', async () => {
  const version = await saved();
  const [envelope] = await store.ledger.envelopes([version.vid]);
  freshDatabases();
  store = await openStore('olga', { deviceId: 'other' });
  await store.ledger.applyPage(page([named('stored', version, envelope)]), []);
  await store.ledger.applyPage(page([named('erased', { rid: version.rid, vid: null })]), []);
  assert.equal((await store.versions())[0].state, 'erased');
  assert.ok(await store.version(version.vid));
  await store.markSeen(version.vid);
  assert.equal(await store.version(version.vid), null);
});

test('seen is the record: every version of it that was erased loses its text', async () => {
  const first = await saved();
  const draft = await store.revise(first.rid);
  const second = await store.makeVersion({ draft: { ...draft, payload: { wish: 'later' } } });
  for (const version of [first, second]) await mark(version, { state: 'erased', seen: false });
  await store.markSeen(second.vid);
  assert.equal(await store.version(first.vid), null);
  assert.ok((await store.versions()).every((row) => row.seen && row.lesson === null));
});
