// The focus: domains as rows, indicators as words to tap. Three to five are advised, any number is allowed.

import { chip, clone, fill, slot } from './dom.js';

/**
 * Draws the rubric's indicators and tells of each tap.
 * @param {HTMLElement} place @param {import('./rubric.js').Rubric} rubric
 * @param {string[]} chosen codes @param {(code: string, isIn: boolean) => void} tell
 */
export function drawFocus(place, rubric, chosen, tell) {
  place.replaceChildren(...rubric.domains.map((domain) => domainRow(domain, chosen)));
  place.onchange = ({ target }) => tell(target.value, target.checked);
}

function domainRow({ code, title, indicators }, chosen) {
  const row = fill(clone('domain'), { title });
  slot(row, 'title').id = `domain-${code}`;
  row.setAttribute('aria-labelledby', `domain-${code}`);
  slot(row, 'chips').append(...indicators.map((indicator) => chip({
    type: 'checkbox',
    name: 'focus',
    value: indicator.code,
    text: indicator.title,
    checked: chosen.includes(indicator.code),
  })));
  return row;
}

/**
 * The focus to begin with, and why it is that one.
 * @param {import('./rubric.js').Rubric} rubric @param {import('./notebook.js').Notebook} notebook
 * @param {{focus: string[]}|null} last one's last visit to the teacher
 * @returns {{codes: string[], why: string}}
 */
export function proposeFocus(rubric, { say, settings }, last) {
  const before = last?.focus ?? [];
  const codes = rubric.proposedFocus(before, settings.focus_max);
  return { codes, why: say(codes.some((code) => before.includes(code)) ? 'focus_as_last' : 'focus_of_first') };
}

/** The advice under the heading, by how many are chosen. */
export function focusAdvice({ say, settings: { focus_min, focus_max } }, n) {
  if (n > focus_max) return say('focus_many', { most: focus_max });
  if (n < focus_min) return say('focus_few', { least: focus_min });
  return say('focus_enough', { least: focus_min, most: focus_max });
}
