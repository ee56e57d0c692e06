// The witness: the server's signed word on how far its history goes. The tablet reads it, but cannot check it.

/**
 * Epoch and seq of a witness `base64url(JSON).base64url(signature)`.
 * @param {unknown} text
 * @returns {{epoch: string, seq: number}|null} null if it cannot be read
 */
export function readWitness(text) {
  try {
    const [claims] = text.split('.');
    const bytes = Uint8Array.from(atob(claims.replaceAll('-', '+').replaceAll('_', '/')), (char) => char.charCodeAt(0));
    const { epoch, seq } = JSON.parse(new TextDecoder().decode(bytes));
    return typeof epoch === 'string' && Number.isSafeInteger(seq) ? { epoch, seq } : null;
  } catch {
    return null; // not a witness of ours: the caller decides what that means
  }
}

/**
 * The one to keep: of two of one epoch the farther (it proves that the server went back), else the later told.
 * @param {string|null} kept @param {string} told
 */
export function newerWitness(kept, told) {
  const [before, after] = [readWitness(kept), readWitness(told)];
  if (!after) return kept;
  return before?.epoch === after.epoch && before.seq > after.seq ? kept : told;
}
