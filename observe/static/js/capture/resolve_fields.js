// One thing that differs between versions, as a question with an answer from each of them.

import { isSame } from '../offline/merging.js';
import { inHalves } from '../offline/pairing.js';
import { clone, fill, pick, slot, toggle } from './dom.js';

/**
 * @param {{notebook: import('./notebook.js').Notebook, rubric: import('./rubric.js').Rubric|null, titles: string[]}} around
 * @param {import('../offline/merging.js').Field} field @param {number} i its place among the fields
 */
export function differenceField({ notebook, rubric, titles }, field, i) {
  const { say } = notebook;
  const fieldset = fill(clone('difference'), { legend: legendOf(notebook, rubric, field.path) });
  const options = distinctValues(field).map(({ value, heads }) => {
    const text = valueWords(notebook, rubric, field.path, value);
    const title = heads.map((n) => titles[n]).join(' · ');
    const checked = !field.isOpen && isSame(value, field.joined);
    const option = pick({ name: `field-${i}`, value: String(heads[0]), title, text, checked });
    option.querySelector('input').dataset.heads = heads.join(' ');
    return option;
  });
  slot(fieldset, 'options').replaceChildren(...options);
  toggle(fieldset, 'hint', !field.isOpen);
  if (!field.isOpen) fill(fieldset, { hint: say('resolve_one_side') });
  fieldset.dataset.field = String(i);
  return fieldset;
}

/** The value chosen for a field. */
export function chosenIn(root, field, i) {
  return field.values[Number(root.querySelector(`input[name="field-${i}"]:checked`).value)];
}

/** Marks the questions that wait for an answer, and gives them back. @returns {HTMLElement[]} */
export function markOpen(root, fields) {
  const all = fields.map((_, i) => root.querySelector(`[data-field="${i}"]`));
  const open = all.filter((one) => !one.querySelector('input:checked'));
  for (const one of all) toggle(one, 'choose', open.includes(one));
  return open;
}

/** Each value once, with the heads that have it. */
function distinctValues({ values }) {
  const found = [];
  for (const [n, value] of values.entries()) {
    const before = found.find((one) => isSame(one.value, value));
    if (before) before.heads.push(n);
    else found.push({ value, heads: [n] });
  }
  return found;
}

function legendOf({ say, words }, rubric, [part, name]) {
  if (part === 'ratings') return say('resolve_rating', { title: rubric?.indicator(name)?.title ?? name });
  const key = `resolve_${name && part !== 'notes' ? name : part}`;
  return words.has(key) ? say(key) : say('resolve_else', { name: name ?? part });
}

/** How a value is said, so that a choice can be read without knowing the field. */
export function valueWords(notebook, rubric, [part, name], value) {
  const { say } = notebook;
  if (part === 'ratings') return ratingWords(notebook, rubric, value);
  if (part === 'notes') return value ? `${notebook.calendar.clock(value.at)} · ${value.text}` : say('resolve_no_note');
  const words = WORDS[name ?? part];
  if (value !== undefined && value !== null && words) return words(notebook, value, rubric);
  if (typeof value === 'string' && value.trim()) return value;
  return value === undefined || value === null || value === '' ? say('resolve_empty') : JSON.stringify(value);
}

function ratingWords({ say }, rubric, rating) {
  if (!rating) return say('not_rated');
  const { level, reason = '' } = rating;
  const label = level === 'not_observed' ? rubric?.notObserved.label : rubric?.levels[level - 1]?.label;
  const said = level === 'not_observed' ? label : say('level_of', { level, n: rubric?.levels.length ?? 4, label });
  return [said ?? String(level), reason].filter(Boolean).join(' · ');
}

const WORDS = {
  pair: ({ say, calendar }, { code, lock, told }) => {
    const name = lock ? `resolve_pair_${told ? 'told' : 'locked'}` : 'pair_of';
    const word = told && inHalves(told);
    return say(name, { code: inHalves(code), at: lock && calendar.clock(lock.at), word });
  },
  teacher: ({ say }, { name }) => name || say('resolve_empty'),
  section: ({ say }, { title }) => title || say('resolve_empty'),
  subject: (notebook, code) => notebook.subjectTitle(code),
  minutes: ({ say }, n) => say('resolve_n_minutes', { n }),
  next_step_on: ({ calendar }, day) => calendar.long(day),
  share: ({ say }, when) => say(`resolve_share_${when}`),
  broken_off: ({ say }, isSo) => say(isSo ? 'resolve_yes' : 'resolve_no'),
  is_practice: ({ say }, isSo) => say(isSo ? 'resolve_yes' : 'resolve_no'),
  worked_notes: ({ say }, ids) => say('resolve_n_notes', { n: ids.length }),
  also_present: ({ say }, adults) => adults.map(({ name }) => name).join(', ') || say('resolve_empty'),
  focus: ({ say }, codes, rubric) =>
    (rubric?.inOrder(codes) ?? []).map(({ title }) => title).join(', ') || say('resolve_empty'),
};
