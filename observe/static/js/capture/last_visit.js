// What one's own last visit to a teacher ended in: the proposed step, and which indicators were in focus.

import { fill, toggle } from './dom.js';

/**
 * One read of one version; only what this person wrote is on this tablet.
 * @param {import('./notebook.js').Notebook} notebook @param {{records: object[]}} lists
 * @param {{id: string|null, name: string}|null} teacher
 * @returns {Promise<{step: string, focus: string[], observed_at: string}|null>}
 */
export async function lastVisitTo(notebook, { records }, teacher) {
  const isTheirs = ({ lesson, place }) =>
    lesson && !lesson.is_practice && place !== 'withdrawn' && lesson.teacher_name === teacher?.name;
  const last = records.find(isTheirs);
  const version = last && (await notebook.store.version(last.vid));
  if (!version) return null;
  const { payload, observed_at } = version.body;
  return { step: payload.feedback?.next_step ?? '', focus: payload.focus ?? [], observed_at };
}

/** In the quiet box beside the fields. @param {Awaited<ReturnType<typeof lastVisitTo>>} last */
export function showLast(root, { say, calendar }, last) {
  if (toggle(root, 'last', Boolean(last?.step)).hidden) return;
  const when = say('last_when', { when: calendar.plain(last.observed_at) });
  fill(root, { 'last-title': say('last_step'), 'last-step': last.step, 'last-when': when });
}
