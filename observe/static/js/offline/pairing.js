// Pairs without a network: the code that two tablets share, and the lock that shows that ratings came before the talk.
// The same rule as `models/pairing.py` of the server; `tests/vectors/pairs.json` is run by both.

import { makeNonce, sha256hex } from './records.js';

/** No I, L, O, 0 or 1, which look alike. 31 is a prime: by weights from 1 to 10 each single slip is found. */
export const ALPHABET = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
/** Nine random characters, 44 bits, and the one that checks them. */
export const CODE_LENGTH = 10;
/** Seven characters of a commitment, 34 bits, and the one that checks them. */
export const WORD_LENGTH = 8;

const TITLE = 'observe/pair/v1';
const BASE = ALPHABET.length;
/** Bytes from here on would favour the first signs. */
const FAIR_BYTES = 256 - (256 % BASE);
const WORD_FROM_DIGITS = 16;

/**
 * @typedef {object} Lock
 * @property {string} at ISO 8601, UTC
 * @property {string} salt base64url of 16 random bytes
 * @property {Record<string, number|'not_observed'>} ratings by indicator code, as they stood
 * @property {string} commitment 64 hex digits
 */

/** A new code. @param {() => Uint8Array} [noise] some random bytes */
export function makeCode(noise = () => crypto.getRandomValues(new Uint8Array(32))) {
  let signs = '';
  while (signs.length < CODE_LENGTH - 1) {
    for (const byte of noise()) if (byte < FAIR_BYTES && signs.length < CODE_LENGTH - 1) signs += ALPHABET[byte % BASE];
  }
  return withCheck(signs);
}

/** The text with its last sign, so that Σ place · value is divisible by 31, places counted from 1. */
export function withCheck(signs) {
  return signs + [...ALPHABET].find((sign) => weighed(signs + sign) === 0);
}

function weighed(signs) {
  return [...signs].reduce((sum, sign, i) => sum + (i + 1) * ALPHABET.indexOf(sign), 0) % BASE;
}

/**
 * Reads what somebody typed: small letters, gaps and hyphens do not matter.
 * @param {string} typed @param {number} length of what is meant
 * @returns {{text: string, fault: null|'empty'|'sign'|'length'|'check', sign?: string}} sign: the one that stands in none
 */
export function readTyped(typed, length) {
  const text = typed.toUpperCase().replace(/[\s\-–·.]/g, '');
  if (!text) return { text, fault: 'empty' };
  const sign = [...text].find((one) => !ALPHABET.includes(one));
  if (sign) return { text, fault: 'sign', sign };
  if (text.length !== length) return { text, fault: 'length' };
  return { text, fault: weighed(text) === 0 ? null : 'check' };
}

/** As it is read aloud and shown: in two halves. */
export function inHalves(text) {
  return `${text.slice(0, text.length / 2)} ${text.slice(text.length / 2)}`;
}

/** What a commitment is the SHA-256 of: a line each, and one for every rating by its indicator's code. */
export function lockText({ code, author, rubric, salt, ratings }) {
  const lines = Object.keys(ratings).sort().map((indicator) => `${indicator} ${ratings[indicator]}`);
  return [TITLE, code, author.toLowerCase(), rubric, salt, ...lines].join('\n');
}

/**
 * Locks ratings as they stand.
 * @param {{code: string, author: string, rubric: string, ratings: Record<string, {level: number|string}>}} made
 * @param {Date} now @param {string} [salt]
 * @returns {Promise<Lock>}
 */
export async function makeLock({ code, author, rubric, ratings: rated }, now, salt = makeNonce()) {
  const ratings = Object.fromEntries(Object.entries(rated).map(([indicator, { level }]) => [indicator, level]));
  const commitment = await sha256hex(lockText({ code, author, rubric, salt, ratings }));
  return { at: now.toISOString(), salt, ratings, commitment };
}

/** The short form that one reads aloud: the first 16 hex digits modulo 31⁷, in seven signs and a check. */
export function wordOf(commitment) {
  let n = BigInt(`0x${commitment.slice(0, WORD_FROM_DIGITS)}`);
  let signs = '';
  for (let i = 1; i < WORD_LENGTH; i += 1) {
    signs = ALPHABET[Number(n % BigInt(BASE))] + signs;
    n /= BigInt(BASE);
  }
  return withCheck(signs);
}
