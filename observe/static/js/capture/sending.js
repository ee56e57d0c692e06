// A draft on its way out, and back: what is sent of it, and a sent one taken up again.

import { addNote, EMPTY_COMPOSER } from './draft.js';

/** What was sent, as a draft whose visit is over. @param {object} revised as the store's `revise` gives it */
export function reopened(revised) {
  return { ...revised, screen: { ended_at: revised.observed_at, pane: 'notes', composer: EMPTY_COMPOSER } };
}

/** The same visit as a draft of its own, for when the wrong teacher was chosen. */
export function copyOf(draft, rid) {
  const payload = structuredClone(draft.payload);
  payload.teacher = { id: null, name: '' };
  return reopened({ ...draft, rid, parents: [], payload });
}

/** Whether words stand in the field that no note has yet. */
export function hasTyped(draft) {
  return Boolean(draft.screen?.composer?.text.trim());
}

/** What is left in the field under the thumb becomes a note: Done ends the draft, and the field with it. */
export function noteWhatIsTyped(draft, { id, now }) {
  const { text, kind, indicators } = draft.screen.composer;
  addNote(draft, { id, now, text, kind, indicators });
  draft.screen = { ...draft.screen, composer: { ...EMPTY_COMPOSER, kind } };
}

/** What is sent: the payload with the trimmed texts, without ratings of what left the focus. */
export function sendable(draft) {
  const { payload } = draft;
  const { feedback, ratings, focus } = payload;
  const step = feedback.next_step.trim();
  return {
    ...payload,
    ratings: Object.fromEntries(Object.entries(ratings).filter(([code]) => focus.includes(code))),
    feedback: {
      ...feedback,
      worked: feedback.worked.trim(),
      question: feedback.question.trim(),
      next_step: step,
      next_step_on: step ? feedback.next_step_on : null,
    },
  };
}
