// Inventory: asks the server what it has of what it once acknowledged. What is missing is ready again.
import { newerWitness, readWitness } from '../witness.js';
import { failed, reached, worthOf } from './failures.js';
import { INVENTORY_MS, INVENTORY_VERSIONS } from './limits.js';
import { mayPrune, wantsToPrune } from './pruning.js';
import { acknowledged, isPast, mayTry, onTablet, presentEpoch } from './state.js';
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

/** Daily (the first a day after the oldest version), by the button, before pruning, and at an epoch new to a receipt. */
function isDue(state, now) {
  const rows = acknowledged(state);
  if (rows.length === 0) return false;
  const epoch = presentEpoch(state);
  const isNewEpoch = state.inventory?.epoch !== epoch && rows.some((row) => row.receipt?.epoch !== epoch);
  const since = state.inventory?.at ?? Math.min(...rows.map((row) => row.made_at));
  const isAsked = state.inventory_asked || wantsToPrune(state, rows, now);
  return isNewEpoch || isAsked || isPast(since, INVENTORY_MS, now);
}

function begun(state) {
  const left = acknowledged(state).map((row) => row.vid);
  return { left, epoch: null, here: onTablet(state).length, there: 0, again: 0 };
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
  const told = marksOf(state, event, have, epoch);
  const marks = withSettled(Object.values(state.rows), told, json.durable_through, event.now);
  const meta = { witness: newerWitness(state.witness, json.witness) };
  const { asking } = state;
  const left = asking.left.slice(have.length);
  const there = asking.there + json.present.filter(({ vid }) => state.rows[vid]?.state !== 'pruned').length;
  const again = asking.again + told.filter(({ change }) => change.state === 'ready').length;
  const isSplit = asking.epoch !== null && asking.epoch !== epoch;
  if (isSplit || left.length > 0) {
    const next = { ...reached(state, 'inventory'), asking: isSplit ? null : { ...asking, left, there, again, epoch } };
    return { state: next, effects: [{ kind: 'write_marks', marks, meta }] };
  }
  meta.inventory = { at: event.now, epoch, here: asking.here, there, again };
  const next = { ...reached(state, 'inventory'), asking: null, inventory_asked: false };
  return { state: next, effects: [{ kind: 'write_marks', marks, meta }] };
}

function marksOf(state, { now, answer }, have, epoch) {
  const { present, missing = [], differing = [], erased = [] } = answer.json;
  const asked = new Map(have.map(({ vid, sha256 }) => [vid, sha256]));
  const found = present.map(({ vid, seq }) => [vid, confirmed(state, state.rows[vid], { epoch, seq }, now)]);
  const again = [...missing, ...differing].map((vid) => [vid, notThere(state.rows[vid])]);
  const gone = erased.map((vid) => [vid, { state: 'erased', receipt: null, code: 'erased', seen: false }]);
  const changes = [...found, ...again, ...gone].filter(([vid]) => asked.has(vid));
  return changes.map(([vid, change]) => ({ vid, sha256: asked.get(vid), change }));
}

/** A receipt of a new epoch proves that the server has it, not that a backup of that epoch does. */
function confirmed(state, row, receipt, now) {
  if (row && mayPrune(state, row, receipt.epoch, now)) return { receipt, state: 'pruned', pruned_at: now };
  if (row?.state === 'pruned') return { receipt, code: null };
  const isSettledBefore = row?.state === 'settled' && row.receipt?.epoch !== receipt.epoch;
  return isSettledBefore ? { receipt, state: 'held', settled_at: null } : { receipt };
}

/** Sent again, with its bytes. Where they were let go of, nothing is left to send: that is said, and not hidden. */
function notThere(row) {
  if (row?.state === 'pruned') return { receipt: null, code: 'missing', seen: row.code === 'missing' && row.seen };
  return { state: 'ready', receipt: null, settled_at: null };
}
