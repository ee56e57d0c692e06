// What the tablet knows of itself: its clock beside the server's, room by a real write, and what lies on it alone.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { compareClocks, isNews, isWrong } from '../../../observe/static/js/offline/clock.js';
import { deviceFacts } from '../../../observe/static/js/offline/device_facts.js';
import { uuid7 } from '../../../observe/static/js/offline/records.js';
import { openDeviceStore, openStore } from '../../../observe/static/js/offline/store.js';
import { unsentOf } from '../../../observe/static/js/offline/unsent.js';
import { freshDatabases, furnish } from '../model/browser.js';

furnish();
beforeEach(freshDatabases);

const AT = Date.parse('2026-11-24T08:00:00Z');
const MINUTE_MS = 60_000;
const answer = (server_time, given = {}) => ({ status: 200, json: { proto: 1, server_time }, took_ms: 400, at: AT, ...given });

test('a tablet’s clock is compared with the middle of the exchange', () => {
  assert.deepEqual(compareClocks(answer('2026-11-24T08:47:00Z')), { offset_ms: 47 * MINUTE_MS + 200, at: AT });
});

test('a portal’s page, an answer without a time and no answer say nothing of the clock', () => {
  const portal = answer('2026-11-24T08:47:00Z', { json: { server_time: '2026-11-24T08:47:00Z' } });
  for (const one of [portal, answer(undefined), answer('soon'), null]) assert.equal(compareClocks(one), null);
});

test('a clock is wrong from five minutes on, in either direction', () => {
  assert.ok(!isWrong({ offset_ms: 5 * MINUTE_MS, at: AT }));
  assert.ok(isWrong({ offset_ms: 6 * MINUTE_MS, at: AT }));
  assert.ok(isWrong({ offset_ms: -6 * MINUTE_MS, at: AT }));
  assert.ok(!isWrong(null));
});

test('a comparison is remembered anew when it has changed or is a day old', () => {
  const known = { offset_ms: 0, at: AT };
  assert.ok(isNews(null, known));
  assert.ok(!isNews(known, { offset_ms: 9_000, at: AT + MINUTE_MS }));
  assert.ok(isNews(known, { offset_ms: 11_000, at: AT + MINUTE_MS }));
  assert.ok(isNews(known, { offset_ms: 0, at: AT + 25 * 60 * MINUTE_MS }));
});

async function olgasTablet() {
  const device = await openDeviceStore();
  await device.welcome({ id: 'olga', name: 'Olga' });
  const { device_id: deviceId } = await device.row();
  device.close();
  return openStore('olga', { deviceId });
}

const draft = () => {
  const observed = { observed_at: '2026-11-24T07:02:00Z', tz: 'Europe/Copenhagen', rubric: null };
  return { rid: uuid7(), parents: [], record_type: 'observation', ...observed, payload: {} };
};

test('what is only on the tablet is counted for its person, and for nobody else', async () => {
  const store = await olgasTablet();
  const first = await store.makeVersion({ draft: draft() });
  await store.makeVersion({ draft: draft() });
  await store.saveDraft(draft());
  store.close();
  assert.deepEqual(await unsentOf('olga'), { n: 2, oldest_at: first.made_at });
  assert.equal(await unsentOf('lena'), null);
  assert.equal((await indexedDB.databases()).some(({ name }) => name.includes('lena')), false);
});

test('room is tried by a real write, which leaves nothing behind', async () => {
  const store = await olgasTablet();
  await store.makeVersion({ draft: draft() });
  const { room, queue, n_drafts, save_ms } = await deviceFacts(store);
  assert.equal(room.code, null);
  assert.equal(typeof room.ms, 'number');
  assert.equal(typeof save_ms, 'number');
  assert.deepEqual([queue, n_drafts], [{ ready: 1 }, 0]);
  assert.equal((await indexedDB.databases()).some(({ name }) => name === 'observe-room'), false);
  store.close();
});

test('a browser that has no room says so by its name, and nothing is thrown', async () => {
  const store = await olgasTablet();
  const put = IDBObjectStore.prototype.put;
  IDBObjectStore.prototype.put = () => {
    throw new DOMException('no room', 'QuotaExceededError');
  };
  const { room } = await deviceFacts(store);
  IDBObjectStore.prototype.put = put;
  assert.deepEqual([room.code, room.ms], ['full', null]);
  store.close();
});
