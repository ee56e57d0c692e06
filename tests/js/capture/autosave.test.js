// When a change reaches the store: 250 ms after the last one, at once when asked, never two saves at a time.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Autosave, DELAY_MS } from '../../../observe/static/js/capture/autosave.js';

/** A clock and timers that a test moves by hand, and a store whose saves it ends itself. */
function bench() {
  const told = [];
  const saves = [];
  let now = 0;
  let timer = null;
  const autosave = new Autosave({
    save: () => new Promise((resolve, reject) => saves.push({ resolve, reject })),
    tell: (state) => told.push(state),
    setTimer: (run, ms) => (timer = { run, at: now + ms }),
    clearTimer: () => (timer = null),
    now: () => now,
  });
  const pass = (ms) => {
    now += ms;
    if (timer && timer.at <= now) {
      const { run } = timer;
      timer = null;
      run();
    }
  };
  return { autosave, told, saves, pass, settle: () => new Promise((resolve) => setImmediate(resolve)) };
}

test('a change is saved 250 ms after it', () => {
  const { autosave, saves, pass } = bench();
  autosave.changed();
  pass(DELAY_MS - 1);
  assert.equal(saves.length, 0);
  pass(1);
  assert.equal(saves.length, 1);
  assert.equal(DELAY_MS, 250);
});

test('typing on does not put the save off: a dead battery costs a quarter of a second at most', () => {
  const { autosave, saves, pass } = bench();
  for (let i = 0; i < 3; i += 1) {
    autosave.changed();
    pass(100);
  }
  assert.equal(saves.length, 1);
});

test('saved is told only when the store has completed', async () => {
  const { autosave, told, saves, settle } = bench();
  autosave.changed();
  autosave.flush();
  await settle();
  assert.deepEqual(told, ['waiting']);
  assert.equal(autosave.isDirty, true);
  saves[0].resolve();
  await settle();
  assert.deepEqual(told, ['waiting', 'saved']);
  assert.equal(autosave.isDirty, false);
});

test('what changes during a save is saved after it, and only then told as saved', async () => {
  const { autosave, told, saves, settle } = bench();
  autosave.changed();
  autosave.flush();
  autosave.changed();
  saves[0].resolve();
  await settle();
  assert.equal(saves.length, 2);
  assert.ok(!told.includes('saved'));
  saves[1].resolve();
  await settle();
  assert.equal(told.at(-1), 'saved');
});

test('two who ask at once share one save', async () => {
  const { autosave, saves, settle } = bench();
  autosave.changed();
  const both = [autosave.flush(), autosave.flush()];
  assert.equal(saves.length, 1);
  saves[0].resolve();
  assert.deepEqual(await Promise.all(both), [true, true]);
  await settle();
  assert.equal(saves.length, 1);
});

test('a failed save is told, stays dirty, and is tried again when asked', async () => {
  const { autosave, told, saves, settle } = bench();
  autosave.changed();
  const first = autosave.flush();
  saves[0].reject(new Error('full'));
  assert.equal(await first, false);
  assert.equal(told.at(-1), 'failed');
  assert.equal(autosave.isDirty, true);
  const second = autosave.flush();
  saves[1].resolve();
  assert.equal(await second, true);
  await settle();
  assert.equal(told.at(-1), 'saved');
});

test('with nothing changed there is nothing to save', async () => {
  const { autosave, saves } = bench();
  assert.equal(await autosave.flush(), true);
  assert.equal(saves.length, 0);
});
