// The key of one's own copies on a shared tablet, and the PIN that can bring it back without a network.
import { bytesOf } from './records.js';
import { fromBase64url, toBase64url } from './seal.js';

const KEY_BYTES = 32;
const IV_BYTES = 12;
const SALT_BYTES = 16;
/** Of PBKDF2: some half a second on a tablet, so that guessing offline costs that much a guess. */
const ITERATIONS = 600_000;
/** Shorter ones are guessed in an afternoon by who takes the tablet's disk. */
export const SHORTEST_PIN = 6;

/** @typedef {{iv: string, ct: string}} Hidden base64url, AES-256-GCM, tag appended */
/** @typedef {Hidden & {salt: string, iterations: number}} PinLock the key, hidden under a PIN */

/** @returns {string} 32 random bytes, base64url */
export function newOwnKey() {
  return toBase64url(random(KEY_BYTES));
}

/** @param {string} text @param {string} key @returns {Promise<Hidden>} */
export async function hide(text, key) {
  return encrypt(bytesOf(text), await aesKey(fromBase64url(key)));
}

/** @param {Hidden} hidden @returns {Promise<string|null>} null if it was hidden under another key */
export async function show(hidden, key) {
  const bytes = await decrypt(hidden, await aesKey(fromBase64url(key)));
  return bytes && new TextDecoder().decode(bytes);
}

/** @param {string} key @param {string} pin @returns {Promise<PinLock>} */
export async function lockWithPin(key, pin, iterations = ITERATIONS) {
  const salt = toBase64url(random(SALT_BYTES));
  return { salt, iterations, ...(await encrypt(fromBase64url(key), await pinKey(pin, { salt, iterations }))) };
}

/** @param {PinLock} lock @param {string} pin @returns {Promise<string|null>} the key, null if the PIN is another */
export async function openWithPin(lock, pin) {
  const bytes = await decrypt(lock, await pinKey(pin, lock));
  return bytes && toBase64url(bytes);
}

async function pinKey(pin, { salt, iterations }) {
  const base = await crypto.subtle.importKey('raw', bytesOf(pin), 'PBKDF2', false, ['deriveBits']);
  const derivation = { name: 'PBKDF2', hash: 'SHA-256', salt: fromBase64url(salt), iterations };
  return aesKey(await crypto.subtle.deriveBits(derivation, base, KEY_BYTES * 8));
}

function aesKey(bytes) {
  return crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt']);
}

async function encrypt(bytes, key) {
  const iv = random(IV_BYTES);
  const ct = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, bytes);
  return { iv: toBase64url(iv), ct: toBase64url(new Uint8Array(ct)) };
}

async function decrypt({ iv, ct }, key) {
  try {
    const algorithm = { name: 'AES-GCM', iv: fromBase64url(iv) };
    return new Uint8Array(await crypto.subtle.decrypt(algorithm, key, fromBase64url(ct)));
  } catch {
    return null; // the tag says that this is not the key
  }
}

const random = (n) => crypto.getRandomValues(new Uint8Array(n));
