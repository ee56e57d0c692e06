// Holds the draft of a screen, saves it as it changes, and says where the text is.

import { Autosave } from './autosave.js';

export class DraftKeeper {
  #autosave;
  #tellers = new Set();
  /** The store did not take it, and it waits where a reload finds it again. */
  isHeld = false;

  /** @param {import('./notebook.js').Notebook} notebook @param {object} draft as the store gave it */
  constructor(notebook, draft) {
    this.notebook = notebook;
    this.draft = draft;
    this.#autosave = new Autosave({
      save: () => this.#store(),
      tell: (state, problem) => this.#tellers.forEach((tell) => tell(state, problem)),
    });
  }

  /** @param {(state: 'waiting'|'saved'|'failed', problem?: Error) => void} tell */
  onState(tell) {
    this.#tellers.add(tell);
  }

  get payload() {
    return this.draft.payload;
  }

  get isDirty() {
    return this.#autosave.isDirty;
  }

  /** Whether another window wrote in this draft, and the screen does not show it. */
  get isBehind() {
    return this.notebook.store.drafting.isBehind(this.draft.rid);
  }

  /** Changes the draft and saves it soon. @param {(draft: object) => void} change */
  change(change) {
    change(this.draft);
    this.isHeld = false;
    this.#autosave.changed();
  }

  /** Saves at once what has changed. @returns {Promise<boolean>} whether everything is on the tablet */
  save() {
    return this.#autosave.flush();
  }

  /** Saves in any case, for what was changed without being typed. */
  saveNow() {
    this.#autosave.changed();
    return this.#autosave.flush();
  }

  async #store() {
    const { store } = this.notebook;
    try {
      await store.saveDraft(this.draft);
      this.isHeld = false;
    } catch (problem) {
      this.isHeld = store.drafting.spill(this.draft, Date.now());
      throw problem;
    }
  }
}
