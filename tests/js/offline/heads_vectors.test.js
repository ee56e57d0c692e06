// The vectors on heads: the tablet, which also has what was set aside, finds the heads that the server finds.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { headsOf } from '../../../observe/static/js/offline/graph.js';
import { summarise } from '../../../observe/static/js/offline/store/summary.js';

const vectors = JSON.parse(readFileSync(new URL('../../vectors/heads.json', import.meta.url)));

/** As the store keeps it. */
function rowOf({ vid, sha256, set_aside: isSetAside, ...said }) {
  const body = { rid: 'r', device_seq: 1, record_type: 'observation', stage: 'done', payload: {}, ...said };
  return summarise({ vid, sha256 }, body, isSetAside ? 'quarantined' : 'held');
}

for (const { name, versions, heads } of vectors) {
  test(`heads: ${name}`, () => {
    for (const order of [versions, versions.toReversed()]) {
      assert.deepEqual(headsOf(order.map(rowOf)).map(({ vid }) => vid), heads);
    }
  });
}

test('a record edited ten thousand times has one head', () => {
  const row = { stage: 'done', act: 'put' };
  const rows = Array.from({ length: 10_000 }, (_, n) => ({ ...row, vid: `${n}`, sha256: `${n}`, parents: [`${n - 1}`] }));
  assert.deepEqual(headsOf(rows).map(({ vid }) => vid), ['9999']);
});
