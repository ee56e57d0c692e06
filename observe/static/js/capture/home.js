// Home: today's date, the one line that matters, one big button, and what is begun, waiting and done.

import { isoWeek } from './calendar.js';
import { clone, fill, notice, slot, stack, toggle, way } from './dom.js';
import { clockLines, connectionLines, dayLines, oldDraftLines, outboxLines, storageLines } from './lines.js';
import { beginPractice } from './practice.js';
import { othersLines } from './locked_door.js';
import { draftRow, leftRow, recordRow } from './rows.js';
import { clearedLines, unreadableLines } from './store_lines.js';

const WAITING = new Set(['ready', 'too_big', 'refused', 'set_aside']);
const SHOWN_LATEST = 8;

/** @param {import('./notebook.js').Notebook} notebook */
export async function showHome(notebook) {
  const root = clone('home');
  slot(root, 'practise').addEventListener('click', () => beginPractice(notebook));
  const refresh = () => draw(root, notebook);
  await refresh();
  const timer = setInterval(() => drawDate(root, notebook), 60_000);
  return { root, title: notebook.say('notebook'), refresh, leave: () => clearInterval(timer) };
}

async function draw(root, notebook) {
  const lists = await notebook.lists();
  drawDate(root, notebook);
  stack(root, 'lines', [
    ...storageLines(notebook),
    ...clearedLines(notebook),
    ...unreadableLines(notebook, lists),
    ...clockLines(notebook),
    ...outboxLines(notebook, lists),
    ...dayLines(notebook, lists),
    ...oldDraftLines(notebook, lists),
    ...connectionLines(notebook),
    ...(await othersLines(notebook)),
    ...noticeLines(notebook),
    ...stockLines(notebook),
  ]);
  drawLists(root, notebook, lists);
  drawButtons(root, notebook, lists);
}

function drawDate(root, { calendar, now, today, say }) {
  const week = say('week', { n: isoWeek(today) });
  fill(root, { week, date: calendar.capital(calendar.long(now)) });
}

function drawLists(root, notebook, { drafts, left, records }) {
  const waiting = records.filter(({ place }) => WAITING.has(place));
  const latest = records.filter(({ place }) => !WAITING.has(place));
  const shown = latest.slice(0, SHOWN_LATEST);
  const begun = [...drafts.map((draft) => draftRow(notebook, draft)), ...left.map((row) => leftRow(notebook, row))];
  slot(root, 'drafts').replaceChildren(...begun);
  slot(root, 'waiting').replaceChildren(...waiting.map((record) => recordRow(notebook, record)));
  slot(root, 'latest').replaceChildren(...shown.map((record) => recordRow(notebook, record)));
  for (const [name, rows] of Object.entries({ drafts: begun, latest })) {
    toggle(root, name, rows.length > 0);
    toggle(root, `no-${name}`, rows.length === 0);
  }
  toggle(root, 'waiting-part', waiting.length > 0);
  toggle(root, 'more-latest', latest.length > shown.length);
}

/** Until one real visit is made, the practice stands beside the big button; later it is found lower down. */
function drawButtons(root, notebook, { drafts, records }) {
  const isReal = ({ lesson }) => lesson && !lesson.is_practice;
  const isNew = !records.some(isReal) && drafts.every(({ payload }) => payload.is_practice);
  const canBegin = notebook.storage.ok && notebook.isStocked;
  toggle(root, 'new', canBegin);
  toggle(root, 'practise', canBegin);
  toggle(root, 'practice-hint', canBegin && isNew);
  const practiseFirst = isNew && !records.length && !drafts.length;
  rank(slot(root, 'practise'), practiseFirst, 'link');
  rank(slot(root, 'new'), !practiseFirst, 'button button-secondary');
  if (practiseFirst) slot(root, 'new').before(slot(root, 'practise'), slot(root, 'practice-hint'));
  else slot(root, 'practise').before(slot(root, 'new'));
}

function rank(button, isFirst, otherwise) {
  button.className = isFirst ? 'button button-primary button--large' : otherwise;
}

function noticeLines({ mayVisit, notice: told, say, isStocked }) {
  if (mayVisit || !isStocked) return [];
  if (!told?.text) return [notice('quiet', 'info', { text: say('notice_unpublished') })];
  const ways = [way(say('notice_read'), { href: '#/notice' })];
  return [notice('needs-you', 'info', { strong: say('notice_unread'), text: say('notice_unread_do'), ways })];
}

/** A notebook whose first pull has not come through has no rubric yet. */
function stockLines({ isStocked, say }) {
  return isStocked ? [] : [notice('needs-you', 'hourglass', { strong: say('unstocked'), text: say('unstocked_do') })];
}
