// Waiting between tries: full jitter, never before what the server asked for, no limit of tries.

const FIRST_MS = 1_000;
const LONGEST_MS = 300_000;

/**
 * @typedef {object} Wait
 * @property {number} tries failures since the last success
 * @property {number} since ms since 1970: when it was set
 * @property {number} until ms since 1970: not before
 * @property {number} floor ms since 1970: what Retry-After asked for; a tap does not shorten it
 */

/** @type {Wait} */
export const NO_WAIT = Object.freeze({ tries: 0, since: 0, until: 0, floor: 0 });

/** Upper bound of the wait after the given number of failures (0 before the first). */
export function longestWait(tries) {
  return Math.min(LONGEST_MS, FIRST_MS * 2 ** tries);
}

/**
 * The wait after one more failure.
 * @param {Wait} wait
 * @param {number} now
 * @param {number} chance 0 to 1, 1 excluded
 * @param {number} [retryAfterMs] at least this long
 * @returns {Wait}
 */
export function waitLonger(wait, now, chance, retryAfterMs = 0) {
  const jitter = Math.floor(chance * longestWait(wait.tries));
  const floor = now + retryAfterMs;
  return { tries: wait.tries + 1, since: now, until: Math.max(floor, now + jitter), floor };
}

/** Begins anew, as after a tap; Retry-After is kept. @param {Wait} wait @param {number} [spreadMs] */
export function waitAnew(wait, now, spreadMs = 0) {
  const floor = isOver(wait, now) ? 0 : wait.floor;
  return { tries: 0, since: now, until: Math.max(floor, now + spreadMs), floor };
}

/** A clock that was put back ends every wait: nobody knows how much of it is left. */
export function isOver(wait, now) {
  return now >= wait.until || now < wait.since;
}
