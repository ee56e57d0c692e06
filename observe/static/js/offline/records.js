// Records as the tablet makes them: ids, well-formed text, the body's bytes and their hash.

/** Schema of the payloads that this program writes. */
export const SCHEMA = 1;

const NONCE_BYTES = 16;
const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/**
 * @typedef {object} BodyFields
 * @property {string} rid
 * @property {string[]} parents vids of all heads the author knew
 * @property {'observation'|'plan'|'conversation'} record_type
 * @property {'put'|'withdraw'} act
 * @property {'draft'|'done'} stage
 * @property {string} author person id
 * @property {string} device_id
 * @property {number} device_seq 1, 2, … per enrolment
 * @property {boolean} [day_confirmed] the author was asked for the day of the lesson, and gave this one
 * @property {string[]} [drafts] vids of the draft versions that this one goes on from
 * @property {string|null} rubric content hash of the rubric it was begun with
 * @property {string} observed_at ISO 8601, UTC
 * @property {string} tz IANA name
 * @property {object} payload
 */

/**
 * A UUIDv7. Ids order nothing here: a clock at 1970 makes ugly, valid ids.
 * @param {number} [now] ms since 1970
 * @param {Uint8Array} [noise] 10 random bytes
 */
export function uuid7(now = Date.now(), noise = crypto.getRandomValues(new Uint8Array(10))) {
  const time = Math.max(0, Math.trunc(now)).toString(16).padStart(12, '0').slice(-12);
  const bytes = [...noise];
  bytes[0] = 0x70 | (bytes[0] & 0x0f);
  bytes[2] = 0x80 | (bytes[2] & 0x3f);
  const hex = time + bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** Text without lone surrogates: UTF-8 has no bytes for them, so each becomes U+FFFD, as `toWellFormed` does. */
export function wellFormedText(text) {
  return text.toWellFormed ? text.toWellFormed() : text.replace(LONE_SURROGATE, '\ufffd');
}

/**
 * The same value with well-formed strings and whole numbers: what travels is read alike on both sides.
 * Saving is never refused for a number, so a fraction loses its fraction and what is no number becomes null.
 */
export function wellFormed(value) {
  if (typeof value === 'string') return wellFormedText(value);
  if (typeof value === 'number') return wholeNumber(value);
  if (Array.isArray(value)) return value.map((part) => (part === undefined ? null : wellFormed(part)));
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).map(([name, part]) => [wellFormedText(name), wellFormed(part)]);
  return Object.fromEntries(entries);
}

function wholeNumber(value) {
  const whole = Math.trunc(value);
  return Number.isSafeInteger(whole) ? whole + 0 : null;
}

/**
 * The JSON text that is stored, hashed and sent, byte for byte, for ever.
 * @param {BodyFields} fields
 * @param {string} [nonce] base64url of 16 bytes
 */
export function makeBody(fields, nonce = makeNonce()) {
  const { rid, parents, record_type, act, stage, author, device_id, device_seq } = fields;
  const { rubric, observed_at, tz, payload, drafts = [], day_confirmed = false } = fields;
  const head = { schema: SCHEMA, rid, parents, record_type, act, stage, author, device_id, device_seq };
  if (drafts.length > 0) head.drafts = drafts;
  if (day_confirmed) head.day_confirmed = true;
  return JSON.stringify(wellFormed({ ...head, rubric, observed_at, tz, nonce, payload }));
}

/** 16 random bytes, so that nobody can guess a text from its hash. */
export function makeNonce(noise = crypto.getRandomValues(new Uint8Array(NONCE_BYTES))) {
  return btoa(String.fromCharCode(...noise)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** UTF-8 bytes of a text. @returns {Uint8Array} */
export function bytesOf(text) {
  return new TextEncoder().encode(text);
}

/** SHA-256 of bytes, or of a text's UTF-8 bytes, as 64 hex digits. @param {string|Uint8Array} content */
export async function sha256hex(content) {
  const bytes = typeof content === 'string' ? bytesOf(content) : content;
  const digest = await crypto.subtle.digest('SHA-256', bytes);
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
