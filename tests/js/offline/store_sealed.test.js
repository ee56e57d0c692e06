// A shared tablet: what is finished is sealed, its author reads it until the notebook locks, and a pull or PIN after it.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { beforeEach, test } from 'node:test';
import { sha256hex, uuid7 } from '../../../observe/static/js/offline/records.js';
import { isSealed } from '../../../observe/static/js/offline/seal.js';
import { openStore } from '../../../observe/static/js/offline/store.js';
import { openPersonDatabase } from '../../../observe/static/js/offline/store/schema.js';
import { freshDatabases, furnish } from '../model/browser.js';

const { server } = JSON.parse(readFileSync(new URL('../../vectors/seals.json', import.meta.url)));
const WISH = 'hvem får ordet efter pausen';

furnish();
beforeEach(freshDatabases);

const olgas = (isShared = true) => openStore('olga', { deviceId: 'tablet', isShared });

/** Olga's notebook after its first pull. */
async function opened({ sealing = 'shared', isShared = true, keys = { current: server.kid, keys: { [server.kid]: server.point } } } = {}) {
  const store = await olgas(isShared);
  const bundle = { parts: { settings: 's', seal_keys: 'k' }, content: { s: { sealing }, k: keys } };
  await store.ledger.applyPage(page({ bundle, reset: true }), []);
  return store;
}

function page(given) {
  return { entries: [], next_cursor: 'c', more: false, reset: false, witness: 'w', person: { id: 'olga' }, ...given };
}

function newDraft() {
  const who = { teacher: { id: 't', name: 'Tom' }, section: { id: 's', title: '4.b' } };
  const payload = { ...who, subject: 'dansk', minutes: 12, wish: WISH };
  const observed = { observed_at: '2026-11-24T07:02:00Z', tz: 'Europe/Copenhagen', rubric: null };
  return { rid: uuid7(), parents: [], record_type: 'observation', ...observed, payload };
}

/** Everything of Olga's versions that lies in the browser, as text. */
async function lyingThere() {
  const db = await openPersonDatabase('olga', () => {});
  const rows = [...(await db.getAll('bodies')), ...(await db.getAll('versions')), ...(await db.getAll('drafts'))];
  db.close();
  return JSON.stringify(rows);
}

async function finished(store) {
  const draft = await store.saveDraft(newDraft());
  return store.makeVersion({ draft });
}

/** What the server gives back of a version it opened. */
async function pulled(store, summary, text) {
  const [{ body }] = await store.ledger.envelopes([summary.vid]);
  const entry = { seq: 1, kind: 'stored', rid: summary.rid, vid: summary.vid, at: '2026-11-24T08:00:00Z', n_heads: 1, state: {} };
  return page({ entries: [{ ...entry, version: { vid: summary.vid, sha256: summary.sha256, body, opened: text } }] });
}

test('what is finished on a shared tablet travels sealed, and its summary line stays', async () => {
  const store = await opened();
  const summary = await finished(store);
  const [envelope] = await store.ledger.envelopes([summary.vid]);
  assert.ok(isSealed(JSON.parse(envelope.body)));
  assert.equal(envelope.sha256, await sha256hex(envelope.body));
  assert.equal(summary.bytes, Buffer.byteLength(envelope.body));
  assert.ok(summary.sealed);
  assert.equal(summary.lesson.teacher_name, 'Tom');
});

test('no word of it lies in the browser, not even while the notebook is open', async () => {
  const store = await opened();
  await finished(store);
  assert.ok(!(await lyingThere()).includes(WISH));
});

test('its author reads and edits it as long as the notebook is open', async () => {
  const store = await opened();
  const { vid, rid } = await finished(store);
  assert.equal((await store.version(vid)).body.payload.wish, WISH);
  const draft = await store.revise(rid);
  assert.deepEqual([draft.payload.wish, draft.parents], [WISH, [vid]]);
});

test('a locked notebook keeps the line and forgets the text, and can still be withdrawn from', async () => {
  const store = await opened();
  const { vid, rid } = await finished(store);
  await store.vault.lock();
  const version = await store.version(vid);
  assert.equal(version.text, null);
  assert.deepEqual([version.body.rid, version.body.payload], [rid, undefined]);
  const withdrawal = await store.withdraw(rid, 'other');
  assert.deepEqual([withdrawal.act, withdrawal.parents], ['withdraw', [vid]]);
});

test('after a lock without a PIN the next pull begins from nothing and brings the text back', async () => {
  const store = await opened();
  const summary = await finished(store);
  const { text } = await store.version(summary.vid);
  await store.vault.lock();
  const again = await olgas();
  await again.vault.ready();
  assert.equal((await again.ledger.start()).cursor, null);
  assert.equal((await again.version(summary.vid)).text, null);
  await again.ledger.applyPage(await pulled(again, summary, text), []);
  assert.equal((await again.version(summary.vid)).text, text);
  assert.equal((await again.ledger.envelopes([summary.vid]))[0].sha256, summary.sha256);
  assert.ok(!(await lyingThere()).includes(WISH));
});

test('a PIN brings the text back without a network, another PIN does not', async () => {
  const store = await opened();
  const { vid } = await finished(store);
  await store.vault.setPin('271828');
  await store.vault.lock();
  const again = await olgas();
  assert.ok(await again.vault.hasPin());
  assert.equal(await again.vault.unlock('314159'), false);
  assert.equal((await again.version(vid)).text, null);
  assert.equal(await again.vault.unlock('271828'), true);
  await again.vault.ready();
  assert.equal((await again.version(vid)).body.payload.wish, WISH);
  assert.equal((await again.ledger.start()).cursor, 'c');
});

test('who signs in instead of giving the PIN has to set a new one', async () => {
  const store = await opened();
  await store.vault.setPin('271828');
  await store.vault.lock();
  const again = await olgas();
  await again.vault.ready();
  assert.equal(await again.vault.hasPin(), false);
});

test('a page that comes as the notebook locks makes no new key, and keeps the PIN', async () => {
  const store = await opened();
  const { vid } = await finished(store);
  await store.vault.setPin('271828');
  await (await olgas()).vault.lock();
  await store.ledger.applyPage(page({}), []);
  assert.equal((await store.version(vid)).text, null);
  assert.equal(await store.vault.unlock('271828'), true);
});

test('a copy that comes as the notebook locks can be read once its PIN opened it', async () => {
  const store = await opened();
  await store.vault.setPin('271828');
  await (await olgas()).vault.lock();
  const body = JSON.stringify({ rid: uuid7(), stage: 'done', act: 'put', parents: [], observed_at: '2026-11-24T07:02:00Z', payload: { wish: WISH } });
  const version = { vid: uuid7(), sha256: await sha256hex(body), body };
  const came = page({ entries: [{ seq: 1, kind: 'stored', rid: 'r', at: '', n_heads: 1, state: {}, version }] });
  await store.ledger.applyPage(came, []);
  await store.vault.unlock('271828');
  assert.equal((await store.ledger.start()).cursor, null);
  await store.ledger.applyPage({ ...came, reset: true }, []);
  assert.equal((await store.version(version.vid)).body.payload.wish, WISH);
  assert.equal((await store.ledger.start()).cursor, 'c');
});

test('copies from one’s other tablets are hidden too', async () => {
  const store = await opened();
  const body = JSON.stringify({ rid: uuid7(), stage: 'done', act: 'put', parents: [], observed_at: '2026-11-24T07:02:00Z', payload: { wish: WISH } });
  const version = { vid: uuid7(), sha256: await sha256hex(body), body };
  await store.ledger.applyPage(page({ entries: [{ seq: 1, kind: 'stored', rid: 'r', at: '', n_heads: 1, state: {}, version }] }), []);
  assert.ok(!(await lyingThere()).includes(WISH));
  assert.equal((await store.version(version.vid)).body.payload.wish, WISH);
});

test('on a tablet of one’s own nothing is sealed, and what another tablet sealed can be read', async () => {
  const store = await opened({ isShared: false });
  const summary = await finished(store);
  assert.equal(summary.sealed, undefined);
  const shared = JSON.stringify({ v: 1, kid: server.kid, header: 'e30', epk: '', iv: '', ct: '' });
  const text = JSON.stringify({ rid: 'r', stage: 'done', act: 'put', parents: [], payload: { wish: WISH } });
  const version = { vid: uuid7(), sha256: await sha256hex(shared), body: shared, opened: text };
  await store.ledger.applyPage(page({ entries: [{ seq: 1, kind: 'stored', rid: 'r', at: '', n_heads: 1, state: {}, version }] }), []);
  assert.equal((await store.version(version.vid)).text, text);
});

test('the municipality says which tablets seal', async () => {
  for (const [sealing, isShared, isSealing] of [['never', true, false], ['shared', false, false], ['always', false, true]]) {
    freshDatabases();
    const store = await opened({ sealing, isShared });
    assert.equal(Boolean((await finished(store)).sealed), isSealing, sealing);
  }
});

test('without a key of the server’s nothing is sealed: what is finished must reach it', async () => {
  const store = await opened({ keys: { current: null, keys: {} } });
  assert.equal((await finished(store)).sealed, undefined);
});
