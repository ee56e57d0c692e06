// The core over time: heartbeat, settling, inventories, a server that went back, drafts left lying, sign-in and out.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { badge } from '../../../observe/static/js/offline/core.js';
import { ModelServer } from '../model/server.js';
import { Tablet } from '../model/tablet.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

function olga() {
  const server = new ModelServer();
  const tablet = new Tablet(server, { chance: () => 0.5 });
  tablet.pass(0);
  return { server, tablet };
}

const keysOf = (tablet) => badge(tablet.state).map((line) => line.key);
const sentOf = (tablet, kind) => tablet.requests.filter((request) => request.kind === kind);

test('while something is merely held an empty push goes out every quarter of an hour', () => {
  const { tablet } = olga();
  tablet.save();
  tablet.pass(HOUR);
  assert.equal(sentOf(tablet, 'push').filter(({ vids }) => vids.length === 0).length, 4);
});

test('at the start, too, an empty push asks whether what is held is settled', () => {
  const { server, tablet } = olga();
  tablet.save();
  tablet.pass(0);
  server.backUp();
  tablet.start();
  tablet.pass(0);
  assert.equal(tablet.inState('settled').length, 1);
});

test('settled needs the epoch of the receipt and a seq that covers it', () => {
  const { server, tablet } = olga();
  const covered = tablet.save();
  tablet.pass(0);
  server.backUp();
  server.through.epoch = 'another';
  const later = tablet.save();
  tablet.pass(0);
  assert.deepEqual(tablet.inState('settled'), []);
  server.through = { epoch: 'epoch-1', seq: 1 };
  tablet.pass(HOUR);
  assert.deepEqual(tablet.inState('settled'), [covered]);
  assert.deepEqual(tablet.inState('held'), [later]);
});

test('the line says safe only when nothing is merely held', () => {
  const { server, tablet } = olga();
  tablet.save();
  tablet.pass(0);
  assert.deepEqual(keysOf(tablet), ['all_received']);
  server.backUp();
  tablet.pass(HOUR);
  assert.deepEqual(keysOf(tablet), ['all_safe']);
  tablet.save();
  tablet.pass(0);
  assert.deepEqual(keysOf(tablet), ['all_received']);
});

test('when nothing is held and nothing ready, nothing is pushed', () => {
  const { tablet } = olga();
  tablet.pass(6 * HOUR);
  assert.deepEqual(sentOf(tablet, 'push'), []);
});

test('an inventory is made daily, and what the server does not have is offered again', () => {
  const { server, tablet } = olga();
  const vid = tablet.save();
  tablet.pass(HOUR);
  const before = sentOf(tablet, 'inventory').length;
  server.stored.delete(vid);
  tablet.pass(25 * HOUR);
  assert.equal(sentOf(tablet, 'inventory').length, before + 1);
  assert.ok(server.stored.has(vid));
  assert.deepEqual(tablet.inState('held'), [vid]);
});

test('other bytes under the same vid on the server are pushed and land in quarantine', () => {
  const { server, tablet } = olga();
  const vid = tablet.save();
  tablet.pass(0);
  server.stored.get(vid).sha256 = 'e'.repeat(64);
  tablet.tell('asked', { inventory: true });
  tablet.pass(0);
  assert.equal(tablet.rows.get(vid).code, 'other_content');
  assert.equal(server.aside.size, 1);
});

test('the button says how many there are on both sides', () => {
  const { tablet } = olga();
  for (let i = 0; i < 3; i += 1) tablet.save();
  tablet.pass(0);
  tablet.tell('asked', { inventory: true });
  tablet.pass(0);
  const { here, there } = tablet.meta.inventory;
  assert.deepEqual({ here, there }, { here: 3, there: 3 });
});

test('after a restore of last night’s backup the tablet brings everything again', () => {
  const { server, tablet } = olga();
  tablet.save();
  tablet.pass(HOUR);
  const backup = server.snapshot();
  const later = [tablet.save(), tablet.save()];
  tablet.pass(HOUR);
  server.restore(backup);
  tablet.pass(HOUR);
  assert.notEqual(server.epoch, 'epoch-1');
  assert.ok(later.every((vid) => server.stored.has(vid)));
  assert.ok([...tablet.rows.values()].every((row) => row.receipt.epoch === server.epoch));
});

test('a server that went back and then past the old seq is found out as well', () => {
  const { server, tablet } = olga();
  const backup = server.snapshot();
  const vid = tablet.save();
  tablet.pass(0);
  server.restore(backup);
  const other = new Tablet(server, { chance: () => 0.5, person: 'lena' });
  for (let i = 0; i < 5; i += 1) other.save();
  other.pass(0);
  tablet.pass(HOUR);
  assert.ok(server.stored.has(vid));
});

test('what is settled before a new epoch is only held in it', () => {
  const { server, tablet } = olga();
  const vid = tablet.save();
  tablet.pass(0);
  server.backUp();
  tablet.pass(HOUR);
  assert.deepEqual(tablet.inState('settled'), [vid]);
  const backup = server.snapshot();
  tablet.save();
  tablet.pass(0);
  server.restore(backup);
  tablet.pass(HOUR);
  assert.equal(tablet.rows.get(vid).receipt.epoch, server.epoch);
  assert.deepEqual(tablet.inState('settled'), []);
});

test('what was repaired loses its flag by an answer with its hash', () => {
  const { server, tablet } = olga();
  const vid = tablet.save('#unknown_teacher');
  tablet.pass(0);
  assert.deepEqual(keysOf(tablet), ['set_aside']);
  server.repair(vid);
  tablet.pass(HOUR);
  assert.equal(tablet.rows.get(vid).state, 'held');
});

test('an erased record is told, and its line stays until it is seen', () => {
  const { server, tablet } = olga();
  const vid = tablet.save();
  tablet.pass(0);
  server.erase(vid);
  tablet.tell('asked', { inventory: true });
  tablet.pass(0);
  assert.deepEqual(keysOf(tablet), ['erased']);
  assert.equal(tablet.rows.get(vid).state, 'erased');
});

test('a draft untouched for twelve hours becomes a draft version at the first start, once', () => {
  const { tablet } = olga();
  const touched_at = tablet.now - 12 * HOUR;
  tablet.drafts = [
    { rid: 'lying', touched_at, versioned_at: null },
    { rid: 'fresh', touched_at: tablet.now - 11 * HOUR, versioned_at: null },
    { rid: 'versioned', touched_at, versioned_at: touched_at + HOUR },
    { rid: 'of tomorrow', touched_at: tablet.now + 12 * HOUR, versioned_at: null },
  ];
  tablet.start();
  assert.deepEqual(tablet.draftVersions, ['lying']);
});

test('an expired login stops the pull, and pushing goes on with the device token', () => {
  const { server, tablet } = olga();
  server.pull = () => null;
  const signedOut = { status: 401, json: { code: 'auth_required' } };
  tablet.fault = (carry) => {
    const json = carry();
    return json ? { status: 200, json } : signedOut;
  };
  const vid = tablet.save();
  tablet.pass(HOUR);
  assert.equal(tablet.rows.get(vid).state, 'held');
  assert.equal(tablet.state.login, 'needed');
  const pulls = sentOf(tablet, 'pull').length;
  tablet.pass(6 * HOUR);
  assert.equal(sentOf(tablet, 'pull').length, pulls);
});

test('a token that is no longer taken is asked for anew once the owner is signed in', () => {
  const { tablet } = olga();
  tablet.save();
  tablet.answer(() => ({ status: 401, json: { code: 'auth_required' } }));
  assert.equal(tablet.state.busy.kind, 'enrol');
  tablet.answer(() => ({ status: 200, json: { person: { id: 'olga' }, device_token: 'new' } }));
  tablet.pass(MINUTE);
  assert.equal(tablet.inState('held').length, 1);
});

test('an enrolment refused for a stale form token is tried again after a pull has brought a fresh one', () => {
  const { tablet } = olga();
  tablet.save();
  tablet.answer(() => ({ status: 401, json: { code: 'auth_required' } }));
  tablet.answer(() => ({ status: 400, json: { code: 'stale_form' } }));
  assert.equal(tablet.state.busy.kind, 'pull');
  tablet.pass(MINUTE);
  assert.equal(tablet.inState('held').length, 1);
});

test('a token made out to somebody else is not taken', () => {
  const { tablet } = olga();
  tablet.save();
  tablet.answer(() => ({ status: 401, json: { code: 'auth_required' } }));
  tablet.answer(() => ({ status: 200, json: { person: { id: 'lena' }, device_token: 'hers' } }));
  assert.equal(tablet.state.token, false);
});

test('a tablet reported stolen is silent until somebody signs in on it', () => {
  const { tablet } = olga();
  tablet.save();
  tablet.answer(() => ({ status: 403, json: { code: 'device_stolen' } }));
  const before = tablet.requests.length;
  tablet.pass(6 * HOUR);
  assert.equal(tablet.requests.length, before);
  assert.equal(tablet.inState('ready').length, 1);
  tablet.tell('signed_in');
  tablet.answer();
  assert.equal(tablet.state.busy.kind, 'enrol');
});

test('another person’s page is not written into this notebook', () => {
  const { tablet } = olga();
  const cursor = tablet.meta.cursor;
  tablet.person = 'lena';
  tablet.tell('asked');
  tablet.pass(0);
  assert.equal(tablet.state.login, 'other');
  assert.equal(tablet.meta.cursor, cursor);
});

test('a new epoch between two pages of an inventory begins it again: the first page spoke of another history', () => {
  const { server, tablet } = olga();
  const before = server.snapshot();
  tablet.tell('quiet');
  for (let i = 0; i < 2_001; i += 1) tablet.save();
  tablet.start();
  tablet.pass(0);
  tablet.tell('asked', { inventory: true });
  tablet.answer();
  assert.equal(tablet.state.asking.left.length, 1);
  server.restore(before);
  tablet.pass(HOUR);
  assert.equal(server.stored.size, 2_001);
});
