// Push: what its answers change. Everything that is not acknowledged stays ready and is sent again.
import { newerWitness, readWitness } from '../witness.js';
import { countFailure, freeAlone, halve, nextBatch, putBack, setAlone } from './batches.js';
import { delay, failed, reached, worthOf } from './failures.js';
import { HEARTBEAT_MS } from './limits.js';
import { isPast, mayTry } from './state.js';
import { verdict, withSettled } from './verdicts.js';

/** The next push, an empty one if only the heartbeat is due; null if there is nothing to say. */
export function planPush(state, now) {
  if (!state.token || !mayTry(state, 'push', now)) return null;
  const { batch, parts } = nextBatch(state, now);
  if (!batch && !heartbeatDue(state, now)) return null;
  const sent = batch ?? { vids: [], failures: 0 };
  const effect = { kind: 'push', vids: sent.vids, gzip: state.gzip, witness: state.witness };
  return { state: { ...state, parts }, busy: { kind: 'push', batch: sent }, effect };
}

/** It carries the witness and brings `durable_through`. */
function heartbeatDue(state, now) {
  const merelyHeld = Object.values(state.rows).some((row) => row.state === 'held');
  return merelyHeld && isPast(state.pushed_at, HEARTBEAT_MS, now);
}

/**
 * @param {import('./state.js').State} state
 * @param {{now: number, chance: number, answer: import('./failures.js').Answer|null, gzipped: boolean,
 *   batch_id: string, sent: {vid: string, sha256: string}[]}} event sent: what really went, in this order
 */
export function pushAnswered(state, event, batch) {
  const worth = readable(event) ? 'ok' : downgraded(worthOf(event.answer));
  if (worth === 'ok') return accepted(state, event, batch);
  if (worth === 'unfit') return unfit(state, event, batch);
  return { state: unanswered(state, worth, event, batch), effects: [] };
}

/** Nothing was acknowledged: everything is still ready, and only the waiting changes. */
function unanswered(state, worth, event, batch) {
  if (worth === 'signed_out') return delay({ ...state, token: false }, 'push', event);
  const waiting = failed(state, 'push', worth, event);
  if (worth === 'broken') return countFailure(waiting, batch, event);
  return batch.failures > 0 || state.parts.length > 0 ? putBack(waiting, batch) : waiting;
}

/** An answer counts if it is ours, answers this batch, and has a result for each version. */
function readable({ answer, batch_id, sent }) {
  if (worthOf(answer) !== 'ok') return false;
  const { json } = answer;
  const whole = Array.isArray(json.results) && json.results.length === sent.length;
  return whole && json.batch_id === batch_id && readWitness(json.witness) !== null;
}

function downgraded(worth) {
  return worth === 'ok' ? 'unreachable' : worth;
}

function accepted(state, event, batch) {
  const { json } = event.answer;
  const { epoch } = readWitness(json.witness);
  const verdicts = event.sent.map((sent, i) => verdict(sent, json.results[i], epoch, state.rows[sent.vid]));
  const named = new Set(verdicts.filter(Boolean).map((mark) => mark.vid));
  const silent = batch.vids.filter((vid) => !named.has(vid));
  const heard = { ...reached(state, 'push'), pushed_at: event.now };
  const freed = setAlone(freeAlone(heard, [...named]), silent, event);
  const marks = withSettled(Object.values(state.rows), verdicts.filter(Boolean), json.durable_through, event.now);
  const meta = { witness: newerWitness(state.witness, json.witness) };
  return { state: freed, effects: [{ kind: 'write_marks', marks, meta }] };
}

/**
 * Too large, or unreadable as a request. Several versions are halved; a single one is refused only if our server
 * says so in its own words, for a proxy's page proves nothing. Gzip, where it may be the reason, goes first.
 */
function unfit(state, event, batch) {
  const { status, json } = event.answer;
  const plain = { ...failed(state, 'push', 'unfit', event), gzip: state.gzip && status !== 415 };
  if (batch.vids.length > 1) return { state: halve(plain, batch), effects: [] };
  if (status === 415 && event.gzipped) return { state: putBack(plain, batch), effects: [] };
  if (!json?.code) return { state: setAlone(plain, batch.vids, event, true), effects: [] };
  const change = { state: 'refused_here', code: json.code, detail: json.detail ?? null };
  const marks = event.sent.map(({ vid, sha256 }) => ({ vid, sha256, change }));
  return { state: plain, effects: marks.length > 0 ? [{ kind: 'write_marks', marks, meta: {} }] : [] };
}
