// Versions in the store: revising, withdrawing, draft versions, what answers and pages change.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { makeBody, sha256hex, uuid7 } from '../../../observe/static/js/offline/records.js';
import { openStore, StoreProblem } from '../../../observe/static/js/offline/store.js';
import { BrokenPage } from '../../../observe/static/js/offline/store/pages.js';
import { freshDatabases, furnish } from '../model/browser.js';

furnish();
let store;
beforeEach(async () => {
  freshDatabases();
  store = await openStore('olga', { deviceId: 'tablet' });
});

const newDraft = (payload = { wish: 'first', teacher: { id: 't', name: 'Tom' } }) => {
  const observed = { observed_at: '2026-11-24T07:02:00Z', tz: 'Europe/Copenhagen', rubric: null };
  return { rid: uuid7(), parents: [], record_type: 'observation', ...observed, payload };
};
const page = (more) => ({
  ...{ entries: [], next_cursor: 'c1', more: false, reset: false, witness: 'w1', person: null },
  ...more,
});
const entryOf = (rid, more) => ({ seq: 1, kind: 'shared', rid, vid: null, at: 'now', n_heads: 1, state: {}, ...more });

async function copyFor(rid, wish = 'from the other tablet') {
  const { observed_at, tz, rubric } = newDraft();
  const fields = { rid, parents: [], record_type: 'observation', act: 'put', stage: 'done', author: 'olga' };
  const body = makeBody({ ...fields, device_id: 'other', device_seq: 1, rubric, observed_at, tz, payload: { wish } });
  return { vid: uuid7(), sha256: await sha256hex(body), body };
}

test('a change of what was sent names the version it follows', async () => {
  const first = await store.makeVersion({ draft: newDraft() });
  const draft = await store.revise(first.rid);
  draft.payload.wish = 'second';
  const second = await store.makeVersion({ draft });
  assert.deepEqual(second.parents, [first.vid]);
  assert.equal(second.rid, first.rid);
  assert.deepEqual((await store.revise(first.rid)).parents, [second.vid]);
});

test('a withdrawal names all heads known here', async () => {
  const draft = newDraft();
  const other = { ...draft, payload: { ...draft.payload, wish: 'second' } };
  const heads = [await store.makeVersion({ draft }), await store.makeVersion({ draft: other })];
  const withdrawn = await store.withdraw(draft.rid, 'wrong_teacher');
  assert.deepEqual(withdrawn.parents.sort(), heads.map(({ vid }) => vid).sort());
  assert.deepEqual((await store.version(withdrawn.vid)).body.payload, { reason: 'wrong_teacher' });
  assert.equal(withdrawn.lesson.teacher_name, 'Tom');
  await assert.rejects(store.revise(draft.rid), (error) => error instanceof StoreProblem && error.code === 'gone');
});

test('a draft version leaves the draft, supersedes nothing, and is withdrawn when the draft is discarded', async () => {
  const draft = await store.saveDraft(newDraft());
  const version = await store.makeDraftVersion(draft.rid);
  assert.equal(version.stage, 'draft');
  assert.deepEqual(version.parents, []);
  assert.ok((await store.draft(draft.rid)).versioned_at);
  const withdrawal = await store.discardDraft(draft.rid);
  assert.deepEqual([withdrawal.act, withdrawal.stage, withdrawal.parents], ['withdraw', 'draft', [version.vid]]);
  assert.equal(await store.draft(draft.rid), null);
});

test('a draft version of a change stands beside what it will change', async () => {
  const made = await store.makeVersion({ draft: newDraft() });
  const draft = await store.saveDraft({ ...newDraft(), rid: made.rid, parents: [made.vid] });
  const version = await store.makeDraftVersion(draft.rid);
  assert.deepEqual(version.parents, []);
});

test('a draft that never left the tablet is discarded without a trace', async () => {
  const draft = await store.saveDraft(newDraft());
  assert.equal(await store.discardDraft(draft.rid), null);
  assert.deepEqual(await store.versions(), []);
});

test('a screen that saves an older copy of a draft does not take its draft versions away', async () => {
  const draft = await store.saveDraft(newDraft());
  const version = await store.makeDraftVersion(draft.rid);
  const saved = await store.saveDraft({ ...draft, payload: { wish: 'more' } });
  assert.deepEqual(saved.draft_vids, [version.vid]);
});

test('a mark for other bytes changes nothing', async () => {
  const { vid, sha256 } = await store.makeVersion({ draft: newDraft() });
  const change = { state: 'held', receipt: { epoch: 'e', seq: 1 } };
  assert.deepEqual(await store.ledger.applyMarks([{ vid, sha256: 'f'.repeat(64), change }], { witness: 'w' }), []);
  assert.equal((await store.versions())[0].state, 'ready');
  const [row] = await store.ledger.applyMarks([{ vid, sha256, change }], { witness: 'w' });
  assert.equal(row.state, 'held');
  assert.equal((await store.ledger.start()).witness, 'w');
});

test('own sent observations stay readable', async () => {
  const { vid, sha256 } = await store.makeVersion({ draft: newDraft() });
  await store.ledger.applyMarks([{ vid, sha256, change: { state: 'held' } }], {});
  assert.equal((await store.version(vid)).body.payload.wish, 'first');
});

test('an erased version loses its payload once it was seen, and not before', async () => {
  const { vid, sha256 } = await store.makeVersion({ draft: newDraft() });
  await store.ledger.applyMarks([{ vid, sha256, change: { state: 'erased' } }], {});
  assert.ok(await store.version(vid));
  await store.markSeen(vid);
  assert.equal(await store.version(vid), null);
  assert.equal((await store.versions())[0].lesson, null);
});

test('a pull changes no draft and no version made here', async () => {
  const draft = await store.saveDraft(newDraft());
  const made = await store.makeVersion({ draft: newDraft() });
  const copy = { vid: made.vid, ...(await copyFor(made.rid, 'not what was written here')) };
  const entries = [entryOf(made.rid, { version: { ...copy, vid: made.vid } }), entryOf(draft.rid)];
  await store.ledger.applyPage(page({ entries, reset: true }), []);
  assert.deepEqual(await store.draft(draft.rid), draft);
  const { summary, body } = await store.version(made.vid);
  assert.deepEqual([summary.state, body.payload.wish], ['ready', 'first']);
});

test('a page is stored with its cursor, or not at all', async () => {
  const version = await copyFor(uuid7());
  const broken = { ...version, body: version.body.slice(0, -1) };
  const pages = store.ledger.applyPage(page({ entries: [entryOf('r', { version: broken })] }), []);
  await assert.rejects(pages, BrokenPage);
  assert.equal((await store.ledger.start()).cursor, null);
  await store.ledger.applyPage(page({ entries: [entryOf('r', { version })] }), []);
  assert.equal((await store.ledger.start()).cursor, 'c1');
  assert.equal((await store.version(version.vid)).summary.state, 'copy');
});

test('an event about bytes that name no record is passed over', async () => {
  await store.ledger.applyPage(page({ entries: [entryOf(null, { kind: 'quarantined' }), entryOf('r')] }), []);
  assert.deepEqual(Object.keys(await store.states()), ['r']);
});

test('a reset drops copies that its last page has not named again, also after a stop between two pages', async () => {
  const [old, kept, young] = [await copyFor('old'), await copyFor('kept'), await copyFor('young')];
  const own = await store.makeVersion({ draft: newDraft() });
  const ridOf = (version) => JSON.parse(version.body).rid;
  const named = (...versions) => versions.map((version, seq) => entryOf(ridOf(version), { seq, version }));
  await store.ledger.applyPage(page({ entries: named(old, kept) }), []);
  await store.ledger.applyPage(page({ entries: named(kept), reset: true, more: true }), []);
  store.close();
  store = await openStore('olga', { deviceId: 'tablet' });
  assert.ok(await store.version(old.vid), 'not before the last page');
  await store.ledger.applyPage(page({ entries: named(young), more: false }), []);
  const left = (await store.versions()).map(({ vid }) => vid).sort();
  assert.deepEqual(left, [own.vid, kept.vid, young.vid].sort());
  assert.deepEqual(Object.keys(await store.states()).sort(), ['kept', 'young']);
});

test('the bundle brings what differs, keeps what it names, and every rubric for good', async () => {
  const rubrics = { current: 'r1', rubrics: { r1: { title: 'one' } } };
  const first = { parts: { rubrics: 'h1', words: 'h2' }, content: { h1: rubrics, h2: { da: ['altid'] } } };
  await store.ledger.applyPage(page({ bundle: first }), []);
  const newer = { current: 'r2', rubrics: { r2: { title: 'two' } } };
  await store.ledger.applyPage(page({ bundle: { parts: { rubrics: 'h3', words: 'h2' }, content: { h3: newer } } }), []);
  assert.equal((await store.part('rubrics')).current, 'r2');
  assert.deepEqual(await store.part('words'), { da: ['altid'] });
  assert.deepEqual(await store.rubric('r1'), { title: 'one' });
  assert.deepEqual((await store.ledger.partHashes()).sort(), ['h2', 'h3']);
});
