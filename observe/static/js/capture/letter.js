// The observation as its teacher will read it, drawn from the same templates as the teacher's own page.

import { isoWeek } from './calendar.js';
import { clone, fill, slot, toggle } from './dom.js';
import { rescale } from './rating_card.js';
import { countsOf } from './tools.js';
import { isWalkthrough } from './whom.js';

const SVG = 'http://www.w3.org/2000/svg';

/**
 * @param {HTMLElement} place @param {import('./notebook.js').Notebook} notebook
 * @param {import('./rubric.js').Rubric|null} rubric @param {{payload: object, observed_at: string}} observation
 */
export function drawLetter(place, notebook, rubric, { payload, observed_at }) {
  const { say, calendar } = notebook;
  const letter = fill(clone('letter'), headOf(notebook, payload, observed_at));
  const { worked, worked_notes: pulled, question, next_step: step, next_step_on: day } = payload.feedback;
  const given = { worked: worked.trim(), question: question.trim(), step: step.trim() };
  fill(letter, { ...given, 'step-day': day ? say('step_until', { day: calendar.long(day) }) : '' });
  letter.querySelector('#part-story').textContent = say('story_title', { name: notebook.person.given_name });
  const notes = payload.notes.map((note) => [note, eventOf(notebook, note)]);
  slot(letter, 'story').append(...notes.map(([, event]) => event));
  slot(letter, 'pulled').append(...notes.filter(([{ id }]) => pulled.includes(id)).map(([, event]) => event.cloneNode(true)));
  const focus = rubric?.inOrder(payload.focus) ?? [];
  slot(letter, 'focus').append(...focus.map((indicator) =>
    judgedPart(notebook, rubric, indicator, payload.ratings[indicator.code])));
  showOnly(letter, {
    story: notes.length,
    'no-story': !notes.length,
    'focus-part': focus.length,
    'worked-part': given.worked || pulled.length,
    worked: given.worked,
    pulled: pulled.length,
    'question-part': given.question,
    'step-part': given.step,
    'step-break': day,
  });
  place.replaceChildren(letter);
}

/** A note as a line of the story; what a timer counted as the small table of the teacher's page. */
function eventOf({ say, calendar }, { at, text, intervals }) {
  const event = fill(clone('event'), { at: calendar.clock(at), text });
  if (!intervals) return event;
  const { counts, missed } = countsOf(intervals);
  const rows = intervals.labels.map((label, place) => ({ label, n: counts[place] }));
  if (missed) rows.push({ label: say('intervals_not_seen'), n: missed });
  const table = fill(clone('counts'), { caption: say('intervals_caption', { n: intervals.seconds }) });
  slot(table, 'rows').append(...rows.map((row) => fill(clone('count-row'), row)));
  slot(event, 'text').replaceWith(table);
  return event;
}

function showOnly(letter, shown) {
  for (const [name, isShown] of Object.entries(shown)) toggle(letter, name, Boolean(isShown));
}

/** The day, the lesson and the first sentence: by whom, when, and what was out of the ordinary. */
function headOf(notebook, payload, observedAt) {
  const { say, calendar, person } = notebook;
  const day = calendar.long(observedAt);
  const end = new Date(Date.parse(observedAt) + payload.minutes * 60_000);
  const hours = `${calendar.clock(observedAt)}–${calendar.clock(end)}`;
  const name = [person.given_name, person.family_name].filter(Boolean).join(' ');
  const names = payload.also_present.map((adult) => adult.name).join(', ');
  const opening = [
    say('letter_opening', { name, hours }),
    payload.broken_off && say('letter_broken_off'),
    names && say('letter_also', { names }),
    payload.pupil_voice && say('pupils_asked', { n: payload.pupil_voice.n }),
  ];
  const lesson = lessonOf(notebook, payload);
  const week = say('in_week', { n: isoWeek(calendar.day(observedAt)) });
  return { day: `${calendar.capital(day)} · ${week}`, lesson, opening: opening.filter(Boolean).join(' ') };
}

function lessonOf(notebook, { kind, section, subject }) {
  const { say } = notebook;
  if (isWalkthrough({ kind })) return [say('walkthrough'), notebook.lessonTitle('', subject)].filter(Boolean).join(', ');
  const lesson = notebook.lessonTitle(section.title || say('the_class'), subject);
  return say('letter_lesson', { lesson: lesson.replace(' · ', ', ') });
}

function judgedPart({ say }, rubric, indicator, rating) {
  const { title, descriptors } = indicator;
  if (!rating) return fill(clone('judged-plain'), { title, words: say('not_rated'), level: say('not_rated_text') });
  if (rating.level === 'not_observed') {
    const { label, rule } = rubric.notObserved;
    return fill(clone('judged-plain'), { title, words: label, level: rating.reason || rule });
  }
  const n = rubric.levels.length;
  const { label } = rubric.levels[rating.level - 1];
  const part = clone('judged');
  rescale(part, n);
  fill(part, { title, words: descriptors[rating.level - 1], level: say('level_of', { level: rating.level, n, label }) });
  if (rating.reason) part.append(Object.assign(fill(clone('paragraph'), { text: rating.reason }), { className: 'hint' }));
  part.querySelector('.steps').replaceWith(stair(part.querySelector('.steps').cloneNode(false), rating.level, n));
  return part;
}

/** The small stair of the judged macro with n steps, filled up to the level. */
function stair(svg, level, n) {
  svg.setAttribute('viewBox', `0 0 ${n * 13} 20`);
  svg.setAttribute('width', n * 12);
  for (let i = 0; i < n; i += 1) {
    const tall = 5 + (12 * i) / Math.max(1, n - 1);
    const step = document.createElementNS(SVG, 'rect');
    const shape = { x: i * 13 + 1, y: (19 - tall).toFixed(1), width: 11, height: tall.toFixed(1), rx: 1 };
    for (const [name, value] of Object.entries(shape)) step.setAttribute(name, value);
    step.setAttribute('class', i < level ? 'steps__on' : 'glyph__none');
    svg.append(step);
  }
  return svg;
}
