// A clock that runs faster than the wall's and may be wrong: waits are as much shorter as it is faster.

/**
 * How fast a wait may run at most, by its length: a request is given up after 30 s (connection.js), and our server is no
 * faster than it is; a store that does not open in 4 s is blocked (store/schema.js), and neither is this machine.
 */
const FASTEST = { 30000: 5, 4000: 1 };

/** @param {number} speed 20: a minute of the code under test takes three seconds */
export function hurry(speed) {
  const realNow = Date.now.bind(Date);
  const realTimer = globalThis.setTimeout.bind(globalThis);
  const began = realNow();
  const clock = { skew: 0 };
  Date.now = () => Math.floor(began + (realNow() - began) * speed + clock.skew);
  const speedOf = (ms) => Math.min(speed, FASTEST[ms] ?? speed);
  globalThis.setTimeout = (work, ms = 0, ...given) => realTimer(work, ms / speedOf(ms), ...given);
  return clock;
}

/** A die that falls alike for the same seed, in place of Math.random. @param {number} seed */
export function throwDice(seed) {
  let state = (seed % 2147483646) + 1;
  Math.random = () => (state = (state * 16807) % 2147483647) / 2147483647;
}
