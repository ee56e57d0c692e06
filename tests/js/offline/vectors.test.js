// The vectors in tests/vectors that both sides of the protocol execute: bytes, hashes, waits, answers, lines.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { longestWait } from '../../../observe/static/js/offline/backoff.js';
import { badgeLines } from '../../../observe/static/js/offline/outbox.js';
import { bytesOf, makeBody, sha256hex } from '../../../observe/static/js/offline/records.js';
import { initial, step } from '../../../observe/static/js/offline/core.js';
import { readWitness } from '../../../observe/static/js/offline/witness.js';

const vectors = (name) => JSON.parse(readFileSync(new URL(`../../vectors/${name}.json`, import.meta.url)));

for (const { name, fields, nonce, body, sha256, bytes } of vectors('bodies')) {
  test(`body: ${name}`, async () => {
    assert.equal(makeBody(fields, nonce), body);
    assert.equal(await sha256hex(body), sha256);
    assert.equal(bytesOf(body).length, bytes);
  });
}

test('back-off: the longest wait after each number of failures', () => {
  for (const { tries, longest_ms } of vectors('backoff')) assert.equal(longestWait(tries), longest_ms);
});

test('witness: epoch and seq are read, anything else is none', () => {
  const { signed, unreadable } = vectors('witnesses');
  for (const { epoch, seq, witness } of signed) assert.deepEqual(readWitness(witness), { epoch, seq });
  for (const text of unreadable) assert.equal(readWitness(text), null);
});

for (const { name, sent, batch_id, answer, expect } of vectors('push_answers')) {
  test(`push answer: ${name}`, () => {
    const marks = marksAfter(sent, batch_id, answer);
    for (const [i, { vid }] of sent.entries()) {
      const { state = 'ready', ...told } = marks.get(vid) ?? {};
      assert.equal(state, expect[i].state, vid);
      if (expect[i].receipt) assert.deepEqual(told.receipt, expect[i].receipt);
      if (expect[i].code) assert.equal(told.code, expect[i].code);
    }
  });
}

/** What the core would write after this answer to a push of these versions. @returns {Map<string, object>} by vid */
function marksAfter(sent, batch_id, answer) {
  const rows = sent.map((one, i) => ({ ...one, state: 'ready', device_seq: i, wire_bytes: 100, bytes: 90 }));
  const at = { now: 1, chance: 0.5 };
  const known = { witness: null, cursor: null, inventory: null, device_token: 'token', drafts: [] };
  const started = step(initial('olga'), { kind: 'started', ...at, ...known, rows });
  const { id } = started.effects.find((effect) => effect.kind === 'push');
  const answered = step(started.state, { kind: 'answered', ...at, id, answer, sent, batch_id, gzipped: false });
  const write = answered.effects.find((effect) => effect.kind === 'write_marks');
  return new Map((write?.marks ?? []).map((mark) => [mark.vid, mark.change]));
}

for (const { name, versions, drafts, lines } of vectors('badge_lines')) {
  test(`line: ${name}`, () => assert.deepEqual(badgeLines({ versions, drafts }), lines));
}
