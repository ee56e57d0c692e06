// Whom an observation is about, in words: a teacher, or nobody where it was a walkthrough.

const GIVEN_NAME = /^\S+/u;

/** @param {{kind?: string}|null|undefined} one a payload, or a row's lesson */
export function isWalkthrough(one) {
  return one?.kind === 'walkthrough';
}

/** The title of an observation. @param {object} payload */
export function whomTitle({ say }, payload) {
  if (isWalkthrough(payload)) return say('walkthrough');
  return payload.teacher.name || say('no_teacher');
}

/** The title of a row or a record; `lesson` is null once it was erased. */
export function lessonWhom({ say }, lesson) {
  if (!lesson) return say('erased');
  return isWalkthrough(lesson) ? say('walkthrough') : lesson.teacher_name || say('erased');
}

/** Whether no teacher is told of it by itself: a walkthrough, and one's own rating of one's own lesson. */
export function isUntold(one) {
  return isWalkthrough(one) || one?.kind === 'self';
}

/** The heading over the text of a record, by name. @param {boolean} isSeen whether its teacher can read it */
export function letterTitle(lesson, isSeen) {
  if (isUntold(lesson) || lesson?.is_practice) return 'untold_text';
  return isSeen ? 'letter_shared' : 'letter_own';
}

/**
 * What the linter looks for in the notes: in a walkthrough the names of adults too, because nobody is named in it.
 * @returns {{list: object, adults: string[], hints: string}} `hints` is what the sentences' names begin with
 */
export function lintedFor({ linted: { list, adults } }, payload) {
  if (!isWalkthrough(payload)) return { list, adults: [...adults, payload.teacher.name], hints: 'hint' };
  const names = [...(list.names ?? []), ...adults.map((name) => name.match(GIVEN_NAME)?.[0]).filter(Boolean)];
  return { list: { ...list, names }, adults: [], hints: 'walkthrough_hint' };
}

/** What a walkthrough says instead of whom: it has neither teacher nor class. */
export const NOBODY = Object.freeze({
  kind: 'walkthrough',
  teacher: { id: null, name: '' },
  section: { id: null, title: '' },
  also_present: [],
});
