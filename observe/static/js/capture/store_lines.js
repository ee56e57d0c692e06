// Lines about the tablet's store: rows that cannot be read, and what a cleared tablet had.

import { notice, way } from './dom.js';
import { dayWords } from './lines.js';

/** A draft that its screens can show; one that has lost its shape is told of instead, and hides no other. */
export function isShowable({ payload }) {
  const { teacher, section, notes, feedback } = payload;
  return [teacher, section, feedback].every((part) => part !== null && typeof part === 'object') && Array.isArray(notes);
}

/** @param {import('./notebook.js').Notebook} notebook @param {{unreadable: object[]}} lists */
export function unreadableLines({ say }, { unreadable }) {
  if (unreadable.length === 0) return [];
  const ways = [way(say('unreadable_see'), { href: '#/outbox' })];
  const strong = say('unreadable_rows', { n: unreadable.length });
  return [notice('needs-you', 'database', { strong, text: say('unreadable_rows_do'), ways })];
}

/** The browser has cleared this notebook: what the server has of it, what may be gone, what to do. Until it was seen. */
export function clearedLines(notebook) {
  const { say, former, store } = notebook;
  if (!former) return [];
  const seen = async () => {
    await store.seeFormer();
    await notebook.read();
    await notebook.frame.refresh();
  };
  const when = dayWords(notebook, former.seen_at, true);
  const text = say(former.n_records ? 'cleared_do' : 'cleared_none_do', { n: former.n_records, when });
  const ways = [way(say('cleared_seen'), { press: seen })];
  return [notice('needs-you', 'database', { strong: say('cleared'), text, ways, more: say('cleared_home') })];
}
