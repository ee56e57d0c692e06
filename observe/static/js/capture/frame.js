// What stays while screens change: the masthead, lines for the whole app, the live region, and where the focus goes.

import { fill, notice, slot, toggle, way } from './dom.js';
import { codeOf } from './problem_code.js';
import { hasEnded, Recovery } from './recovery.js';

export class Frame {
  /** @type {import('./screens.js').Screen|null} */
  current = null;
  #page;
  #isFirst = true;
  #drawing = Promise.resolve();

  /** @param {Document} page @param {import('./words.js').Words} words */
  constructor(page, words) {
    this.#page = page.body;
    this.words = words;
    this.recovery = new Recovery(this, page);
    this.#page.querySelector('.skip').addEventListener('click', (event) => this.#skip(event));
    this.#page.addEventListener('click', (event) => this.#keepAddress(event));
    const saveNow = () => this.current?.save?.();
    page.addEventListener('visibilitychange', () => page.hidden && saveNow());
    page.defaultView.addEventListener('pagehide', saveNow);
  }

  get isDirty() {
    return this.current?.isDirty?.() ?? false;
  }

  /** Saves what is typed. @returns {Promise<boolean>} whether everything is on the tablet */
  async save() {
    await this.current?.save?.();
    return !this.isDirty;
  }

  /** Puts the person and the school into the masthead. @param {import('./notebook.js').Notebook} notebook */
  introduce({ person, schools, owner, isLent }) {
    fill(this.#page, { person: owner.name, school: schools[0]?.name ?? 'Observe' });
    for (const name of ['who', 'rooms', 'tablet']) toggle(this.#page, name, !isLent);
    this.#page.dataset.role = person.role ?? '';
  }

  /** Shows a screen; after the first one the focus goes to its heading, so that a reader hears where one is. */
  show(screen) {
    this.current = screen;
    const isVisit = screen.root.matches('[data-screen="visit"]');
    this.#page.classList.toggle('visit', isVisit);
    this.#page.classList.toggle('is-editing', Boolean(screen.save || screen.isForm));
    for (const name of ['masthead', 'foot']) toggle(this.#page, name, !isVisit);
    slot(this.#page, 'screen').replaceChildren(screen.root);
    this.#page.ownerDocument.title = `${screen.title} – Observe`;
    window.scrollTo(0, 0);
    screen.shown?.();
    if (!this.#isFirst && !screen.shown) screen.root.querySelector('h1')?.focus({ preventScroll: true });
    this.#isFirst = false;
  }

  /** Draws the screen again, one time after the other; the focus stays on the link it was on. */
  refresh() {
    this.#drawing = this.#drawing.then(() => this.#refresh()).catch((problem) => this.broken(problem));
    return this.#drawing;
  }

  async #refresh() {
    const held = document.activeElement?.closest('[data-slot="screen"] a[href]')?.getAttribute('href');
    await this.current?.refresh?.();
    if (!held || document.activeElement?.matches('a')) return;
    this.#page.querySelector(`[data-slot="screen"] a[href="${CSS.escape(held)}"]`)?.focus();
  }

  async leave() {
    const { current } = this;
    this.current = null;
    await current?.leave?.();
  }

  /** Says something to a screen reader, politely and without moving anything. */
  speak(text) {
    slot(this.#page, 'spoken').textContent = text;
  }

  /** The store ended under the page: what is typed stays on the screen; a reload is what helps. */
  broken(problem) {
    console.error(problem); // for whoever helps; the person reads the line below
    const code = codeOf(problem);
    const name = this.words.has(`trouble_${code}`) ? code : 'unforeseen';
    this.recovery.begin(problem);
    const isHeld = hasEnded(problem) && (!this.isDirty || this.current.isHeld?.());
    const reload = way(this.words.say('reload'), { press: () => location.reload() });
    this.line('broken', notice('needs-you', 'database', {
      strong: this.words.say(`trouble_${name}`),
      text: this.words.say(`trouble_${name}_${isHeld ? 'held' : 'do'}`),
      ways: [reload],
      more: this.words.say('code', { code }),
    }));
  }

  /** One line for the whole app, in the place of the former one of that name. @param {HTMLElement} line */
  line(name, line) {
    const lines = slot(this.#page, 'app-lines');
    lines.querySelector(`[data-line="${name}"]`)?.remove();
    line.dataset.line = name;
    lines.append(line);
  }

  /** How much is only on this tablet, on screens that do not say so themselves; an empty text says nothing. */
  sayUnsent(text) {
    fill(toggle(this.#page, 'unsent', Boolean(text)), { 'unsent-text': text });
  }

  #skip(event) {
    event.preventDefault();
    const heading = this.#page.querySelector('#main h1') ?? this.#page.querySelector('h1');
    heading?.focus();
  }

  /** The other language opens at the same screen. */
  #keepAddress(event) {
    const link = event.target.closest('[data-slot="language"]');
    if (link) link.hash = location.hash;
  }
}
