// Upgrades: from the released schema with rows that wait, past an old window, back to an older program. Rows stay.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { openStore, StoreProblem } from '../../../observe/static/js/offline/store.js';
import { open, openPersonDatabase, personDatabase } from '../../../observe/static/js/offline/store/schema.js';
import { write } from '../../../observe/static/js/offline/store/transaction.js';
import { freshDatabases, furnish } from '../model/browser.js';
import { makeReleased, released } from '../model/released_stores.js';

furnish();
beforeEach(freshDatabases);

const isProblem = (code) => (error) => error instanceof StoreProblem && error.code === code;
const rows = (db) => db.createObjectStore('rows');
const more = (db) => db.createObjectStore('more');
/** A program whose store has these steps; `oldest`: the oldest program its newest step leaves room for. */
const program = (steps, oldest = 1) => ({ steps, notes: 'rows', oldest });

for (const schema of Object.keys(released)) {
  test(`a store of released schema ${schema} opens with its draft, its unsent version and its number`, async () => {
    const { draft, version, body } = await makeReleased(schema, personDatabase('olga'));
    const store = await openStore('olga', { deviceId: 'tablet' });
    assert.equal((await store.draft(draft.rid)).payload.wish, draft.payload.wish);
    assert.deepEqual(await store.ledger.envelopes([version.vid]), [{ vid: version.vid, sha256: version.sha256, body }]);
    assert.equal((await store.makeVersion({ draft })).device_seq, version.device_seq + 1);
    const { rows: known, device_token, witness } = await store.ledger.start();
    assert.deepEqual([known.length, device_token, witness], [2, 'token', 'w1']);
  });
}

test('an upgrade keeps the rows, and lets go of the old connection', async () => {
  const told = [];
  const old = await open('growing', program([rows]), (problem) => told.push(problem.code));
  await write(old, ['rows'], (tx) => tx.store.put('typed', 1));
  const grown = await open('growing', program([rows, more]));
  assert.equal(await grown.get('rows', 1), 'typed');
  assert.deepEqual(told, ['replaced']);
});

test('a program taken back to an older release goes on in a store that was only added to', async () => {
  const newer = await open('back', program([rows, more]));
  await write(newer, ['rows'], (tx) => tx.store.put('typed', 1));
  newer.close();
  const older = await open('back', program([rows]));
  assert.equal(await older.get('rows', 1), 'typed');
  await write(older, ['rows'], (tx) => tx.store.put('typed later', 2));
  older.close();
  assert.equal(await (await open('back', program([rows, more]))).get('rows', 2), 'typed later');
});

test('an older program does not touch a store that it cannot understand', async () => {
  (await open('newer', program([rows, more], 2))).close();
  await assert.rejects(open('newer', program([rows])), isProblem('newer'));
});

test('the oldest program is noted when a store is made', async () => {
  const db = await openPersonDatabase('olga', () => {});
  assert.equal(await db.get('meta', 'oldest_program'), 1);
});

test('an old window that does not let go is named, and that it let go is told', async () => {
  const holding = await new Promise((resolve, reject) => {
    const request = indexedDB.open('held', 1);
    request.onupgradeneeded = () => request.result.createObjectStore('rows');
    request.onsuccess = () => resolve(request.result); // an old page that hears no versionchange
    request.onerror = () => reject(request.error);
  });
  const problem = await open('held', program([rows, more])).catch((error) => error);
  assert.ok(isProblem('blocked')(problem));
  holding.close();
  await problem.freed;
  assert.deepEqual([...(await open('held', program([rows, more]))).objectStoreNames], ['more', 'rows']);
});
