// Two versions of one observation side by side: what differs is chosen field by field, and one new version takes the
// place of all. None of them is deleted.

import { readHeads } from '../offline/heads.js';
import { differences, joined } from '../offline/merging.js';
import { clone, fill, notice, slot, stack, toggle, way } from './dom.js';
import { drawLetter } from './letter.js';
import { chosenIn, differenceField, markOpen } from './resolve_fields.js';
import { routeTo } from './router.js';
import { sendable } from './sending.js';

/** @param {import('./notebook.js').Notebook} notebook @param {string} rid */
export async function showResolve(notebook, rid) {
  const { heads, base } = await readHeads(notebook.store, rid);
  if (heads.length === 0) return notebook.go('home');
  const resolving = new Resolving(notebook, rid, heads, base);
  await resolving.draw();
  return { root: resolving.root, title: notebook.say('resolve'), isForm: true };
}

class Resolving {
  root = clone('resolve');
  #notebook;
  #rid;
  #heads;
  #fields = [];

  constructor(notebook, rid, heads, base) {
    this.#notebook = notebook;
    this.#rid = rid;
    this.#heads = heads;
    this.puts = heads.filter(({ summary, body }) => summary.act === 'put' && body?.payload);
    this.isWhole = heads.every(({ body }) => body?.payload);
    this.base = base;
    slot(this.root, 'save').addEventListener('click', () => this.#attempt(() => this.#save()));
    slot(this.root, 'withdraw').addEventListener('click', () => this.#attempt(() => this.#withdraw()));
  }

  async draw() {
    const { say, store } = this.#notebook;
    const [first] = this.puts;
    const draft = await store.draft(this.#rid);
    const canChoose = this.isWhole && this.#heads.length > 1 && !draft && first;
    const name = this.#heads[0].summary.lesson?.teacher_name;
    fill(this.root, { heading: name || say('resolve'), eyebrow: say('resolve_eyebrow') });
    stack(this.root, 'lines', this.#lines(draft));
    for (const name of ['choices', 'acts']) toggle(this.root, name, Boolean(canChoose));
    toggle(this.root, 'withdraw', this.#heads.some(({ summary }) => summary.act === 'withdraw'));
    slot(this.root, 'back').href = routeTo('record', this.#rid);
    toggle(this.root, 'whole', Boolean(first));
    if (first) await this.#drawWhole(canChoose);
  }

  async #drawWhole(canChoose) {
    const rubric = await this.#notebook.rubric(this.puts[0].body.rubric);
    if (canChoose) this.#drawFields(rubric);
    const letters = this.puts.map((head, i) => letterOf(this.#notebook, rubric, head, i + 1));
    slot(this.root, 'letters').replaceChildren(...letters);
  }

  #lines(draft) {
    const { say } = this.#notebook;
    if (draft) return [this.#line('resolve_draft', [way(say('continue'), { href: routeTo('finish', this.#rid) })])];
    if (!this.isWhole) {
      const ways = [way(say('read_online'), { href: `/leadership/observations/${this.#rid}` })];
      return [this.#line('resolve_not_here', ways)];
    }
    if (this.#heads.length < 2) return [this.#line('resolve_only_one')];
    const isWithdrawn = this.#heads.some(({ summary }) => summary.act === 'withdraw');
    return isWithdrawn ? [this.#line('resolve_withdrawn')] : [];
  }

  #line(name, ways = []) {
    const { say } = this.#notebook;
    return notice('needs-you', 'info', { strong: say(name), text: say(`${name}_do`), ways });
  }

  #drawFields(rubric) {
    this.#fields = differences(this.base, this.puts.map(({ body }) => body.payload));
    const titles = this.puts.map((head, i) => versionTitle(this.#notebook, head, i + 1));
    const drawn = this.#fields.map((field, i) => differenceField({ notebook: this.#notebook, rubric, titles }, field, i));
    slot(this.root, 'fields').replaceChildren(...drawn);
    toggle(this.root, 'same', drawn.length === 0);
    toggle(this.root, 'take-part', drawn.length > 0);
    const takes = this.puts.map((_, i) => way(this.#notebook.say('resolve_take', { n: i + 1 }), { press: () => this.#take(i) }));
    slot(this.root, 'take').replaceChildren(...takes);
  }

  /** One version as a whole: still shown, still to be saved. */
  #take(n) {
    for (const [i, { values }] of this.#fields.entries()) {
      const wanted = this.root.querySelector(`input[name="field-${i}"][data-heads~="${n}"]`);
      if (wanted && values.length > n) wanted.checked = true;
    }
    markOpen(this.root, this.#fields);
    this.#notebook.frame.speak(this.#notebook.say('resolve_taken', { n: n + 1 }));
  }

  async #save() {
    const open = markOpen(this.root, this.#fields);
    toggle(this.root, 'missing', open.length > 0);
    if (open.length > 0) {
      fill(this.root, { missing: this.#notebook.say('resolve_missing', { n: open.length }) });
      open[0].querySelector('input').focus();
      return;
    }
    const chosen = new Map(this.#fields.map((field, i) => [field, chosenIn(this.root, field, i)]));
    const payload = sendable({ payload: joined(this.puts.map(({ body }) => body.payload), this.#fields, (one) => chosen.get(one)) });
    const { store, sync, frame, say } = this.#notebook;
    const parents = this.#heads.map(({ summary }) => summary.vid);
    const { record_type, rubric, observed_at, tz } = this.puts[0].body;
    sync.saved(await store.makeVersion({ draft: { rid: this.#rid, parents, record_type, rubric, observed_at, tz, payload } }));
    frame.speak(say('resolve_spoken'));
    this.#notebook.go('record', this.#rid);
  }

  async #withdraw() {
    this.#notebook.sync.saved(await this.#notebook.store.withdraw(this.#rid, 'other'));
    this.#notebook.go('record', this.#rid);
  }

  async #attempt(act) {
    try {
      await act();
    } catch (problem) {
      this.#notebook.frame.broken(problem);
    }
  }
}

/** A whole version as its teacher would read it; its ids get a number, for another stands beside it. */
function letterOf(notebook, rubric, head, n) {
  const part = fill(clone('whole-version'), { title: versionTitle(notebook, head, n) });
  const { observed_at, payload } = head.body;
  drawLetter(slot(part, 'letter'), notebook, rubric, { payload, observed_at });
  for (const element of part.querySelectorAll('[id]')) element.id += `-${n}`;
  for (const element of part.querySelectorAll('[aria-labelledby]')) {
    element.setAttribute('aria-labelledby', `${element.getAttribute('aria-labelledby')}-${n}`);
  }
  return part;
}

/** Which one it is, on which tablet it was written, and when by that tablet's clock. */
function versionTitle({ say, calendar }, { summary, isHere }, n) {
  const written = Number.parseInt(summary.vid.replaceAll('-', '').slice(0, 12), 16);
  const when = `${calendar.short(written)} ${calendar.clock(written)}`;
  return say(isHere ? 'resolve_version_here' : 'resolve_version_elsewhere', { n, when });
}
