// Finish: what worked, one question, one next step, when the teacher gets it; beside it the page as it will be read.

import { uuid7 } from '../offline/records.js';
import { footWords } from './finish_when.js';
import { clone, fill, slot, toggle } from './dom.js';
import { DraftKeeper } from './draft_keeper.js';
import { FinishFields } from './finish_fields.js';
import { ask } from './ask.js';
import { drawLetter } from './letter.js';
import { missingIn } from './missing.js';
import { PairLock } from './pair_lock.js';
import { routeTo } from './router.js';
import { markSaved } from './saved_mark.js';
import { hasTyped, noteWhatIsTyped, sendable } from './sending.js';
import { isChosen } from './two_windows.js';
import { finishWalkthrough, nextRoom } from './walkthrough.js';
import { isWalkthrough, whomTitle } from './whom.js';

/** The preview follows the typing at this distance. */
const PREVIEW_MS = 300;

/** @param {import('./notebook.js').Notebook} notebook @param {string} rid */
export async function showFinish(notebook, rid) {
  const draft = await notebook.store.draft(rid);
  if (!draft) return notebook.go('home');
  const finish = new Finish(new DraftKeeper(notebook, draft), await notebook.rubric(draft.rubric));
  return finish.screen;
}

class Finish {
  #root = clone('finish');
  #keeper;
  #rubric;
  #timer = null;

  constructor(keeper, rubric) {
    this.#keeper = keeper;
    this.#rubric = rubric;
    if (hasTyped(keeper.draft)) keeper.change((draft) => noteWhatIsTyped(draft, { id: uuid7(), now: keeper.notebook.now }));
    this.fields = new FinishFields(this.#root, keeper, () => this.#changed());
    this.lock = new PairLock(this.#root, keeper, () => this.#changed());
    this.#introduce();
    this.#drawLetter();
    markSaved(keeper, { words: slot(this.#root, 'saved-words'), trouble: slot(this.#root, 'trouble') });
    slot(this.#root, 'form').addEventListener('submit', (event) => this.#done(event));
    slot(this.#root, 'discard').addEventListener('click', () => this.#askToDiscard());
  }

  /** @returns {import('./screens.js').Screen} */
  get screen() {
    const { notebook, payload } = this.#keeper;
    return {
      root: this.#root,
      title: notebook.say('finish_title', { name: whomTitle(notebook, payload) }),
      save: () => this.#keeper.save(),
      isDirty: () => this.#keeper.isDirty,
      isHeld: () => this.#keeper.isHeld,
      leave: () => this.#leave(),
    };
  }

  #introduce() {
    const { notebook, payload, draft } = this.#keeper;
    const { say, calendar } = notebook;
    const name = payload.teacher.name.split(' ')[0] || say('the_teacher');
    const lesson = notebook.lessonTitle(payload.section.title, payload.subject);
    const when = `${calendar.short(draft.observed_at)} ${calendar.clock(draft.observed_at)}`;
    fill(this.#root, {
      eyebrow: [whomTitle(notebook, payload), lesson, when].filter(Boolean).join(' · '),
      heading: say('finish_heading', { name }),
      'question-label': say('question_label', { name }),
      'when-title': say('when_title', { name }),
      'preview-title': say('preview_title', { name }),
    });
    slot(this.#root, 'back').href = routeTo('visit', draft.rid);
    slot(this.#root, 'change-teacher').href = routeTo('change_teacher', draft.rid);
    // What was sent of one teacher stays theirs: taking it back is the record's own "wrong teacher".
    toggle(this.#root, 'change-teacher', !(draft.parents?.length && payload.teacher.id));
    toggle(this.#root, 'when', !payload.is_practice);
    fill(this.#root, { 'when-words': footWords(notebook, draft) });
    if (isWalkthrough(payload)) finishWalkthrough(this.#root, notebook, (event) => this.#done(event, true));
  }

  #changed() {
    const { notebook, draft } = this.#keeper;
    fill(this.#root, { 'when-words': footWords(notebook, draft) });
    this.fields.forgive(missingIn(draft));
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#drawLetter(), PREVIEW_MS);
  }

  #drawLetter() {
    const { notebook, draft } = this.#keeper;
    drawLetter(slot(this.#root, 'preview'), notebook, this.#rubric, draft);
  }

  async #done(event, goesOn = false) {
    event.preventDefault();
    const { notebook, draft } = this.#keeper;
    if (!(await this.#keeper.save()) || !(await isChosen(this.#keeper))) return;
    if (this.fields.complain(missingIn(draft))) return;
    try {
      const summary = await notebook.store.makeVersion({ draft: { ...draft, payload: sendable(draft) } });
      notebook.sync.saved(summary);
      notebook.frame.speak(notebook.say('done_spoken'));
      if (goesOn) await nextRoom(notebook, draft);
      else notebook.go('home');
    } catch (problem) {
      notebook.frame.broken(problem);
    }
  }

  #askToDiscard() {
    const { notebook, draft } = this.#keeper;
    const { say } = notebook;
    const words = { strong: say('discard_title'), text: say('discard_text'), yes: say('discard_yes') };
    ask(slot(this.#root, 'ask'), words, async () => {
      await this.#keeper.save();
      const withdrawal = await notebook.store.discardDraft(draft.rid);
      if (withdrawal) notebook.sync.saved(withdrawal);
      notebook.go('home');
    });
  }

  #leave() {
    clearTimeout(this.#timer);
    return this.#keeper.save();
  }
}
