// Enrolment: this person on this tablet, once signed in, gets a token that may push and ask, and nothing else.
import { delay, failed, reached, worthOf } from './failures.js';
import { mayTry } from './state.js';

/** Asks for a device token when there is none and this notebook's owner is signed in. */
export function planEnrolment(state, now) {
  if (state.token || state.login !== 'ok' || !mayTry(state, 'enrol', now)) return null;
  return { state, busy: { kind: 'enrol' }, effect: { kind: 'enrol' } };
}

/** @param {{now: number, chance: number, answer: import('./failures.js').Answer|null}} event */
export function enrolmentAnswered(state, event) {
  const json = event.answer?.json;
  const isGranted = event.answer?.status === 200 && typeof json?.device_token === 'string';
  if (isGranted && json.person?.id === state.person) {
    const { device_token: token, former = null } = json;
    return { state: reached(state, 'enrol'), effects: [{ kind: 'keep_token', token, former }] };
  }
  const worth = worthOf(event.answer);
  if (worth === 'signed_out') return { state: { ...delay(state, 'enrol', event), login: 'needed' }, effects: [] };
  // The form token may be stale: the next pull brings a fresh one, before the next try.
  return { state: { ...failed(state, 'enrol', isGranted ? 'refused' : worth, event), pulled_at: null }, effects: [] };
}
