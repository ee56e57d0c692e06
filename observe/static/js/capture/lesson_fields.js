// Class, subject and year: filled in from the roster once a teacher is chosen, and free to change.

import { chip, option, slot, toggle } from './dom.js';
import { folded, personNamed } from './find_people.js';

const HIGHEST_GRADE = 10;
const MIXED = 'mixed';

export class LessonFields {
  #root;
  #notebook;
  #school = null;
  #own = [];
  /** Written by hand: another teacher's lists do not take its place. */
  #isTyped = false;

  /** @param {HTMLElement} root @param {import('./notebook.js').Notebook} notebook @param {() => void} tell of a change */
  constructor(root, notebook, tell) {
    this.#root = root;
    this.#notebook = notebook;
    this.#field('subject').append(...subjectOptions(notebook));
    this.#field('grade').append(...gradeOptions(notebook));
    slot(root, 'sections').addEventListener('change', (event) => this.#take(event.target.value, tell));
    for (const name of ['section', 'subject', 'grade']) this.#field(name).addEventListener('input', () => this.#type(tell));
    this.#field('section').addEventListener('change', () => this.#recognise(tell));
  }

  /** The teacher's own lessons as chips; the only one, or the first, is filled in. */
  offer(school, person) {
    this.#school = school;
    this.#own = (school?.sections ?? []).filter(({ id }) => person?.sections?.includes(id));
    const chips = this.#own.map((section) => chip({
      type: 'radio',
      name: 'own-section',
      value: section.id,
      text: this.#notebook.lessonTitle(section.title, section.subject),
    }));
    toggle(this.#root, 'sections', this.#own.length > 1).replaceChildren(...chips);
    toggle(this.#root, 'filled', this.#own.length > 0 && !this.#isTyped);
    if (this.#isTyped) return;
    this.#fill(this.#own[0] ?? { title: '', subject: person?.subjects?.[0] ?? '', grade_level: null });
    const first = slot(this.#root, 'sections').querySelector('input');
    if (first) first.checked = true;
  }

  /** Shows what a draft already says. */
  show({ section, subject, grade_level, also_present }) {
    this.#fill({ title: section.title, subject, grade_level });
    this.#isTyped = Boolean(section.title && !section.id);
    slot(this.#root, 'also').value = also_present.map(({ name }) => name).join(', ');
  }

  /** {section, subject, grade_level, also_present} as the payload has them. */
  get value() {
    const title = this.#field('section').value.trim();
    const subject = this.#field('subject').value;
    const grade = this.#field('grade').value;
    const section = { id: this.#match(title, subject)?.id ?? null, title };
    const also_present = namesIn(slot(this.#root, 'also').value, this.#school?.people ?? []);
    return { section, subject, grade_level: ['', MIXED].includes(grade) ? null : Number(grade), also_present };
  }

  #field(name) {
    return slot(this.#root, name);
  }

  #fill({ title, subject, grade_level }) {
    this.#field('section').value = title;
    this.#field('subject').value = subject ?? '';
    this.#field('grade').value = grade_level ?? '';
  }

  #type(tell) {
    this.#isTyped = true;
    tell();
  }

  #take(id, tell) {
    this.#isTyped = false;
    const section = this.#own.find((own) => own.id === id);
    if (section) this.#fill(section);
    tell();
  }

  /** A class typed by hand fills its year and subject, if the school has it. */
  #recognise(tell) {
    const found = this.#match(this.#field('section').value.trim(), '');
    if (found) this.#fill(found);
    tell();
  }

  /** The teacher's own sections first; the subject decides between two of one title. */
  #match(title, subject) {
    const named = [...this.#own, ...(this.#school?.sections ?? [])].filter((one) => folded(one.title) === folded(title));
    return named.find((one) => one.subject === subject) ?? named[0] ?? null;
  }
}

function subjectOptions({ subjects: { subjects }, words, say }) {
  return [option('', say('choose')), ...subjects.map(({ code, title }) => option(code, words.pick(title)))];
}

function gradeOptions({ say }) {
  const grades = Array.from({ length: HIGHEST_GRADE }, (_, i) => option(i + 1, say('grade', { n: i + 1 })));
  return [option('', say('choose')), option(0, say('grade_0')), ...grades, option(MIXED, say('mixed_grades'))];
}

/** Names with a comma between, each linked to the school's list where it stands there. */
export function namesIn(text, people) {
  const names = text.split(/[,;\n]/).map((name) => name.trim()).filter(Boolean);
  return names.map((name) => ({ id: personNamed(people, name)?.id ?? null, name }));
}
