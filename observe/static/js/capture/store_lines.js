// Lines about the tablet's store: rows that cannot be read.

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
