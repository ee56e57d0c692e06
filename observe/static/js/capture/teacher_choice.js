// Whom one visits: a field that narrows a few names to tap, the recent ones first; a name of one's own is allowed.

import { fill, pick, slot, toggle } from './dom.js';
import { findPeople, personNamed } from './find_people.js';

const TYPED = 'typed';
const SHORTEST_TYPED = 2;

export class TeacherChoice {
  /** @type {{id: string|null, name: string}|null} */
  chosen = null;
  #root;
  #notebook;
  #people = [];
  #recents = [];
  #tell;

  /** @param {HTMLElement} root @param {import('./notebook.js').Notebook} notebook @param {() => void} tell of a choice */
  constructor(root, notebook, tell) {
    this.#root = root;
    this.#notebook = notebook;
    this.#tell = tell;
    slot(root, 'find').addEventListener('input', () => this.#draw());
    slot(root, 'find').addEventListener('keydown', (event) => this.#takeFirst(event));
    slot(root, 'people').addEventListener('change', (event) => this.#choose(event.target.value));
  }

  /** Offers the people of a school. @param {string[]} recents names of the last visited, the latest first */
  offer(people, recents) {
    this.#people = people;
    this.#recents = recents.map((name) => personNamed(people, name)?.id).filter(Boolean);
    fill(this.#root, { 'find-label': this.#notebook.say('find_among', { n: people.length }) });
    this.#draw();
  }

  /** The person of the roster behind the choice, with sections and subjects; null for a typed name. */
  get person() {
    return this.#people.find(({ id }) => id === this.chosen?.id) ?? null;
  }

  /** Chooses a person of the roster for a link from elsewhere; an id that is not in it chooses nobody. */
  take(id) {
    const person = this.#people.find((one) => one.id === id);
    if (!person) return;
    slot(this.#root, 'find').value = person.name;
    this.#choose(id);
    this.#draw();
  }

  get #typed() {
    return slot(this.#root, 'find').value.trim();
  }

  #draw() {
    const found = findPeople(this.#people, this.#typed, this.#recents);
    const isNew = this.#isNewName(found);
    const picks = found.map((person) => this.#pickOf(person));
    if (isNew) picks.push(this.#typedPick());
    if (!isNew && this.chosen && !this.chosen.id) this.#forget();
    slot(this.#root, 'people').replaceChildren(...picks);
    if (this.#typed) this.#notebook.frame.speak(this.#notebook.say('found', { n: found.length }));
    if (isNew && this.chosen && !this.chosen.id) this.#choose(TYPED);
  }

  /** Offered where nobody fits, or where first and last name are typed and nobody has both. */
  #isNewName(found) {
    const isWhole = found.length === 0 || this.#typed.includes(' ');
    return isWhole && this.#typed.length >= SHORTEST_TYPED && !personNamed(this.#people, this.#typed);
  }

  #pickOf(person) {
    const { say } = this.#notebook;
    const subjects = (person.subjects ?? []).map((code) => this.#notebook.subjectTitle(code)).join(', ');
    const isRecent = this.#recents.includes(person.id);
    const text = [subjects, isRecent ? say('recent') : ''].filter(Boolean).join(' · ');
    const checked = this.chosen?.id === person.id;
    return pick({ name: 'teacher', value: person.id, title: person.name, text, checked });
  }

  #typedPick() {
    const { say } = this.#notebook;
    const checked = Boolean(this.chosen && !this.chosen.id);
    const title = say('use_name', { name: this.#typed });
    return pick({ name: 'teacher', value: TYPED, title, text: say('not_in_lists'), checked });
  }

  #choose(value) {
    const person = this.#people.find(({ id }) => id === value);
    this.chosen = person ? { id: person.id, name: person.name } : { id: null, name: this.#typed };
    toggle(this.#root, 'not-listed', !person);
    this.#tell();
  }

  #forget() {
    this.chosen = null;
    toggle(this.#root, 'not-listed', false);
    this.#tell();
  }

  /** Enter in the field takes the first name instead of starting the visit. */
  #takeFirst(event) {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    const first = slot(this.#root, 'people').querySelector('input');
    if (!first || !this.#typed) return;
    first.checked = true;
    this.#choose(first.value);
    first.focus();
  }
}
