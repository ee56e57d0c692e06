// Makes versions for one window, and the same one only once: a second tap on "Done" gets what the first made.
import { makeVersion } from './making.js';

export class Maker {
  #home;
  #drafts;
  /** What was asked for, as text → promise of its summary. */
  #made = new Map();

  /** @param {object} home see making.js @param {import('./drafts.js').Drafts} drafts */
  constructor(home, drafts) {
    this.#home = home;
    this.#drafts = drafts;
  }

  /**
   * @param {import('./making.js').Making} making
   * @param {number} now ms since 1970
   * @returns {Promise<import('./summary.js').Summary>} of an earlier call, if that asked for exactly the same
   */
  make(making, now) {
    const { draft, act, stage, payload = draft.payload } = making;
    const asked = JSON.stringify([draft.rid, draft.parents, act, stage, payload]);
    if (!this.#made.has(asked)) this.#made.set(asked, this.#make(making, now, asked));
    return this.#made.get(asked);
  }

  async #make(making, now, asked) {
    const { rid } = making.draft;
    try {
      const summary = await makeVersion(this.#home, making, now, (stored) => this.#drafts.isStale(rid, stored));
      if (making.stage === 'done' && !making.leavesDraft) this.#drafts.forget(rid);
      return summary;
    } catch (problem) {
      this.#made.delete(asked); // nothing was made: the next tap tries again
      throw problem;
    }
  }
}
