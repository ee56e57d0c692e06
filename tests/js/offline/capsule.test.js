// The capsule: every byte that is only here leaves the tablet in one file, and one unreadable row hides no other.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { beforeEach, test } from 'node:test';
import { capsuleOf } from '../../../observe/static/js/offline/capsule.js';
import { sha256hex, uuid7 } from '../../../observe/static/js/offline/records.js';
import { openStore } from '../../../observe/static/js/offline/store.js';
import { openPersonDatabase } from '../../../observe/static/js/offline/store/schema.js';
import { freshDatabases, furnish } from '../model/browser.js';

furnish();
let store;
beforeEach(async () => {
  freshDatabases();
  store = await openStore('olga', { deviceId: 'tablet' });
});

const observed = { observed_at: '2026-11-24T07:02:00Z', tz: 'Europe/Copenhagen', rubric: null };
const newDraft = () => ({ rid: uuid7(), parents: [], record_type: 'observation', ...observed, payload: { wish: 'æ 😀' } });
const saved = () => store.makeVersion({ draft: newDraft() });
const change = ({ vid, sha256 }, state) => store.ledger.applyMarks([{ vid, sha256, change: { state } }], { witness: 'w' });
const wish = { appVersion: 'test' };
const AT = Date.UTC(2026, 10, 24, 9);

test('what only this tablet has is in the file, byte for byte as it would be pushed, with the drafts', async () => {
  const [ready, large, held] = [await saved(), await saved(), await saved()];
  await change(large, 'too_big');
  await change(held, 'held');
  const draft = await store.saveDraft(newDraft());
  const capsule = await capsuleOf(store, wish, AT);
  const { versions, drafts, ...head } = JSON.parse(capsule.text);
  assert.deepEqual(versions, await store.ledger.envelopes([ready.vid, large.vid]));
  assert.equal(await sha256hex(versions[0].body), versions[0].sha256);
  assert.deepEqual(drafts, [draft]);
  const told = { format: 'observe-capsule/1', made_at: '2026-11-24T09:00:00.000Z', app_version: 'test' };
  assert.deepEqual(head, { ...told, device_id: 'tablet', person_id: 'olga', witness: 'w', unreadable: [] });
  assert.equal(capsule.name, 'observe-capsule-2026-11-24-3.json');
});

test('everything is in it when everything is asked for', async () => {
  const version = await saved();
  await change(version, 'settled');
  assert.equal((await capsuleOf(store, wish)).n_versions, 0);
  assert.equal((await capsuleOf(store, { ...wish, all: true })).n_versions, 1);
});

test('making a capsule changes nothing, so that it works where the disk is full', async () => {
  await saved();
  const before = await store.ledger.everything();
  await capsuleOf(store, wish);
  assert.deepEqual(await store.ledger.everything(), before);
});

test('a row without its bytes and bytes without their row are both in the file', async () => {
  const [lost, alone, sound] = [await saved(), await saved(), await saved()];
  const db = await openPersonDatabase('olga', () => {});
  await db.delete('bodies', lost.vid);
  await db.delete('versions', alone.vid);
  const { versions, unreadable } = JSON.parse((await capsuleOf(store, wish)).text);
  assert.deepEqual(versions.map(({ vid }) => vid), [sound.vid]);
  const told = Object.fromEntries(unreadable.map(({ store: name, key }) => [name, key]));
  assert.deepEqual(told, { versions: lost.vid, bodies: alone.vid });
  assert.ok(unreadable.some(({ text }) => text.includes('æ 😀')));
});

test('one row that the browser cannot read hides no other', async () => {
  const [bad, good] = [await saved(), await saved()];
  const { get, getAll } = IDBObjectStore.prototype;
  IDBObjectStore.prototype.getAll = function all(...given) {
    if (this.name === 'bodies') throw new DOMException('damaged', 'UnknownError');
    return getAll.apply(this, given);
  };
  IDBObjectStore.prototype.get = function one(key) {
    if (this.name === 'bodies' && key === bad.vid) throw new DOMException('damaged', 'UnknownError');
    return get.call(this, key);
  };
  try {
    const { versions, unreadable } = JSON.parse((await capsuleOf(store, wish)).text);
    assert.deepEqual(versions.map(({ vid }) => vid), [good.vid]);
    assert.ok(unreadable.some(({ store: name, key }) => name === 'bodies' && key === bad.vid));
  } finally {
    Object.assign(IDBObjectStore.prototype, { get, getAll });
  }
});

const vector = JSON.parse(readFileSync(new URL('../../vectors/capsule.json', import.meta.url)));

test('the capsule of the vectors is what a tablet with these rows writes', async () => {
  const olgas = await openStore(vector.person_id, { deviceId: vector.device_id });
  const db = await openPersonDatabase(vector.person_id, () => {});
  for (const { row, body } of vector.rows) {
    await db.put('versions', row);
    await db.put('bodies', { vid: row.vid, body });
  }
  for (const draft of vector.drafts) await db.put('drafts', draft);
  await db.put('meta', vector.witness, 'witness');
  const capsule = await capsuleOf(olgas, { appVersion: vector.app_version }, Date.parse(vector.made_at));
  assert.equal(capsule.text, vector.text);
  assert.equal(capsule.name, vector.name);
});
