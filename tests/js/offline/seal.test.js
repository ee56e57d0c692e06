// Sealing: the bytes that both sides agree on, and that nothing but the server's key opens them.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { sha256hex } from '../../../observe/static/js/offline/records.js';
import { fromBase64url, headerOf, isSealed, seal } from '../../../observe/static/js/offline/seal.js';

const { server, sealed } = JSON.parse(readFileSync(new URL('../../vectors/seals.json', import.meta.url)));
const COORDINATE_BYTES = 32;

for (const vector of sealed) {
  test(`seal: ${vector.name}`, async () => {
    const chance = { ephemeral: await pairOf(vector.ephemeral), iv: fromBase64url(vector.iv) };
    const text = await seal(vector.body, server, chance);
    assert.equal(text, vector.sealed);
    assert.equal(await sha256hex(text), vector.sha256);
  });
}

test('sealing the same version twice gives other bytes, for the key of each is new', async () => {
  const [first, second] = [await seal(sealed[0].body, server), await seal(sealed[0].body, server)];
  assert.notEqual(JSON.parse(first).epk, JSON.parse(second).epk);
  assert.notEqual(JSON.parse(first).ct, JSON.parse(second).ct);
});

test('a sealed version says openly everything but payload and nonce', async () => {
  const body = JSON.parse(sealed[0].body);
  const text = await seal(sealed[0].body, server);
  const { nonce, payload, ...open } = body;
  assert.ok(isSealed(JSON.parse(text)) && !isSealed(body));
  assert.deepEqual(headerOf(JSON.parse(text)), open);
  assert.ok(payload.notes.length > 0 && !text.includes(nonce));
});

/** A key pair from its private number and its point. */
async function pairOf({ private: d, point }) {
  const curve = { name: 'ECDH', namedCurve: 'P-256' };
  const raw = fromBase64url(point);
  const [x, y] = [raw.slice(1, 1 + COORDINATE_BYTES), raw.slice(1 + COORDINATE_BYTES)].map((part) => Buffer.from(part).toString('base64url'));
  const jwk = { kty: 'EC', crv: 'P-256', d, x, y };
  return {
    privateKey: await crypto.subtle.importKey('jwk', jwk, curve, false, ['deriveBits']),
    publicKey: await crypto.subtle.importKey('raw', raw, curve, true, []),
  };
}
