// Marks words that judge, generalise or look like a pupil's name. It asks, and never blocks.

const WORD = /\p{L}[\p{L}\p{M}'’-]*/gu;
const STARTS_SENTENCE = /(?:^|[.!?:;»«"“”„–(\n])\s*$/u;
const SHORTEST_NAME = 3;

/**
 * @typedef {object} WordList
 * @property {string[]} judgement phrases allowed
 * @property {string[]} generalisation phrases allowed
 * @property {string[]} not_names written with a capital, and no pupil
 * @property {string[]} names given names: asked about at the beginning of a sentence too
 * @typedef {{start: number, end: number, kind: 'judgement'|'generalisation'|'name', word: string}} Mark
 */

/**
 * The marks in a text, in order, none overlapping.
 * @param {string} text @param {WordList} list
 * @param {Iterable<string>} [adults] names of grown-ups of the school, which are no pupils
 * @returns {Mark[]}
 */
export function marksIn(text, list, adults = []) {
  const known = new Set([...wordsOf(adults), ...lower(list.not_names)]);
  const listed = [
    ...phrases(text, list.judgement, 'judgement'),
    ...phrases(text, list.generalisation, 'generalisation'),
  ];
  const given = new Set(lower(list.names));
  const names = [...text.matchAll(WORD)]
    .filter((found) => isNameLike(text, found, given) && !known.has(found[0].toLocaleLowerCase('da')))
    .map((found) => mark(found.index, found[0], 'name'));
  return withoutOverlap([...listed, ...names]);
}

function lower(words) {
  return (words ?? []).map((word) => word.toLocaleLowerCase('da'));
}

function wordsOf(names) {
  return lower([...names].flatMap((name) => name.match(WORD) ?? []));
}

function mark(start, word, kind) {
  return { start, end: start + word.length, kind, word };
}

function phrases(text, list, kind) {
  if (!list?.length) return [];
  const longestFirst = lower(list).sort((a, b) => b.length - a.length).map(escaped);
  const pattern = new RegExp(`(?<![\\p{L}\\p{M}])(?:${longestFirst.join('|')})(?![\\p{L}\\p{M}])`, 'giu');
  return [...text.matchAll(pattern)].map((found) => mark(found.index, found[0], kind));
}

function escaped(word) {
  return word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** In Danish and in English a capital inside a sentence is a name, but for words written all in capitals. */
function isNameLike(text, { 0: word, index }, given) {
  if (word.length < SHORTEST_NAME || !/^\p{Lu}/u.test(word) || word === word.toLocaleUpperCase('da')) return false;
  return given.has(word.toLocaleLowerCase('da')) || !STARTS_SENTENCE.test(text.slice(0, index));
}

function withoutOverlap(marks) {
  const kept = [];
  for (const next of marks.sort((a, b) => a.start - b.start || b.end - a.end)) {
    if (!kept.length || kept.at(-1).end <= next.start) kept.push(next);
  }
  return kept;
}
