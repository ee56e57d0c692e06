// What is said of a pair on top of its half: whether the other is here, whether they fit, and one's own word.

import { inHalves, wordOf } from '../offline/pairing.js';
import { notice, way } from './dom.js';

/** The two do not fit, or a lock is doubted: both authors are told. */
const NEEDS_YOU = new Set(['twice', 'crowded', 'other_school', 'other_teacher', 'other_day', 'other_rubric', 'doubted', 'unlocked']);
const COMPARED = new Set(['complete', 'doubted']);
const OVER = new Set(['withdrawn', 'erased']);

/** Whether a row of the list says that something is to be seen to. */
export function isPairTrouble(standing) {
  return standing !== 'unlocked' && NEEDS_YOU.has(standing);
}

/** @param {import('./notebook.js').Notebook} notebook @param {object} line of the record @param {object|undefined} payload */
export function pairLines({ say }, { rid, place, pair: standing }, payload) {
  if (!payload?.pair || OVER.has(place)) return [];
  const name = standing && standing !== 'withdrawn' ? `pair_${standing}` : 'pair_here';
  const ways = COMPARED.has(standing) ? [way(say('pair_compare'), { href: `/leadership/pairs/${rid}` })] : [];
  const kind = NEEDS_YOU.has(standing) ? 'needs-you' : 'quiet';
  const { lock, code } = payload.pair;
  const more = [say('pair_of', { code: inHalves(code) })];
  if (lock) more.push(say('pair_own_word', { word: inHalves(wordOf(lock.commitment)) }));
  return [notice(kind, 'account', { strong: say(name), text: say(`${name}_do`), ways, more: more.join(' · ') })];
}
