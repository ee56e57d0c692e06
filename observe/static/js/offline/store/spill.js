// Where typed text waits when the store has died under the page: two places that survive loading the page again.
//
// Measured in WebKitGTK with its network process killed (the one that keeps IndexedDB): what is put into sessionStorage
// afterwards survives the reload, what was put there shortly before the kill does not; `history.state` lives in another
// process and survives both. `window.name` would too, but goes along to other sites.

const NAME = 'observe:spilled';
const RELOADED = 'observe:reloaded';

/** A page that loads itself again does so once in this time: a store that stays dead must not turn in circles. */
const RELOAD_APART_MS = 60_000;

/**
 * @typedef {object} Spill
 * @property {string} person
 * @property {import('./drafts.js').Draft} draft as it stood on the screen
 * @property {object} base what the window knew to be stored, to join the two
 * @property {number} at ms since 1970
 */

/** Keeps a draft for the time after the reload. @param {Spill} spill @returns {boolean} whether it is kept anywhere */
export function spill(given) {
  const others = spills().filter(({ person, draft }) => person !== given.person || draft.rid !== given.draft.rid);
  return keep([...others, given]);
}

/** What waits of one person, each draft once, as it was written last. @param {string} person @returns {Spill[]} */
export function spilledBy(person) {
  return spills().filter((one) => one.person === person);
}

/** Once it is in the store. */
export function forgetSpill(person, rid) {
  keep(spills().filter((one) => one.person !== person || one.draft.rid !== rid));
}

/** Whether the page may load itself again now; if so, that is noted. */
export function mayReload(now = Date.now()) {
  const last = Number(attempt(() => sessionStorage.getItem(RELOADED))) || 0;
  if (Math.abs(now - last) < RELOAD_APART_MS) return false;
  return attempt(() => sessionStorage.setItem(RELOADED, String(now))) !== FAILED;
}

function spills() {
  const both = [attempt(() => sessionStorage.getItem(NAME)), attempt(() => globalThis.history?.state?.[NAME])];
  const all = both.flatMap((text) => (typeof text === 'string' ? JSON.parse(text) : []));
  const newest = new Map();
  for (const one of all.sort((a, b) => a.at - b.at)) newest.set(`${one.person} ${one.draft.rid}`, one);
  return [...newest.values()];
}

function keep(all) {
  const text = JSON.stringify(all);
  const [name, state] = [NAME, all.length ? text : null];
  const kept = [
    attempt(() => (state ? sessionStorage.setItem(name, state) : sessionStorage.removeItem(name))),
    attempt(() => globalThis.history.replaceState({ ...globalThis.history.state, [name]: state }, '')),
  ];
  return kept.some((result) => result !== FAILED);
}

const FAILED = Symbol('failed');

/** Either place may be closed to us, or full: the other one is why there are two. */
function attempt(act) {
  try {
    return act();
  } catch {
    return FAILED;
  }
}
