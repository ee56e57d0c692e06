// Views of the outbox as plain values: the lines that say where the observations are, the last records, their states.
import { headsOf } from './graph.js';

/** @typedef {import('./store/summary.js').Summary} Summary */
/** @typedef {import('./store/drafts.js').Draft} Draft */

/**
 * only_here: n observations are on this tablet alone, the oldest made at oldest_at.
 * refused: too large, or the server does not take them as they are; they stay here and can be exported.
 * set_aside: the server keeps them, but asks for something. erased: legally erased on the server.
 * missing: the server confirmed them, this tablet let go of the text, and now the server does not have them.
 * all_received: the server has everything. all_safe: and a backup has it too. nothing_yet: nothing was ever made.
 * drafts: a line of its own, always beside the others.
 * @typedef {'only_here'|'refused'|'set_aside'|'missing'|'erased'|'all_received'|'all_safe'|'nothing_yet'|'drafts'
 * } LineKey
 */

/** @typedef {{key: LineKey, n: number, oldest_at: number|null}} Line oldest_at in ms since 1970 */

const NOT_SENT = ['ready'];
const REFUSED = ['too_big', 'refused_here'];
/** Let go of here, and then not found on the server: it was restored from an older copy. */
const isMissing = (row) => row.state === 'pruned' && row.code === 'missing';
const SAFE = ['settled', 'pruned'];
const AT_SERVER_ONLY = ['held', 'quarantined'];

/** Versions that only this tablet has and that will be sent. @param {Summary[]} versions */
export function unsent(versions) {
  return versions.filter((row) => NOT_SENT.includes(row.state));
}

/**
 * The lines for the top of the notebook, the most important first. Computed from the store, never remembered.
 * @param {{versions: Summary[], drafts: Pick<Draft, 'touched_at'>[]}} outbox
 * @returns {Line[]} n counts observations, not their versions
 */
export function badgeLines({ versions, drafts }) {
  const lines = [
    line('only_here', unsent(versions)),
    line('refused', versions.filter((row) => REFUSED.includes(row.state))),
    line('set_aside', versions.filter((row) => row.state === 'quarantined' && !row.seen)),
    line('missing', versions.filter((row) => isMissing(row) && !row.seen)),
    line('erased', versions.filter((row) => row.state === 'erased' && !row.seen)),
  ].filter(({ n }) => n > 0);
  if (lines.length === 0) lines.push({ key: calmKey(versions), n: 0, oldest_at: null });
  if (drafts.length > 0) lines.push(draftLine(drafts));
  return lines;
}

function line(key, rows) {
  const n = new Set(rows.map((row) => row.rid)).size;
  return { key, n, oldest_at: n ? Math.min(...rows.map((row) => row.made_at)) : null };
}

function draftLine(drafts) {
  return { key: 'drafts', n: drafts.length, oldest_at: Math.min(...drafts.map((draft) => draft.touched_at)) };
}

function calmKey(versions) {
  if (versions.length === 0) return 'nothing_yet';
  const merelyHeld = versions.some((row) => AT_SERVER_ONLY.includes(row.state));
  return !merelyHeld && versions.some((row) => SAFE.includes(row.state)) ? 'all_safe' : 'all_received';
}

/**
 * What a person is told about one record.
 * @typedef {'ready'|'received'|'safe'|'shared'|'read'|'withdrawn'|'set_aside'|'too_big'|'refused'|'missing'|'erased'
 * } Place
 */

const PLACE_BY_STATE = {
  ready: 'ready',
  held: 'received',
  settled: 'safe',
  pruned: 'safe',
  copy: 'received',
  quarantined: 'set_aside',
  too_big: 'too_big',
  refused_here: 'refused',
  erased: 'erased',
};

/**
 * Where a record is: what only this tablet knows goes before what the server says.
 * @param {Summary} row the head that is shown
 * @param {{state: {shared_at: string|null, acknowledged_at: string|null}}|undefined} record the server's word
 * @returns {Place}
 */
export function placeOf(row, record) {
  const place = isMissing(row) ? 'missing' : PLACE_BY_STATE[row.state];
  if (place !== 'received' && place !== 'safe') return place;
  if (row.act === 'withdraw') return 'withdrawn';
  if (record?.state?.acknowledged_at) return 'read';
  return record?.state?.shared_at ? 'shared' : place;
}

/** Places in which a record asks nothing more, or is on its way with what was asked. */
const ASKS_NO_DAY = ['ready', 'withdrawn', 'erased', 'missing'];

/** Whether its author is asked for the day of the lesson: the tablet's clock may have been wrong. @param {string|null} code */
export function asksDay({ rid, place }, states, code = null) {
  return !ASKS_NO_DAY.includes(place) && (Boolean(states[rid]?.state?.asks_day) || code === 'clock');
}

/**
 * The records that were finished, newest first.
 * @param {Summary[]} versions
 * @param {Object<string, object>} states by rid, as `store.states()` gives them
 * @param {number} [limit]
 * @returns {{rid: string, vid: string, observed_at: string, lesson: object, place: Place, n_heads: number, pair: string|null}[]}
 */
export function latestRecords(versions, states, limit = Infinity) {
  const byRecord = groupByRecord(versions);
  const heads = [...byRecord.values()].map(shownVersion).filter(Boolean);
  heads.sort((a, b) => b.made_at - a.made_at);
  const nHere = ({ rid }) => headsOf(byRecord.get(rid)).length;
  return heads.slice(0, limit).map((row) => recordLine(row, nHere(row), states[row.rid]));
}

/** The head, and for a withdrawal that another tablet made the lesson of what it withdrew. @param {Summary[]} rows */
function shownVersion(rows) {
  const [head] = headsOf(rows);
  if (head?.act !== 'withdraw' || head.lesson?.teacher_name) return head;
  const withdrawn = rows.filter((row) => row.act === 'put').at(-1);
  return withdrawn ? { ...head, lesson: withdrawn.lesson } : head;
}

function recordLine(row, nHere, record) {
  const { rid, vid, observed_at, lesson } = row;
  const told = { place: placeOf(row, record), n_heads: headCount(row, nHere, record), pair: record?.state?.pair ?? null };
  return { rid, vid, observed_at, lesson, ...told };
}

/**
 * How many versions stand side by side. What stands here counts at once; of a version that the server has not answered
 * for yet, and that names several, nobody else can know that it put them together.
 */
function headCount(row, nHere, record) {
  if (nHere > 1) return nHere;
  if (NOT_SENT.includes(row.state) && row.parents.length > 1) return 1;
  const isNewer = row.heads !== null && row.receipt?.seq > (record?.seq ?? 0);
  return (isNewer ? row.heads : record?.n_heads ?? row.heads) ?? 1;
}

function groupByRecord(versions) {
  const groups = new Map();
  for (const row of versions) groups.set(row.rid, [...(groups.get(row.rid) ?? []), row]);
  return groups;
}
