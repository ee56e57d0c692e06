// The histories that tablet and server share (tests/vectors/traces.json), as far as the models know their steps.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Watch } from '../model/promises.js';
import { ModelServer } from '../model/server.js';
import { Tablet } from '../model/tablet.js';

const TRACES = JSON.parse(readFileSync(new URL('../../vectors/traces.json', import.meta.url)));
const QUARTER_MS = 15 * 60_000;

/** As in tests/proof/world.py: Olga's, Lena's, Olga's on Lena's tablet, Liam's. */
const PEOPLE = ['olga', 'lena', 'olga', 'liam'];

/** In the order of tests/proof/faults.py, those that the histories name by number. */
const ANSWERS = { 2: 'lost_after', 3: 'twice' };

class World {
  server = new ModelServer();
  copies = [];
  #notebooks = PEOPLE.map((person, i) => {
    const tablet = new Tablet(this.server, { chance: () => 0.5, person, seq: 1_000 * i, pruneAfter: 0 });
    const watch = new Watch(this.server, tablet);
    tablet.pass(0);
    return { tablet, watch };
  });

  at = (n) => this.#notebooks[n % PEOPLE.length];

  look() {
    for (const { watch } of this.#notebooks) watch.look();
  }

  reached(state) {
    return this.#notebooks.some(({ watch }) => watch.reached.has(state));
  }

  quiesce() {
    for (const { tablet } of this.#notebooks) {
      tablet.tell('signed_in');
      tablet.quiesce();
    }
  }

  /** 1 and 12: what no tablet let go of is on the server, once and with its bytes. */
  assertNothingLost() {
    for (const { tablet, watch } of this.#notebooks) {
      for (const vid of watch.saved.keys()) assert.ok(this.server.stored.has(vid) || this.server.erased.has(vid), vid);
      assert.deepEqual(tablet.inState('ready'), []);
    }
  }
}

/** Each step: what is done to the world. Its number says which notebook, and which copy or fault. */
const STEPS = {
  save: ({ at }, n) => at(n).watch.remember(at(n).tablet.save()),
  push: ({ at }, n) => hurry(at(n).tablet),
  pull: ({ at }, n) => hurry(at(n).tablet),
  pass: ({ at }, n) => at(n).tablet.pass(QUARTER_MS),
  prune: ({ at }, n) => at(n).tablet.pass(QUARTER_MS),
  inventory: ({ at }, n) => hurry(at(n).tablet, { inventory: true }),
  twice: ({ at }, n) => hurry(at(n).tablet, {}, 'twice'),
  answer: ({ at }, n) => hurry(at(n).tablet, {}, ANSWERS[Math.floor(n / PEOPLE.length)]),
  sign_out: ({ at }, n) => at(n).tablet.tell('signed_out'),
  sign_in: ({ at }, n) => at(n).tablet.tell('signed_in'),
  snapshot: ({ copies, server }) => copies.push(server.snapshot()),
  back_up: ({ copies, server }) => (server.backUp(), copies.push(server.snapshot())),
  restore: ({ copies, server }, n) => server.restore(copies[n % copies.length]),
};

/** A tap on the button, and its answers under a fault. */
function hurry(tablet, wish = {}, fault = 'none') {
  tablet.fault = fault;
  tablet.tell('asked', wish);
  tablet.pass(0);
  tablet.fault = 'none';
}

/** The model's server judges by no rubric: it knows sound versions alone, which the numbers below four make. */
const isKnown = ([name, n]) => name in STEPS && (name !== 'save' || n < PEOPLE.length);
const isPlayable = ({ steps }) => steps.every(isKnown);
const OF_ROWS = ['ready', 'held', 'pruned'];

for (const { name, steps, reached } of TRACES.filter(isPlayable)) {
  test(name, () => {
    const world = new World();
    for (const [step, n] of steps) {
      STEPS[step](world, n);
      world.look();
    }
    world.quiesce();
    world.look();
    world.assertNothingLost();
    for (const state of reached.filter((one) => OF_ROWS.includes(one))) assert.ok(world.reached(state), state);
    assert.equal(world.server.epoch !== 'epoch-1', reached.includes('rollback proven'));
  });
}

test('most of the shared histories can be played by the models', () => {
  assert.ok(TRACES.filter(isPlayable).length >= 8, String(TRACES.filter(isPlayable).length));
});
