// A draft through a visit: notes, ratings, minutes, and what is sent of it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as drafts from '../../../observe/static/js/capture/draft.js';
import { missingIn, nextForDraft } from '../../../observe/static/js/capture/missing.js';
import { copyOf, hasTyped, noteWhatIsTyped, reopened, sendable } from '../../../observe/static/js/capture/sending.js';
import { letterTitle } from '../../../observe/static/js/capture/whom.js';

const START = '2026-11-24T07:02:00.000Z';
const at = (minutes) => new Date(Date.parse(START) + minutes * 60_000);

function visit(lesson = {}) {
  const given = { school_id: 's', teacher: { id: 't', name: 'Tom Holm' }, section: { id: null, title: '4.b' } };
  const whole = { ...given, subject: 'danish', grade_level: 4, focus: ['talk', 'start'], ...lesson };
  return drafts.newDraft({ rid: 'r', now: at(0), today: '2026-11-24', tz: 'Europe/Copenhagen', rubric: 'h', lesson: whole });
}

const note = (draft, id, minute, indicators = ['talk']) =>
  drafts.addNote(draft, { id, now: at(minute), text: ' 9 af 22 ', kind: 'counted', indicators });

test('a note is trimmed and carries its minute', () => {
  const draft = visit();
  assert.deepEqual(note(draft, 'n', 7), {
    id: 'n', at: at(7).toISOString(), minute: 7, kind: 'counted', text: '9 af 22', indicators: ['talk'],
  });
});

test('words left in the field become a note with their tags when the visit is finished', () => {
  const draft = visit();
  draft.screen.composer = { text: ' Fire hænder oppe ', kind: 'heard', indicators: ['talk'] };
  drafts.endVisit(draft, at(12));
  assert.equal(hasTyped(draft), true);
  noteWhatIsTyped(draft, { id: 'n', now: at(13) });
  const [{ text, kind, indicators, minute }] = draft.payload.notes;
  assert.deepEqual({ text, kind, indicators, minute }, { text: 'Fire hænder oppe', kind: 'heard', indicators: ['talk'], minute: 12 });
  assert.equal(hasTyped(draft), false);
});

test('the first minute of a visit is called the first', () => {
  assert.equal(drafts.minuteOf(note(visit(), 'n', 0)), 1);
});

test('a note put back stands where it stood, also among those taken along', () => {
  const draft = visit();
  for (const id of ['a', 'b', 'c']) note(draft, id, 1);
  draft.payload.feedback.worked_notes = ['b'];
  const putBack = drafts.removeNote(draft, 'b');
  assert.deepEqual(draft.payload.notes.map(({ id }) => id), ['a', 'c']);
  assert.deepEqual(draft.payload.feedback.worked_notes, []);
  putBack();
  assert.deepEqual(draft.payload.notes.map(({ id }) => id), ['a', 'b', 'c']);
  assert.deepEqual(draft.payload.feedback.worked_notes, ['b']);
});

test('a level without a note asks for one; a note, a reason or "not seen" is enough', () => {
  const draft = visit();
  drafts.rate(draft, 'start', 3);
  assert.equal(drafts.wantsEvidence(draft, 'start'), true);
  drafts.giveReason(draft, 'start', 'Så det fra døren');
  assert.equal(drafts.wantsEvidence(draft, 'start'), false);
  drafts.giveReason(draft, 'start', '  ');
  assert.equal(drafts.wantsEvidence(draft, 'start'), true);
  note(draft, 'n', 2, ['start']);
  assert.equal(drafts.wantsEvidence(draft, 'start'), false);
  drafts.rate(draft, 'talk', 'not_observed');
  assert.equal(drafts.wantsEvidence(draft, 'talk'), false);
});

test('the minutes stand once the visit is left, and go on for who comes back at once', () => {
  const draft = visit();
  assert.equal(drafts.minutesSoFar(draft, at(14)), 14);
  drafts.endVisit(draft, at(15));
  assert.equal(drafts.minutesSoFar(draft, at(90)), 15);
  drafts.resumeVisit(draft, at(40));
  assert.equal(drafts.isOver(draft), true);
  drafts.resumeVisit(draft, at(16));
  assert.equal(drafts.minutesSoFar(draft, at(17)), 17);
});

test('a visit forgotten overnight ends with its last note', () => {
  const draft = visit();
  note(draft, 'n', 12);
  drafts.endVisit(draft, at(60 * 20));
  assert.equal(draft.payload.minutes, 12);
});

test('what left the focus is not sent, but stays in the draft', () => {
  const draft = visit();
  drafts.rate(draft, 'talk', 2);
  drafts.toggleFocus(draft, 'talk', false);
  assert.deepEqual(sendable(draft).ratings, {});
  assert.deepEqual(draft.payload.ratings, { talk: { level: 2 } });
});

test('a day without a step is not sent', () => {
  const draft = visit();
  assert.equal(draft.payload.feedback.next_step_on, '2026-12-08');
  assert.equal(sendable(draft).feedback.next_step_on, null);
});

test('a finished visit lacks what worked and a question; a practice and a broken off one lack nothing', () => {
  const draft = visit();
  assert.deepEqual(missingIn(draft), ['worked', 'question']);
  note(draft, 'n', 1);
  draft.payload.feedback.worked_notes = ['n'];
  draft.payload.feedback.next_step = 'Trække navne';
  draft.payload.feedback.next_step_on = null;
  assert.deepEqual(missingIn(draft), ['question', 'next_step_on']);
  draft.payload.broken_off = true;
  assert.deepEqual(missingIn(draft), []);
  assert.deepEqual(missingIn(visit({ is_practice: true })), []);
});

test('a draft says on the home screen what comes next', () => {
  const draft = visit();
  assert.deepEqual(nextForDraft(draft), ['draft_no_notes', {}]);
  note(draft, 'n', 1);
  assert.deepEqual(nextForDraft(draft), ['draft_no_ratings', { n: 1 }]);
  drafts.rate(draft, 'talk', 2);
  assert.deepEqual(nextForDraft(draft), ['draft_lacks_worked', {}]);
});

test('the copy for the right teacher has a new id, no parents, no teacher, and its own text', () => {
  const sent = reopened({ ...visit(), parents: ['v'], screen: undefined });
  const copy = copyOf(sent, 'new');
  assert.deepEqual([copy.rid, copy.parents, copy.payload.teacher], ['new', [], { id: null, name: '' }]);
  assert.equal(drafts.isOver(copy), true);
  copy.payload.notes.push('x');
  assert.deepEqual(sent.payload.notes, []);
});

test('the text of a practice observation is headed as for its author alone', () => {
  assert.equal(letterTitle({ kind: 'visit', is_practice: true }, false), 'untold_text');
  assert.equal(letterTitle({ kind: 'visit', is_practice: false }, false), 'letter_own');
});
