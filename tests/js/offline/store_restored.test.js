// A server that was set back: what another tablet wrote and this one read may be here alone, and is offered.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { makeBody, sha256hex, uuid7 } from '../../../observe/static/js/offline/records.js';
import { openStore } from '../../../observe/static/js/offline/store.js';
import { Sync } from '../../../observe/static/js/offline/sync.js';
import { connect, freshDatabases, furnish } from '../model/browser.js';
import { ModelServer } from '../model/server.js';

furnish();
beforeEach(freshDatabases);

const OBSERVED = { observed_at: '2026-11-24T07:02:00Z', tz: 'Europe/Copenhagen', rubric: null };
const witnessOf = (epoch, seq = 1) => `${btoa(JSON.stringify({ epoch, seq }))}.signature`;
const page = (epoch, versions, more = {}) => ({
  ...{ entries: versions.map(entryOf), next_cursor: `${epoch} ${versions.length}`, more: false, reset: false },
  ...{ witness: witnessOf(epoch), person: { id: 'olga' }, ...more },
});
const entryOf = (version, seq) => {
  const { rid } = JSON.parse(version.body);
  return { seq, kind: 'stored', rid, vid: version.vid, at: 'now', n_heads: 1, state: {}, version };
};

async function fromOtherTablet(wish) {
  const made = { rid: uuid7(), parents: [], record_type: 'observation', act: 'put', stage: 'done', author: 'olga' };
  const body = makeBody({ ...made, device_id: 'other', device_seq: 1, ...OBSERVED, payload: { wish } });
  return { vid: uuid7(), sha256: await sha256hex(body), body };
}

const stateOf = async (store, { vid }) => (await store.version(vid))?.summary.state ?? null;

test('a copy that a new epoch does not name is offered with its bytes, and no other', async () => {
  const store = await openStore('olga', { deviceId: 'tablet' });
  const [lost, kept] = [await fromOtherTablet('lost'), await fromOtherTablet('kept')];
  await store.ledger.applyPage(page('e1', [lost, kept], { reset: true }), []);
  const offered = await store.ledger.applyPage(page('e2', [kept], { reset: true }), []);
  assert.deepEqual(offered.map(({ vid, state }) => [vid, state]), [[lost.vid, 'ready']]);
  assert.deepEqual([await stateOf(store, lost), await stateOf(store, kept)], ['ready', 'copy']);
  assert.deepEqual(await store.ledger.envelopes([lost.vid]), [lost]);
});

test('a new epoch that comes between two pages of a reading from nothing offers what it does not name, too', async () => {
  const store = await openStore('olga', { deviceId: 'tablet' });
  const [lost, kept] = [await fromOtherTablet('lost'), await fromOtherTablet('kept')];
  await store.ledger.applyPage(page('e1', [lost], { reset: true, more: true }), []);
  await store.ledger.applyPage(page('e2', [kept], { reset: true, more: true }), []);
  assert.equal(await stateOf(store, lost), 'copy', 'not before the last page');
  await store.ledger.applyPage(page('e2', []), []);
  assert.equal(await stateOf(store, lost), 'ready');
});

test('in the same epoch a copy that is not named again goes away', async () => {
  const store = await openStore('olga', { deviceId: 'tablet' });
  const gone = await fromOtherTablet('of another scope');
  await store.ledger.applyPage(page('e1', [gone], { reset: true }), []);
  assert.deepEqual(await store.ledger.applyPage(page('e1', [], { reset: true }), []), []);
  assert.equal(await stateOf(store, gone), null);
});

test('on a shared tablet a hidden copy travels while its notebook is open, and waits while it is locked', async () => {
  const store = await openStore('olga', { deviceId: 'tablet', isShared: true });
  const bundle = { parts: { settings: 's' }, content: { s: { sealing: 'shared' } } };
  const lost = await fromOtherTablet('hvem får ordet');
  await store.ledger.applyPage(page('e1', [lost], { reset: true, bundle }), []);
  await store.ledger.applyPage(page('e2', [], { reset: true }), []);
  assert.deepEqual(await store.ledger.envelopes([lost.vid]), [lost]);
  await store.vault.lock();
  assert.deepEqual(await store.ledger.envelopes([lost.vid]), []);
  assert.deepEqual(await store.ledger.setAside([lost.vid]), []);
  assert.equal(await stateOf(store, lost), 'ready');
});

test('a server set back gets from this tablet what its maker cannot bring any more', async () => {
  const server = new ModelServer();
  const copy = await fromOtherTablet('the other tablet lies in the lake');
  const last_night = server.snapshot();
  server.push({ batch_id: 'b', witness: null, versions: [copy] });
  connect(server, { weather: (carry, path) => (path === 'pull' ? withVersions(server, carry) : carry()) });
  const store = await openStore('olga', { deviceId: 'tablet' });
  const sync = new Sync(store, { appVersion: 'test' });
  sync.start();
  await until(async () => (await stateOf(store, copy)) === 'copy');
  server.restore(last_night);
  sync.ask();
  await until(() => server.stored.has(copy.vid));
  assert.equal(server.stored.get(copy.vid).body, copy.body);
  await until(async () => (await stateOf(store, copy)) === 'held');
  sync.stop();
});

/** The model's feed names versions; the real one brings them along. */
async function withVersions(server, carry) {
  const told = await carry().json();
  const entries = told.entries.map((entry) => entryOf(server.stored.get(entry.vid), entry.seq));
  return Response.json({ ...told, entries });
}

async function until(isSo) {
  for (let i = 0; i < 2_000; i += 1) {
    if (await isSo()) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  assert.fail(`never came: ${isSo}`);
}
