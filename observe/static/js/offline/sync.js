// Runs the synchronisation: timers, fetch and the Web Lock around the core, which decides.

/**
 * @typedef {object} Status
 * @property {'unknown'|'reached'|'unreachable'} connection proved by content, not by what the browser believes
 * @property {boolean} sending a request is under way
 * @property {number|null} next_try_at ms since 1970
 * @property {'unknown'|'ok'|'needed'} login needed: pull waits for a sign-in; push goes on with the device token
 * @property {null|'device_stolen'|'other_person'} stopped
 * @property {object|null} other_person who signed in instead of this notebook's owner
 */

/** The server did not answer as our server does: no network, a portal's page, a redirect, a cut answer. */
export class Unreachable extends Error {}

/**
 * Who is signed in, by asking the server.
 * @returns {Promise<{person: object}|null>} null if nobody is
 * @throws {Unreachable}
 */
export async function whoIsSignedIn() {
  throw new Unreachable();
}

/** One notebook's synchronisation. Tell it what happens; it calls back. */
export class Sync {
  /**
   * @param {import('./store.js').Store} store
   * @param {{appVersion: string, onChange: () => void, onStatus: (status: Status) => void,
   *   onProblem: (problem: import('./store.js').StoreProblem) => void}} callbacks
   */
  constructor(store, { appVersion, onChange, onStatus, onProblem }) {
    this.store = store;
    this.callbacks = { appVersion, onChange, onStatus, onProblem };
  }

  /** Reads the store and begins. */
  async start() {}

  /** A version was made. @param {import('./store.js').Summary} summary */
  saved(summary) {}

  /** The person asked to try now. */
  ask() {}

  /** The browser says that there is a network again. */
  online() {}

  /** The page came to the front. */
  visible() {}

  /** The page is hidden or frozen: the request is given up, the lock released. */
  quiet() {}

  /** Somebody signed in: ask again what waited for it. */
  signedIn() {}

  /** The person signed out. */
  signedOut() {}

  /** For good. */
  stop() {}
}
