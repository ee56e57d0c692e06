// The tools under the kind "counted": a choice of two, or the one that runs until it is put away as a note.

import { clone, slot } from './dom.js';
import { IntervalPanel, intervalSetup } from './interval_panel.js';
import { tallyPanel } from './tally_panel.js';
import { isEmpty, newTally, noteOf } from './tools.js';

export class ToolPanel {
  #place;
  #keeper;
  #add;
  #intervals = null;
  #isCounting = false;

  /**
   * @param {HTMLElement} place @param {import('./draft_keeper.js').DraftKeeper} keeper
   * @param {(note: object) => void} add told of the note that a tool became
   */
  constructor(place, keeper, add) {
    this.#place = place;
    this.#keeper = keeper;
    this.#add = add;
    // Enter in a field of the tools is no note.
    place.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && event.target.matches('input')) event.preventDefault();
    });
  }

  get #tool() {
    return this.#keeper.draft.screen.tool ?? null;
  }

  /** @param {boolean} isCounting whether the kind of the next note is "counted" */
  draw(isCounting) {
    this.#isCounting = isCounting;
    this.stop();
    const tool = this.#tool;
    if (tool) this.#show(this.#panelOf(tool));
    else if (isCounting) this.#show(this.#choice());
    else this.#show();
  }

  /** What was counted becomes a note, or goes if it is nothing. */
  putAway() {
    const tool = this.#tool;
    if (!tool) return;
    this.#keeper.change((draft) => (draft.screen.tool = null));
    if (!isEmpty(tool)) this.#add(noteOf(tool, this.#keeper.notebook.say));
    this.draw(this.#isCounting);
  }

  stop() {
    this.#intervals?.stop();
  }

  #show(...parts) {
    this.#place.replaceChildren(...parts);
    this.#place.hidden = parts.length === 0;
  }

  #panelOf(tool) {
    const putAway = () => this.putAway();
    if (tool.kind === 'tally') return tallyPanel(tool, this.#keeper, putAway);
    this.#intervals = new IntervalPanel(tool, this.#keeper, putAway);
    return this.#intervals.root;
  }

  #choice() {
    const root = clone('tool-choice');
    slot(root, 'tally').addEventListener('click', () => this.#begin(newTally()));
    slot(root, 'intervals').addEventListener('click', () =>
      this.#show(intervalSetup(this.#keeper, (timer) => this.#begin(timer), () => this.draw(true))));
    return root;
  }

  #begin(tool) {
    this.#keeper.change((draft) => (draft.screen.tool = tool));
    this.#keeper.save();
    this.draw(this.#isCounting);
    this.#place.querySelector('button:enabled')?.focus();
  }
}
