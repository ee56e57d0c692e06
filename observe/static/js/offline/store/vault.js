// What a tablet keeps of a finished text: on a shared one sealed for the server, with a copy that only the unlocked
// notebook reads. Locking forgets the copy's key: what a PIN does not bring back, the next pull does.
import { hide, lockWithPin, newOwnKey, openWithPin, show } from '../own_key.js';
import { headerOf, seal } from '../seal.js';
import { readPart } from './bundle.js';
import { read, write } from './transaction.js';

/** The key while the notebook is open; the key under a PIN, where the person set one. */
const OWN_KEY = 'own_key';
const PIN_LOCK = 'pin_lock';
/** The next pull is to begin from nothing; a page that did so ends it. */
export const PULL_ANEW = 'pull_anew';

/**
 * A row of `bodies`: `body` is what travels, or null for a copy from another tablet that is only kept hidden.
 * `own` is the text hidden under the own key; `opened` the text of a sealed body, on a tablet that need not hide it.
 * @typedef {{vid: string, body: string|null, own?: import('../own_key.js').Hidden|null, opened?: string}} Stored
 */

/** What a sealed body says openly: all but nonce and payload; empty for a hidden copy. @param {Stored} stored */
export function openPart({ body }) {
  return body === null ? {} : headerOf(JSON.parse(body));
}

export class Vault {
  #db;
  #isShared;
  /** Settings of the newest page, which is about to be stored. */
  #told = null;
  /** A key that is gone again was forgotten by a lock, in this window or another: then none is made. */
  #hadKey = false;

  /** @param {import('idb').IDBPDatabase} db @param {{isShared?: boolean}} tablet */
  constructor(db, { isShared = false } = {}) {
    this.#db = db;
    this.#isShared = isShared;
  }

  /** Whether texts are hidden here. @returns {Promise<boolean>} */
  async isHiding() {
    const settings = this.#told ?? (await readPart(this.#db, 'settings'));
    const wish = settings?.sealing ?? 'never';
    return wish === 'always' || (wish === 'shared' && this.#isShared);
  }

  /**
   * A version just made, as it is stored. Unsealed where nothing is to be hidden, or no key to seal to ever came.
   * @param {string} text
   * @returns {Promise<Omit<Stored, 'vid'>>}
   */
  async kept(text) {
    const key = (await this.isHiding()) ? await this.#sealKey() : null;
    return key ? { body: await seal(text, key), own: await this.#hidden(text) } : { body: text };
  }

  /**
   * A version that a pull brought back, as it is stored.
   * @param {{body: string, opened?: string}} version
   * @returns {Promise<Omit<Stored, 'vid'>>}
   */
  async keptCopy({ body, opened }) {
    if (!(await this.isHiding())) return opened === undefined ? { body } : { body, opened };
    return { body: opened === undefined ? null : body, own: await this.#hidden(opened ?? body) };
  }

  /** @param {Stored} stored @returns {Promise<string|null>} the text of its body; null while it cannot be read here */
  async text({ body, own, opened }) {
    if (opened !== undefined) return opened;
    if (own === undefined) return body;
    const key = own && (await this.#meta(OWN_KEY));
    return key ? show(own, key) : null;
  }

  /**
   * Called as the notebook opens, and with every page. Where there is no key, or it was forgotten and no PIN brought it
   * back, one is made: that PIN leads nowhere any more, and the next pull begins from nothing, to hide or bring back
   * every text.
   */
  async ready() {
    if (this.#hadKey || !(await this.isHiding())) return;
    const fresh = newOwnKey();
    await write(this.#db, ['meta'], async (tx) => {
      this.#hadKey = true;
      if (await tx.store.get(OWN_KEY)) return;
      await Promise.all([tx.store.put(fresh, OWN_KEY), tx.store.delete(PIN_LOCK), tx.store.put(true, PULL_ANEW)]);
    });
  }

  /** A page is about to be stored: what it says of sealing holds for its own texts too. */
  heed({ parts, content } = {}) {
    this.#told = content?.[parts?.settings] ?? this.#told;
    return this.ready();
  }

  /** Forgets the key: nothing hidden can be read until it is back. */
  lock() {
    return write(this.#db, ['meta'], (tx) => tx.store.delete(OWN_KEY));
  }

  /** @returns {Promise<boolean>} whether a PIN opens this notebook */
  async hasPin() {
    return (await this.#meta(PIN_LOCK)) !== null;
  }

  /** @param {string} pin of an open notebook, which has its key */
  async setPin(pin) {
    const lock = await lockWithPin(await this.#meta(OWN_KEY), pin);
    await write(this.#db, ['meta'], (tx) => tx.store.put(lock, PIN_LOCK));
  }

  dropPin() {
    return write(this.#db, ['meta'], (tx) => tx.store.delete(PIN_LOCK));
  }

  /** @param {string} pin @returns {Promise<boolean>} whether it was the right one; then the texts can be read again */
  async unlock(pin) {
    const lock = await this.#meta(PIN_LOCK);
    const key = lock && (await openWithPin(lock, pin));
    if (key) await write(this.#db, ['meta'], (tx) => tx.store.put(key, OWN_KEY));
    return Boolean(key);
  }

  async #sealKey() {
    const part = await readPart(this.#db, 'seal_keys');
    const point = part?.keys?.[part.current];
    return point ? { kid: part.current, point } : null;
  }

  /** Null in a locked notebook that lends itself for one observation: nothing is to be read there afterwards. */
  async #hidden(text) {
    const key = await this.#meta(OWN_KEY);
    return key ? hide(text, key) : null;
  }

  async #meta(name) {
    return (await read(this.#db, ['meta'], (tx) => tx.store.get(name))) ?? null;
  }
}
