// Holds the draft of a screen, saves it as it changes, and says where the text is.

import { Autosave } from './autosave.js';

export class DraftKeeper {
  #autosave;
  #tellers = new Set();

  /** @param {import('./notebook.js').Notebook} notebook @param {object} draft as the store gave it */
  constructor(notebook, draft) {
    this.notebook = notebook;
    this.draft = draft;
    this.#autosave = new Autosave({
      save: () => notebook.store.saveDraft(this.draft),
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

  /** Changes the draft and saves it soon. @param {(draft: object) => void} change */
  change(change) {
    change(this.draft);
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
}
