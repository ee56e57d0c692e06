// The visit itself: evidence first, ratings from evidence, everything saved while one looks up at the class.

import { uuid7 } from '../offline/records.js';
import { Composer } from './composer.js';
import { clone, fill, slot, toggle } from './dom.js';
import { addNote, endVisit, minuteOf, minutesSoFar, resumeVisit, toggleFocus } from './draft.js';
import { DraftKeeper } from './draft_keeper.js';
import { drawFocus } from './focus_choice.js';
import { NoteList } from './note_list.js';
import { fillRules } from './rating_card.js';
import { RatingList } from './rating_list.js';
import { routeTo } from './router.js';
import { markSaved } from './saved_mark.js';
import { isWalkthrough, whomTitle } from './whom.js';

const CLOCK_MS = 5_000;

/** @param {import('./notebook.js').Notebook} notebook @param {string} rid */
export async function showVisit(notebook, rid) {
  const draft = await notebook.store.draft(rid);
  if (!draft) return notebook.go('home');
  resumeVisit(draft, notebook.now);
  const rubric = await notebook.rubric(draft.rubric);
  const visit = new Visit(new DraftKeeper(notebook, draft), rubric);
  return visit.screen;
}

class Visit {
  #root = clone('visit');
  #keeper;
  #rubric;
  #timer;

  constructor(keeper, rubric) {
    this.#keeper = keeper;
    this.#rubric = rubric;
    this.notes = new NoteList(this.#root, keeper, rubric, () => this.#count());
    this.ratings = new RatingList(slot(this.#root, 'ratings'), keeper, rubric, () => this.#count());
    this.composer = new Composer(slot(this.#root, 'composer'), keeper, (note) => this.#addNote(note));
    this.#introduce();
    this.notes.draw();
    this.#drawFocus();
    this.#choosePane();
    markSaved(keeper, { words: slot(this.#root, 'saved-words'), trouble: slot(this.#root, 'trouble') });
    this.#timer = setInterval(() => this.#tick(), CLOCK_MS);
  }

  /** @returns {import('./screens.js').Screen} */
  get screen() {
    return {
      root: this.#root,
      title: whomTitle(this.#keeper.notebook, this.#keeper.payload),
      shown: () => this.#shown(),
      save: () => this.#keeper.save(),
      isDirty: () => this.#keeper.isDirty,
      isHeld: () => this.#keeper.isHeld,
      leave: () => this.#leave(),
    };
  }

  #introduce() {
    const { notebook, payload, draft } = this.#keeper;
    const lesson = notebook.lessonTitle(payload.section.title, payload.subject);
    const shown = payload.is_practice ? [notebook.say('practice'), lesson].join(' · ') : lesson;
    fill(this.#root, { teacher: whomTitle(notebook, payload), lesson: shown });
    fillRules(this.#root, this.#rubric);
    const finish = slot(this.#root, 'finish');
    finish.href = routeTo('finish', draft.rid);
    toggle(this.#root, 'pupils', !isWalkthrough(payload)).href = routeTo('pupils', draft.rid);
    finish.addEventListener('click', () => {
      this.composer.tools.putAway();
      this.#keeper.change((ended) => endVisit(ended, notebook.now));
    });
    this.#tick();
  }

  #drawFocus() {
    const { payload } = this.#keeper;
    this.composer.draw(this.#rubric.inOrder(payload.focus));
    this.ratings.draw();
    this.#count();
    drawFocus(slot(this.#root, 'domains'), this.#rubric, payload.focus, (code, isIn) => {
      this.#keeper.change((draft) => toggleFocus(draft, code, isIn));
      this.composer.draw(this.#rubric.inOrder(payload.focus));
      this.ratings.draw();
      this.#count();
    });
  }

  /** Opens the tab one left, and remembers the one one goes to. */
  #choosePane() {
    for (const input of this.#root.querySelectorAll('[name="pane"]')) {
      input.checked = input.value === (this.#keeper.draft.screen.pane ?? 'notes');
      input.addEventListener('change', () => this.#turnTo(input.value));
    }
  }

  #turnTo(pane) {
    this.#keeper.change((draft) => (draft.screen.pane = pane));
    if (pane === 'notes') this.#showNewest();
    else window.scrollTo(0, 0);
  }

  #showNewest() {
    slot(this.#root, 'notes').lastElementChild?.scrollIntoView({ block: 'nearest' });
  }

  async #addNote(value) {
    const { notebook } = this.#keeper;
    let note;
    this.#keeper.change((draft) => (note = addNote(draft, { id: uuid7(), now: notebook.now, ...value })));
    slot(this.#root, 'undo').replaceChildren();
    this.notes.append(note);
    this.ratings.update();
    this.#count();
    if (await this.#keeper.save()) notebook.frame.speak(notebook.say('note_saved', { n: minuteOf(note) }));
  }

  #count() {
    const { notes, focus, ratings } = this.#keeper.payload;
    const rated = focus.filter((code) => ratings[code]).length;
    fill(this.#root, { 'n-notes': notes.length });
    fill(this.#root, { 'n-ratings': this.#keeper.notebook.say('n_of', { n: rated, all: focus.length }) });
    this.ratings?.update();
  }

  #tick() {
    fill(this.#root, { minutes: minutesSoFar(this.#keeper.draft, this.#keeper.notebook.now) });
  }

  #shown() {
    this.#showNewest();
    this.#root.querySelector('h1').focus({ preventScroll: true });
  }

  #leave() {
    clearInterval(this.#timer);
    this.composer.tools.stop();
    return this.#keeper.save();
  }
}
