// Lines about the tablet's store: rows that cannot be read, and what was lost with a storage that the browser cleared.

import { notice, way } from './dom.js';

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

/** The browser cleared this notebook once: when, and what the server had of it. Shown until somebody has seen it. */
export function clearedLines(notebook) {
  const { say, cleared, calendar } = notebook;
  if (!cleared) return [];
  const ways = [way(say('cleared_seen'), { press: () => notebook.seeCleared() })];
  const when = calendar.plain(cleared.seen_at);
  const text = say('cleared_do', { n: cleared.n_versions, when });
  return [notice('needs-you', 'database', { strong: say('cleared'), text, ways })];
}
