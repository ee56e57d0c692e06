// The first choice of a new observation: a visit to a teacher, or a walkthrough in which nobody is named.

import { chip, fill, slot, toggle } from './dom.js';
import { NOBODY } from './whom.js';

const NAMED_PARTS = ['whom-part', 'section-part', 'also-part', 'pair-part'];
/** Shown where the chosen teacher has them. */
const OF_TEACHER = ['last', 'sections', 'filled'];

export class VisitKind {
  isWalkthrough = false;
  #root;
  #notebook;
  /** What a walkthrough hid, for whoever goes back to a visit. */
  #hidden = [];

  /** @param {HTMLElement} root @param {import('./notebook.js').Notebook} notebook @param {() => void} tell of a change */
  constructor(root, notebook, tell) {
    this.#root = root;
    this.#notebook = notebook;
    const kinds = ['visit', 'walkthrough'].map((value) =>
      chip({ type: 'radio', name: 'kind', value, text: notebook.say(`begin_${value}`), checked: value === 'visit' }));
    slot(root, 'kinds').replaceChildren(...kinds);
    slot(root, 'kinds').addEventListener('change', ({ target }) => {
      this.#choose(target.value === 'walkthrough');
      tell();
    });
  }

  /** A draft keeps the kind it began with. */
  settle() {
    toggle(this.#root, 'kinds-part', false);
  }

  /** What the lesson of the draft says otherwise. */
  get lesson() {
    return this.isWalkthrough ? structuredClone(NOBODY) : {};
  }

  #choose(isWalkthrough) {
    this.isWalkthrough = isWalkthrough;
    for (const part of NAMED_PARTS) toggle(this.#root, part, !isWalkthrough);
    toggle(this.#root, 'nobody', isWalkthrough);
    if (isWalkthrough) this.#hidden = OF_TEACHER.filter((part) => !slot(this.#root, part).hidden);
    for (const part of this.#hidden) toggle(this.#root, part, !isWalkthrough);
    fill(this.#root, { heading: this.#notebook.say(isWalkthrough ? 'walkthrough_where' : 'whom_do_you_visit') });
  }
}
