// A capsule: what a person has on this tablet as one file, the way out when a network, a login or the server is broken.

const FORMAT = 'observe-capsule/1';

/** States whose bytes the server does not have. */
const UNSENT = ['ready', 'too_big', 'refused_here'];

/**
 * @typedef {object} Capsule
 * @property {string} name of the file
 * @property {string} text JSON: {format, made_at, app_version, device_id, person_id, witness, versions, drafts, unreadable};
 *   versions `{vid, sha256, body}` byte for byte as they are pushed, sealed ones sealed
 * @property {number} n_versions @property {number} n_drafts @property {number} n_unreadable
 */

/**
 * @param {import('./store.js').Store} store
 * @param {{appVersion: string, all?: boolean}} wish all: also what the server has
 * @returns {Promise<Capsule>}
 */
export async function capsuleOf(store, { appVersion, all = false }, now = Date.now()) {
  const { rows, unreadable, witness } = await store.ledger.everything();
  const wanted = [...rows.versions.values()].filter(({ state }) => all || UNSENT.includes(state));
  const whole = wanted.filter(({ vid }) => typeof rows.bodies.get(vid)?.body === 'string').sort((a, b) => a.device_seq - b.device_seq);
  const versions = whole.map(({ vid, sha256 }) => ({ vid, sha256, body: rows.bodies.get(vid).body }));
  const drafts = [...rows.drafts.values()];
  const broken = [...unreadable, ...withoutBytes(wanted, rows.bodies), ...withoutRow(rows)];
  const made_at = new Date(now).toISOString();
  const head = { format: FORMAT, made_at, app_version: appVersion, device_id: store.deviceId, person_id: store.personId };
  return {
    name: `observe-capsule-${made_at.slice(0, 10)}-${versions.length + drafts.length}.json`,
    text: JSON.stringify({ ...head, witness, versions, drafts, unreadable: broken }),
    ...{ n_versions: versions.length, n_drafts: drafts.length, n_unreadable: broken.length },
  };
}

/** A row that names bytes which are not there, though nobody let go of them. */
function withoutBytes(wanted, bodies) {
  const lost = wanted.filter(({ vid, state }) => !bodies.has(vid) && !['pruned', 'erased'].includes(state));
  return lost.map((row) => ({ store: 'versions', key: row.vid, text: JSON.stringify(row) }));
}

/** Bytes whose row cannot be read: the text itself still stands. */
function withoutRow({ versions, bodies }) {
  const alone = [...bodies.values()].filter(({ vid }) => !versions.has(vid));
  return alone.map(({ vid, body }) => ({ store: 'bodies', key: vid, text: body }));
}
