// The heads of one record with what stands in them, and the version that all of them followed.
import { countedParents, followedBy, headsOf } from './graph.js';

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

/**
 * Of the puts that every head followed, the one that followed most others itself.
 * @returns {import('./store/summary.js').Summary|null}
 */
export function commonAncestor(rows, heads) {
  const parents = countedParents(rows);
  const followed = (vid) => followedBy(vid, parents);
  const each = heads.map(({ vid }) => followed(vid));
  const shared = rows.filter(({ vid, act }) => act === 'put' && each.every((one) => one.has(vid)));
  const isNearer = (a, b) => followed(b.vid).size - followed(a.vid).size || (a.vid < b.vid ? 1 : -1);
  return shared.sort(isNearer)[0] ?? null;
}
