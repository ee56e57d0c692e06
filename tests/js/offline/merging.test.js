// Two versions side by side: what may be joined, what a person must choose, and that nothing is taken in silence.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import fc from 'fast-check';
import { commonAncestor, readHeads } from '../../../observe/static/js/offline/heads.js';
import { differences, isSame, joined } from '../../../observe/static/js/offline/merging.js';
import { uuid7 } from '../../../observe/static/js/offline/records.js';
import { openStore } from '../../../observe/static/js/offline/store.js';
import { freshDatabases, furnish } from '../model/browser.js';

furnish();
beforeEach(freshDatabases);

const note = (id, text = id) => ({ id, at: `2026-11-24T07:0${id.length}:00Z`, text });
const BASE = {
  subject: 'dansk', notes: [note('a')], ratings: { A1: { level: 2 }, A2: { level: 3 } },
  feedback: { worked: '', question: 'Hvad?' },
};
const with_ = (change) => ({ ...structuredClone(BASE), ...change });
const open = (fields) => fields.filter(({ isOpen }) => isOpen).map(({ path }) => path.join('.'));
const asJoined = ({ joined: value }) => value;

test('what one side alone changed is offered joined', () => {
  const heads = [with_({ subject: 'matematik' }), with_({ feedback: { worked: 'Ro', question: 'Hvad?' } })];
  const fields = differences(BASE, heads);
  assert.deepEqual(open(fields), []);
  const whole = joined(heads, fields, asJoined);
  assert.deepEqual([whole.subject, whole.feedback.worked, whole.notes], ['matematik', 'Ro', BASE.notes]);
});

test('a rating changed on both sides is never joined', () => {
  const heads = [1, 4].map((level) => with_({ ratings: { A1: { level }, A2: { level: 3 } } }));
  const fields = differences(BASE, heads);
  assert.deepEqual(open(fields), ['ratings.A1']);
  assert.equal(joined(heads, fields, ({ values }) => values[1]).ratings.A1.level, 4);
});

test('without a version that both followed every difference is asked for, but notes of either side stand', () => {
  const heads = [with_({ subject: 'matematik', notes: [note('a'), note('bb')] }), with_({ notes: [note('ccc')] })];
  const fields = differences(null, heads);
  assert.deepEqual(open(fields), ['subject']);
  const whole = joined(heads, fields, (field) => (field.isOpen ? field.values[0] : field.joined));
  assert.deepEqual(whole.notes.map(({ id }) => id), ['a', 'bb', 'ccc']);
});

test('a note that both sides wrote on is asked for, one that one side deleted is gone', () => {
  const both = ['x', 'y'].map((text) => with_({ notes: [note('a', text)] }));
  assert.deepEqual(open(differences(BASE, both)), ['notes.a']);
  const heads = [with_({ notes: [] }), with_({ subject: 'matematik' })];
  const fields = differences(BASE, heads);
  assert.deepEqual(joined(heads, fields, asJoined).notes, []);
});

test('the same change on both sides is no question', () => {
  const heads = [with_({ ratings: { A1: { level: 4 }, A2: { level: 3 } } }), with_({ ratings: { A2: { level: 3 }, A1: { level: 4 } } })];
  assert.deepEqual(differences(BASE, heads), []);
});

const anyPayload = fc.record({
  subject: fc.constantFrom('dansk', 'matematik', null),
  ratings: fc.dictionary(fc.constantFrom('A1', 'A2', 'A3'), fc.record({ level: fc.integer({ min: 1, max: 4 }) })),
  feedback: fc.record({ worked: fc.constantFrom('', 'Ro'), question: fc.constantFrom('', 'Hvad?') }),
  notes: fc.uniqueArray(fc.constantFrom('a', 'bb', 'ccc'), { maxLength: 3 }).map((ids) => ids.map((id) => note(id))),
});

test('whatever the heads are: no value that nobody wrote, and each differing rating of both is a question', () => {
  fc.assert(fc.property(anyPayload, anyPayload, anyPayload, (base, one, other) => {
    const fields = differences(base, [one, other]);
    const whole = joined([one, other], fields, (field) => (field.isOpen ? field.values[1] : field.joined));
    for (const code of ['A1', 'A2', 'A3']) {
      const [was, a, b] = [base, one, other].map(({ ratings }) => ratings[code]);
      assert.ok([a, b].some((value) => isSame(value, whole.ratings[code])), code);
      const isAsked = fields.some(({ path, isOpen }) => isOpen && path.join() === `ratings,${code}`);
      assert.equal(isAsked, !isSame(a, b) && !isSame(a, was) && !isSame(b, was));
    }
    assert.ok([one.subject, other.subject].includes(whole.subject));
  }), { numRuns: 300, seed: 20261124 });
});

test('the heads are read with what stands in them and with the version that they followed', async () => {
  const store = await openStore('olga', { deviceId: 'tablet' });
  const observed = { observed_at: '2026-11-24T07:02:00Z', tz: 'Europe/Copenhagen', rubric: null };
  const draft = { rid: uuid7(), parents: [], record_type: 'observation', ...observed, payload: BASE };
  const first = await store.makeVersion({ draft });
  for (const subject of ['matematik', 'engelsk']) {
    await store.makeVersion({ draft: { ...draft, parents: [first.vid], payload: with_({ subject }) } });
  }
  const { heads, base } = await readHeads(store, draft.rid);
  assert.deepEqual(heads.map(({ body }) => body.payload.subject).sort(), ['engelsk', 'matematik']);
  assert.deepEqual(base, BASE);
  assert.ok(heads.every(({ isHere }) => isHere));
});

test('versions that name each other have no end, and yet an answer', () => {
  const row = { stage: 'done', act: 'put' };
  const rows = [{ ...row, vid: 'a', parents: ['b'] }, { ...row, vid: 'b', parents: ['a'] }];
  assert.equal(commonAncestor(rows, rows), null);
});
