// Pull: pages of what the server says about this person's records, with the bundle. Changes no draft, no version.
import { newerWitness, readWitness } from '../witness.js';
import { failed, reached, worthOf } from './failures.js';
import { PULL_MS } from './limits.js';
import { acknowledged, isPast, mayTry } from './state.js';
import { settled } from './verdicts.js';

/** The next page, null if none is due or nobody is signed in. */
export function planPull(state, now) {
  if (!['unknown', 'ok'].includes(state.login) || !mayTry(state, 'pull', now)) return null;
  if (!state.pull_more && !isPast(state.pulled_at, PULL_MS, now)) return null;
  return { state, busy: { kind: 'pull' }, effect: { kind: 'pull', cursor: state.cursor, witness: state.witness } };
}

/** @param {{now: number, chance: number, answer: import('./failures.js').Answer|null}} event */
export function pullAnswered(state, event) {
  const worth = worthOf(event.answer);
  const page = event.answer?.json;
  if (worth === 'signed_out') return { state: { ...reached(state, 'pull'), login: 'needed' }, effects: [] };
  if (worth !== 'ok' || !isPage(page, state.cursor)) {
    return { state: failed(state, 'pull', worth === 'ok' ? 'unreachable' : worth, event), effects: [] };
  }
  if (page.person.id !== state.person) return { state: ofAnother(state, page), effects: [] };
  const marks = [...settled(Object.values(state.rows), page.durable_through, event.now), ...offeredAgain(state, page)];
  const witness = newerWitness(state.witness, page.witness);
  return { state: { ...reached(state, 'pull'), login: 'ok' }, effects: [{ kind: 'write_page', page, witness, marks }] };
}

/** A page that says there is more without getting anywhere is none: it would be asked for without end. */
function isPage({ entries, next_cursor, more, person, witness }, cursor) {
  const isWhole = Array.isArray(entries) && typeof next_cursor === 'string' && person && readWitness(witness) !== null;
  return isWhole && !(more && next_cursor === cursor);
}

/** Nothing of another person's page is kept in this person's notebook. */
function ofAnother(state, { person }) {
  return { ...reached(state, 'pull'), login: 'other', other_person: person };
}

/** What was repaired is offered again: only the answer to a push, with its hash, takes the flag off. */
function offeredAgain(state, { entries }) {
  const repaired = entries.filter((entry) => entry.kind === 'repaired').map((entry) => state.rows[entry.vid]);
  return repaired
    .filter((row) => row?.state === 'quarantined')
    .map(({ vid, sha256 }) => ({ vid, sha256, change: { state: 'ready' } }));
}

/** The page is in the store, its cursor with it. @param {{now: number, page: object, witness: string}} event */
export function pageKept(state, { now, page, witness }) {
  const kept = { ...state, cursor: page.next_cursor, witness, pull_more: page.more === true, pulled_at: now };
  return { ...kept, inventory_asked: state.inventory_asked || namesErased(state, page) };
}

/** An own record was erased. A pull changes no version made here: the inventory asks for it by its hash. */
function namesErased(state, { entries }) {
  const rids = new Set(entries.filter((entry) => entry.kind === 'erased').map((entry) => entry.rid));
  return acknowledged(state).some((row) => rids.has(row.rid));
}

/** The page's bytes were not what their hashes named: as if it had not come. */
export function pageBroken(state, event) {
  return failed(state, 'pull', 'unreachable', { ...event, answer: null });
}
