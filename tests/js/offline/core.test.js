// The core by directed traces: each a way in which comparable tools lost observations.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { badge, unsent } from '../../../observe/static/js/offline/core.js';
import { ModelServer } from '../model/server.js';
import { FAULTS, Tablet } from '../model/tablet.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** A tablet whose first pull is done. */
function olga(options = {}) {
  const server = new ModelServer();
  const tablet = new Tablet(server, { chance: () => 0.5, ...options });
  tablet.pass(0);
  return { server, tablet };
}

const keysOf = (tablet) => badge(tablet.state).map((line) => line.key);

test('what is saved is sent and held with its receipt', () => {
  const { server, tablet } = olga();
  const vid = tablet.save();
  tablet.pass(0);
  assert.deepEqual(tablet.rows.get(vid).receipt, { epoch: 'epoch-1', seq: 1 });
  assert.equal(tablet.rows.get(vid).state, 'held');
  assert.ok(server.stored.has(vid));
});

for (const fault of Object.keys(FAULTS).filter((name) => !['none', 'twice'].includes(name))) {
  test(`nothing is held after the fault ${fault}, and everything once it is over`, () => {
    const { server, tablet } = olga();
    tablet.fault = fault;
    const vids = [tablet.save(), tablet.save('#unknown_teacher')];
    tablet.pass(0);
    assert.deepEqual(tablet.inState('held', 'settled', 'quarantined'), []);
    tablet.quiesce();
    assert.deepEqual(tablet.inState('held'), [vids[0]]);
    assert.deepEqual(tablet.inState('quarantined'), [vids[1]]);
    assert.equal(server.stored.size, 1);
  });
}

test('the answer lost after delivery makes no second copy', () => {
  const { server, tablet } = olga();
  tablet.fault = 'lost_after';
  const vid = tablet.save();
  tablet.pass(MINUTE);
  tablet.quiesce();
  assert.deepEqual(tablet.inState('held'), [vid]);
  assert.equal(server.feed.filter((entry) => entry.kind === 'stored').length, 1);
});

test('an answer to one version changes that one alone, whatever is saved meanwhile', () => {
  const { tablet } = olga();
  const first = tablet.save();
  const second = tablet.save();
  tablet.answer();
  assert.equal(tablet.rows.get(first).state, 'held');
  assert.equal(tablet.rows.get(second).state, 'ready');
});

test('an answer that comes after the page was hidden counts for nothing', () => {
  const { tablet } = olga();
  tablet.save();
  const answerLate = tablet.hang();
  tablet.tell('quiet');
  answerLate();
  assert.deepEqual(tablet.inState('held'), []);
  tablet.tell('started', { ...tablet.meta, rows: [...tablet.rows.values()], drafts: [] });
  const { busy } = tablet.state;
  answerLate();
  assert.equal(tablet.state.busy, busy);
  tablet.pass(0);
  assert.equal(tablet.inState('held').length, 1);
});

test('what was saved while the store was read at the start is sent, too', () => {
  const { tablet } = olga();
  tablet.tell('quiet');
  const readBefore = [...tablet.rows.values()];
  const vid = tablet.save();
  tablet.tell('saved', { row: tablet.rows.get(vid) });
  tablet.tell('started', { ...tablet.meta, rows: readBefore, drafts: [] });
  tablet.pass(0);
  assert.deepEqual(tablet.inState('held'), [vid]);
});

test('a window that gets its turn again does not believe an old word that nobody is signed in', () => {
  const { tablet } = olga();
  tablet.tell('signed_out');
  tablet.tell('quiet');
  tablet.tell('started', { ...tablet.meta, rows: [], drafts: [] });
  assert.notEqual(tablet.state.login, 'needed');
});

test('after a crash in mid-push everything not held is sent again', () => {
  const { server, tablet } = olga();
  const vid = tablet.save();
  tablet.start();
  tablet.pass(0);
  assert.deepEqual(tablet.inState('held'), [vid]);
  assert.equal(server.stored.size, 1);
});

test('one bad version changes no other one, by position', () => {
  const { tablet } = olga();
  tablet.tell('quiet');
  const texts = ['', '#too_big', '', '#invalid_field', ''];
  const vids = texts.map((text) => tablet.save(text));
  tablet.start();
  tablet.pass(0);
  const states = vids.map((vid) => tablet.rows.get(vid).state);
  assert.deepEqual(states, ['held', 'too_big', 'held', 'quarantined', 'held']);
});

test('what the server cannot store now waits on its own and blocks nobody', () => {
  const { server, tablet } = olga();
  const stubborn = tablet.save();
  server.cannotStore.add(stubborn);
  tablet.pass(0);
  const other = tablet.save();
  tablet.pass(0);
  assert.equal(tablet.rows.get(stubborn).state, 'ready');
  assert.equal(tablet.rows.get(other).state, 'held');
  server.cannotStore.clear();
  tablet.quiesce();
  assert.deepEqual(unsent(tablet.state), []);
});

test('a batch that breaks the server is halved until the one that does it stands alone', () => {
  const { server, tablet } = olga();
  tablet.tell('quiet');
  const vids = Array.from({ length: 50 }, () => tablet.save());
  const poison = vids[20];
  const push = server.push.bind(server);
  server.push = (request) => {
    if (request.versions.some((version) => version.vid === poison)) throw new Error('poison');
    return push(request);
  };
  tablet.fault = (carry) => {
    try {
      return FAULTS.none(carry);
    } catch {
      return { status: 500, json: null };
    }
  };
  tablet.start();
  tablet.pass(4 * HOUR);
  assert.deepEqual(tablet.inState('ready'), [poison]);
  assert.equal(tablet.inState('held').length, 49);
});

test('a single version that our server refuses as a request is kept and said, and a tap tries it again', () => {
  const { tablet } = olga();
  tablet.fault = () => ({ status: 400, json: { code: 'not_json', detail: 'no' } });
  const vid = tablet.save();
  tablet.pass(0);
  assert.equal(tablet.rows.get(vid).state, 'refused_here');
  assert.deepEqual(keysOf(tablet), ['refused']);
  tablet.fault = 'none';
  tablet.tell('asked');
  tablet.pass(0);
  assert.equal(tablet.rows.get(vid).state, 'held');
});

test('after 415 nothing is compressed until the next start', () => {
  const { tablet } = olga();
  tablet.fault = 'no_gzip';
  tablet.save();
  tablet.answer();
  assert.equal(tablet.state.gzip, false);
  tablet.quiesce();
  assert.equal(tablet.inState('held').length, 1);
  tablet.start();
  assert.equal(tablet.state.gzip, true);
});

test('a batch carries at most 50 versions and 256 KiB, a longer version goes alone', () => {
  const { tablet } = olga();
  tablet.tell('quiet');
  for (let i = 0; i < 60; i += 1) tablet.save();
  tablet.save('x'.repeat(100_000));
  tablet.save('y'.repeat(100_000));
  tablet.save('z'.repeat(300_000));
  tablet.start();
  tablet.pass(0);
  const pushes = tablet.requests.filter(({ kind, vids }) => kind === 'push' && vids.length > 0);
  const sizes = pushes.map(({ vids }) => vids.length);
  assert.deepEqual(sizes, [50, 12, 1]);
});
