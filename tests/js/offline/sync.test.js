// The runner with the real core, store and requests: what comes over the wire and what stands in the store after it.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { uuid7 } from '../../../observe/static/js/offline/records.js';
import { openStore } from '../../../observe/static/js/offline/store.js';
import { Sync, Unreachable, whoIsSignedIn } from '../../../observe/static/js/offline/sync.js';
import { connect, freshDatabases, furnish } from '../model/browser.js';
import { ModelServer } from '../model/server.js';

furnish();
let server;
let open = [];

beforeEach(() => {
  freshDatabases();
  server = new ModelServer();
});
afterEach(() => {
  for (const one of open) one.stop();
  open = [];
});

const draftOf = (wish = '') => {
  const observed = { observed_at: '2026-11-24T07:02:00Z', tz: 'Europe/Copenhagen', rubric: null };
  return { rid: uuid7(), parents: [], record_type: 'observation', ...observed, payload: { wish } };
};

/** A notebook whose runner tells what it told. */
async function notebook(store) {
  store ??= await openStore('olga', { deviceId: 'tablet' });
  const told = { problems: [], statuses: [], changes: 0 };
  const sync = new Sync(store, {
    appVersion: 'test',
    onChange: () => (told.changes += 1),
    onStatus: (status) => told.statuses.push(status),
    onProblem: (problem) => told.problems.push(problem.code),
  });
  open.push(sync);
  return { store, sync, told };
}

/** Waits until something is so; fails after twenty seconds at least, for the machine may be slow. */
async function until(isSo, what = isSo) {
  for (let i = 0; i < 2_000; i += 1) {
    if (await isSo()) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  assert.fail(`never came: ${what}`);
}

const statesOf = async (store) => (await store.versions()).map((row) => row.state);

test('it is told that nothing can be sent until the token is there', async () => {
  connect(server);
  const { sync, told } = await notebook();
  sync.start();
  await until(() => told.statuses.at(-1)?.maySend);
  assert.equal(told.statuses[0].maySend, false);
});

test('a first start pulls, enrols and pushes, and the version is held', async () => {
  const requests = connect(server);
  const { store, sync, told } = await notebook();
  const { vid } = await store.makeVersion({ draft: draftOf('overgange') });
  sync.start();
  await until(async () => (await statesOf(store))[0] === 'held');
  assert.deepEqual(requests.slice(0, 3).map(({ path }) => path), ['pull', 'enrolment', 'push']);
  assert.equal(JSON.parse(server.stored.get(vid).body).payload.wish, 'overgange');
  assert.ok(told.changes > 0);
  assert.equal(told.statuses.at(-1).connection, 'reached');
  assert.equal((await store.person()).id, 'olga');
});

test('what is saved while the page is open goes at once', async () => {
  connect(server);
  const { store, sync } = await notebook();
  sync.start();
  await until(async () => (await store.ledger.start()).device_token === 'token');
  sync.saved(await store.makeVersion({ draft: draftOf() }));
  await until(async () => (await statesOf(store))[0] === 'held');
});

test('a large batch travels compressed', async () => {
  const requests = connect(server);
  const { store, sync } = await notebook();
  for (let i = 0; i < 10; i += 1) await store.makeVersion({ draft: draftOf('lange ord '.repeat(200)) });
  sync.start();
  await until(async () => (await statesOf(store)).every((state) => state === 'held'));
  const push = requests.find(({ path }) => path === 'push');
  assert.equal(push.init.headers['Content-Encoding'], 'gzip');
  assert.ok(push.init.body.byteLength < 0.25 * 10 * 2000);
});

const WEATHER = {
  'a dead network': () => Promise.reject(new TypeError('Failed to fetch')),
  'a portal’s page': () => new Response('<html>Welcome</html>', { status: 200 }),
  'half an answer': async (carry) => new Response((await carry().text()).slice(0, 40)),
  'an answer that breaks off': () => new Response(new ReadableStream({ pull: (body) => body.error(new Error('cut')) })),
  'an error page': () => new Response('<h1>500</h1>', { status: 500 }),
  'another server’s JSON': () => Response.json({ login: 'please' }),
};

for (const [name, play] of Object.entries(WEATHER)) {
  test(`${name} leaves everything ready, and a tap sends it when it is over`, async () => {
    let isOver = false;
    connect(server, { weather: (carry) => (isOver ? carry() : play(carry)) });
    const { store, sync, told } = await notebook();
    await store.ledger.keepDeviceToken('token');
    await store.makeVersion({ draft: draftOf() });
    sync.start();
    await until(() => told.statuses.some((status) => status.connection === 'unreachable'), name);
    assert.deepEqual(await statesOf(store), ['ready']);
    isOver = true;
    sync.ask();
    await until(async () => (await statesOf(store))[0] === 'held');
  });
}

test('hidden in mid-push, the request is given up and sent again when the page is back', async () => {
  let aborted = false;
  let isAsked = false;
  let isStuck = true;
  connect(server);
  const reach = globalThis.fetch;
  globalThis.fetch = async (url, init) => {
    init.signal.throwIfAborted(); // of a page that an earlier test closed
    if (!isStuck) return reach(url, init);
    isAsked = true;
    return new Promise((_, reject) => {
      init.signal.addEventListener('abort', () => reject((aborted = true)));
    });
  };
  const { store, sync } = await notebook();
  await store.ledger.keepDeviceToken('token');
  await store.makeVersion({ draft: draftOf() });
  sync.start();
  await until(() => isAsked);
  sync.quiet();
  await until(() => aborted);
  assert.equal(sync.hasTurn, false);
  isStuck = false;
  sync.visible();
  await until(async () => (await statesOf(store))[0] === 'held');
});

test('hidden while the store is still being read, it sends nothing', async () => {
  const requests = connect(server);
  const { store, sync } = await notebook();
  await store.ledger.keepDeviceToken('token');
  await store.makeVersion({ draft: draftOf() });
  sync.start();
  while (!sync.hasTurn) await null;
  sync.quiet();
  await new Promise((resolve) => setTimeout(resolve, 50));
  assert.deepEqual(requests, []);
});

test('of two windows one sends; the other tells it and hears of it', async () => {
  const requests = connect(server);
  const first = await notebook();
  const second = await notebook(await openStore('olga', { deviceId: 'tablet' }));
  first.sync.start();
  await until(() => first.sync.hasTurn);
  second.sync.start();
  second.sync.saved(await second.store.makeVersion({ draft: draftOf() }));
  await until(async () => (await statesOf(second.store))[0] === 'held');
  await until(() => second.told.changes > 0);
  assert.equal(second.sync.hasTurn, false);
  assert.equal(requests.filter(({ path, body }) => path === 'push' && body.versions.length > 0).length, 1);
  first.sync.stop();
  await until(() => second.sync.hasTurn);
});

test('a store that dies in mid-answer is told, and nothing is called received', async () => {
  connect(server);
  const { store, sync, told } = await notebook();
  await store.ledger.keepDeviceToken('token');
  await store.makeVersion({ draft: draftOf() });
  const reach = globalThis.fetch;
  globalThis.fetch = async (...request) => {
    const answer = await reach(...request);
    store.close();
    return answer;
  };
  sync.start();
  await until(() => told.problems.length > 0);
  assert.deepEqual(told.problems, ['lost']);
  const again = await openStore('olga', { deviceId: 'tablet' });
  assert.deepEqual(await statesOf(again), ['ready']);
});

test('somebody else’s sign-in stops the pull and is told; the push goes on', async () => {
  connect(server, { person: { id: 'lena', given_name: 'Lena' } });
  const { store, sync, told } = await notebook();
  await store.ledger.keepDeviceToken('token');
  await store.makeVersion({ draft: draftOf() });
  sync.start();
  await until(() => told.statuses.at(-1)?.stopped === 'other_person');
  assert.equal(told.statuses.at(-1).other_person.given_name, 'Lena');
  assert.deepEqual(await statesOf(store), ['held']);
  assert.equal(await store.person(), null);
});

test('a draft left lying is sent as a draft version at the start', async () => {
  connect(server);
  const { store, sync } = await notebook();
  await store.saveDraft(draftOf('half'), Date.now() - 13 * 3_600_000);
  sync.start();
  await until(async () => (await statesOf(store))[0] === 'held');
  assert.equal([...server.stored.values()].map(({ body }) => JSON.parse(body).stage)[0], 'draft');
  assert.equal((await store.drafts()).length, 1);
});

test('the page that told who is signed in is not fetched twice', async () => {
  const requests = connect(server);
  const { person } = await whoIsSignedIn();
  const { store, sync } = await notebook();
  assert.equal(person.id, store.personId);
  sync.start();
  await until(async () => (await store.ledger.start()).device_token);
  assert.deepEqual(requests.map(({ path }) => path), ['pull', 'enrolment']);
});

test('who is signed in is known from our own answer only', async () => {
  connect(server);
  assert.equal((await whoIsSignedIn()).person.id, 'olga');
  connect(server, { weather: () => Response.json({ code: 'auth_required' }, { status: 401 }) });
  assert.equal(await whoIsSignedIn(), null);
  connect(server, { weather: () => new Response('<html>') });
  await assert.rejects(whoIsSignedIn(), Unreachable);
});
