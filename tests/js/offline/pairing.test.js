// The code and the lock of a pair: the shared vectors, that slips are found, and that a lock holds for its ratings alone.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  ALPHABET, CODE_LENGTH, inHalves, lockText, makeCode, makeLock, readTyped, withCheck, WORD_LENGTH, wordOf,
} from '../../../observe/static/js/offline/pairing.js';
import { sha256hex } from '../../../observe/static/js/offline/records.js';

const vectors = JSON.parse(readFileSync(new URL('../../vectors/pairs.json', import.meta.url)));
const AUTHOR = '0193579c-2a00-7000-8000-0000000000a1';
const NOW = new Date('2026-11-24T07:20:00Z');

const signs = (n) => fc.array(fc.constantFrom(...ALPHABET), { minLength: n, maxLength: n }).map((all) => all.join(''));
const codes = signs(CODE_LENGTH - 1).map(withCheck);
const indicators = fc.stringMatching(/^[a-z][a-z0-9_]{0,7}$/);
const levels = fc.oneof(fc.integer({ min: 1, max: 9 }), fc.constant('not_observed'));
const ratings = fc.dictionary(indicators, levels.map((level) => ({ level })), { maxKeys: 6 });

test('the alphabet is that of the vectors', () => assert.equal(ALPHABET, vectors.alphabet));

test('codes have their check', () => {
  for (const code of vectors.codes) assert.equal(withCheck(code.slice(0, -1)), code);
});

test('a code is drawn evenly: bytes that would favour some signs are left out', () => {
  for (const { noise, code } of vectors.made) assert.equal(makeCode(() => Uint8Array.from(noise)), code);
});

test('a code has at least forty random bits, and two are not the same', () => {
  assert.ok((CODE_LENGTH - 1) * Math.log2(ALPHABET.length) >= 40);
  assert.notEqual(makeCode(), makeCode());
});

for (const { typed, length, ...read } of vectors.typed) {
  test(`typed: “${typed}”`, () => assert.deepEqual(readTyped(typed, length), read));
}

for (const { name, text, commitment, word, ...given } of vectors.locks) {
  test(`lock: ${name}`, async () => {
    assert.equal(lockText(given), text);
    assert.equal(await sha256hex(text), commitment);
    assert.equal(wordOf(commitment), word);
    assert.equal(readTyped(word, WORD_LENGTH).fault, null);
  });
}

test('one wrong sign is always found', () => {
  fc.assert(fc.property(codes, fc.nat(CODE_LENGTH - 1), fc.constantFrom(...ALPHABET), (code, place, sign) => {
    const slip = code.slice(0, place) + sign + code.slice(place + 1);
    assert.equal(readTyped(slip, CODE_LENGTH).fault, slip === code ? null : 'check');
  }));
});

test('two signs that changed places are always found', () => {
  fc.assert(fc.property(codes, fc.nat(CODE_LENGTH - 1), fc.nat(CODE_LENGTH - 1), (code, one, other) => {
    const all = [...code];
    [all[one], all[other]] = [all[other], all[one]];
    const slip = all.join('');
    assert.equal(readTyped(slip, CODE_LENGTH).fault, slip === code ? null : 'check');
  }));
});

test('a code is shown in two halves and read again', () => {
  fc.assert(fc.property(codes, (code) => assert.equal(readTyped(inHalves(code).toLowerCase(), CODE_LENGTH).text, code)));
});

test('a commitment is the same if and only if the ratings are', async () => {
  await fc.assert(fc.asyncProperty(ratings, ratings, async (one, other) => {
    const given = { code: vectors.codes[0], author: AUTHOR, rubric: 'r' };
    const [first, second] = await Promise.all([one, other].map((rated) => makeLock({ ...given, ratings: rated }, NOW, 's')));
    const isSame = JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
    assert.equal(first.commitment === second.commitment, isSame);
  }));
});

test('the order in which one rated makes no difference', async () => {
  const given = { code: vectors.codes[0], author: AUTHOR, rubric: 'r' };
  const one = await makeLock({ ...given, ratings: { a: { level: 1 }, b: { level: 2 } } }, NOW, 's');
  const other = await makeLock({ ...given, ratings: { b: { level: 2 }, a: { level: 1, reason: 'why' } } }, NOW, 's');
  assert.equal(one.commitment, other.commitment);
});

test('two locks of the same ratings do not look alike: nobody can try out what the other rated', async () => {
  const given = { code: vectors.codes[0], author: AUTHOR, rubric: 'r', ratings: { a: { level: 1 } } };
  const [one, other] = await Promise.all([makeLock(given, NOW), makeLock(given, NOW)]);
  assert.notEqual(one.commitment, other.commitment);
  assert.equal(one.at, '2026-11-24T07:20:00.000Z');
});

function sorted(rated) {
  return Object.entries(rated).map(([code, { level }]) => [code, level]).sort();
}
