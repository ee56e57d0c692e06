// The heads of one record with what stands in them, and the version that all of them followed.
import { headsOf } from './store/summary.js';

/**
 * @typedef {object} Head
 * @property {import('./store/summary.js').Summary} summary
 * @property {object|null} body null where the bytes are not on this tablet, or are sealed
 * @property {boolean} isHere made on this tablet
 */

/**
 * @param {import('./store.js').Store} store @param {string} rid
 * @returns {Promise<{heads: Head[], base: object|null}>} base: payload of the nearest version that all heads followed
 */
export async function readHeads(store, rid) {
  const rows = await store.versionsOf(rid);
  const standing = headsOf(rows);
  const heads = await Promise.all(standing.map((summary) => readHead(store, summary)));
  const common = commonAncestor(rows, standing);
  const base = common && (await store.version(common.vid));
  return { heads, base: base?.body.payload ?? null };
}

async function readHead(store, summary) {
  const read = await store.version(summary.vid);
  return { summary, body: read?.body.payload ? read.body : null, isHere: summary.state !== 'copy' };
}

/** Of the versions that every head followed, the one that followed most others itself. */
export function commonAncestor(rows, heads) {
  const byVid = new Map(rows.map((row) => [row.vid, row]));
  const [first, ...others] = heads.map((head) => ancestors(byVid, head));
  const shared = [...(first ?? [])].filter((vid) => others.every((one) => one.has(vid)) && byVid.has(vid));
  const nearest = shared.sort((a, b) => ancestors(byVid, byVid.get(b)).size - ancestors(byVid, byVid.get(a)).size);
  return byVid.get(nearest[0]) ?? null;
}

function ancestors(byVid, row, found = new Set()) {
  for (const vid of row.parents) {
    if (found.has(vid)) continue;
    found.add(vid);
    if (byVid.has(vid)) ancestors(byVid, byVid.get(vid), found);
  }
  return found;
}
