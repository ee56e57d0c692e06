// Sends what other people of this tablet have finished: their outbox, with their own device token, and nothing else.
import { isShared } from './people_here.js';
import { openStore } from './store.js';
import { Sync } from './sync.js';

const NOT_SENT = 'ready';

/** The outboxes of everybody here but one. No screen sees more of them than how many wait. */
export class Carrying {
  #appVersion;
  #onChange;
  /** @type {{id: string, store: import('./store.js').Store, sync: Sync}[]} */
  #carried = [];

  /** @param {{appVersion: string, onChange?: () => void}} given */
  constructor({ appVersion, onChange = () => {} }) {
    this.#appVersion = appVersion;
    this.#onChange = onChange;
  }

  /** @param {object} row of the device store @param {string|null} [except] who sends for themselves */
  async start(row, except = null) {
    for (const { id } of row.people) if (id !== except) await this.#carry(row, id);
  }

  /** How many observations of theirs are on this tablet alone. */
  async waiting() {
    const each = await Promise.all(this.#carried.map(({ store }) => store.versions()));
    return new Set(each.flat().filter(({ state }) => state === NOT_SENT).map(({ rid }) => rid)).size;
  }

  online = () => this.#carried.forEach(({ sync }) => sync.online());

  visible = () => this.#carried.forEach(({ sync }) => sync.visible());

  quiet = () => this.#carried.forEach(({ sync }) => sync.quiet());

  /** For good. */
  stop() {
    this.#carried.splice(0).forEach(end);
  }

  /** A store that ended takes no other along. */
  #drop(id) {
    this.#carried.filter((one) => one.id === id).forEach(end);
    this.#carried = this.#carried.filter((one) => one.id !== id);
  }

  async #carry(row, id) {
    const onProblem = () => this.#drop(id);
    const store = await this.#opened(row, id, onProblem);
    if (!store) return;
    const sync = new Sync(store, { appVersion: this.#appVersion, isCarrying: true, onChange: this.#onChange, onProblem });
    this.#carried.push({ id, store, sync });
    sync.start();
  }

  /** Null where the store does not open: its owner hears of it, not who happens to carry. */
  async #opened(row, id, onProblem) {
    try {
      return await openStore(id, { deviceId: row.device_id, isShared: isShared(row), onProblem });
    } catch {
      return null;
    }
  }
}

function end({ sync, store }) {
  sync.stop();
  store.close();
}
