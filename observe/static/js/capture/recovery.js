// A store that ended under the page: what is typed is held, said, and the page loads itself again in a quiet moment.

import { mayReload } from '../offline/store/spill.js';
import { notice, way } from './dom.js';
import { codeOf } from './problem_code.js';

/** Nobody is interrupted in mid-word: so long nothing is typed or touched before the page loads itself again. */
export const QUIET_MS = 2_500;
/** Codes after which this page cannot reach the store any more, and a reload can. */
const ENDED = new Set(['lost', 'replaced']);
export const hasEnded = (problem) => ENDED.has(codeOf(problem));
const TYPING = ['input', 'keydown', 'pointerdown'];

export class Recovery {
  #frame;
  #page;
  #reload;
  #timer = null;
  #isUnderWay = false;

  /** @param {import('./frame.js').Frame} frame @param {Document} page @param {() => void} [reload] */
  constructor(frame, page, reload = () => location.reload()) {
    this.#frame = frame;
    this.#page = page;
    this.#reload = reload;
  }

  /** @param {unknown} problem any; only what a reload helps begins it */
  begin(problem) {
    if (this.#isUnderWay || !hasEnded(problem)) return;
    this.#isUnderWay = true;
    for (const kind of TYPING) this.#page.addEventListener(kind, () => this.#wait());
    this.#frame.save(); // fails, and by that holds what is typed
    this.#wait();
  }

  #wait() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#tryToReload(), QUIET_MS);
  }

  /** Typed text that is held nowhere stays on the screen until the person has taken it elsewhere. */
  async #tryToReload() {
    await this.#frame.save();
    const { current, isDirty } = this.#frame;
    if (isDirty && !current.isHeld?.()) return this.#wait();
    if (mayReload()) this.#reload();
  }
}

/** After the reload: what was held is saved, and the person is told. @param {import('./notebook.js').Notebook} notebook */
export async function restoreTyped({ store, frame, say }) {
  try {
    const drafts = await store.drafting.restore(Date.now());
    if (drafts.length === 0) return;
    const line = notice('calm', 'check', {
      ...{ strong: say('restored'), text: say('restored_do') },
      ways: [way(say('close_line'), { press: () => line.remove() })],
    });
    frame.line('restored', line);
  } catch (problem) {
    frame.broken(problem); // it is still held, and the draft shows it
  }
}
