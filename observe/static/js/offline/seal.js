// Seals a version to the server's public key: this tablet cannot read it any more, and nobody else can.
// A sealed body is {v, kid, header, epk, iv, ct}; docs/sync.md says how it is made, tests/vectors/seals.json shows it.
import { bytesOf } from './records.js';

const SEALING = 1;
const PURPOSE = 'observe/seal/v1';
const CURVE = { name: 'ECDH', namedCurve: 'P-256' };
const SHARED_BITS = 256;
const IV_BYTES = 12;

/**
 * The JSON text that is stored, hashed and sent instead of the body.
 * @param {string} body as `makeBody` wrote it, nonce and payload last
 * @param {{kid: string, point: string}} key the server's, its point in base64url
 * @param {{ephemeral?: CryptoKeyPair, iv?: Uint8Array}} [chance] given by tests alone
 * @returns {Promise<string>}
 */
export async function seal(body, { kid, point }, chance = {}) {
  const { nonce, payload, ...outside } = JSON.parse(body);
  const ephemeral = chance.ephemeral ?? (await crypto.subtle.generateKey(CURVE, false, ['deriveBits']));
  const iv = chance.iv ?? crypto.getRandomValues(new Uint8Array(IV_BYTES));
  const header = toBase64url(bytesOf(JSON.stringify(outside)));
  const epk = new Uint8Array(await crypto.subtle.exportKey('raw', ephemeral.publicKey));
  const key = await contentKey(ephemeral.privateKey, epk, fromBase64url(point));
  const algorithm = { name: 'AES-GCM', iv, additionalData: bytesOf(header) };
  const ct = await crypto.subtle.encrypt(algorithm, key, bytesOf(JSON.stringify({ nonce, payload })));
  const parts = { header, epk: toBase64url(epk), iv: toBase64url(iv), ct: toBase64url(new Uint8Array(ct)) };
  return JSON.stringify({ v: SEALING, kid, ...parts });
}

/** ECDH with the server's point, then HKDF over both points: a key for this one version. */
async function contentKey(privateKey, epk, point) {
  const server = await crypto.subtle.importKey('raw', point, CURVE, false, []);
  const shared = await crypto.subtle.deriveBits({ name: 'ECDH', public: server }, privateKey, SHARED_BITS);
  const base = await crypto.subtle.importKey('raw', shared, 'HKDF', false, ['deriveKey']);
  const salt = Uint8Array.of(...epk, ...point);
  const derivation = { name: 'HKDF', hash: 'SHA-256', salt, info: bytesOf(PURPOSE) };
  return crypto.subtle.deriveKey(derivation, base, { name: 'AES-GCM', length: 256 }, false, ['encrypt']);
}

/** Whether a parsed body is a sealed one. */
export function isSealed(body) {
  return typeof body?.ct === 'string' && typeof body.header === 'string';
}

/** What a sealed body says openly: everything but nonce and payload. */
export function headerOf(sealed) {
  return JSON.parse(new TextDecoder().decode(fromBase64url(sealed.header)));
}

/** @param {Uint8Array} bytes */
export function toBase64url(bytes) {
  const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** @param {string} text @returns {Uint8Array} */
export function fromBase64url(text) {
  return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (char) => char.charCodeAt(0));
}
