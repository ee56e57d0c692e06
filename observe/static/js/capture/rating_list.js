// The ratings: a card per indicator in focus, its levels as one row, the words of the chosen level under it.

import { clone, fill, slot, toggle } from './dom.js';
import { giveReason, notesFor, rate, wantsEvidence } from './draft.js';
import { fillRating } from './rating_card.js';

const NOT_OBSERVED = 'not_observed';

export class RatingList {
  #place;
  #keeper;
  #rubric;
  #changed;

  /**
   * @param {HTMLElement} place
   * @param {import('./draft_keeper.js').DraftKeeper} keeper
   * @param {import('./rubric.js').Rubric} rubric
   * @param {() => void} changed
   */
  constructor(place, keeper, rubric, changed) {
    this.#place = place;
    this.#keeper = keeper;
    this.#rubric = rubric;
    this.#changed = changed;
  }

  /** One card for each indicator in focus, in the rubric's order. */
  draw() {
    const cards = this.#rubric.inOrder(this.#keeper.payload.focus).map((indicator) => this.#card(indicator));
    this.#place.replaceChildren(...cards);
    this.update();
  }

  /** The counts of notes and what is asked for, after notes or ratings changed. The field being typed in stays. */
  update() {
    for (const card of this.#place.children) this.#updateCard(card, card.dataset.indicator);
  }

  #card(indicator) {
    const card = fillRating(clone('rating'), indicator, this.#rubric, this.#keeper.notebook);
    const level = this.#keeper.payload.ratings[indicator.code]?.level;
    for (const input of card.querySelectorAll('input[type="radio"]')) {
      input.checked = input.value === String(level);
      input.addEventListener('click', () => this.#untick(input, indicator.code));
      input.addEventListener('change', () => this.#rate(indicator.code, input.value));
    }
    card.addEventListener('keydown', (event) => this.#clear(event, card, indicator.code));
    card.querySelector('.rating__foot').before(this.#reason(indicator.code));
    return card;
  }

  #rate(code, value) {
    this.#keeper.change((draft) => rate(draft, code, value === NOT_OBSERVED ? value : Number(value)));
    this.#keeper.save();
    this.#tell();
  }

  /** A tap on the level that was chosen already takes it away: a click comes before its change. */
  #untick(input, code) {
    if (String(this.#keeper.payload.ratings[code]?.level) === input.value) this.#take(input, code);
  }

  #clear(event, card, code) {
    if (!['Backspace', 'Delete'].includes(event.key) || event.target.type !== 'radio') return;
    const chosen = card.querySelector('input[type="radio"]:checked');
    if (chosen) this.#take(chosen, code);
  }

  #take(input, code) {
    input.checked = false;
    this.#keeper.change((draft) => rate(draft, code, null));
    this.#tell();
  }

  #tell() {
    this.update();
    this.#changed();
  }

  #reason(code) {
    const reason = clone('reason');
    reason.dataset.slot = 'reason-part';
    const field = slot(reason, 'reason');
    field.value = this.#keeper.payload.ratings[code]?.reason ?? '';
    slot(reason, 'give').addEventListener('click', () => {
      toggle(reason, 'field', true);
      field.focus();
    });
    field.addEventListener('input', () => this.#keeper.change((draft) => giveReason(draft, code, field.value)));
    return reason;
  }

  #updateCard(card, code) {
    const { say } = this.#keeper.notebook;
    const n = notesFor(this.#keeper.draft, code);
    fill(card, { notes: n ? say('n_notes', { n }) : say('no_notes') });
    const rating = this.#keeper.payload.ratings[code];
    const isAsked = wantsEvidence(this.#keeper.draft, code) || Boolean(rating?.reason);
    toggle(card, 'reason-part', isAsked);
    if (rating?.reason) toggle(card, 'field', true);
  }
}
