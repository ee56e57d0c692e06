// The fields of the finish page, each bound to its place in the draft, with what is missing said beside it.

import { addDays, fridayOf } from './calendar.js';
import { chip, clone, fill, pick, set, slot, toggle } from './dom.js';
import { shareChoices } from './finish_when.js';
import { namesIn } from './lesson_fields.js';

const TEXTS = ['worked', 'question', 'next_step'];
const STEP_DAYS = 14;
const OTHER = 'other';

export class FinishFields {
  #root;
  #keeper;
  #tell;

  /** @param {HTMLElement} root @param {import('./draft_keeper.js').DraftKeeper} keeper @param {() => void} tell */
  constructor(root, keeper, tell) {
    this.#root = root;
    this.#keeper = keeper;
    this.#tell = tell;
    for (const name of TEXTS) this.#bindText(name);
    this.#drawPulls();
    this.#drawDates();
    this.#drawShares();
    this.#bindVisit();
  }

  /** Says what is missing in place and goes to the first. @returns {boolean} whether anything is */
  complain(missing) {
    for (const place of missing) this.#mark(place, true);
    const [first] = missing;
    if (first) slot(this.#root, first).focus();
    return missing.length > 0;
  }

  /** Takes back what is no longer missing; never adds a complaint while one types. */
  forgive(missing) {
    for (const place of ['lock', 'worked', 'question', 'next_step_on']) {
      if (!missing.includes(place)) this.#mark(place, false);
    }
  }

  #mark(place, isMissing) {
    toggle(this.#root, `${place}-missing`, isMissing);
    slot(this.#root, `${place}-field`).classList.toggle('field--missing', isMissing);
    const field = slot(this.#root, place);
    if (field.matches('.form-input')) set(field, { 'aria-invalid': isMissing ? 'true' : null });
  }

  #change(change) {
    this.#keeper.change(({ payload }) => change(payload));
    this.#tell();
  }

  #bindText(name) {
    const field = slot(this.#root, name);
    field.value = this.#keeper.payload.feedback[name];
    field.addEventListener('input', () => this.#change(({ feedback }) => (feedback[name] = field.value)));
    field.addEventListener('blur', () => this.#keeper.save());
  }

  #drawPulls() {
    const { notes, feedback } = this.#keeper.payload;
    const { calendar } = this.#keeper.notebook;
    const place = toggle(this.#root, 'pulls-part', notes.length > 0);
    slot(place, 'pulls').append(...notes.map((note) => {
      const row = fill(clone('pull'), { at: calendar.clock(note.at), text: note.text });
      Object.assign(row.querySelector('input'), { value: note.id, checked: feedback.worked_notes.includes(note.id) });
      return row;
    }));
    place.addEventListener('change', () => this.#change((payload) => {
      const pulled = [...place.querySelectorAll('input:checked')].map(({ value }) => value);
      payload.feedback.worked_notes = pulled;
    }));
  }

  #drawDates() {
    const { say, calendar, today } = this.#keeper.notebook;
    const friday = fridayOf(addDays(today, 1));
    const later = addDays(today, STEP_DAYS);
    const { next_step_on: day } = this.#keeper.payload.feedback;
    const chosen = [friday, later].includes(day) || !day ? day : OTHER;
    const dates = [
      [friday, say('until_friday', { day: calendar.short(friday) })],
      [later, say('until_two_weeks', { day: calendar.short(later) })],
      [OTHER, say('until_other')],
    ];
    slot(this.#root, 'dates').append(...dates.map(([value, text]) =>
      chip({ type: 'radio', name: 'until', value, text, checked: value === chosen })));
    slot(this.#root, 'dates').addEventListener('change', ({ target }) => this.#takeDate(target.value));
    const field = slot(this.#root, 'next_step_on');
    Object.assign(field, { value: day ?? '', min: today });
    field.addEventListener('input', () => this.#change(({ feedback }) => (feedback.next_step_on = field.value || null)));
    this.#showDay(chosen === OTHER);
  }

  #takeDate(value) {
    this.#showDay(value === OTHER);
    if (value === OTHER) return slot(this.#root, 'next_step_on').focus();
    return this.#change(({ feedback }) => (feedback.next_step_on = value));
  }

  #showDay(isShown) {
    toggle(this.#root, 'day-label', isShown);
    toggle(this.#root, 'next_step_on', isShown);
  }

  #drawShares() {
    const { notebook, payload, draft } = this.#keeper;
    slot(this.#root, 'shares').append(...shareChoices(notebook, draft.observed_at).map((choice) =>
      pick({ name: 'share', ...choice, checked: choice.value === payload.share })));
    slot(this.#root, 'shares').addEventListener('change', ({ target }) =>
      this.#change((changed) => (changed.share = target.value)));
  }

  #bindVisit() {
    const { notebook, payload } = this.#keeper;
    const [minutes, also, broken] = ['minutes', 'also', 'broken_off'].map((name) => slot(this.#root, name));
    minutes.value = payload.minutes;
    also.value = payload.also_present.map(({ name }) => name).join(', ');
    broken.checked = payload.broken_off;
    const school = notebook.schools.find(({ id }) => id === payload.school_id);
    minutes.addEventListener('input', () => this.#change((changed) => {
      changed.minutes = Math.max(1, Math.trunc(Number(minutes.value)) || 1);
    }));
    also.addEventListener('input', () => this.#change((changed) => {
      changed.also_present = namesIn(also.value, school?.people ?? []);
    }));
    broken.addEventListener('change', () => this.#change((changed) => (changed.broken_off = broken.checked)));
  }
}
