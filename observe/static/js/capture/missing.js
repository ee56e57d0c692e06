// What a draft still lacks, in the order of the finish page. Said in place; nothing here deletes or refuses to save.

import { isWalkthrough } from './whom.js';

/**
 * @typedef {'lock'|'worked'|'question'|'next_step_on'} Place
 * @param {object} draft
 * @returns {Place[]} what the teacher would miss; a practice, a walkthrough and a visit broken off lack nothing
 */
export function missingIn(draft) {
  const { payload } = draft;
  if (payload.is_practice || payload.broken_off || isWalkthrough(payload)) return [];
  const { worked, worked_notes, question, next_step, next_step_on } = payload.feedback;
  const lacks = {
    lock: Boolean(payload.pair) && !payload.pair.lock,
    worked: !worked.trim() && !worked_notes.length,
    question: !question.trim(),
    next_step_on: Boolean(next_step.trim()) && !next_step_on,
  };
  return Object.keys(lacks).filter((place) => lacks[place]);
}

/** The sentence for a draft's row on the home screen, by name and places. */
export function nextForDraft(draft) {
  const { notes, ratings } = draft.payload;
  if (!notes.length) return ['draft_no_notes', {}];
  if (!Object.keys(ratings).length) return ['draft_no_ratings', { n: notes.length }];
  const [first] = missingIn(draft);
  return first ? [`draft_lacks_${first}`, {}] : ['draft_lacks_nothing', {}];
}
