// Rows of the notebook: a draft that continues on a tap, a finished observation with its state.

import { clone, fill, notice, slot } from './dom.js';
import { isOver } from './draft.js';
import { whenWords } from './lines.js';
import { nextForDraft } from './missing.js';
import { isPairTrouble } from './pair_lines.js';
import { routeTo } from './router.js';
import { lessonWhom, whomTitle } from './whom.js';

/** Where the state's picture and word come from, for each place a record can be. */
const STATES = {
  ready: 'ready',
  received: 'received',
  safe: 'safe',
  shared: 'shared',
  read: 'read',
  withdrawn: 'withdrawn',
  set_aside: 'set_aside',
  too_big: 'ready',
  refused: 'ready',
  missing: 'missing',
  erased: 'withdrawn',
};

/** Refused by the browser that keeps it, and not by the server. */
const UNREADABLE_HERE = 'unreadable_here';

const TITLES = { set_aside: 'aside_title', missing: 'aside_missing_title' };

/** A draft: a tap goes on where one left off. */
export function draftRow(notebook, draft) {
  const { payload } = draft;
  const row = clone('entry');
  const [name, places] = nextForDraft(draft);
  fill(row, {
    time: whenWords(notebook, draft.observed_at),
    title: whomTitle(notebook, payload),
    text: lessonLine(notebook, payload.section.title, payload.subject, payload.is_practice),
    aside: notebook.say(name, places),
    verb: notebook.say('continue'),
  });
  row.querySelector('a').href = routeTo(isOver(draft) ? 'finish' : 'visit', draft.rid);
  return row;
}

/** A draft that another tablet left with the server: a tap shows it. @param {object} row of the draft version */
export function leftRow(notebook, { vid, observed_at, lesson }) {
  const row = clone('entry');
  fill(row, {
    time: whenWords(notebook, observed_at),
    title: lesson.teacher_name || notebook.say('no_teacher'),
    text: lessonLine(notebook, lesson.section_title, lesson.subject, lesson.is_practice),
    aside: notebook.say('left_aside'),
    verb: notebook.say('left_see'),
  });
  row.querySelector('a').href = routeTo('left_draft', vid);
  return row;
}

/** A finished observation: a tap shows it. @param {{rid, observed_at, lesson, place, n_heads}} record */
export function recordRow(notebook, { rid, observed_at, lesson, place, n_heads: nHeads, pair }) {
  const row = clone('entry');
  fill(row, {
    time: whenWords(notebook, observed_at),
    title: lessonWhom(notebook, lesson),
    text: lesson ? lessonLine(notebook, lesson.section_title, lesson.subject, lesson.is_practice) : '',
  });
  if (nHeads > 1) fill(row, { aside: notebook.say('two_versions_short') });
  else if (isPairTrouble(pair)) fill(row, { aside: notebook.say('pair_trouble_short') });
  else slot(row, 'aside').remove();
  const link = row.querySelector('a');
  link.href = routeTo('record', rid);
  link.querySelector('.entry__go').replaceWith(stateMark(notebook, place, lesson));
  return row;
}

/** The state in a word, with where the text is. */
export function stateMark(notebook, place, lesson) {
  const mark = clone(`state-${STATES[place]}`);
  const name = lesson?.is_practice ? `where_practice_${place}` : `where_${place}`;
  if (notebook.words.has(name)) fill(mark, { where: notebook.say(name) });
  return mark;
}

/** What the author may do about a record that was set aside or refused. @returns {HTMLElement|null} */
export function asideLine(notebook, { place, lesson, rid }, code) {
  if (!['missing', 'set_aside', 'too_big', 'refused'].includes(place)) return null;
  const { say, words } = notebook;
  const isCoded = place === 'set_aside' || code === UNREADABLE_HERE;
  const name = `aside_${isCoded ? code : place}`;
  const text = say(words.has(name) ? name : 'aside_other');
  const strong = say(TITLES[place] ?? 'refused_title', { name: lesson?.teacher_name ?? '' });
  const link = fill(clone('link'), { text: say(place === 'missing' ? 'aside_open' : 'read_text') });
  link.href = routeTo('record', rid);
  return notice('needs-you', 'folder', { strong, text, ways: [link], more: code ? say('code', { code }) : '' });
}

function lessonLine(notebook, section, subject, isPractice) {
  const lesson = notebook.lessonTitle(section, subject);
  return isPractice ? [notebook.say('practice'), lesson].filter(Boolean).join(' · ') : lesson;
}
