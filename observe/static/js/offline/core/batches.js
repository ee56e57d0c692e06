// Which versions go into the next push, and how a batch that was answered badly is taken apart.
import { isOver, NO_WAIT, waitLonger } from '../backoff.js';
import { BATCH_BYTES, BATCH_VERSIONS, FRAME_BYTES, SAME_BATCH_FAILURES } from './limits.js';

/** @typedef {{vids: string[], failures: number}} Batch */

/**
 * Pieces of earlier batches first, then what is ready in the order it was made, then those that go alone.
 * @param {import('./state.js').State} state
 * @returns {{batch: Batch|null, parts: Batch[]}} parts: the pieces left after this one
 */
export function nextBatch(state, now) {
  const parts = state.parts
    .map(({ vids, failures }) => ({ vids: vids.filter((vid) => canGo(state, vid, now)), failures }))
    .filter(({ vids }) => vids.length > 0);
  if (parts.length > 0) return { batch: parts[0], parts: parts.slice(1) };
  const due = readyRows(state).filter((row) => canGo(state, row.vid, now));
  const together = due.filter((row) => !state.alone[row.vid]?.apart);
  const vids = together.length > 0 ? fill(together) : due.slice(0, 1).map((row) => row.vid);
  return { batch: vids.length > 0 ? { vids, failures: 0 } : null, parts };
}

/** @returns {import('../store/summary.js').Summary[]} in the order they were made */
export function readyRows(state) {
  const ready = Object.values(state.rows).filter((row) => row.state === 'ready');
  return ready.sort((a, b) => a.device_seq - b.device_seq);
}

function canGo(state, vid, now) {
  return state.rows[vid]?.state === 'ready' && isOver(state.alone[vid] ?? NO_WAIT, now);
}

function fill(rows) {
  const vids = [];
  let bytes = FRAME_BYTES;
  for (const row of rows) {
    bytes += row.wire_bytes;
    if (vids.length === BATCH_VERSIONS || (vids.length > 0 && bytes > BATCH_BYTES)) break;
    vids.push(row.vid);
  }
  return vids;
}

/** The batch is to be sent again as it is, before anything else. */
export function putBack(state, batch) {
  return batch.vids.length > 0 ? { ...state, parts: [batch, ...state.parts] } : state;
}

/** Two halves, sent one after the other: so one bad version is found without hurting the others. */
export function halve(state, { vids }) {
  const middle = Math.ceil(vids.length / 2);
  const halves = [vids.slice(0, middle), vids.slice(middle)].map((half) => ({ vids: half, failures: 0 }));
  return { ...state, parts: [...halves, ...state.parts] };
}

/** One more 5xx to this batch. */
export function countFailure(state, batch, event) {
  const again = { ...batch, failures: batch.failures + 1 };
  if (again.failures < SAME_BATCH_FAILURES) return putBack(state, again);
  return batch.vids.length > 1 ? halve(state, batch) : setAlone(state, batch.vids, event, true);
}

/** These wait on their own and block nobody. @param {boolean} apart they also go alone, not in a batch */
export function setAlone(state, vids, { now, chance }, apart = false) {
  const alone = { ...state.alone };
  for (const vid of vids) alone[vid] = { ...waitLonger(alone[vid] ?? NO_WAIT, now, chance), apart };
  return { ...state, alone };
}

/** Answered: nothing to wait for any more. */
export function freeAlone(state, vids) {
  const alone = Object.fromEntries(Object.entries(state.alone).filter(([vid]) => !vids.includes(vid)));
  return { ...state, alone };
}
