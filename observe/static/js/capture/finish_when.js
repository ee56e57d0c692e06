// When the teacher gets an observation, in words: at once, after the talk, and at the latest on a day.

import { addDays } from './calendar.js';
import { isWalkthrough } from './whom.js';

/** The last day on which the teacher gets it, whatever the author does: ISO day. */
export function latestShareDay({ calendar, settings }, observedAt) {
  return addDays(calendar.day(observedAt), settings.share_days);
}

/** The two choices, each with its sentence. @returns {{value: 'now'|'talk', title: string, text: string}[]} */
export function shareChoices(notebook, observedAt) {
  const { say, calendar } = notebook;
  const day = calendar.long(latestShareDay(notebook, observedAt));
  return [
    { value: 'now', title: say('share_now'), text: say('share_now_text') },
    { value: 'talk', title: say('share_talk'), text: say('share_talk_text', { day }) },
  ];
}

/** One short line beside the button. */
export function footWords(notebook, { payload, observed_at }) {
  const { say, calendar } = notebook;
  if (payload.is_practice) return say('foot_practice');
  if (isWalkthrough(payload)) return say('foot_walkthrough');
  const name = payload.teacher.name.split(' ')[0];
  if (!payload.teacher.id) return say('foot_unlisted', { name });
  if (payload.share === 'now') return say('foot_now', { name });
  return say('foot_talk', { name, day: calendar.long(latestShareDay(notebook, observed_at)) });
}
