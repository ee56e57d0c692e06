// The observation as its teacher will read it, drawn from the same templates as the teacher's own page.

import { clone, fill, slot, toggle } from './dom.js';
import { rescale } from './rating_card.js';

const SVG = 'http://www.w3.org/2000/svg';

/**
 * @param {HTMLElement} place @param {import('./notebook.js').Notebook} notebook
 * @param {import('./rubric.js').Rubric|null} rubric @param {{payload: object, observed_at: string}} observation
 */
export function drawLetter(place, notebook, rubric, { payload, observed_at }) {
  const { say, calendar } = notebook;
  const letter = fill(clone('letter'), { opening: opening(notebook, rubric, payload, observed_at) });
  const { worked, worked_notes, question, next_step, next_step_on } = payload.feedback;
  const pulled = payload.notes.filter(({ id }) => worked_notes.includes(id)).map(({ text }) => `»${text}«`);
  const day = next_step_on ? calendar.plain(next_step_on) : '';
  const step = next_step.trim() && (day ? say('step_until', { step: next_step.trim(), day }) : next_step.trim());
  const given = { worked: [worked.trim(), ...pulled].filter(Boolean).join(' '), question: question.trim(), step };
  fill(letter, { ...given, 'story-title': say('story_title', { name: notebook.person.given_name }) });
  for (const [name, text] of Object.entries(given)) toggle(letter, `${name}-part`, Boolean(text));
  toggle(letter, 'story-part', payload.notes.length > 0);
  slot(letter, 'story').append(...payload.notes.map((note) =>
    fill(clone('event'), { at: calendar.clock(note.at), text: note.text })));
  const focus = rubric?.inOrder(payload.focus) ?? [];
  toggle(letter, 'focus-part', focus.length > 0);
  slot(letter, 'focus').append(...focus.map((indicator) =>
    judgedPart(notebook, rubric, indicator, payload.ratings[indicator.code])));
  place.replaceChildren(letter);
}

function opening({ say, calendar, words, person }, rubric, payload, observedAt) {
  const end = new Date(Date.parse(observedAt) + payload.minutes * 60_000);
  const titles = (rubric?.inOrder(payload.focus) ?? []).map(({ title }) => `»${title}«`);
  const focus = new Intl.ListFormat(words.language === 'en' ? 'en-GB' : 'da').format(titles);
  const places = {
    who: person.given_name,
    section: payload.section.title || say('the_class'),
    day: calendar.long(observedAt),
    from: calendar.clock(observedAt),
    to: calendar.clock(end),
  };
  return [say('letter_opening', places), focus && say('letter_focus', { focus })].filter(Boolean).join(' ');
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
