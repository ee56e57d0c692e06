// A draft and what may be done to it: plain functions, so that a screen only asks and shows.

import { addDays, minutesBetween } from './calendar.js';

/** The proposed step is tried for two weeks, unless another day is chosen. */
const STEP_DAYS = 14;
/** A visit forgotten open overnight did not last until the morning. */
const LONGEST_VISIT_MINUTES = 180;
/** Who comes back to the notes this soon has not left the lesson. */
const RESUME_MINUTES = 10;

/** What stands in the field under the thumb before anything is typed. */
export const EMPTY_COMPOSER = Object.freeze({ text: '', kind: 'saw', indicators: [] });

/**
 * What a new observation starts with.
 * @param {object} given
 * @param {string} given.rid
 * @param {Date} given.now
 * @param {string} given.today ISO day in the municipality's zone
 * @param {string} given.tz IANA name of that zone
 * @param {string} given.rubric content hash
 * @param {object} given.lesson school_id, teacher, section, subject, grade_level, also_present, focus, is_practice
 */
export function newDraft({ rid, now, today, tz, rubric, lesson }) {
  return {
    rid,
    parents: [],
    record_type: 'observation',
    rubric,
    observed_at: now.toISOString(),
    tz,
    screen: { ended_at: null, pane: 'notes', composer: EMPTY_COMPOSER },
    payload: {
      kind: 'visit',
      is_practice: false,
      also_present: [],
      ...lesson,
      minutes: 0,
      broken_off: false,
      wish: '',
      notes: [],
      ratings: {},
      feedback: {
        worked: '',
        worked_notes: [],
        question: '',
        next_step: '',
        next_step_on: addDays(today, STEP_DAYS),
      },
      share: 'talk',
    },
  };
}

/** Whether the lesson was left. */
export function isOver(draft) {
  return Boolean(draft.screen?.ended_at);
}

/** Minutes since the start; stands still once the visit is over. */
export function minutesSoFar(draft, now) {
  if (isOver(draft)) return draft.payload.minutes;
  return Math.min(LONGEST_VISIT_MINUTES, minutesBetween(draft.observed_at, now));
}

/** The lesson is left: the minutes stand. A visit resumed the day after ends with its last note. */
export function endVisit(draft, now) {
  if (isOver(draft)) return;
  const minutes = minutesBetween(draft.observed_at, now);
  const lastNote = draft.payload.notes.at(-1)?.minute ?? 0;
  draft.payload.minutes = Math.max(1, minutes > LONGEST_VISIT_MINUTES ? lastNote : minutes);
  draft.screen = { ...draft.screen, ended_at: now.toISOString() };
}

/** Coming back to the notes soon after leaving: the visit goes on. */
export function resumeVisit(draft, now) {
  if (!isOver(draft) || minutesBetween(draft.screen.ended_at, now) >= RESUME_MINUTES) return;
  draft.screen = { ...draft.screen, ended_at: null };
}

/** A note with its minute, at the end of the list; `counted` is what a tool adds to it. @returns {object} the note */
export function addNote(draft, { id, now, text, kind, indicators, ...counted }) {
  const minute = minutesSoFar(draft, now);
  const note = { id, at: now.toISOString(), minute, kind, text: text.trim(), indicators: [...indicators], ...counted };
  draft.payload.notes.push(note);
  return note;
}

/** In which minute of the visit a note was made, counted as people count: the first one is 1. */
export function minuteOf(note) {
  return note.minute + 1;
}

/** Takes a note away. @returns {() => void} puts it back where it stood */
export function removeNote(draft, id) {
  const { notes, feedback } = draft.payload;
  const place = notes.findIndex((note) => note.id === id);
  if (place < 0) return () => {};
  const [note] = notes.splice(place, 1);
  const wasPulled = feedback.worked_notes.includes(id);
  feedback.worked_notes = feedback.worked_notes.filter((pulled) => pulled !== id);
  return () => {
    notes.splice(Math.min(place, notes.length), 0, note);
    if (wasPulled) feedback.worked_notes.push(id);
  };
}

/** How many notes are tagged with an indicator. */
export function notesFor(draft, code) {
  return draft.payload.notes.filter((note) => note.indicators.includes(code)).length;
}

/** @param {number|'not_observed'|null} level null takes the rating away */
export function rate(draft, code, level) {
  if (level === null) delete draft.payload.ratings[code];
  else draft.payload.ratings[code] = { ...draft.payload.ratings[code], level };
}

/** Why a rating stands without a note. */
export function giveReason(draft, code, reason) {
  const rating = draft.payload.ratings[code];
  if (!rating) return;
  if (reason.trim()) rating.reason = reason;
  else delete rating.reason;
}

/** Whether a level was chosen with neither a note nor a reason for it. */
export function wantsEvidence(draft, code) {
  const rating = draft.payload.ratings[code];
  if (!rating || rating.level === 'not_observed' || rating.reason) return false;
  return notesFor(draft, code) === 0;
}

/** Adds or takes away an indicator of the focus; what was rated of it is kept until the visit is sent. */
export function toggleFocus(draft, code, isIn) {
  const others = draft.payload.focus.filter((other) => other !== code);
  draft.payload.focus = isIn ? [...others, code] : others;
}
