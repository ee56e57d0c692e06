// The synchronisation's mind: events in, effects out. No timers, network, database or screen in here.
import { waitAnew } from './backoff.js';
import { readyRows } from './core/batches.js';
import { enrolmentAnswered } from './core/enrolment.js';
import { inventoryAnswered } from './core/inventory.js';
import { DRAFT_UNTOUCHED_MS, PULL_FRESH_MS, SPREAD_MS, VERSION_BYTES } from './core/limits.js';
import { pageBroken, pageKept, pullAnswered } from './core/pull.js';
import { pushAnswered } from './core/push.js';
import { begin } from './core/schedule.js';
import { isPast, withRows } from './core/state.js';
import { badgeLines } from './outbox.js';

export { initial } from './core/state.js';

/**
 * Every event carries `now` (ms since 1970) and `chance` (0 to 1).
 *
 * started    the lock is held; the store as it is: rows, drafts, witness, cursor, inventory, device_token,
 *            prune_after_ms
 * saved      row: a version was made
 * tick       a timer rang
 * online     the browser says that there is a network again
 * visible    the page came to the front
 * asked      a tap: try now; `inventory` asks for one too
 * quiet      hidden or frozen: give the request up
 * signed_in, signed_out
 * answered   id, answer (null: none came), and what the exchange adds: batch_id, sent, gzipped
 * marked     id, rows, meta: the store has the marks
 * page_kept  id, page, witness, rows; page_broken id
 * token_kept id
 * offered    rows: what was refused is ready again
 * @typedef {{kind: string, now: number, chance: number} & Object<string, any>} Event
 */

/**
 * push {id, vids, gzip, witness}, pull {id, cursor, witness}, inventory {id, have, witness}, enrol {id}: requests
 * write_marks {id, marks, meta}, write_page {id, page, witness, marks}, keep_token {id, token, former}: writes
 * offer_again {marks}, draft_versions {rids}: writes that wait for no turn
 * abort: give up the request under way; wake {at}: send a tick then
 * @typedef {{kind: string} & Object<string, any>} Effect
 */

/**
 * One event's consequences.
 * @param {import('./core/state.js').State} state
 * @param {Event} event
 * @returns {{state: import('./core/state.js').State, effects: Effect[]}}
 */
export function step(state, event) {
  const reacted = REACTIONS[event.kind](state, event);
  const next = begin(reacted.state, event.now);
  return { state: next.state, effects: [...reacted.effects, ...next.effects] };
}

/** Versions that only this tablet has. */
export const unsent = readyRows;

/** The lines that say where the observations are. */
export function badge(state, drafts = []) {
  return badgeLines({ versions: Object.values(state.rows), drafts });
}

const ANSWERED = { push: pushAnswered, pull: pullAnswered, inventory: inventoryAnswered, enrol: enrolmentAnswered };

const REACTIONS = {
  started,
  saved: (state, { row }) => only(withRows(state, [row])),
  tick: (state) => only(state),
  online: (state, { now, chance }) => only(anew(state, now, Math.floor(chance * SPREAD_MS))),
  visible: (state, { now }) => only(refreshed(anew(state, now), now)),
  asked,
  quiet,
  signed_in: (state, { now }) => only({ ...anew(state, now), login: 'unknown', stolen: false, pulled_at: null }),
  signed_out: (state) => only({ ...state, login: 'needed' }),
  answered,
  marked: written((state, { rows, meta }) => wantStates({ ...withRows(state, rows), ...meta }, rows)),
  page_kept: written((state, event) => pageKept(withRows(state, event.rows), event)),
  page_broken: written(pageBroken),
  token_kept: written((state) => ({ ...state, token: true })),
  offered: (state, { rows }) => only(withRows(state, rows)),
};

const only = (state) => ({ state, effects: [] });

function started(state, { now, login = 'unknown', rows, drafts, device_token, prune_after_ms = null, ...remembered }) {
  const own = Object.fromEntries(rows.filter((row) => row.state !== 'copy').map((row) => [row.vid, row]));
  const { witness, cursor, inventory } = remembered;
  // A version that was saved while the store was read is not among its rows.
  const read = { rows: { ...state.rows, ...own }, witness, cursor, inventory, prune_after_ms };
  const fresh = { awake: true, busy: null, asking: null, token: device_token !== null, login };
  const next = { ...refreshed(anew(state, now), now), ...read, ...fresh };
  const rids = drafts.filter((draft) => isLeftLying(draft, now)).map((draft) => draft.rid);
  return { state: next, effects: rids.length > 0 ? [{ kind: 'draft_versions', rids }] : [] };
}

function isLeftLying({ touched_at, versioned_at }, now) {
  return now - touched_at >= DRAFT_UNTOUCHED_MS && (versioned_at ?? 0) < touched_at;
}

/** Back-off begins anew; what Retry-After asked for is kept. */
function anew(state, now, spreadMs = 0) {
  const each = ([name, wait]) => [name, { ...wait, ...waitAnew(wait, now, name === 'network' ? spreadMs : 0) }];
  const waits = Object.fromEntries(Object.entries(state.waits).map(each));
  return { ...state, waits, alone: Object.fromEntries(Object.entries(state.alone).map(each)) };
}

function refreshed(state, now) {
  return isPast(state.pulled_at, PULL_FRESH_MS, now) ? { ...state, pulled_at: null } : state;
}

/** A tap tries everything again, also what was refused: another version of the server may take it. */
function asked(state, { now, inventory = false }) {
  const refused = Object.values(state.rows).filter(
    (row) => row.state === 'refused_here' || (row.state === 'too_big' && row.bytes <= VERSION_BYTES),
  );
  const marks = refused.map(({ vid, sha256 }) => ({ vid, sha256, change: { state: 'ready' } }));
  const next = { ...anew(state, now), pulled_at: null, inventory_asked: state.inventory_asked || inventory };
  return { state: next, effects: marks.length > 0 ? [{ kind: 'offer_again', marks }] : [] };
}

/** A request is given up; a write goes on, for the transaction does. */
function quiet(state) {
  const isRequest = state.busy && state.busy.kind !== 'writing';
  const effects = isRequest ? [{ kind: 'abort' }] : [];
  return { state: { ...state, awake: false, busy: isRequest ? null : state.busy }, effects };
}

function answered(state, event) {
  if (state.busy?.id !== event.id || !ANSWERED[state.busy.kind]) return only(state); // late: it was given up
  const { kind, batch, have } = state.busy;
  const next = ANSWERED[kind]({ ...state, busy: null }, event, batch ?? { have });
  const writes = next.effects.map((effect) => ({ ...effect, id: event.id }));
  const busy = writes.length > 0 ? { kind: 'writing', id: event.id } : null;
  return { state: { ...next.state, busy }, effects: writes };
}

/** The store has it: only now it is so, and the next exchange may begin. */
function written(change) {
  return (state, event) => only(change({ ...state, busy: state.busy?.id === event.id ? null : state.busy }, event));
}

/** What was just received may be shared already: ask for its state. */
function wantStates(state, rows) {
  return rows.some((row) => row.state === 'held') ? { ...state, pulled_at: null } : state;
}
