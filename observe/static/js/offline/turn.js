// One window at a time sends for a person: a Web Lock, and a channel by which the other windows tell and hear.

/** Name of the lock, also taken by the worker's background sync. @param {string} personId */
export const lockName = (personId) => `push:${personId}`;

/**
 * Whose turn it is. What is told reaches the window that has the turn; news reach all the others.
 * Without Web Locks (an old browser) every window has the turn: the server takes each version once anyway.
 */
export class Turn {
  #name;
  #channel;
  #onTurn;
  #waiting = null;
  #release = null;

  /**
   * @param {string} personId
   * @param {{onTurn: () => void, onTold: (event: object) => void, onNews: (news: object) => void}} callbacks
   */
  constructor(personId, { onTurn, onTold, onNews }) {
    this.#name = lockName(personId);
    this.#onTurn = onTurn;
    this.#channel = new BroadcastChannel(`observe:${personId}`);
    this.#channel.onmessage = ({ data: { told, news } }) => {
      if (told && this.isOurs) onTold(told);
      if (news) onNews(news);
    };
    this.onTold = onTold;
  }

  get isOurs() {
    return this.#release !== null;
  }

  /** Waits for the turn; `onTurn` is called when it comes. */
  want() {
    if (this.isOurs || this.#waiting) return;
    if (!navigator.locks) {
      this.#release = () => {};
      this.#onTurn();
      return;
    }
    const waiting = new AbortController();
    this.#waiting = waiting;
    const held = () => this.#hold();
    navigator.locks.request(this.#name, { signal: waiting.signal }, held).catch(() => {}); // given up while waiting
  }

  /** Another window may have it. */
  release() {
    this.#waiting?.abort();
    this.#waiting = null;
    this.#release?.();
    this.#release = null;
  }

  /** An event for the window that has the turn, which may be this one. */
  tell(event) {
    if (this.isOurs) this.onTold(event);
    else this.#channel?.postMessage({ told: event });
  }

  /** News for the other windows. */
  spread(news) {
    this.#channel?.postMessage({ news });
  }

  /** For good: what comes to an end later is told to nobody. */
  close() {
    this.release();
    this.#channel?.close();
    this.#channel = null;
  }

  #hold() {
    this.#waiting = null;
    return new Promise((resolve) => {
      this.#release = resolve;
      this.#onTurn();
    });
  }
}
