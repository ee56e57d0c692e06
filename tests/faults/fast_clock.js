// A clock that runs faster than the wall's and may be wrong: waits are as much shorter as it is faster.

/** After this long the tablet gives a request up (connection.js). Our server is no faster than it is. */
const GIVE_UP_MS = 30_000;
const GIVE_UP_SPEED = 5;

/** @param {number} speed 20: a minute of the code under test takes three seconds */
export function hurry(speed) {
  const realNow = Date.now.bind(Date);
  const realTimer = globalThis.setTimeout.bind(globalThis);
  const began = realNow();
  const clock = { skew: 0 };
  Date.now = () => Math.floor(began + (realNow() - began) * speed + clock.skew);
  const speedOf = (ms) => (ms === GIVE_UP_MS ? Math.min(speed, GIVE_UP_SPEED) : speed);
  globalThis.setTimeout = (work, ms = 0, ...given) => realTimer(work, ms / speedOf(ms), ...given);
  return clock;
}

/** A die that falls alike for the same seed, in place of Math.random. @param {number} seed */
export function throwDice(seed) {
  let state = (seed % 2147483646) + 1;
  Math.random = () => (state = (state * 16807) % 2147483647) / 2147483647;
}
