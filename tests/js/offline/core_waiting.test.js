// How long the core waits, and what makes it begin anew.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { longestWait, NO_WAIT, waitLonger } from '../../../observe/static/js/offline/backoff.js';
import { ModelServer } from '../model/server.js';
import { Tablet } from '../model/tablet.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

function offline(chance = () => 0.5) {
  const tablet = new Tablet(new ModelServer(), { chance });
  tablet.fault = 'lost_before';
  tablet.save();
  tablet.pass(0);
  return tablet;
}

test('the wait doubles to five minutes at most, and never ends trying', () => {
  assert.deepEqual([0, 1, 5, 9, 50].map(longestWait), [1_000, 2_000, 32_000, 300_000, 300_000]);
  assert.equal(waitLonger({ ...NO_WAIT, tries: 400 }, 0, 0.999999, 0).until, 299_999);
});

test('an hour without a network costs a bounded number of requests', () => {
  let seed = 7;
  const tablet = offline(() => (seed = (seed * 16807) % 2147483647) / 2147483647);
  tablet.pass(HOUR);
  assert.ok(tablet.requests.length > 5 && tablet.requests.length < 60, String(tablet.requests.length));
});

test('Retry-After is kept, whatever the chance, a tap or a reconnect say', () => {
  const tablet = new Tablet(new ModelServer(), { chance: () => 0 });
  tablet.fault = 'too_many';
  tablet.save();
  tablet.answer();
  const before = tablet.requests.length;
  for (const kind of ['asked', 'online', 'visible', 'tick']) tablet.tell(kind);
  tablet.pass(119_000);
  assert.equal(tablet.requests.length, before);
  tablet.pass(2_000);
  assert.ok(tablet.requests.length > before);
});

test('a tap tries at once, a reconnect within twenty seconds', () => {
  const tablet = offline();
  tablet.pass(HOUR);
  const tapped = tablet.requests.length;
  tablet.tell('asked');
  assert.equal(tablet.requests.length, tapped + 1);
  tablet.pass(HOUR);
  const before = tablet.requests.length;
  tablet.tell('online');
  assert.equal(tablet.requests.length, before);
  assert.equal(tablet.wakeAt - tablet.now, 10_000);
});

test('a clock that is put back does not stop the sending', () => {
  const tablet = offline();
  tablet.pass(HOUR);
  tablet.fault = 'none';
  tablet.now = 0;
  tablet.tell('tick');
  tablet.pass(HOUR);
  assert.equal(tablet.inState('held').length, 1);
});

test('coming back to the page asks again only if the last pull is older than a minute', () => {
  const tablet = new Tablet(new ModelServer(), { chance: () => 0.5 });
  tablet.pass(0);
  const pulls = () => tablet.requests.filter(({ kind }) => kind === 'pull').length;
  assert.equal(pulls(), 1);
  tablet.tell('visible');
  tablet.pass(0);
  assert.equal(pulls(), 1);
  tablet.pass(2 * MINUTE);
  tablet.tell('visible');
  tablet.pass(0);
  assert.equal(pulls(), 2);
});

test('one exchange at a time, and what waits is sent when its turn comes', () => {
  const tablet = new Tablet(new ModelServer(), { chance: () => 0.5 });
  const vid = tablet.save();
  assert.equal(tablet.requests.length, 1);
  tablet.pass(0);
  assert.equal(tablet.rows.get(vid).state, 'held');
});

test('a clock that is put back does not stop what is due by the hour', () => {
  const tablet = new Tablet(new ModelServer(), { chance: () => 0.5 });
  tablet.save();
  tablet.pass(0);
  tablet.now -= 100 * 24 * 60 * MINUTE;
  tablet.tell('tick');
  const before = tablet.requests.length;
  tablet.pass(60 * MINUTE);
  const kinds = new Set(tablet.requests.slice(before).map(({ kind }) => kind));
  assert.deepEqual([...kinds].sort(), ['inventory', 'pull', 'push']);
});
