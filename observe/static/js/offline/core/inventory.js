// Inventory: asks the server what it has of what it once acknowledged. What is missing is ready again.
import { newerWitness, readWitness } from '../witness.js';
import { failed, reached, worthOf } from './failures.js';
import { INVENTORY_MS, INVENTORY_VERSIONS } from './limits.js';
import { acknowledged, isPast, mayTry, presentEpoch } from './state.js';
import { withSettled } from './verdicts.js';

/** The next page of an inventory, or the first of one that is due; null if none is. */
export function planInventory(state, now) {
  if (!state.token || !mayTry(state, 'inventory', now)) return null;
  const asking = state.asking ?? (isDue(state, now) ? begun(state) : null);
  if (!asking) return null;
  const page = asking.left.slice(0, INVENTORY_VERSIONS);
  const have = page.map((vid) => ({ vid, sha256: state.rows[vid].sha256 }));
  const effect = { kind: 'inventory', have, witness: state.witness };
  return { state: { ...state, asking }, busy: { kind: 'inventory', have }, effect };
}

/** Daily (the first a day after the oldest version), by the button, and at an epoch that some receipt is not of. */
function isDue(state, now) {
  const rows = acknowledged(state);
  if (rows.length === 0) return false;
  const epoch = presentEpoch(state);
  const isNewEpoch = state.inventory?.epoch !== epoch && rows.some((row) => row.receipt?.epoch !== epoch);
  const since = state.inventory?.at ?? Math.min(...rows.map((row) => row.made_at));
  return isNewEpoch || state.inventory_asked || isPast(since, INVENTORY_MS, now);
}

function begun(state) {
  const left = acknowledged(state).map((row) => row.vid);
  return { left, epoch: null, here: left.length, there: 0 };
}

/** @param {{now: number, answer: import('./failures.js').Answer|null}} event */
export function inventoryAnswered(state, event, { have }) {
  const worth = worthOf(event.answer);
  const json = event.answer?.json;
  const told = worth === 'ok' ? readWitness(json.witness) : null;
  if (worth === 'signed_out') {
    return { state: { ...failed(state, 'inventory', 'refused', event), token: false }, effects: [] };
  }
  if (!told || !Array.isArray(json.present)) {
    return { state: failed(state, 'inventory', worth === 'ok' ? 'unreachable' : worth, event), effects: [] };
  }
  return counted(state, event, have, told.epoch);
}

/** One page's word. If the epoch changed between two pages, what was asked before says nothing: it begins again. */
function counted(state, event, have, epoch) {
  const { json } = event.answer;
  const marks = withSettled(Object.values(state.rows), marksOf(state, json, have, epoch), json.durable_through);
  const meta = { witness: newerWitness(state.witness, json.witness) };
  const { asking } = state;
  const left = asking.left.slice(have.length);
  const there = asking.there + json.present.length;
  const isSplit = asking.epoch !== null && asking.epoch !== epoch;
  if (isSplit || left.length > 0) {
    const next = { ...reached(state, 'inventory'), asking: isSplit ? null : { ...asking, left, there, epoch } };
    return { state: next, effects: [{ kind: 'write_marks', marks, meta }] };
  }
  meta.inventory = { at: event.now, epoch, here: asking.here, there };
  const next = { ...reached(state, 'inventory'), asking: null, inventory_asked: false };
  return { state: next, effects: [{ kind: 'write_marks', marks, meta }] };
}

function marksOf(state, { present, missing = [], differing = [], erased = [] }, have, epoch) {
  const asked = new Map(have.map(({ vid, sha256 }) => [vid, sha256]));
  const renewed = present.map(({ vid, seq }) => [vid, renew(state.rows[vid], { epoch, seq })]);
  const again = [...missing, ...differing].map((vid) => [vid, { state: 'ready', receipt: null }]);
  const gone = erased.map((vid) => [vid, { state: 'erased', receipt: null, code: 'erased', seen: false }]);
  const changes = [...renewed, ...again, ...gone].filter(([vid]) => asked.has(vid));
  return changes.map(([vid, change]) => ({ vid, sha256: asked.get(vid), change }));
}

/** A receipt of a new epoch proves that the server has it, not that a backup of that epoch does. */
function renew(row, receipt) {
  const isSettledBefore = row?.state === 'settled' && row.receipt?.epoch !== receipt.epoch;
  return isSettledBefore ? { receipt, state: 'held' } : { receipt };
}
