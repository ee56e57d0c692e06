// The vectors on settling and pruning: one version, one answer to an inventory, and what the tablet makes of it.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { initial, step } from '../../../observe/static/js/offline/core.js';

const VID = '0193579c-2a00-7000-8000-0000000000f1';
const SHA256 = 'a'.repeat(64);
const vectors = JSON.parse(readFileSync(new URL('../../vectors/pruning.json', import.meta.url)));

/** As a server signs it; nobody checks the signature here. */
const witness = (epoch) => `${Buffer.from(JSON.stringify({ epoch, seq: 9, chain: 'c' })).toString('base64url')}.s`;

function answerOf({ present, epoch, durable_through: seq }) {
  const said = { present: [{ vid: VID, seq: 7 }], missing: [] };
  const frame = { proto: 1, witness: witness(epoch), durable_through: seq === null ? null : { epoch, seq } };
  return { ...frame, ...(present ? said : { present: [], missing: [VID] }), differing: [], erased: [] };
}

for (const { name, prune_after_ms, now, row, answer, expect } of vectors) {
  test(`pruning: ${name}`, () => {
    const full = { vid: VID, rid: 'r', sha256: SHA256, device_seq: 1, made_at: now - 1, code: null, seen: false, ...row };
    const known = { witness: witness(row.receipt.epoch), cursor: null, inventory: null, device_token: 't', drafts: [] };
    const at = { now, chance: 0.5 };
    const started = step(initial('olga'), { kind: 'started', ...at, ...known, rows: [full], prune_after_ms });
    const kind = started.state.busy.kind;
    const idle = { ...started.state, busy: null, pushed_at: now, pulled_at: now };
    const asked = kind === 'inventory' ? started : step(idle, { kind: 'asked', ...at, inventory: true });
    const { id } = asked.effects.find((effect) => effect.kind === 'inventory');
    const answered = step(asked.state, { kind: 'answered', ...at, id, answer: { status: 200, json: answerOf(answer) } });
    const [mark] = answered.effects.find((effect) => effect.kind === 'write_marks').marks;
    const after = { ...full, ...mark.change };
    assert.deepEqual([after.state, after.receipt?.epoch ?? null], [expect.state, expect.epoch]);
    if (expect.code) assert.equal(after.code, expect.code);
  });
}
