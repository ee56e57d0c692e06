// Asking pupils: rows and seats typed once, seats drawn, three short questions each. Only counts are kept.

import { ask } from './ask.js';
import { clone, fill, slot, toggle } from './dom.js';
import { DraftKeeper } from './draft_keeper.js';
import { routeTo } from './router.js';
import { markSaved } from './saved_mark.js';
import { beginAsking, forgetAnswers, seatNow, takeAnswers } from './voices.js';

const LARGEST_ROOM = 12;

/** @param {import('./notebook.js').Notebook} notebook @param {string} rid */
export async function showPupils(notebook, rid) {
  const draft = await notebook.store.draft(rid);
  if (!draft) return notebook.go('home');
  return new Pupils(new DraftKeeper(notebook, draft)).screen;
}

class Pupils {
  #root = clone('pupils');
  #keeper;

  constructor(keeper) {
    this.#keeper = keeper;
    slot(this.#root, 'back').href = routeTo('visit', keeper.draft.rid);
    slot(this.#root, 'room').addEventListener('submit', (event) => this.#draw(event));
    slot(this.#root, 'asking').addEventListener('submit', (event) => this.#next(event));
    slot(this.#root, 'asking').addEventListener('change', () => this.#choose());
    slot(this.#root, 'again').addEventListener('click', () => this.#askToForget());
    markSaved(keeper, { words: slot(this.#root, 'saved-words'), trouble: slot(this.#root, 'trouble') });
    this.#show();
  }

  /** @returns {import('./screens.js').Screen} */
  get screen() {
    const { notebook } = this.#keeper;
    return {
      root: this.#root,
      title: notebook.say('pupils'),
      save: () => this.#keeper.save(),
      isDirty: () => this.#keeper.isDirty,
      isHeld: () => this.#keeper.isHeld,
      leave: () => this.#keeper.save(),
    };
  }

  /** The questions with the radios of their answers, as the shell has them. */
  get #questions() {
    return [...this.#root.querySelectorAll('[data-question]')].map((part) => [...part.querySelectorAll('input')]);
  }

  #draw(event) {
    event.preventDefault();
    const [rows, columns, n] = ['rows', 'columns', 'n'].map((name) => this.#number(name));
    this.#keeper.change((draft) => beginAsking(draft, { rows, columns, n }));
    this.#keeper.save();
    this.#show();
  }

  #number(name) {
    return Math.min(LARGEST_ROOM, Math.max(1, Math.trunc(Number(slot(this.#root, name).value)) || 1));
  }

  #choose() {
    const chosen = this.#questions.map((answers) => answers.findIndex(({ checked }) => checked));
    this.#keeper.change((draft) => (draft.screen.voice.chosen = chosen.map((place) => (place < 0 ? null : place))));
    this.#keeper.save();
  }

  #next(event) {
    event.preventDefault();
    const shape = this.#questions.map((answers) => answers.length);
    this.#keeper.change((draft) => takeAnswers(draft, Number(this.#root.dataset.set), shape));
    this.#keeper.save();
    this.#show();
    slot(this.#root, 'seat').focus();
  }

  #show() {
    const { notebook, draft, payload } = this.#keeper;
    const { say } = notebook;
    const voice = draft.screen.voice ?? null;
    const seat = voice && seatNow(voice);
    toggle(this.#root, 'room', !seat);
    toggle(this.#root, 'asking', Boolean(seat));
    const n = payload.pupil_voice?.n ?? 0;
    fill(this.#root, { asked: n ? say('pupils_asked', { n }) : say('pupils_none') });
    toggle(this.#root, 'again', n > 0);
    if (!seat) return;
    fill(this.#root, {
      seat: say('pupils_seat', { row: seat[0], place: seat[1] }),
      which: say('pupils_which', { n: voice.at + 1, all: voice.seats.length }),
    });
    this.#questions.forEach((answers, place) =>
      answers.forEach((input, answer) => (input.checked = voice.chosen[place] === answer)));
    slot(this.#root, 'seats').replaceChildren(...seatRows(voice));
  }

  #askToForget() {
    const { say } = this.#keeper.notebook;
    const words = { strong: say('pupils_forget'), text: say('pupils_forget_text'), yes: say('pupils_forget_yes') };
    ask(slot(this.#root, 'ask'), words, () => {
      this.#keeper.change(forgetAnswers);
      slot(this.#root, 'ask').replaceChildren();
      this.#show();
    });
  }
}

/** The room from above, the board on top; the words over it say the same. */
function seatRows({ rows, columns, seats, at }) {
  return Array.from({ length: rows }, (_, row) => {
    const line = clone('seat-row');
    line.append(...Array.from({ length: columns }, (__, column) => {
      const place = seats.findIndex(([r, c]) => r === row + 1 && c === column + 1);
      const cell = clone('seat');
      if (place >= 0 && place >= at) cell.textContent = place + 1;
      cell.classList.toggle('seats__now', place === at);
      return cell;
    }));
    return line;
  });
}
