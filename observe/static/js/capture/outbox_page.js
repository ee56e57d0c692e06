// Outbox: every finished observation by where it is, and what the tablet can promise.

import { drawCapsule, drawCount, saveCapsule } from './counting.js';
import { clone, fill, slot, stack, toggle } from './dom.js';
import { connectionLines, outboxLines, storageLines } from './lines.js';
import { asideLine, recordRow } from './rows.js';

const NEEDS = new Set(['missing', 'set_aside', 'too_big', 'refused']);

/** @param {import('./notebook.js').Notebook} notebook */
export async function showOutbox(notebook) {
  const root = clone('outbox');
  slot(root, 'now').addEventListener('click', () => {
    notebook.sync.ask();
    notebook.frame.speak(notebook.say('sending_spoken'));
  });
  slot(root, 'count').addEventListener('click', () => {
    notebook.sync.ask({ inventory: true });
    notebook.frame.speak(notebook.say('counting_spoken'));
  });
  slot(root, 'capsule').addEventListener('click', () => take(root, notebook, false));
  slot(root, 'capsule-all').addEventListener('click', () => take(root, notebook, true));
  const refresh = () => draw(root, notebook);
  await refresh();
  return { root, title: notebook.say('outbox'), refresh };
}

async function take(root, notebook, all) {
  try {
    await saveCapsule(root, notebook, all);
  } catch (problem) {
    notebook.frame.broken(problem);
  }
}

async function draw(root, notebook) {
  const lists = await notebook.lists();
  const { records, versions } = lists;
  const codes = new Map(versions.map(({ vid, code }) => [vid, code]));
  const needs = records.filter(({ place }) => NEEDS.has(place));
  const queue = records.filter(({ place }) => place === 'ready');
  const sent = records.filter(({ place }) => place !== 'ready' && !NEEDS.has(place));
  const lines = [...outboxLines(notebook, lists), ...connectionLines(notebook), ...tryLines(notebook), ...storageLines(notebook)];
  stack(root, 'lines', lines);
  slot(root, 'needs').replaceChildren(...needs.map((record) => asideLine(notebook, record, codes.get(record.vid))));
  for (const [name, rows] of Object.entries({ queue, sent })) {
    slot(root, name).replaceChildren(...rows.map((record) => recordRow(notebook, record)));
  }
  toggle(root, 'needs-part', needs.length > 0);
  toggle(root, 'queue-part', queue.length > 0);
  toggle(root, 'sent', sent.length > 0);
  toggle(root, 'no-sent', sent.length === 0);
  slot(root, 'now').disabled = notebook.status.sending;
  drawCount(root, notebook);
  drawCapsule(root, notebook, lists);
}

/** When the next try is, where there is one to wait for. */
function tryLines({ status, say, calendar }) {
  if (status.sending) return [paragraph(say('sending'))];
  if (!status.next_try_at || status.connection !== 'unreachable') return [];
  return [paragraph(say('next_try', { at: calendar.clock(status.next_try_at) }))];
}

function paragraph(text) {
  return Object.assign(fill(clone('paragraph'), { text }), { className: 'hint' });
}
