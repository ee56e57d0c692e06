// One request and what came back: an answer with a status, or nothing. What it is worth is decided in the core.

/** A request is given up after this long. */
const GIVE_UP_MS = 30_000;

/** Smaller bodies are not worth the time of compressing. */
const GZIP_FROM_BYTES = 8 * 1024;

/**
 * Fetches once. No redirect is followed and no cache is asked: only our server's own answer can come back.
 * @param {string} url
 * @param {RequestInit} request
 * @param {AbortSignal} [signal] gives it up
 * @returns {Promise<import('./core/failures.js').Answer|null>} null: no network, aborted, too slow, cut off
 */
export async function exchange(url, request, signal) {
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), GIVE_UP_MS);
  const giveUp = () => limit.abort();
  signal?.addEventListener('abort', giveUp);
  if (signal?.aborted) giveUp();
  const began = performance.now();
  try {
    const strict = { cache: 'no-store', credentials: 'same-origin', redirect: 'error', signal: limit.signal };
    const response = await fetch(url, { ...request, ...strict });
    const came = { took_ms: performance.now() - began, at: Date.now() }; // before a long page is read: for the clock
    const json = asJson(await response.text());
    return { status: response.status, json, retry_after_ms: retryAfter(response), ...came };
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', giveUp);
  }
}

/** An object, or null if the text is anything else: a page of HTML, half an answer. */
function asJson(text) {
  try {
    const value = JSON.parse(text);
    return value !== null && typeof value === 'object' ? value : null;
  } catch {
    return null;
  }
}

/** Retry-After in ms: seconds or a date. @returns {number} 0 if there is none */
function retryAfter(response) {
  const value = response.headers.get('Retry-After');
  if (value === null) return 0;
  const ms = /^\d+$/.test(value.trim()) ? Number(value) * 1_000 : Date.parse(value) - Date.now();
  return Number.isFinite(ms) ? Math.max(0, ms) : 0;
}

/**
 * A JSON body with its headers, compressed where it pays, is allowed and can be done.
 * @param {object} value
 * @param {boolean} gzip
 * @returns {Promise<{headers: Object<string, string>, body: string|ArrayBuffer, gzipped: boolean}>}
 */
export async function jsonBody(value, gzip) {
  const text = JSON.stringify(value);
  const headers = { 'Content-Type': 'application/json', Accept: 'application/json' };
  const isWorthIt = gzip && text.length >= GZIP_FROM_BYTES && globalThis.CompressionStream !== undefined;
  if (!isWorthIt) return { headers, body: text, gzipped: false };
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'));
  const body = await new Response(stream).arrayBuffer();
  return { headers: { ...headers, 'Content-Encoding': 'gzip' }, body, gzipped: true };
}
