// The new worker asks the windows of the notebook before it takes over, and only those.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { takeOver } from '../../../observe/static/js/worker/taking_over.js';

let skipped;
let windows;

beforeEach(() => {
  skipped = false;
  windows = [];
  globalThis.self = {
    clients: { matchAll: async () => windows },
    skipWaiting: async () => (skipped = true),
  };
});

/** A window that answers with `saved`; undefined: it sleeps. */
function open(path, saved) {
  const asked = [];
  windows.push({
    url: `https://observe.test${path}`,
    postMessage: ({ type }, [port]) => {
      asked.push(type);
      if (saved !== undefined) port.postMessage(saved);
      else port.close();
    },
  });
  return asked;
}

/** What the window that asked is told. */
async function ask() {
  const told = [];
  await takeOver({ ports: [{ postMessage: (answer) => told.push(answer) }] });
  return told;
}

test('with everything saved it takes over', async () => {
  const asked = [open('/capture', true), open('/capture/en', true)];
  assert.deepEqual(await ask(), [true]);
  assert.deepEqual(asked, [['save'], ['save']]);
  assert.ok(skipped);
});

test('one window that cannot save keeps the old program', async () => {
  open('/capture', true);
  open('/capture', false);
  assert.deepEqual(await ask(), [false]);
  assert.ok(!skipped);
});

test('an online page is not asked', async () => {
  const asked = open('/leadership/', false);
  assert.deepEqual(await ask(), [true]);
  assert.deepEqual(asked, []);
});

test('a window that sleeps is not waited for', { timeout: 10_000 }, async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  open('/capture', undefined);
  const asking = ask();
  await new Promise((resolve) => setImmediate(resolve));
  t.mock.timers.tick(3_000);
  assert.deepEqual(await asking, [true]);
});

test('a page of an older release, which brings no port, is obeyed too', async () => {
  await takeOver({ ports: [] });
  assert.ok(skipped);
});
