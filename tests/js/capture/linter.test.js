// What the notebook asks about in a note, and what it lets stand.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { marksIn } from '../../../observe/static/js/capture/linter.js';

const LIST = {
  judgement: ['god', 'gode', 'well prepared'],
  generalisation: ['altid', 'hele tiden'],
  not_names: ['Danmark'],
  names: ['Emil'],
};
const found = (text, adults) => marksIn(text, LIST, adults).map(({ kind, word }) => [kind, word]);

test('judging and generalising words are marked in any case', () => {
  assert.deepEqual(found('Gode spørgsmål, og altid ro'), [['judgement', 'Gode'], ['generalisation', 'altid']]);
});

test('a word is marked whole, never as a part of another', () => {
  assert.deepEqual(found('godkender, begode, godt'), []);
});

test('phrases of several words are marked as one', () => {
  assert.deepEqual(found('De taler hele tiden. A well prepared start.'), [
    ['generalisation', 'hele tiden'],
    ['judgement', 'well prepared'],
  ]);
});

test('a capital inside a sentence looks like a name', () => {
  assert.deepEqual(found('Pigen ved siden af Freja rækker hånden op'), [['name', 'Freja']]);
});

test('a capital that begins a sentence or a quotation is none, unless it is a given name', () => {
  assert.deepEqual(found('Læreren spørger: »Hvorfor?« Så går hun. Emil svarer.'), [['name', 'Emil']]);
});

test('teachers, places and words in capitals are no pupils', () => {
  assert.deepEqual(found('Så viser Tom Danmark og USA frem', ['Tom Bjerregaard Holm']), []);
});

test('marks tell where the word stands', () => {
  const [mark] = marksIn('En god idé', LIST);
  assert.equal('En god idé'.slice(mark.start, mark.end), 'god');
});

test('without lists nothing breaks', () => {
  assert.deepEqual(marksIn('En god idé', {}), []);
});

test('signs of patterns in a list are only signs', () => {
  assert.deepEqual(marksIn('a+b c', { judgement: ['a+b'] }).map(({ word }) => word), ['a+b']);
});
