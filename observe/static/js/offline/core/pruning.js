// Pruning: a version's bytes may leave the tablet once a backup has them and the server, asked afterwards, has them too.

/** @typedef {import('./state.js').State} State @typedef {import('../store/summary.js').Summary} Summary */

/**
 * Ripe: safe in a backup for as long as the municipality wants its tablets to keep what is safe. Only asking is left.
 * @param {State} state @param {Summary} row @param {number} now
 */
export function isRipe({ prune_after_ms }, row, now) {
  return row.state === 'settled' && prune_after_ms !== null && now - row.settled_at >= prune_after_ms;
}

/** Whether something became ripe that the last inventory was not asked about. @param {State} state */
export function wantsToPrune(state, rows, now) {
  const asked = state.inventory?.at ?? -Infinity;
  return rows.some((row) => isRipe(state, row, now) && asked <= row.settled_at + state.prune_after_ms);
}

/**
 * The bytes may go: they were ripe when the question was put, and the answer is of the epoch in which they settled.
 * What settles by this very answer was not settled when it was asked, and waits for the next one.
 * @param {State} state as it was when the question was put
 * @param {Summary} row
 * @param {string} epoch of the answer, which names these bytes as present
 */
export function mayPrune(state, row, epoch, now) {
  return isRipe(state, row, now) && row.receipt.epoch === epoch;
}
