// The lock of a pair on the finish page: ratings as they stand before the two talk, and the words that show it.

import { inHalves, makeLock, readTyped, WORD_LENGTH, wordOf } from '../offline/pairing.js';
import { isSame } from '../offline/merging.js';
import { ask } from './ask.js';
import { fill, slot, toggle } from './dom.js';
import { faultWords, showFault } from './pair_choice.js';
import { sendable } from './sending.js';

export class PairLock {
  #root;
  #keeper;
  #tell;

  /** @param {HTMLElement} root @param {import('./draft_keeper.js').DraftKeeper} keeper @param {() => void} tell */
  constructor(root, keeper, tell) {
    this.#root = root;
    this.#keeper = keeper;
    this.#tell = tell;
    toggle(root, 'lock-part', Boolean(this.#pair));
    if (!this.#pair) return;
    slot(root, 'lock').addEventListener('click', () => this.#ask());
    slot(root, 'unpair').addEventListener('click', () => this.#askToUnpair());
    const field = slot(root, 'told');
    field.value = this.#pair.told ? inHalves(this.#pair.told) : '';
    field.addEventListener('input', () => this.#take(field.value));
    field.addEventListener('blur', () => this.#judge(field.value));
    this.#draw();
  }

  get #pair() {
    return this.#keeper.payload.pair ?? null;
  }

  #draw() {
    const { say, calendar } = this.#keeper.notebook;
    const { code, lock } = this.#pair;
    const { focus, ratings } = this.#keeper.payload;
    const n = focus.filter((indicator) => ratings[indicator]).length;
    toggle(this.#root, 'lock-open', !lock);
    toggle(this.#root, 'lock-shut', Boolean(lock));
    fill(this.#root, { 'pair-of': say('pair_of', { code: inHalves(code) }), 'lock-n': say('lock_n', { n, all: focus.length }) });
    fill(this.#root, { 'lock-title': say(lock ? 'locked_title' : 'lock_heading') });
    if (!lock) return;
    fill(this.#root, { 'lock-at': say('locked_at', { at: calendar.clock(lock.at) }), word: inHalves(wordOf(lock.commitment)) });
    toggle(this.#root, 'lock-changed', !isSame(levelsOf(this.#keeper.draft), lock.ratings));
  }

  #ask() {
    const { say } = this.#keeper.notebook;
    const hasRatings = Object.keys(levelsOf(this.#keeper.draft)).length > 0;
    toggle(this.#root, 'lock-empty', !hasRatings);
    if (!hasRatings) return;
    const words = { strong: say('lock_title'), text: say('lock_text'), yes: say('lock_yes') };
    ask(slot(this.#root, 'lock-ask'), words, () => this.#lock());
  }

  async #lock() {
    const { notebook, draft } = this.#keeper;
    const { rubric, payload } = draft;
    const { ratings } = sendable(draft);
    try {
      const made = { code: payload.pair.code, author: notebook.owner.id, rubric, ratings };
      const lock = await makeLock(made, notebook.now);
      this.#keeper.change((changed) => (changed.payload.pair = { ...changed.payload.pair, lock }));
      await this.#keeper.save();
      this.#draw();
      this.#tell();
      slot(this.#root, 'lock-title').focus();
      notebook.frame.speak(notebook.say('locked_spoken'));
    } catch (problem) {
      notebook.frame.broken(problem);
    }
  }

  /** The way out for a wrong code, and for a third who used it; the observation goes on as one's own. */
  #askToUnpair() {
    const { say } = this.#keeper.notebook;
    const words = { strong: say('unpair_title'), text: say('unpair_text'), yes: say('unpair_yes') };
    ask(slot(this.#root, 'unpair-ask'), words, () => {
      this.#keeper.change(({ payload }) => Object.assign(payload, { kind: 'visit', pair: null }));
      toggle(this.#root, 'lock-part', false);
      this.#tell();
    });
  }

  /** A word that is wrong is not kept: what travels is right, or nothing. */
  #take(typed) {
    const { text } = readTyped(typed, WORD_LENGTH);
    const told = this.#faultOf(typed) ? null : text;
    this.#keeper.change((draft) => (draft.payload.pair = { ...draft.payload.pair, told }));
    if (told) this.#judge(typed);
  }

  #judge(typed) {
    const { say } = this.#keeper.notebook;
    const fault = this.#faultOf(typed);
    const isNone = fault === null || fault.fault === 'empty';
    showFault(this.#root, 'told', isNone ? null : faultWords(say, fault));
  }

  #faultOf(typed) {
    const read = readTyped(typed, WORD_LENGTH);
    if (read.fault) return { ...read, fault: read.fault === 'length' ? 'word_length' : read.fault };
    return read.text === wordOf(this.#pair.lock.commitment) ? { fault: 'own' } : null;
  }
}

function levelsOf(draft) {
  return Object.fromEntries(Object.entries(sendable(draft).ratings).map(([code, { level }]) => [code, level]));
}
