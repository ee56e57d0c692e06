// What is said on top of a record: what was set aside, that two versions stand side by side, that its text has left the
// tablet, the connection, and when the teacher reads it.

import { notice, way } from './dom.js';
import { footWords } from './finish_when.js';
import { connectionLines } from './lines.js';
import { routeTo } from './router.js';
import { pairLines } from './pair_lines.js';
import { asideLine } from './rows.js';

/** Places after which nothing is to be said about when the teacher reads it. */
const TOLD = new Set(['shared', 'read', 'withdrawn', 'missing', 'erased']);

/**
 * @param {import('./notebook.js').Notebook} notebook
 * @param {{line: object, code: string|null, payload: object|undefined, nHere: number, isGone: boolean,
 *   isSealed: boolean}} record
 *   nHere: versions side by side on this tablet; isGone: its bytes were let go of; isSealed: its text cannot be
 *   read here now
 */
export function recordLines(notebook, { line, code, payload, nHere, isGone, isSealed }) {
  const aside = asideLine(notebook, line, code);
  return [
    ...(aside ? [aside] : []),
    ...headLines(notebook, line, nHere),
    ...pairLines(notebook, line, payload),
    ...(isGone && line.place !== 'missing' ? [goneLine(notebook, line)] : []),
    ...(isSealed ? [sealedLine(notebook, line)] : []),
    ...connectionLines(notebook),
    ...(payload && !payload.is_practice && !TOLD.has(line.place) ? [whenLine(notebook, line, payload)] : []),
  ];
}

/** More than one version: the way to see them side by side, or the word that the other is still to come. */
function headLines({ say }, { rid, n_heads: nHeads }, nHere) {
  if (nHeads < 2) return [];
  const name = nHere > 1 ? 'two_versions' : 'two_versions_far';
  const ways = nHere > 1 ? [way(say('two_versions_way'), { href: routeTo('resolve', rid) })] : [];
  return [notice('needs-you', 'info', { strong: say(name), text: say(`${name}_do`), ways })];
}

function goneLine({ say }, { rid }) {
  const ways = [way(say('read_online'), { href: `/leadership/observations/${rid}` })];
  return notice('quiet', 'database', { strong: say('pruned'), text: say('pruned_do'), ways });
}

/** On a shared tablet, after a lock: the server may have it already, and shows it. */
function sealedLine({ say }, { rid, place }) {
  const ways = place === 'ready' ? [] : [way(say('read_online'), { href: `/leadership/observations/${rid}` })];
  return notice('quiet', 'lock', { strong: say('sealed'), text: say('sealed_do'), ways });
}

function whenLine(notebook, { observed_at }, payload) {
  return notice('quiet', 'info', { text: footWords(notebook, { payload, observed_at }) });
}
