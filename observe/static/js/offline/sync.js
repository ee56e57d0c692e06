// Runs the synchronisation: the clock, the network, the store and the Web Lock around the core, which decides.
import { initial, step } from './core.js';
import { EFFECTS } from './effects.js';
import { Requests } from './requests.js';
import { statusOf } from './status.js';
import { StoreProblem } from './store/problems.js';
import { Turn } from './turn.js';
import { wakeWorkerLater } from './wake_worker.js';

export { Unreachable, whoIsSignedIn } from './identity.js';

/** Events after which the store has something new to show. */
const CHANGES = ['marked', 'page_kept', 'offered', 'saved', 'token_kept'];

/** onChange: something in the store is new. onStatus: see status.js. onProblem: the store failed, the page must reload.
 * onIdle: nothing is due now. */
const UNHEARD = { onChange() {}, onStatus() {}, onProblem() {}, onIdle() {} };

/** One notebook's synchronisation. Tell it what happens; it calls back. */
export class Sync {
  #store;
  #requests;
  #turn;
  #callbacks;
  #state;
  #timer = null;
  #request = null;
  #isCarrying;

  /**
   * @param {import('./store.js').Store} store
   * @param {{appVersion: string, isCarrying?: boolean} & Partial<typeof UNHEARD>} callbacks isCarrying: of a notebook that
   *   is not open only what is finished is sent: no draft is looked at, and nothing is pulled
   */
  constructor(store, { appVersion, isCarrying = false, ...callbacks }) {
    this.#store = store;
    this.#requests = new Requests(store, appVersion);
    this.#callbacks = { ...UNHEARD, ...callbacks };
    this.#state = { ...initial(store.personId), login: isCarrying ? 'needed' : 'unknown' };
    this.#isCarrying = isCarrying;
    this.#turn = new Turn(store.personId, {
      onTurn: () => this.#guard(this.#resume()),
      onTold: (event) => this.#dispatch(event),
      onNews: (news) => this.#hear(news),
    });
  }

  get hasTurn() {
    return this.#turn.isOurs;
  }

  /** Waits for its turn, reads the store and begins. */
  start() {
    this.#turn.want();
  }

  /** A version was made. @param {import('./store.js').Summary|null} summary */
  saved(summary) {
    if (!summary) return;
    this.#turn.tell({ kind: 'saved', row: summary });
    this.#turn.spread({ kind: 'changed' });
    wakeWorkerLater();
  }

  /** The person asked to try now. @param {{inventory?: boolean}} [wish] inventory: count both sides too */
  ask = ({ inventory = false } = {}) => this.#turn.tell({ kind: 'asked', inventory });

  /** The browser says that there is a network again. */
  online = () => this.#turn.tell({ kind: 'online' });

  /** The page came to the front. */
  visible() {
    if (this.#turn.isOurs) this.#dispatch({ kind: 'visible' });
    else this.#turn.want();
  }

  /** The page is hidden or frozen: the request is given up, another window may have the turn. */
  quiet() {
    if (this.#turn.isOurs) this.#dispatch({ kind: 'quiet' });
    clearTimeout(this.#timer);
    this.#turn.release();
  }

  /** What waited for a sign-in is asked again. */
  signedIn = () => this.#turn.tell({ kind: 'signed_in' });

  /** What is ready is still sent. */
  signedOut = () => this.#turn.tell({ kind: 'signed_out' });

  /** For good. */
  stop() {
    this.quiet();
    this.#turn.close();
    this.#callbacks.onIdle();
  }

  async #resume() {
    const known = await this.#store.ledger.start();
    if (!this.hasTurn) return; // hidden again while the store was read
    this.#requests.useToken(known.device_token);
    this.#dispatch({ kind: 'started', ...known, ...(this.#isCarrying ? { drafts: [], login: 'needed' } : {}) });
  }

  #dispatch = (event) => {
    const { state, effects } = step(this.#state, { now: Date.now(), chance: Math.random(), ...event });
    this.#state = state;
    for (const effect of effects) this.#perform(effect);
    const status = { ...statusOf(state, Date.now()), clock: this.#requests.clock };
    this.#callbacks.onStatus(status);
    this.#turn.spread({ kind: 'status', status });
    if (!CHANGES.includes(event.kind)) return;
    this.#callbacks.onChange();
    this.#turn.spread({ kind: 'changed' });
  };

  #perform(effect) {
    if (effect.kind === 'wake') this.#wake(effect.at);
    else if (effect.kind === 'abort') this.#request?.abort();
    else this.#guard(EFFECTS[effect.kind](effect, this.#tools).then((event) => [event].flat().forEach(this.#dispatch)));
  }

  #wake(at) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#dispatch({ kind: 'tick' }), Math.max(0, at - Date.now()));
    this.#callbacks.onIdle();
  }

  /** A store that fails ends the synchronisation: the page says so and reloads. Nothing was acknowledged by it. */
  #guard(work) {
    work.catch((error) => {
      this.stop();
      if (!(error instanceof StoreProblem)) throw error;
      this.#callbacks.onProblem(error);
    });
  }

  /** From another window. */
  #hear({ kind, status }) {
    if (kind === 'changed') this.#callbacks.onChange();
    else if (!this.#turn.isOurs) this.#callbacks.onStatus(status);
  }

  /** What the effects may use. A new request can be given up on its own. */
  get #tools() {
    const { ledger } = this.#store;
    const makeDraftVersion = (rid) => this.#store.makeDraftVersion(rid);
    const signal = () => (this.#request = new AbortController()).signal;
    return { ledger, requests: this.#requests, makeDraftVersion, signal };
  }
}
