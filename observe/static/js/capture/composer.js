// The field under the thumb: text, kind and tags of the next note. All of it is saved while one types.

import { chip, slot } from './dom.js';
import { EMPTY_COMPOSER } from './draft.js';
import { ToolPanel } from './tool_panel.js';

export const KINDS = ['saw', 'heard', 'counted'];

/** Radios for the kind of a note. */
export function kindChips({ say }, name, chosen) {
  return KINDS.map((kind) =>
    chip({ type: 'radio', name, value: kind, text: say(`kind_${kind}`), checked: kind === chosen }));
}

/** Checkboxes for the indicators a note tells about. @param {{code, short}[]} indicators */
export function tagChips(indicators, name, chosen) {
  return indicators.map(({ code, short }) =>
    chip({ type: 'checkbox', name, value: code, text: short, checked: chosen.includes(code) }));
}

/** The values of the checked inputs in a place. */
export function checkedIn(place) {
  return [...place.querySelectorAll('input:checked')].map((input) => input.value);
}

export class Composer {
  #root;
  #keeper;
  #add;

  /**
   * @param {HTMLFormElement} root with the slots evidence, kinds and tags
   * @param {import('./draft_keeper.js').DraftKeeper} keeper
   * @param {(note: {text: string, kind: string, indicators: string[]}) => void} add
   */
  constructor(root, keeper, add) {
    this.#root = root;
    this.#keeper = keeper;
    this.#add = add;
    root.addEventListener('submit', (event) => this.#submit(event));
    root.addEventListener('input', () => this.#remember());
    this.tools = new ToolPanel(slot(root, 'tools'), keeper, (note) => this.#add({ indicators: this.#value.indicators, ...note }));
    slot(root, 'kinds').addEventListener('change', () => this.tools.draw(this.#value.kind === 'counted'));
    slot(root, 'evidence').addEventListener('keydown', (event) => this.#enter(event));
    slot(root, 'evidence').addEventListener('blur', () => keeper.save());
  }

  /** Draws the chips for the present focus and what was typed before. */
  draw(indicators) {
    const { text, kind, indicators: chosen } = this.#keeper.draft.screen.composer ?? EMPTY_COMPOSER;
    slot(this.#root, 'evidence').value = text;
    slot(this.#root, 'kinds').replaceChildren(...kindChips(this.#keeper.notebook, 'kind', kind));
    slot(this.#root, 'tags').replaceChildren(...tagChips(indicators, 'tag', chosen));
    this.tools.draw(kind === 'counted');
  }

  get #value() {
    const [kind = 'saw'] = checkedIn(slot(this.#root, 'kinds'));
    return { text: slot(this.#root, 'evidence').value, kind, indicators: checkedIn(slot(this.#root, 'tags')) };
  }

  #remember() {
    this.#keeper.change((draft) => {
      draft.screen.composer = this.#value;
    });
  }

  #submit(event) {
    event.preventDefault();
    const field = slot(this.#root, 'evidence');
    const value = this.#value;
    if (value.text.trim()) {
      this.#keeper.draft.screen.composer = { ...EMPTY_COMPOSER, kind: value.kind };
      this.#add(value);
      field.value = '';
      for (const input of slot(this.#root, 'tags').querySelectorAll('input')) input.checked = false;
    }
    field.focus();
  }

  /** Enter stores the note, Shift and Enter begins a new line. */
  #enter(event) {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.#root.requestSubmit();
  }
}
