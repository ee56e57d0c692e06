// The vectors on merging: the tablet asks what the server asks, and joins what the server joins.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { differences, joined } from '../../../observe/static/js/offline/merging.js';

const vectors = JSON.parse(readFileSync(new URL('../../vectors/merging.json', import.meta.url)));

/** Nothing is an empty list, anything else a list of itself: JSON has no word for absent. */
const told = (value) => (value === undefined ? [] : [value]);

for (const { name, base, heads, fields: expected, last_taken: lastTaken } of vectors) {
  test(`merging: ${name}`, () => {
    const fields = differences(base, heads);
    const found = fields.map(({ path, values, joined: one, isOpen }) => ({
      path, values: values.map(told), joined: isOpen ? null : told(one),
    }));
    assert.deepEqual(found, expected);
    const last = joined(heads, fields, ({ values, joined: one, isOpen }) => (isOpen ? values.at(-1) : one));
    assert.deepEqual(last, lastTaken);
  });
}
