// The row of a version that lists and the outbox read, so that they need not read bodies.

/**
 * ready: only on this tablet. held: the server has it. settled: a backup has it too. pruned: it has, said so when asked,
 * and the bytes are no longer here. copy: made on another tablet.
 * The others stay visible and can be exported; the program never deletes them.
 * @typedef {'ready'|'held'|'settled'|'pruned'|'quarantined'|'too_big'|'refused_here'|'erased'|'copy'} VersionState
 */

/**
 * @typedef {object} Summary
 * @property {string} vid
 * @property {string} rid
 * @property {number} device_seq
 * @property {string} sha256 of the body's UTF-8 bytes
 * @property {number} bytes length of the body
 * @property {number} wire_bytes length of its envelope in a push, where the body is a JSON string
 * @property {string} record_type
 * @property {'put'|'withdraw'} act
 * @property {'draft'|'done'} stage
 * @property {string[]} parents
 * @property {string} [repairs] vid of the version set aside that the server put right by making this one
 * @property {string[]} [drafts] vids of the draft versions that it goes on from
 * @property {string} observed_at
 * @property {number} made_at ms since 1970
 * @property {VersionState} state
 * @property {{epoch: string, seq: number}|null} receipt
 * @property {number|null} [settled_at] ms since 1970, while settled @property {number|null} [pruned_at]
 * @property {string|null} code why, where the state is quarantined or refused_here; `missing`: pruned, and then not there
 * @property {string|null} detail the server's words to the code
 * @property {boolean} seen the person saw the flag (quarantined, erased, missing)
 * @property {number|null} heads of the record, at the last answer; more than one: two versions stand side by side
 * @property {Lesson|null} lesson null once erased
 */

/**
 * @typedef {object} Lesson what a line in a list says
 * @property {string} [kind] missing in rows of older programs: a visit
 * @property {string} teacher_name
 * @property {string} section_title
 * @property {string} subject
 * @property {number|null} grade_level
 * @property {number|null} minutes
 * @property {boolean} is_practice
 * @property {'now'|'talk'|null} share
 */

/**
 * @param {{vid: string, sha256: string, bytes: number, wire_bytes: number, made_at: number}} envelope
 * @param {object} body parsed
 * @param {VersionState} state
 * @param {object} [told] the payload that says what the lesson was; a withdrawal's own does not
 * @returns {Summary}
 */
export function summarise(envelope, body, state, told = body.payload) {
  const { rid, device_seq, record_type, act, stage, parents, observed_at } = body;
  const unheard = { receipt: null, code: null, detail: null, seen: false, heads: null };
  const named = { rid, device_seq, record_type, act, stage, parents, observed_at };
  if (body.drafts) named.drafts = body.drafts;
  if ('repaired_by' in body) named.repairs = parents[0]; // which it names first
  return { ...envelope, ...named, state, ...unheard, lesson: lessonOf(told) };
}

/** @returns {Lesson} */
function lessonOf(payload) {
  return {
    kind: payload?.kind ?? 'visit',
    teacher_name: payload?.teacher?.name ?? '',
    section_title: payload?.section?.title ?? '',
    subject: payload?.subject ?? '',
    grade_level: payload?.grade_level ?? null,
    minutes: payload?.minutes ?? null,
    is_practice: payload?.is_practice ?? false,
    share: payload?.share ?? null,
  };
}
