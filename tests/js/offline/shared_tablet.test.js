// Two people on one tablet: whose notebook is open, what a closed one gives away, and who sends what it holds.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { Carrying } from '../../../observe/static/js/offline/carrying.js';
import { isShared, lockNotebook, residents, unlockNotebook } from '../../../observe/static/js/offline/people_here.js';
import { uuid7 } from '../../../observe/static/js/offline/records.js';
import { openDeviceStore, openStore } from '../../../observe/static/js/offline/store.js';
import { connect, freshDatabases, furnish } from '../model/browser.js';
import { ModelServer } from '../model/server.js';

const OLGA = { id: 'olga', name: 'Olga Rask Villadsen' };
const LENA = { id: 'lena', name: 'Lena Østergaard' };
const PIN = '271828';

furnish();
let server;
let carrying;

beforeEach(() => {
  freshDatabases();
  server = new ModelServer();
  carrying = new Carrying({ appVersion: 'test' });
});
afterEach(() => carrying.stop());

/** A tablet that Olga signed out of, and where Lena is in now. */
async function ofBoth() {
  const device = await openDeviceStore();
  for (const person of [OLGA, LENA]) await device.welcome(person);
  return { device, row: await device.row() };
}

async function olgas(row) {
  const store = await openStore('olga', { deviceId: row.device_id, isShared: isShared(row) });
  await store.ledger.keepDeviceToken('token');
  return store;
}

function draftOf(wish = '') {
  const observed = { observed_at: '2026-11-24T07:02:00Z', tz: 'Europe/Copenhagen', rubric: null };
  return { rid: uuid7(), parents: [], record_type: 'observation', ...observed, payload: { wish } };
}

async function until(isSo) {
  for (let i = 0; i < 2_000; i += 1) {
    if (await isSo()) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  assert.fail(`never came: ${isSo}`);
}

test('a tablet is shared once a second person has a notebook on it, or its owner says so', async () => {
  const device = await openDeviceStore();
  assert.equal(isShared(await device.welcome(OLGA)), false);
  assert.equal(isShared(await device.share(true)), true);
  assert.equal(isShared(await device.share(false)), false);
  await device.welcome(LENA);
  assert.equal(isShared(await device.row()), true);
});

test('the next person’s page sends what the former finished, and pulls nothing of theirs', async () => {
  const requests = connect(server, { person: { id: 'lena' } });
  const { row } = await ofBoth();
  const store = await olgas(row);
  const { vid } = await store.makeVersion({ draft: draftOf() });
  await carrying.start(row, 'lena');
  await until(async () => (await store.versions())[0].state === 'held');
  assert.ok(server.stored.has(vid));
  // Another round, so that whatever would follow the first push has had its turn.
  await store.makeVersion({ draft: draftOf() });
  carrying.stop();
  await carrying.start(row, 'lena');
  await until(async () => (await store.versions())[1].state === 'held');
  assert.deepEqual([...new Set(requests.map(({ path }) => path))], ['push']);
  assert.equal(await carrying.waiting(), 0);
});

test('drafts of the former are not carried, however long they lay', async () => {
  const requests = connect(server);
  const { row } = await ofBoth();
  const store = await olgas(row);
  await store.saveDraft(draftOf('upræcis'), Date.now() - 48 * 3_600_000);
  await store.makeVersion({ draft: draftOf() });
  await carrying.start(row, 'lena');
  await until(async () => (await store.versions())[0].state === 'held');
  assert.equal((await store.versions()).length, 1);
  assert.equal((await store.drafts()).length, 1);
  assert.ok(!JSON.stringify(requests.map(({ body }) => body)).includes('upræcis'));
});

test('without a network the next person sees a number and no more', async () => {
  connect(server, { weather: () => Promise.reject(new TypeError('Failed to fetch')) });
  const { row } = await ofBoth();
  const store = await olgas(row);
  await store.makeVersion({ draft: draftOf() });
  await store.makeVersion({ draft: draftOf() });
  await carrying.start(row, 'lena');
  assert.equal(await carrying.waiting(), 2);
});

test('a notebook that does not open keeps nobody from sending', async () => {
  connect(server);
  const { row } = await ofBoth();
  const store = await olgas(row);
  await store.makeVersion({ draft: draftOf() });
  const broken = { ...row, people: [{ id: Symbol('no name of a database') }, ...row.people] };
  await carrying.start(broken, 'lena');
  await until(async () => (await store.versions())[0].state === 'held');
});

test('a notebook whose store ends under the page keeps nobody from sending', async () => {
  connect(server);
  const { row } = await ofBoth();
  const store = await olgas(row);
  await carrying.start(row, null);
  const replacing = indexedDB.open('observe-lena', 99); // another window upgrades Lena's
  await new Promise((resolve) => (replacing.onsuccess = resolve));
  replacing.result.close();
  await store.makeVersion({ draft: draftOf() });
  carrying.quiet();
  carrying.visible();
  await until(async () => (await store.versions())[0].state === 'held');
});

test('a closed door offers an observation only to whom a first pull brought rubric and read notice', async () => {
  const { row } = await ofBoth();
  const store = await olgas(row);
  const parts = { settings: 's', rubrics: 'r', notice: 'n' };
  const content = { s: { sealing: 'shared' }, r: { current: 'a', rubrics: {} }, n: { text: { da: 'Sådan' }, read_at: '2026-08-01T08:00:00Z' } };
  const page = { entries: [], next_cursor: 'c', more: false, reset: true, witness: 'w', person: OLGA, bundle: { parts, content } };
  await store.ledger.applyPage(page, []);
  await store.vault.setPin(PIN);
  assert.deepEqual(await residents(row), [
    { ...LENA, hasPin: false, mayBegin: false },
    { ...OLGA, hasPin: true, mayBegin: true },
  ]);
});

test('locking closes the open notebook, and its PIN opens it again', async () => {
  const { device } = await ofBoth();
  const row = await device.welcome(OLGA);
  const store = await olgas(row);
  const page = { entries: [], next_cursor: 'c', more: false, reset: true, witness: 'w', person: OLGA };
  await store.ledger.applyPage({ ...page, bundle: { parts: { settings: 's' }, content: { s: { sealing: 'always' } } } }, []);
  await store.vault.setPin(PIN);
  await lockNotebook(device);
  assert.equal((await device.row()).locked, true);
  assert.equal(await unlockNotebook(row, 'olga', '000000'), false);
  assert.equal(await unlockNotebook(row, 'olga', PIN), true);
});

test('a locked notebook is lent for one observation, and signing in or out ends that', async () => {
  const { device } = await ofBoth();
  await device.lock();
  await device.lend(OLGA, 5);
  assert.deepEqual((await device.lendFor('rid')).lent, { ...OLGA, at: 5, rid: 'rid' });
  assert.equal((await device.takeBack()).lent, null);
  for (const end of ['lock', 'welcome']) {
    await device.lend(OLGA, 5);
    assert.equal((await device[end](LENA)).lent, null);
  }
});
