// New visit: whom, which lesson, what focus. The same screen puts the teacher of a draft right.

import { uuid7 } from '../offline/records.js';
import { chooseAsked } from './asked_teacher.js';
import { chip, clone, fill, slot, stack, toggle } from './dom.js';
import { newDraft } from './draft.js';
import { drawFocus, focusAdvice, proposeFocus } from './focus_choice.js';
import { LessonFields } from './lesson_fields.js';
import { storageLines } from './lines.js';
import { lastVisitTo, showLast } from './last_visit.js';
import { PairChoice } from './pair_choice.js';
import { TeacherChoice } from './teacher_choice.js';
import { VisitKind } from './visit_kind.js';

/** @param {import('./notebook.js').Notebook} notebook @param {string|null} rid a draft to put right, or null */
export async function showNewVisit(notebook, rid) {
  const draft = rid ? await notebook.store.draft(rid) : null;
  if (rid && !draft) return notebook.go('home');
  if (!draft && (!notebook.mayVisit || !notebook.isStocked)) return notebook.go('notice');
  const rubric = await notebook.rubric(draft?.rubric);
  const form = new NewVisit(notebook, rubric, draft, await notebook.lists());
  if (!draft) chooseAsked(form, notebook);
  const shown = () => form.root.querySelector('h1').focus({ preventScroll: true });
  return { root: form.root, title: notebook.say('new_visit'), shown, isForm: true };
}

class NewVisit {
  root = clone('new_visit');
  #notebook;
  #rubric;
  #draft;
  #lists;
  #school;
  #focus;
  #hasChosenFocus = false;
  #why = '';

  constructor(notebook, rubric, draft, lists) {
    this.#notebook = notebook;
    this.#rubric = rubric;
    this.#draft = draft;
    this.#lists = lists;
    this.teacher = new TeacherChoice(this.root, notebook, () => this.#teacherChosen());
    this.lesson = new LessonFields(this.root, notebook, () => this.#sumUp());
    this.pair = new PairChoice(this.root, notebook, draft);
    this.kind = new VisitKind(this.root, notebook, () => this.#sumUp());
    this.#offerSchools();
    this.takeSchool(draft?.payload.school_id ?? notebook.schools[0]?.id);
    if (draft) this.kind.settle();
    if (draft) this.#show(draft.payload);
    else this.#propose(null);
    stack(this.root, 'lines', storageLines(notebook));
    slot(this.root, 'start').disabled = !notebook.storage.ok;
    slot(this.root, 'form').addEventListener('submit', (event) => this.#start(event));
  }

  #offerSchools() {
    const { schools } = this.#notebook;
    const chips = schools.map(({ id, name }, i) =>
      chip({ type: 'radio', name: 'school', value: id, text: name, checked: i === 0 }));
    slot(this.root, 'schools').replaceChildren(...chips);
    toggle(this.root, 'schools-part', schools.length > 1);
    slot(this.root, 'schools').addEventListener('change', ({ target }) => this.takeSchool(target.value));
  }

  takeSchool(id) {
    this.#school = this.#notebook.schools.find((school) => school.id === id) ?? this.#notebook.schools[0];
    const recents = this.#lists.records.map(({ lesson }) => lesson?.teacher_name).filter(Boolean);
    this.teacher.offer(this.#notebook.teachers(this.#school), [...new Set(recents)]);
    this.lesson.offer(this.#school, this.teacher.person);
  }

  #show(payload) {
    const { say } = this.#notebook;
    fill(this.root, { eyebrow: say('putting_right'), heading: say('whom_did_you_visit'), start: say('continue') });
    this.teacher.chosen = payload.teacher.name ? payload.teacher : null;
    this.lesson.show(payload);
    this.#setFocus(payload.focus);
  }

  async #teacherChosen() {
    this.lesson.offer(this.#school, this.teacher.person);
    this.#sumUp();
    const last = await lastVisitTo(this.#notebook, this.#lists, this.teacher.chosen);
    showLast(this.root, this.#notebook, last);
    if (!this.#draft && !this.#hasChosenFocus) this.#propose(last);
  }

  #propose(last) {
    const { codes, why } = proposeFocus(this.#rubric, this.#notebook, last);
    this.#why = why;
    this.#setFocus(codes);
  }

  #setFocus(codes) {
    this.#focus = new Set(codes);
    drawFocus(slot(this.root, 'domains'), this.#rubric, codes, (code, isIn) => {
      this.#hasChosenFocus = true;
      this.#why = '';
      this.#focus[isIn ? 'add' : 'delete'](code);
      this.#sumUp();
    });
    this.#sumUp();
  }

  #sumUp() {
    if (!this.#focus) return;
    const { say } = this.#notebook;
    const n = this.#focus.size;
    const { section, subject } = this.lesson.value;
    const lesson = [this.#notebook.lessonTitle(section.title, subject), say('in_focus', { n })];
    fill(this.root, {
      count: say('chosen', { n }),
      'focus-hint': [this.#why, focusAdvice(this.#notebook, n)].filter(Boolean).join(' '),
      chosen: this.kind.isWalkthrough ? say('walkthrough') : this.teacher.chosen?.name || say('no_teacher_yet'),
      'chosen-lesson': lesson.filter(Boolean).join(' · '),
    });
  }

  async #start(event) {
    event.preventDefault();
    if (!this.kind.isWalkthrough && !this.teacher.chosen?.name) return this.#askWhom();
    if (!this.kind.isWalkthrough && !this.pair.isRight) return this.pair.complain();
    const lesson = {
      school_id: this.#school?.id ?? null,
      teacher: this.teacher.chosen,
      ...this.lesson.value,
      ...(this.kind.isWalkthrough ? this.kind.lesson : this.pair.value),
      focus: this.#rubric.inOrder([...this.#focus]).map(({ code }) => code),
    };
    try {
      const draft = await this.#notebook.store.saveDraft(this.#drafted(lesson));
      this.#notebook.go(this.#draft ? 'finish' : 'visit', draft.rid);
    } catch (problem) {
      this.#notebook.frame.broken(problem);
    }
  }

  /** The foot says already that a choice is missing; the field takes the focus, and a screen reader is told. */
  #askWhom() {
    slot(this.root, 'find').focus();
    this.#notebook.frame.speak(this.#notebook.say('no_teacher_yet'));
  }

  #drafted(lesson) {
    if (this.#draft) return { ...this.#draft, payload: { ...this.#draft.payload, ...lesson } };
    const { now, today, zone: tz } = this.#notebook;
    return newDraft({ rid: uuid7(), now, today, tz, rubric: this.#rubric.hash, lesson });
  }
}
