// Two windows on one draft: what either wrote is kept, what both wrote is kept twice, and Done takes nothing away.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import fc from 'fast-check';
import { uuid7 } from '../../../observe/static/js/offline/records.js';
import { openStore, StoreProblem } from '../../../observe/static/js/offline/store.js';
import { joinDrafts } from '../../../observe/static/js/offline/store/joining.js';
import { freshDatabases, furnish } from '../model/browser.js';

furnish();
let here;
let there;
beforeEach(async () => {
  freshDatabases();
  [here, there] = [await openStore('olga', { deviceId: 'tablet' }), await openStore('olga', { deviceId: 'tablet' })];
});

const note = (id, text, at = '2026-11-24T07:10:00Z') => ({ id, at, minute: 8, kind: 'saw', text, indicators: [] });
const lesson = (more) => ({
  teacher: { id: 't', name: 'Tom' }, focus: ['A1'], notes: [note('n1', 'Fire rækker hånden op')], ratings: {},
  feedback: { worked: '', question: 'Hvem taler mest?' }, minutes: 12, ...more,
});
const newDraft = () => ({
  ...{ rid: uuid7(), parents: [], rubric: null, observed_at: '2026-11-24T07:02:00Z', tz: 'Europe/Copenhagen' },
  ...{ payload: lesson(), screen: { composer: { text: '', kind: 'saw', indicators: [] } } },
});

/** One draft, open in both windows. */
async function opened() {
  const { rid } = await here.saveDraft(newDraft());
  return [await here.draft(rid), await there.draft(rid)];
}

test('what two windows add to one draft is all there', async () => {
  const [mine, theirs] = await opened();
  mine.payload.notes.push(note('n3', 'Skrevet her', '2026-11-24T07:20:00Z'));
  theirs.payload.notes.push(note('n2', 'Skrevet der', '2026-11-24T07:15:00Z'));
  theirs.payload.ratings.A1 = { level: 3 };
  await here.saveDraft(mine);
  const { payload } = await there.saveDraft(theirs);
  assert.deepEqual(payload.notes.map(({ id }) => id), ['n1', 'n2', 'n3']);
  assert.deepEqual(payload.ratings, { A1: { level: 3 } });
});

test('a window that was joined into does not take the others words away with its next save', async () => {
  const [mine, theirs] = await opened();
  theirs.payload.notes.push(note('n2', 'Skrevet der'));
  await there.saveDraft(theirs);
  mine.payload.feedback.worked = 'Alle';
  await here.saveDraft(mine);
  assert.equal(here.drafting.isBehind(mine.rid), true);
  mine.payload.feedback.worked = 'Alle var med';
  const { payload } = await here.saveDraft(mine);
  assert.deepEqual([payload.notes.length, payload.feedback.worked], [2, 'Alle var med']);
});

test('a text written in both windows stands in the one, and beside it in the other', async () => {
  const [mine, theirs] = await opened();
  theirs.payload.feedback.question = 'Hvem skriver?';
  mine.payload.feedback.question = 'Hvem lytter?';
  await there.saveDraft(theirs);
  const { payload, screen } = await here.saveDraft(mine);
  assert.equal(payload.feedback.question, 'Hvem lytter?');
  assert.deepEqual(screen.others.map(({ path, value }) => [...path, value]), [['feedback', 'question', 'Hvem skriver?']]);
});

test('a rating chosen in both windows is not chosen in silence', async () => {
  const [mine, theirs] = await opened();
  [mine.payload.ratings, theirs.payload.ratings] = [{ A1: { level: 2 } }, { A1: { level: 4 } }];
  await there.saveDraft(theirs);
  const { payload, screen } = await here.saveDraft(mine);
  assert.deepEqual(payload.ratings, { A1: { level: 2 } });
  assert.deepEqual(screen.others.map(({ path, value }) => [...path, value]), [['ratings', 'A1', 'level', 4]]);
});

test('two who go on typing in one field leave one other text, the longest', async () => {
  const [mine, theirs] = await opened();
  for (const n of [5, 10, 14]) {
    mine.payload.feedback.question = 'Hvem lytter her?'.slice(0, n);
    theirs.payload.feedback.question = 'Hvor mange skriver?'.slice(0, n);
    await there.saveDraft(theirs);
    await here.saveDraft(mine);
  }
  const { payload, screen } = await here.draft(mine.rid);
  assert.equal(payload.feedback.question, 'Hvem lytter he');
  assert.deepEqual(screen.others.map(({ value }) => value), ['Hvor mange skr']);
});

test('a note edited in one window and deleted in the other is kept', async () => {
  const [mine, theirs] = await opened();
  mine.payload.notes = [];
  theirs.payload.notes[0].text = 'Fem rækker hånden op';
  await here.saveDraft(mine);
  assert.deepEqual((await there.saveDraft(theirs)).payload.notes.map(({ text }) => text), ['Fem rækker hånden op']);
});

test('Done in a window that does not show everything leaves the rest as a draft of a change', async () => {
  const [mine, theirs] = await opened();
  theirs.payload.notes.push(note('n2', 'Skrevet der'));
  await there.saveDraft(theirs);
  mine.payload.minutes = 20;
  await here.saveDraft(mine);
  const { vid } = await here.makeVersion({ draft: mine });
  const left = await there.draft(mine.rid);
  assert.deepEqual([left.parents, left.payload.notes.length], [[vid], 2]);
});

test('what is written after the other window was done goes on from what it made', async () => {
  const [mine, theirs] = await opened();
  const { vid } = await here.makeVersion({ draft: mine });
  theirs.payload.notes.push(note('n2', 'Lige et ord til'));
  const saved = await there.saveDraft(theirs);
  assert.deepEqual([saved.parents, saved.payload.notes.length], [[vid], 2]);
});

test('what is written in a draft that went on after Done follows what Done made, in the other window too', async () => {
  const [mine, theirs] = await opened();
  theirs.payload.notes.push(note('n2', 'Skrevet der'));
  await there.saveDraft(theirs);
  const { vid } = await here.makeVersion({ draft: mine });
  theirs.payload.notes[1].text = 'Skrevet der, og mere';
  await there.saveDraft(theirs);
  assert.deepEqual((await there.draft(mine.rid)).parents, [vid]);
});

test('Done twice in two windows leaves one version that stands', async () => {
  const [mine, theirs] = await opened();
  theirs.payload.notes.push(note('n2', 'Skrevet der'));
  await there.saveDraft(theirs);
  const first = await here.makeVersion({ draft: mine });
  const second = await there.makeVersion({ draft: theirs });
  assert.deepEqual(second.parents, [first.vid]);
});

test('sharing what was sent leaves what is being written of it as a draft', async () => {
  const { rid } = await here.saveDraft(newDraft());
  await here.makeVersion({ draft: await here.draft(rid) });
  const edit = await here.revise(rid);
  edit.payload.minutes = 25;
  await here.saveDraft(edit);
  const sent = await here.revise(rid);
  const shared = await here.makeVersion({ draft: { ...sent, payload: { ...sent.payload, share: 'now' } }, leavesDraft: true });
  const left = await here.draft(rid);
  assert.deepEqual([left?.payload.minutes, left?.parents], [25, [shared.vid]]);
});

test('a window that wrote nothing is told that the draft was finished elsewhere', async () => {
  const [mine, theirs] = await opened();
  await here.makeVersion({ draft: mine });
  await assert.rejects(there.saveDraft(theirs), (error) => error instanceof StoreProblem && error.code === 'gone');
});

test('no text of either window goes away, whatever they change', () => {
  const text = fc.string({ minLength: 1, maxLength: 6 });
  const notes = fc.uniqueArray(fc.record({ id: fc.constantFrom('a', 'b', 'c'), text }), { selector: ({ id }) => id });
  const payload = fc.record({ notes, feedback: fc.record({ worked: text, question: text }), focus: fc.uniqueArray(text) });
  fc.assert(fc.property(payload, payload, payload, (base, mine, theirs) => {
    const joined = joinDrafts({ payload: base }, { payload: mine, screen: {} }, { payload: theirs, screen: {} });
    const kept = JSON.stringify([joined.payload, joined.screen.others.map(({ value }) => value)]);
    const said = (one) => [one.feedback.worked, one.feedback.question, ...one.notes.map((row) => row.text)];
    const before = new Set(said(base));
    for (const word of [...said(mine), ...said(theirs)]) {
      if (!before.has(word)) assert.ok(kept.includes(JSON.stringify(word).slice(1, -1)), `${word} is gone from ${kept}`);
    }
  }), { seed: 3, numRuns: 500 });
});
