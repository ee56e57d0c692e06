// The core under random histories: saves, faults, hidden pages, crashes, restored servers, wrong clocks.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Watch } from '../model/promises.js';
import { ModelServer } from '../model/server.js';
import { FAULTS, Tablet } from '../model/tablet.js';

const RUNS = Number(process.env.OBSERVE_RUNS ?? 300);
const SEED = Number(process.env.OBSERVE_SEED ?? 20261124);
/** How often each state must be looked at; a shorter run, as with a planted bug, reaches each at least. */
const OFTEN = RUNS < 300 ? 0 : 20;
const LONGEST_MS = 26 * 3_600_000;

const TEXTS = ['', '', '', '#unknown_teacher', '#too_big', 'long '.repeat(20_000)];
const NAMES = Object.keys(FAULTS);

/** Each step: what is done to the world, by name. */
const STEPS = {
  save: ({ tablet, watch }, n) => watch.remember(tablet.save(TEXTS[n % TEXTS.length])),
  answer: ({ tablet }, n) => tablet.answer(NAMES[n % NAMES.length]),
  arrive: ({ tablet }) => tablet.answer('none'),
  weather: ({ tablet }, n) => (tablet.fault = NAMES[n % NAMES.length]),
  clear: ({ tablet }) => (tablet.fault = 'none'),
  pass: ({ tablet }, n) => tablet.pass(n % LONGEST_MS),
  hide: ({ tablet }) => tablet.tell('quiet'),
  show: ({ tablet }) => tablet.start(),
  crash: ({ tablet }) => tablet.start(),
  online: ({ tablet }) => tablet.tell('online'),
  tap: ({ tablet }, n) => tablet.tell('asked', { inventory: n % 2 === 0 }),
  clock: ({ tablet }, n) => (tablet.now += (n % 4_000_000_000) - 2_000_000_000),
  snapshot: (world) => (world.backup = world.server.snapshot()),
  restore: ({ server, backup }) => backup && server.restore(backup),
  back_up: ({ server }) => server.backUp(),
  night: ({ server, tablet }) => (server.backUp(), tablet.pass(9 * 3_600_000)),
  repair: ({ server }) => [...server.aside.values()].slice(0, 1).forEach(({ vid }) => server.repair(vid)),
  stubborn: ({ server, tablet }) => tablet.inState('ready').slice(0, 1).forEach((vid) => server.cannotStore.add(vid)),
  willing: ({ server }) => server.cannotStore.clear(),
  sign_out: ({ tablet }) => tablet.tell('signed_out'),
  sign_in: ({ tablet }) => tablet.tell('signed_in'),
};

const step = fc.tuple(fc.constantFrom(...Object.keys(STEPS)), fc.nat());
const pruneAfter = fc.constantFrom(null, 0, 3_600_000);
const history = fc.record({ steps: fc.array(step, { maxLength: 40, size: 'max' }), dice: fc.nat(), pruneAfter });

/** Plays a history and looks at the promises after every step. */
function play({ steps, dice, pruneAfter }) {
  let seed = (dice % 2147483646) + 1;
  const server = new ModelServer();
  const tablet = new Tablet(server, { pruneAfter, chance: () => (seed = (seed * 16807) % 2147483647) / 2147483647 });
  const world = { server, tablet, watch: new Watch(server, tablet), backup: null };
  for (const [name, n] of steps) {
    STEPS[name](world, n);
    world.watch.look();
  }
  return world;
}

/** Let go of: the server has it, or an older copy was put back there since, and then the tablet says so. */
function assertKeptOrSaid(server, tablet, vid) {
  assert.ok(server.stored.has(vid) || tablet.rows.get(vid).code === 'missing', vid);
}

test('what was called saved is never lost, and nothing is called received that is not', () => {
  const reached = new Map();
  const property = fc.property(history, (one) => {
    const { watch } = play(one);
    for (const [state, n] of watch.reached) reached.set(state, (reached.get(state) ?? 0) + n);
  });
  fc.assert(property, { numRuns: RUNS, seed: SEED });
  console.log('# states looked at:', Object.fromEntries(reached));
  for (const state of ['ready', 'held', 'settled', 'pruned', 'quarantined', 'too_big']) {
    assert.ok(reached.get(state) > OFTEN, `${state} was looked at ${reached.get(state)} times in ${RUNS} runs`);
  }
});

test('when the faults stop, everything reaches the server in bounded time, once', () => {
  const property = fc.property(history, (one) => {
    const { server, tablet, watch } = play(one);
    server.cannotStore.clear();
    tablet.tell('signed_in');
    tablet.start();
    tablet.fault = 'none';
    tablet.tell('asked');
    tablet.pass(26 * 3_600_000);
    assert.deepEqual(tablet.inState('ready', 'refused_here'), []);
    for (const vid of watch.saved.keys()) {
      const text = tablet.bodies.get(vid);
      if (text === undefined) {
        assertKeptOrSaid(server, tablet, vid);
        continue;
      }
      const copies = [...server.stored.values(), ...server.aside.values()].filter((kept) => kept.body === text);
      assert.equal(copies.length, text.includes('#too_big') ? 0 : 1, `${vid}: ${copies.length}`);
    }
  });
  fc.assert(property, { numRuns: RUNS, seed: SEED + 1 });
});

test('a restored server has everything again once the tablet was there', () => {
  const property = fc.property(history, fc.integer({ min: 1, max: 12 }), (one, later) => {
    const { server, tablet, watch } = play(one);
    tablet.tell('signed_in');
    tablet.start();
    tablet.fault = 'none';
    tablet.tell('asked');
    tablet.pass(0);
    const backup = server.snapshot();
    for (let i = 0; i < later; i += 1) watch.remember(tablet.save());
    tablet.quiesce();
    watch.look();
    server.cannotStore.clear();
    server.restore(backup);
    tablet.pass(2 * 3_600_000);
    const there = new Set([...server.stored.keys(), ...[...server.aside.values()].map((kept) => kept.vid)]);
    for (const vid of watch.saved.keys()) {
      if (!tablet.bodies.has(vid)) assertKeptOrSaid(server, tablet, vid);
      else if (!tablet.bodies.get(vid).includes('#too_big')) assert.ok(there.has(vid), vid);
    }
    watch.look();
  });
  fc.assert(property, { numRuns: RUNS, seed: SEED + 2 });
});

test('requests without any answer stay bounded by the hour', () => {
  const property = fc.property(fc.nat(), fc.integer({ min: 1, max: 200 }), (dice, versions) => {
    let seed = (dice % 2147483646) + 1;
    const tablet = new Tablet(new ModelServer(), { chance: () => (seed = (seed * 16807) % 2147483647) / 2147483647 });
    for (const fault of ['lost_before', 'error_before', 'html']) {
      tablet.fault = fault;
      for (let i = 0; i < versions; i += 1) tablet.save();
      tablet.pass(3_600_000);
      const before = tablet.requests.length;
      tablet.pass(3_600_000);
      assert.ok(tablet.requests.length - before < 150, `${fault}: ${tablet.requests.length - before}`);
    }
  });
  fc.assert(property, { numRuns: 50, seed: SEED });
});
