// The worker that the browser wakes sends what is finished, of everybody, and opens nobody's notebook for that.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { lockNotebook } from '../../../observe/static/js/offline/people_here.js';
import { uuid7 } from '../../../observe/static/js/offline/records.js';
import { openDeviceStore, openStore } from '../../../observe/static/js/offline/store.js';
import { sendWaiting } from '../../../observe/static/js/worker/background.js';
import { connect, freshDatabases, furnish } from '../model/browser.js';
import { ModelServer } from '../model/server.js';

const OLGA = { id: 'olga', name: 'Olga Rask Villadsen' };
const LENA = { id: 'lena', name: 'Lena Østergaard' };
const SEALING = { parts: { settings: 's' }, content: { s: { sealing: 'always' } } };

furnish();
let requests;
let device;
beforeEach(async () => {
  freshDatabases();
  const server = new ModelServer();
  server.bundle = SEALING;
  requests = connect(server);
  device = await openDeviceStore();
  for (const person of [LENA, OLGA]) await device.welcome(person);
});

/** Olga's notebook, with something to send. */
async function olgas() {
  const store = await openStore('olga', { deviceId: (await device.row()).device_id });
  await store.ledger.keepDeviceToken('token');
  await store.makeVersion({ draft: newDraft() });
  return store;
}

function newDraft() {
  const observed = { observed_at: '2026-11-24T07:02:00Z', tz: 'Europe/Copenhagen', rubric: null };
  return { rid: uuid7(), parents: [], record_type: 'observation', ...observed, payload: {} };
}

test('a locked notebook stays locked: its outbox is sent, nothing is pulled, and its PIN still opens it', async () => {
  const store = await olgas();
  const page = { entries: [], next_cursor: 'c', more: false, reset: true, witness: null, person: OLGA, bundle: SEALING };
  await store.ledger.applyPage(page, []);
  await store.vault.setPin('271828');
  await lockNotebook(device);
  await sendWaiting();
  assert.deepEqual([...new Set(requests.map(({ path }) => path))], ['push']);
  assert.equal((await store.versions())[0].state, 'held');
  assert.equal(await store.vault.hasPin(), true);
});

test('a draft that lay untouched is not sent by a worker', async () => {
  const store = await olgas();
  await store.saveDraft(newDraft(), Date.now() - 48 * 3_600_000);
  await sendWaiting();
  assert.deepEqual((await store.versions()).map(({ stage }) => stage), ['done']);
});

test('a notebook that does not open keeps nobody else from sending', async (t) => {
  const store = await olgas();
  const { open } = globalThis.indexedDB;
  t.mock.method(globalThis.indexedDB, 'open', function (name, ...given) {
    if (name === 'observe-lena') throw new DOMException('damaged', 'UnknownError');
    return open.call(this, name, ...given);
  });
  await sendWaiting();
  assert.equal((await store.versions())[0].state, 'held');
});
