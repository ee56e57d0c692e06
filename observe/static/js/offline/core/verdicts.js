// What the server said about one version, and what follows for its row.

/** @typedef {import('../store/answers.js').Mark} Mark */

/**
 * The change a result makes, or null if it says nothing about these bytes: then the version stays `ready`.
 * A result counts only if it names this vid and echoes the sha256 of the bytes that were sent.
 * @param {{vid: string, sha256: string}} sent
 * @param {object|undefined} result the one at the same position
 * @param {string} epoch of the answer's witness
 * @param {import('../store/summary.js').Summary|undefined} row as it is
 * @returns {Mark|null} null for `retry`, a status not known here, and a result that is not about these bytes
 */
export function verdict(sent, result, epoch, row) {
  if (result?.vid !== sent.vid || result.sha256 !== sent.sha256) return null;
  const change = CHANGES[result.status]?.(result, epoch, row);
  return change ? { vid: sent.vid, sha256: sent.sha256, change } : null;
}

const CHANGES = {
  stored: held,
  already: held,
  quarantined,
  erased: () => ({ state: 'erased', receipt: null, code: 'erased', seen: false }),
  too_big: ({ detail = null }) => ({ state: 'too_big', code: 'too_big', detail }),
};

function held(result, epoch) {
  return Number.isSafeInteger(result.seq) ? { ...said(result, epoch), state: 'held', code: null, detail: null } : null;
}

/** What the person has seen once stays seen as long as the server says the same. */
function quarantined(result, epoch, row) {
  if (!Number.isSafeInteger(result.seq)) return null;
  const { code = null, detail = null } = result;
  return { ...said(result, epoch), state: 'quarantined', code, detail, seen: row?.code === code && row.seen };
}

function said({ seq, heads = null }, epoch) {
  return { receipt: { epoch, seq }, heads };
}

/**
 * Held versions that a backup or a standby covers by now.
 * @param {import('../store/summary.js').Summary[]} rows
 * @param {{epoch: string, seq: number}|null|undefined} through
 * @param {number} now ms since 1970: from here on counts how long the tablet keeps it
 * @returns {Mark[]}
 */
export function settled(rows, through, now) {
  if (!through) return [];
  const covered = ({ state, receipt }) =>
    state === 'held' && receipt?.epoch === through.epoch && receipt.seq <= through.seq;
  return rows.filter(covered).map(({ vid, sha256 }) => ({ vid, sha256, change: { state: 'settled', settled_at: now } }));
}

/** The marks, and on top of them what is settled once they are made: one mark a version. @param {Mark[]} marks */
export function withSettled(rows, marks, through, now) {
  const changed = new Map(rows.map((row) => [row.vid, row]));
  const byVid = new Map(marks.map((mark) => [mark.vid, mark]));
  for (const mark of marks) changed.set(mark.vid, { ...changed.get(mark.vid), ...mark.change });
  for (const mark of settled([...changed.values()], through, now)) {
    byVid.set(mark.vid, { ...mark, change: { ...byVid.get(mark.vid)?.change, ...mark.change } });
  }
  return [...byVid.values()];
}
