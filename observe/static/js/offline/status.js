// What the screens are told about the synchronisation: a plain value made from the core's state.
import { isOver } from './backoff.js';

/**
 * @typedef {object} Status
 * @property {'unknown'|'reached'|'unreachable'} connection proved by content, not by what the browser believes
 * @property {boolean} sending versions are on their way
 * @property {number|null} next_try_at ms since 1970, if something waits to be sent
 * @property {'unknown'|'ok'|'needed'} login needed: pull waits for a sign-in; push goes on with the device token
 * @property {boolean} maySend this person has a token on this tablet; without one a push waits for a sign-in too
 * @property {null|'device_stolen'|'other_person'} stopped
 * @property {import('./clock.js').Clock|null} [clock] added by the runner: the newest comparison of this start
 * @property {object|null} other_person who signed in instead of this notebook's owner
 * @property {boolean} counting an inventory is under way, or asked for
 * @property {{at: number, here: number, there: number, again: number}|null} counted by the last inventory: versions
 *   on this tablet, of these on the server, and those that were not there and are sent again
 */

/** @param {import('./core/state.js').State} state @param {number} now @returns {Status} */
export function statusOf(state, now) {
  const { connection, busy, login, other_person, token: maySend } = state;
  const sending = busy?.kind === 'push' && busy.batch.vids.length > 0;
  const { at, here, there, again = 0 } = state.inventory ?? {};
  const counted = state.inventory && { at, here, there, again };
  const counting = state.asking !== null || state.inventory_asked;
  const told = { connection, sending, maySend, counting, next_try_at: nextTry(state, now), other_person, counted };
  return { ...told, login: login === 'other' ? 'needed' : login, stopped: stopped(state) };
}

function nextTry({ rows, waits }, now) {
  const isWaiting = Object.values(rows).some((row) => row.state === 'ready');
  const ahead = [waits.network, waits.push].filter((wait) => !isOver(wait, now)).map((wait) => wait.until);
  return isWaiting && ahead.length > 0 ? Math.max(...ahead) : null;
}

function stopped({ stolen, login }) {
  if (stolen) return 'device_stolen';
  return login === 'other' ? 'other_person' : null;
}
