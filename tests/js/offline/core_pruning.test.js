// Settling and pruning by directed traces: when the bytes may leave the tablet, and everything that keeps them there.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { badge } from '../../../observe/static/js/offline/core.js';
import { ModelServer } from '../model/server.js';
import { Tablet } from '../model/tablet.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A tablet whose first pull is done. @param {number|null} pruneAfter 0 as on a shared tablet */
function olga(pruneAfter = 30 * DAY) {
  const server = new ModelServer();
  const tablet = new Tablet(server, { chance: () => 0.5, pruneAfter });
  tablet.pass(0);
  return { server, tablet };
}

/** One version that a backup has, an hour later. */
function settled(pruneAfter) {
  const { server, tablet } = olga(pruneAfter);
  const vid = tablet.save();
  tablet.pass(0);
  server.backUp();
  tablet.pass(HOUR);
  assert.equal(tablet.rows.get(vid).state, pruneAfter === 0 ? 'pruned' : 'settled');
  return { server, tablet, vid };
}

const stateOf = (tablet, vid) => tablet.rows.get(vid).state;
const keysOf = (tablet) => badge(tablet.state).map((line) => line.key);
const askedFor = (tablet) => tablet.requests.filter(({ kind }) => kind === 'inventory').length;

test('what no backup has stays on the tablet for good', () => {
  const { tablet } = olga(0);
  const vid = tablet.save();
  tablet.pass(40 * DAY);
  assert.equal(stateOf(tablet, vid), 'held');
  assert.ok(tablet.bodies.has(vid));
});

test('what is settled stays for as long as the municipality says, and its line stays after that', () => {
  const { server, tablet, vid } = settled();
  tablet.pass(29 * DAY);
  assert.ok(tablet.bodies.has(vid));
  tablet.pass(2 * DAY);
  assert.equal(stateOf(tablet, vid), 'pruned');
  assert.equal(tablet.bodies.has(vid), false);
  assert.ok(server.stored.has(vid));
  assert.deepEqual(keysOf(tablet), ['all_safe']);
});

test('a server that has not said how long lets a tablet keep everything', () => {
  const { tablet, vid } = settled(null);
  tablet.pass(400 * DAY);
  assert.equal(stateOf(tablet, vid), 'settled');
});

test('on a shared tablet the bytes go as soon as the server, asked, has them', () => {
  const { server, tablet } = olga(0);
  const vid = tablet.save();
  tablet.pass(0);
  server.backUp();
  tablet.pass(15 * MINUTE);
  assert.equal(stateOf(tablet, vid), 'pruned');
});

test('nothing is pruned by an answer to a push, however safe it says that it is', () => {
  const { server, tablet } = olga(0);
  const vid = tablet.save();
  server.through = { epoch: 'epoch-1', seq: 100 };
  tablet.answer();
  assert.equal(stateOf(tablet, vid), 'settled');
  assert.ok(tablet.bodies.has(vid));
  assert.equal(tablet.state.busy.kind, 'inventory');
});

test('what settles by the answer to an inventory waits for the next one', () => {
  const { server, tablet } = olga(0);
  const vid = tablet.save();
  tablet.pass(0);
  server.backUp();
  tablet.tell('asked', { inventory: true });
  assert.equal(tablet.state.busy.kind, 'inventory');
  tablet.answer();
  assert.equal(stateOf(tablet, vid), 'settled');
  assert.ok(tablet.bodies.has(vid));
  tablet.answer();
  assert.equal(stateOf(tablet, vid), 'pruned');
});

test('an inventory that does not find it sends it again instead', () => {
  const { server, tablet, vid } = settled();
  tablet.now += 30 * DAY;
  server.stored.delete(vid);
  tablet.tell('tick');
  tablet.answer();
  assert.ok(tablet.bodies.has(vid));
  assert.equal(tablet.meta.inventory.again, 1);
  tablet.pass(0);
  assert.ok(server.stored.has(vid));
});

test('other bytes under its vid prune nothing', () => {
  const { server, tablet, vid } = settled();
  server.stored.get(vid).sha256 = 'e'.repeat(64);
  tablet.pass(31 * DAY);
  assert.ok(tablet.bodies.has(vid));
  assert.equal(stateOf(tablet, vid), 'quarantined');
});

test('what is set aside is never pruned', () => {
  const { server, tablet } = olga(0);
  const vid = tablet.save('#unknown_teacher');
  tablet.pass(0);
  server.backUp();
  tablet.pass(40 * DAY);
  assert.equal(stateOf(tablet, vid), 'quarantined');
  assert.ok(tablet.bodies.has(vid));
});

test('settled in an epoch that is over prunes nothing: it waits for a backup of the present one', () => {
  const { server, tablet, vid } = settled();
  const backup = server.snapshot();
  tablet.save();
  tablet.pass(0);
  server.restore(backup);
  tablet.pass(31 * DAY);
  assert.notEqual(server.epoch, 'epoch-1');
  assert.equal(stateOf(tablet, vid), 'held');
  server.backUp();
  tablet.pass(31 * DAY);
  assert.equal(stateOf(tablet, vid), 'pruned');
});

test('a server that lost it and grew past its place in silence is found out by the question before pruning', () => {
  const { server, tablet } = olga(0);
  const before = server.snapshot();
  const vid = tablet.save();
  tablet.pass(0);
  server.backUp();
  tablet.fault = 'lost_before';
  server.restore(before);
  const other = new Tablet(server, { chance: () => 0.5, person: 'lena' });
  for (let i = 0; i < 9; i += 1) other.save();
  other.pass(0);
  server.backUp();
  tablet.quiesce();
  assert.ok(server.stored.has(vid));
  assert.equal(tablet.rows.get(vid).receipt.epoch, server.epoch);
  assert.notEqual(server.epoch, 'epoch-1');
});

test('between two pages of one inventory a new epoch prunes nothing of the first page twice over', () => {
  const { server, tablet, vid } = settled();
  tablet.tell('quiet');
  for (let i = 0; i < 2_005; i += 1) tablet.save();
  tablet.start();
  tablet.pass(HOUR);
  const backup = server.snapshot();
  tablet.save();
  tablet.pass(0);
  tablet.now += 30 * DAY;
  server.restore(backup);
  tablet.pass(HOUR);
  assert.ok(tablet.bodies.has(vid));
  assert.deepEqual(tablet.inState('pruned'), []);
});

test('the question is put once when something is ripe, and then daily as ever', () => {
  const { tablet } = settled(0);
  tablet.pass(DAY);
  const before = askedFor(tablet);
  tablet.pass(10 * DAY);
  assert.ok(askedFor(tablet) - before <= 11, String(askedFor(tablet) - before));
});

test('what was let go of and is then missing on the server is said, until it is there again', () => {
  const { server, tablet, vid } = settled(0);
  const kept = server.stored.get(vid);
  server.stored.delete(vid);
  tablet.tell('asked', { inventory: true });
  tablet.pass(0);
  assert.deepEqual(keysOf(tablet), ['missing']);
  assert.equal(stateOf(tablet, vid), 'pruned');
  server.stored.set(vid, kept);
  tablet.tell('asked', { inventory: true });
  tablet.pass(0);
  assert.deepEqual(keysOf(tablet), ['all_safe']);
});

test('a record that was erased is told to the tablet that let go of it, too', () => {
  const { server, tablet, vid } = settled(0);
  server.erase(vid);
  tablet.pass(HOUR);
  assert.equal(stateOf(tablet, vid), 'erased');
  assert.deepEqual(keysOf(tablet), ['erased']);
});

test('a clock that is put back lets nothing go early and stops nothing', () => {
  const { tablet, vid } = settled();
  tablet.now -= 100 * DAY;
  tablet.tell('tick');
  tablet.pass(100 * DAY);
  assert.equal(stateOf(tablet, vid), 'settled');
  tablet.pass(31 * DAY);
  assert.equal(stateOf(tablet, vid), 'pruned');
});
