// What an HTTP answer is worth, and what the failures have in common: whom they make wait, and for how long.
import { NO_WAIT, waitLonger } from '../backoff.js';
import { PROTO } from './limits.js';

/**
 * @typedef {object} Answer what came over the wire
 * @property {number} status HTTP
 * @property {object|null} json null if the body was not JSON
 * @property {number} [retry_after_ms]
 */

/**
 * ok: our server's answer. busy: it asked to wait. unfit: this request is wrong or too large. broken: 5xx.
 * refused: another 4xx of our server's. signed_out, stolen: it says who may. unreachable: anything else, such as a
 * portal's page, even with status 200.
 * @typedef {'ok'|'busy'|'unfit'|'refused'|'broken'|'signed_out'|'stolen'|'unreachable'} Worth
 */

const UNFIT = [400, 413, 415];
const BUSY = [429, 503];

/** @param {Answer|null} answer null: no answer came @returns {Worth} */
export function worthOf(answer) {
  if (!answer) return 'unreachable';
  const { status, json } = answer;
  if (status === 200) return json?.proto === PROTO ? 'ok' : 'unreachable';
  if (BUSY.includes(status)) return 'busy';
  if (UNFIT.includes(status)) return 'unfit';
  if (status === 401 && json?.code === 'auth_required') return 'signed_out';
  if (status === 403 && json?.code === 'device_stolen') return 'stolen';
  if (status >= 500) return 'broken';
  return status >= 400 && json?.code ? 'refused' : 'unreachable';
}

/** The server was reached: only the exchange's own kind may still have to wait. */
export function reached(state, kind) {
  const waits = { ...state.waits, network: NO_WAIT, [kind]: NO_WAIT };
  return { ...state, connection: 'reached', waits };
}

/** One more failure of this kind of exchange. */
export function delay(state, kind, { now, chance }, retryAfterMs = 0) {
  const wait = waitLonger(state.waits[kind], now, chance, retryAfterMs);
  return { ...state, waits: { ...state.waits, [kind]: wait } };
}

/**
 * The failures that every kind of exchange takes alike.
 * @param {import('./state.js').State} state
 * @param {'pull'|'inventory'|'enrol'|'push'} kind
 * @param {Worth} worth
 * @param {{now: number, chance: number, answer: Answer|null}} event
 */
export function failed(state, kind, worth, event) {
  if (worth === 'stolen') return { ...reached(state, kind), stolen: true, token: false };
  if (worth === 'unfit' || worth === 'refused') return delay({ ...state, connection: 'reached' }, kind, event);
  if (worth === 'broken') return delay({ ...state, connection: 'unreachable' }, kind, event);
  const unreachable = { ...state, connection: worth === 'busy' ? 'reached' : 'unreachable' };
  return delay(unreachable, 'network', event, event.answer?.retry_after_ms);
}
