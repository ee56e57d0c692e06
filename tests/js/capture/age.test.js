// How long something has lain, in words.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { unsentWords } from '../../../observe/static/js/capture/unsent_strip.js';
import { Words } from '../../../observe/static/js/capture/words.js';
import { ageWords } from '../../../observe/static/js/components/age.js';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

test('an age is told in its largest whole unit, in either language', () => {
  assert.equal(ageWords(2.9 * DAY_MS, 'da'), '2 dage');
  assert.equal(ageWords(DAY_MS, 'en'), '1 day');
  assert.equal(ageWords(90 * MINUTE_MS, 'da'), '1 time');
  assert.equal(ageWords(5 * MINUTE_MS, 'en'), '5 minutes');
});

test('less than a minute, or a time ahead of a wrong clock, counts as one', () => {
  assert.equal(ageWords(200, 'da'), '1 minut');
  assert.equal(ageWords(-DAY_MS, 'da'), '1 minut');
});

test('the strip says how many and how old, and nothing when nothing is only here', () => {
  const unsent = { one: '{n} er kun her, {age}', other: '{n} er kun her, ældste {age}' };
  const words = new Words({ unsent }, 'da');
  const notebook = { words, say: (...given) => words.say(...given), now: new Date(10 * DAY_MS) };
  assert.equal(unsentWords(notebook, { n: 3, oldest_at: 8 * DAY_MS }), '3 er kun her, ældste 2 dage');
  assert.equal(unsentWords(notebook, { n: 1, oldest_at: 9 * DAY_MS }), '1 er kun her, 1 dag');
  assert.equal(unsentWords(notebook, { n: 0, oldest_at: null }), '');
});
