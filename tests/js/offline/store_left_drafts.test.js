// Drafts of a tablet that was lost: the other tablet shows them, goes on with them, and knows when they are over.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { uuid7 } from '../../../observe/static/js/offline/records.js';
import { openStore } from '../../../observe/static/js/offline/store.js';
import { freshDatabases, furnish } from '../model/browser.js';

furnish();
beforeEach(freshDatabases);

const newDraft = (wish = 'half written') => {
  const observed = { observed_at: '2026-11-24T07:02:00Z', tz: 'Europe/Copenhagen', rubric: 'a'.repeat(64) };
  return { rid: uuid7(), parents: [], record_type: 'observation', ...observed, payload: { wish, notes: [] } };
};

/** Two notebooks of one person, each on a tablet of its own: databases are told apart by their name. */
async function twoTablets() {
  const lost = await openStore('olga on the lost one', { deviceId: 'lost' });
  const here = await openStore('olga', { deviceId: 'here' });
  return { lost, here };
}

/** Everything that one tablet made comes to the other by a pull. */
async function pulled(from, to) {
  const rows = await from.versions();
  const envelopes = await from.ledger.envelopes(rows.map(({ vid }) => vid));
  const entries = envelopes.map((version, seq) => {
    const { rid } = JSON.parse(version.body);
    return { seq, kind: 'stored', rid, vid: version.vid, at: 'now', n_heads: 0, state: {}, version };
  });
  const page = { entries, next_cursor: 'c', more: false, reset: false, witness: 'w', person: { id: 'olga' } };
  await to.ledger.applyPage(page, []);
}

const wishes = async (store) => Promise.all((await store.lists()).left.map(async ({ vid }) => (await store.left.one(vid)).payload.wish));

test('what a lost tablet had sent of a draft is gone on with here, with its parents', async () => {
  const { lost, here } = await twoTablets();
  const done = await lost.makeVersion({ draft: newDraft('done') });
  const changing = await lost.saveDraft({ ...(await lost.revise(done.rid)), payload: { wish: 'a change', notes: [] } });
  const version = await lost.makeDraftVersion(changing.rid);
  await pulled(lost, here);
  assert.deepEqual(await wishes(here), ['a change']);
  const draft = await here.saveDraft(await here.left.one(version.vid));
  assert.deepEqual([draft.rid, draft.parents, draft.rubric], [done.rid, [done.vid], 'a'.repeat(64)]);
  assert.deepEqual((await here.lists()).left, [], 'it is a draft of this tablet now');
  const made = await here.makeVersion({ draft });
  assert.deepEqual(made.drafts, [version.vid]);
  assert.deepEqual(JSON.parse((await here.ledger.envelopes([made.vid]))[0].body).drafts, [version.vid]);
  assert.deepEqual((await here.lists()).left, []);
});

test('a draft that was finished where it was begun is over here', async () => {
  const { lost, here } = await twoTablets();
  const draft = await lost.saveDraft(newDraft());
  await lost.makeDraftVersion(draft.rid);
  await pulled(lost, here);
  assert.equal((await here.lists()).left.length, 1);
  await lost.makeVersion({ draft: await lost.draft(draft.rid) });
  await pulled(lost, here);
  assert.deepEqual((await here.lists()).left, []);
});

test('of a draft that was sent twice the later one is shown', async () => {
  const { lost, here } = await twoTablets();
  const draft = await lost.saveDraft(newDraft('first'));
  await lost.makeDraftVersion(draft.rid);
  await lost.saveDraft({ ...(await lost.draft(draft.rid)), payload: { wish: 'second', notes: [] } });
  await lost.makeDraftVersion(draft.rid);
  await pulled(lost, here);
  assert.deepEqual(await wishes(here), ['second']);
});

test('discarding it here takes every draft version of it back, and it is over on the other tablet, too', async () => {
  const { lost, here } = await twoTablets();
  const draft = await lost.saveDraft(newDraft());
  const version = await lost.makeDraftVersion(draft.rid);
  await pulled(lost, here);
  await here.saveDraft(await here.left.one(version.vid));
  const withdrawal = await here.discardDraft(draft.rid);
  assert.deepEqual([withdrawal.act, withdrawal.stage, withdrawal.parents], ['withdraw', 'draft', [version.vid]]);
  assert.deepEqual((await here.lists()).left, []);
  assert.ok(await lost.draft(draft.rid), 'what is being written is nobody else’s to end');
});
