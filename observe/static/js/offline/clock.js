// How far the tablet's clock is from the server's: told to the person, never used to order anything.
import { worthOf } from './core/failures.js';

/** A clock that is out by more makes the times of observations wrong; below, a slow network may be the reason. */
const WRONG_MS = 5 * 60_000;

/** A stored comparison is renewed when it has changed by so much, or is a day old. */
const CHANGED_MS = 10_000;
const DAY_MS = 24 * 60 * 60_000;

/**
 * @typedef {object} Clock
 * @property {number} offset_ms to be added to the tablet's time; positive: the tablet is slow
 * @property {number} at ms since 1970, by the tablet, of the comparison
 */

/**
 * The server wrote its time about halfway through the exchange: the error is half of `took_ms` at most.
 * @param {(import('./core/failures.js').Answer & {took_ms: number, at: number})|null|undefined} answer
 * @returns {Clock|null} null if it is no answer of our server's, or says no time
 */
export function compareClocks(answer) {
  if (!answer?.at || worthOf(answer) !== 'ok') return null;
  const told = Date.parse(answer.json.server_time ?? '');
  return Number.isNaN(told) ? null : { offset_ms: Math.round(told - (answer.at - answer.took_ms / 2)), at: answer.at };
}

/** @param {Clock|null|undefined} clock */
export function isWrong(clock) {
  return Math.abs(clock?.offset_ms ?? 0) > WRONG_MS;
}

/** Whether the tablet should remember this one instead. @param {Clock|null|undefined} known @param {Clock} fresh */
export function isNews(known, fresh) {
  return !known || Math.abs(known.offset_ms - fresh.offset_ms) > CHANGED_MS || fresh.at - known.at > DAY_MS;
}
