// One page of the pull over the wire; the very first is asked for before there is a notebook, and used by it.
import { exchange } from './connection.js';

const PULL_ENTRIES = 500;

/** The answer that told who is signed in: a whole first page, bundle included, not to be fetched twice. */
let firstPage = null;

/**
 * @param {{cursor: string|null, have: string[], witness: string|null}} from `have`: hashes of the bundle's parts here
 * @param {AbortSignal} [signal]
 * @returns {Promise<import('./core/failures.js').Answer|null>}
 */
export function pullPage({ cursor, have, witness }, signal) {
  const query = new URLSearchParams({ limit: String(PULL_ENTRIES) });
  if (cursor) query.set('cursor', cursor);
  if (have.length > 0) query.set('have', have.join(','));
  const headers = { Accept: 'application/json', ...(witness ? { 'X-Observe-Witness': witness } : {}) };
  return exchange(`/sync/v1/pull?${query}`, { method: 'GET', headers }, signal);
}

/** A page from nothing, kept for the notebook that is opened because of it. */
export async function pullFirstPage() {
  firstPage = await pullPage({ cursor: null, have: [], witness: null });
  return firstPage;
}

/** The page kept, once. */
export function takeFirstPage() {
  const page = firstPage;
  firstPage = null;
  return page;
}
