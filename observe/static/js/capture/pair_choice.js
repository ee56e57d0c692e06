// Alone, or two observers of one lesson: one reads a code aloud, the other types it. Neither needs a network.

import { CODE_LENGTH, inHalves, makeCode, readTyped } from '../offline/pairing.js';
import { chip, fill, set, slot, toggle } from './dom.js';

const TWO = 'two';

export class PairChoice {
  #root;
  #say;
  #own;
  #before;

  /**
   * @param {HTMLElement} root @param {import('./notebook.js').Notebook} notebook
   * @param {object|null} draft one to put right: its code stands, and once it is locked nothing here can change
   */
  constructor(root, { say }, draft) {
    this.#root = root;
    this.#say = say;
    this.#before = draft?.payload.pair ?? null;
    this.#own = this.#before?.code ?? makeCode();
    toggle(root, 'pair-part', !this.#before?.lock);
    slot(root, 'alone-or-two').replaceChildren(...['alone', TWO].map((value) =>
      chip({ type: 'radio', name: 'pair', value, text: say(`pair_${value}`), checked: (value === TWO) === Boolean(this.#before) })));
    slot(root, 'alone-or-two').addEventListener('change', () => this.#draw());
    slot(root, 'pair-typed').addEventListener('input', () => this.#draw());
    slot(root, 'pair-typed').addEventListener('blur', () => this.#judge());
    this.#draw();
  }

  get #isPaired() {
    return this.#root.querySelector('[name="pair"]:checked')?.value === TWO;
  }

  get #typed() {
    return readTyped(slot(this.#root, 'pair-typed').value, CODE_LENGTH);
  }

  /** Whether there is nothing to put right before the visit begins. */
  get isRight() {
    return !this.#isPaired || [null, 'empty'].includes(this.#typed.fault);
  }

  /** What of the payload follows from the choice. @returns {{kind?: string, pair?: object|null}} */
  get value() {
    if (this.#before?.lock) return {};
    if (!this.#isPaired) return this.#before ? { kind: 'visit', pair: null } : {};
    const { text, fault } = this.#typed;
    return { kind: 'paired', pair: { code: fault === null ? text : this.#own, lock: null, told: null } };
  }

  /** Says in place what is wrong with the code, and goes there. */
  complain() {
    this.#judge();
    slot(this.#root, 'pair-typed').focus();
  }

  #draw() {
    toggle(this.#root, 'pair-more', this.#isPaired);
    const { text, fault } = this.#typed;
    fill(this.#root, {
      'pair-code': inHalves(fault === null ? text : this.#own),
      'pair-code-title': this.#say(fault === null ? 'pair_code_taken' : 'pair_code_own'),
    });
    if (this.isRight) this.#judge();
  }

  #judge() {
    const fault = this.isRight ? null : this.#typed;
    showFault(this.#root, 'pair-typed', fault && faultWords(this.#say, fault));
  }
}

/** What is wrong with a code or a word that was typed. */
export function faultWords(say, { fault, sign }) {
  return say(`pair_wrong_${fault}`, { sign });
}

/** Says under a field what is wrong with it, or takes it back. @param {string|null} words */
export function showFault(root, name, words) {
  toggle(root, `${name}-missing`, Boolean(words));
  fill(root, { [`${name}-words`]: words ?? '' });
  slot(root, `${name}-field`).classList.toggle('field--missing', Boolean(words));
  set(slot(root, name), { 'aria-invalid': words ? 'true' : null });
}
