// Ids, text and lists as the tablet makes them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { latestRecords, placeOf } from '../../../observe/static/js/offline/outbox.js';
import {
  makeBody,
  makeNonce,
  sha256hex,
  uuid7,
  wellFormed,
  wellFormedText,
} from '../../../observe/static/js/offline/records.js';

test('an id is a UUIDv7 of its time, also in 1970 and before', () => {
  assert.match(uuid7(), /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.equal(uuid7(0x0193579c2a00).slice(0, 13), '0193579c-2a00');
  assert.equal(uuid7(-5).slice(0, 13), '00000000-0000');
});

test('a nonce is 16 bytes in base64url', () => {
  assert.match(makeNonce(), /^[A-Za-z0-9_-]{22}$/);
});

test('text is well-formed with and without the browser’s own function', () => {
  const own = String.prototype.toWellFormed;
  const part = fc.constantFrom('a', 'æ', '\ud83d', '\udc69', '👩', '\u0000');
  const typed = fc.array(part).map((parts) => parts.join(''));
  const property = fc.property(typed, (text) => {
    String.prototype.toWellFormed = undefined;
    const without = wellFormedText(text);
    String.prototype.toWellFormed = own;
    assert.equal(without, own.call(text));
    assert.equal(wellFormedText(text), without);
  });
  fc.assert(property);
});

test('a body has the same bytes when it is read and written again, whatever was typed', async () => {
  const fields = { rid: 'r', parents: [], record_type: 'observation', act: 'put', stage: 'done', author: 'a' };
  const rest = { device_id: 'd', device_seq: 1, rubric: null, observed_at: 't', tz: 'z' };
  await fc.assert(
    fc.asyncProperty(fc.jsonValue(), async (typed) => {
      const body = makeBody({ ...fields, ...rest, payload: { typed } }, 'n');
      assert.deepEqual(JSON.parse(body).payload, JSON.parse(JSON.stringify({ typed: wellFormed(typed) })));
      const decoded = new TextDecoder('utf-8', { fatal: true }).decode(new TextEncoder().encode(body));
      assert.equal(await sha256hex(decoded), await sha256hex(body));
    }),
  );
});

const row = (vid, more) => ({
  ...{ vid, rid: 'r', parents: [], stage: 'done', act: 'put', made_at: 1, sha256: vid, state: 'held', lesson: {} },
  ...more,
});

test('a record is shown by its head; draft versions stand beside it', () => {
  const versions = [row('a'), row('b', { parents: ['a'], made_at: 2 }), row('c', { stage: 'draft', made_at: 3 })];
  const [line] = latestRecords(versions, {});
  assert.deepEqual([line.vid, line.place], ['b', 'received']);
});

test('a change that only this tablet has is said before what the server says of the record', () => {
  const record = { state: { shared_at: 'then', acknowledged_at: 'later' } };
  assert.equal(placeOf(row('a'), record), 'read');
  assert.equal(placeOf(row('a', { state: 'ready' }), record), 'ready');
  assert.equal(placeOf(row('a', { state: 'settled' }), { state: { shared_at: 'then' } }), 'shared');
  assert.equal(placeOf(row('a', { act: 'withdraw' }), record), 'withdrawn');
});

test('a withdrawal is listed under the lesson that it withdrew', () => {
  const put = row('a', { lesson: { teacher_name: 'Tom' } });
  const versions = [put, row('b', { act: 'withdraw', parents: ['a'], lesson: { teacher_name: '' } })];
  const [line] = latestRecords(versions, {});
  assert.deepEqual([line.vid, line.place, line.lesson.teacher_name], ['b', 'withdrawn', 'Tom']);
});

test('of two heads the one that stands is shown, and both are counted', () => {
  const versions = [row('a', { act: 'withdraw', made_at: 9 }), row('b', { heads: 2 })];
  const [line] = latestRecords(versions, {});
  assert.deepEqual([line.vid, line.n_heads], ['b', 2]);
});

test('of several heads the same is shown as on the server: put, then depth, then sha256', () => {
  const shown = (...versions) => latestRecords(versions, {})[0].vid;
  assert.equal(shown(row('b', { made_at: 9 }), row('a')), 'a');
  assert.equal(shown(row('a'), row('b'), row('c', { parents: ['b'] })), 'c');
  assert.equal(shown(row('d', { parents: ['not here'] }), row('a')), 'd');
  assert.equal(shown(row('x', { parents: ['y'] }), row('y', { parents: ['x'] })), 'x');
});
