// Counting beside the notes: tallies and intervals, and the notes that they become.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addNote, newDraft } from '../../../observe/static/js/capture/draft.js';
import * as tools from '../../../observe/static/js/capture/tools.js';

const START = '2026-11-24T07:02:00.000Z';
const at = (seconds) => new Date(Date.parse(START) + seconds * 1000);
const WORDS = {
  tally_unnamed: () => 'Talt',
  tally_text: ({ label, n }) => `${label}: ${n}`,
  intervals_text: ({ seconds, counts }) => `Hvert ${seconds}. sekund: ${counts}`,
  intervals_missed: ({ n }) => `ikke set ${n}`,
};
const say = (name, places) => WORDS[name](places);
const timer = (seconds = 30) => tools.newIntervals({ seconds, labels: ['i gang', ' venter ', ' '], now: at(0) });

test('a tally goes up by a tap, down again by undo, and never below nothing', () => {
  const tally = tools.newTally();
  for (const step of [1, 1, 1, -1]) tools.count(tally, step);
  assert.equal(tally.n, 2);
  for (const step of [-1, -1, -1]) tools.count(tally, step);
  assert.equal(tally.n, 0);
  assert.equal(tools.isEmpty(tally), true);
});

test('a tally becomes a note with its fields and the same in words', () => {
  const note = tools.noteOf({ kind: 'tally', label: ' Hænder oppe ', n: 7 }, say);
  assert.deepEqual(note, { kind: 'counted', text: 'Hænder oppe: 7', tally: { label: 'Hænder oppe', n: 7 } });
  assert.equal(tools.noteOf({ kind: 'tally', label: ' ', n: 3 }, say).text, 'Talt: 3');
});

test('labels that say nothing are left out', () => {
  assert.deepEqual(timer().labels, ['i gang', 'venter']);
});

test('nothing can be marked before the first interval has passed', () => {
  const own = timer();
  tools.mark(own, 0, at(29.9));
  assert.deepEqual([own.marks, tools.markNow(own, at(29.9))], [[], undefined]);
  assert.equal(tools.markNow(own, at(30)), null);
});

test('a tap marks the interval that passed last, those nobody saw stay open, the same tap takes it back', () => {
  const own = timer();
  tools.mark(own, 0, at(31));
  tools.mark(own, 1, at(58));
  tools.mark(own, 0, at(125));
  assert.deepEqual(own.marks, [1, null, null, 0]);
  tools.mark(own, 0, at(130));
  assert.deepEqual(own.marks, [1, null, null, null]);
});

test('the note ends with the last tap: afterwards nobody looked', () => {
  const own = timer();
  for (const [label, seconds] of [[0, 31], [0, 61], [1, 122], [0, 400]]) tools.mark(own, label, at(seconds));
  tools.mark(own, 0, at(400));
  const { intervals, text } = tools.noteOf(own, say);
  assert.deepEqual(intervals, { seconds: 30, labels: ['i gang', 'venter'], marks: [0, 0, null, 1] });
  assert.equal(text, 'Hvert 30. sekund: i gang 2, venter 1, ikke set 1');
});

test('a timer forgotten overnight ends with the longest visit', () => {
  const own = timer(30);
  tools.mark(own, 0, at(20 * 3600));
  assert.equal(own.marks.length, 360);
});

test('what a tool counted goes into the note beside its text and minute', () => {
  const lesson = { teacher: { id: null, name: '' }, focus: [] };
  const draft = newDraft({ rid: 'r', now: at(0), today: '2026-11-24', tz: 'Europe/Copenhagen', rubric: 'h', lesson });
  const counted = tools.noteOf({ kind: 'tally', label: 'Hænder', n: 2 }, say);
  const note = addNote(draft, { id: 'n', now: at(120), indicators: ['voices'], ...counted });
  assert.deepEqual(note, {
    id: 'n', at: at(120).toISOString(), minute: 2, kind: 'counted', text: 'Hænder: 2', indicators: ['voices'],
    tally: { label: 'Hænder', n: 2 },
  });
});
