// Where typed text waits when the store has died under the page: two places that survive loading the page again.
//
// Measured in WebKitGTK with its network process killed (the one that keeps IndexedDB): what is put into sessionStorage
// and `history.state` after the kill survives the reload; what was put into sessionStorage shortly before it does not.
// That `history.state` also outlives a later kill is inferred (it lives in another process), not measured.
// `window.name` would survive, too, but goes along to other sites.

const NAME = 'observe:spilled';
const RELOADED = 'observe:reloaded';
/** What is in the store by now: each step of the browser's history keeps a state of its own, which may be older. */
const STORED = 'observe:stored';

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
  const all = spills();
  const before = all.find((one) => nameOf(one) === nameOf(given))?.at ?? 0;
  const at = Math.max(given.at, before + 1, (storedUntil()[nameOf(given)] ?? 0) + 1); // a clock may be put back
  return keep([...all.filter((one) => nameOf(one) !== nameOf(given)), { ...given, at }]);
}

/** What waits of one person, each draft once, as it was written last. @param {string} person @returns {Spill[]} */
export function spilledBy(person) {
  return spills().filter((one) => one.person === person);
}

/** Once it is in the store. */
export function forgetSpill(person, rid) {
  const all = spills();
  const stored = all.find((one) => nameOf(one) === nameOf({ person, draft: { rid } }));
  if (!stored) return;
  const until = JSON.stringify({ ...storedUntil(), [nameOf(stored)]: stored.at });
  attempt(() => sessionStorage.setItem(STORED, until));
  keep(all.filter((one) => one !== stored));
}

const nameOf = ({ person, draft }) => `${person} ${draft.rid}`;

/** Until which time what was spilled of a draft is stored, by its name. */
function storedUntil() {
  const text = attempt(() => sessionStorage.getItem(STORED));
  return typeof text === 'string' ? JSON.parse(text) : {};
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
  const until = storedUntil();
  const waiting = all.filter((one) => one.at > (until[nameOf(one)] ?? 0)).sort((a, b) => a.at - b.at);
  return [...new Map(waiting.map((one) => [nameOf(one), one])).values()];
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
