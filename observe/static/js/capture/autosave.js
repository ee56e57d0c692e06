// Saves what is typed: 250 ms after the first change not yet saved, at once when asked; one save at a time, newest last.

/** Short enough that a dead battery costs a word, long enough for few writes. Typing on does not put a save off. */
export const DELAY_MS = 250;

/**
 * @typedef {object} Options
 * @property {() => Promise<void>} save resolves once the store's transaction is complete
 * @property {(state: 'waiting'|'saved'|'failed', problem?: Error) => void} tell
 * @property {typeof setTimeout} [setTimer]
 * @property {typeof clearTimeout} [clearTimer]
 * @property {() => number} [now] ms
 */
export class Autosave {
  #save;
  #tell;
  #setTimer;
  #clearTimer;
  #now;
  #timer = null;
  #changedSince = null;
  #running = null;

  /** @param {Options} options */
  constructor({ save, tell, setTimer, clearTimer, now }) {
    this.#save = save;
    this.#tell = tell;
    this.#setTimer = setTimer ?? ((...given) => setTimeout(...given));
    this.#clearTimer = clearTimer ?? ((timer) => clearTimeout(timer));
    this.#now = now ?? (() => performance.now());
  }

  /** Whether something typed is not yet on the tablet. */
  get isDirty() {
    return this.#changedSince !== null || this.#running !== null;
  }

  /** Something changed: save it soon. */
  changed() {
    this.#changedSince ??= this.#now();
    const waited = this.#now() - this.#changedSince;
    this.#clearTimer(this.#timer);
    this.#timer = this.#setTimer(() => this.flush(), Math.max(0, DELAY_MS - waited));
    this.#tell('waiting');
  }

  /** Save now whatever has changed. Resolves to whether everything is on the tablet. */
  async flush() {
    this.#clearTimer(this.#timer);
    while (this.isDirty) {
      this.#running ??= this.#run();
      if (!(await this.#running)) return false;
    }
    return true;
  }

  async #run() {
    const since = this.#changedSince;
    this.#changedSince = null;
    try {
      await this.#save();
      this.#running = null;
      if (!this.isDirty) this.#tell('saved');
      return true;
    } catch (problem) {
      this.#running = null;
      this.#changedSince ??= since;
      this.#tell('failed', problem);
      return false;
    }
  }
}
