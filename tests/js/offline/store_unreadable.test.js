// One row that cannot be read, or has lost its shape, hides no other: lists, the start, and pushing go past it.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { uuid7 } from '../../../observe/static/js/offline/records.js';
import { openStore } from '../../../observe/static/js/offline/store.js';
import { openPersonDatabase } from '../../../observe/static/js/offline/store/schema.js';
import { freshDatabases, furnish } from '../model/browser.js';

furnish();
beforeEach(freshDatabases);

const newDraft = () => ({ rid: uuid7(), parents: [], rubric: null, observed_at: '2026-11-24T07:02:00Z', payload: {} });

/** Puts a row into the store as damage would leave it. */
async function damage(store, row) {
  const db = await openPersonDatabase('olga', () => {});
  await db.put(store, row);
  db.close();
}

test('a draft that lost its shape is told of, and the others are there', async () => {
  const store = await openStore('olga', { deviceId: 'tablet' });
  const { rid } = await store.saveDraft(newDraft());
  await damage('drafts', { rid: 'broken', payload: null });
  assert.deepEqual((await store.drafts()).map((draft) => draft.rid), [rid]);
  assert.deepEqual((await store.lists()).unreadable.map(({ store: name, key }) => [name, key]), [['drafts', 'broken']]);
  assert.deepEqual((await store.ledger.start()).drafts.map((draft) => draft.rid), [rid]);
});

test('a version whose bytes are gone is set aside, and the others are sent', async () => {
  const store = await openStore('olga', { deviceId: 'tablet' });
  const lost = await store.makeVersion({ draft: newDraft() });
  const whole = await store.makeVersion({ draft: newDraft() });
  await damage('bodies', { vid: lost.vid });
  const sent = await store.ledger.envelopes([lost.vid, whole.vid]);
  assert.deepEqual(sent.map(({ vid }) => vid), [whole.vid]);
  const [row] = await store.ledger.setAside([lost.vid]);
  assert.deepEqual([row.state, row.code], ['refused_here', 'unreadable_here']);
});

test('a version that lost its shape is told of, and the outbox shows the others', async () => {
  const store = await openStore('olga', { deviceId: 'tablet' });
  const { vid, rid } = await store.makeVersion({ draft: newDraft() });
  await damage('versions', { vid: 'broken', rid });
  assert.deepEqual((await store.versions()).map((row) => row.vid), [vid]);
  assert.deepEqual((await store.versionsOf(rid)).map((row) => row.vid), [vid]);
  assert.deepEqual((await store.lists()).unreadable.map(({ store: name, key }) => [name, key]), [['versions', 'broken']]);
});
