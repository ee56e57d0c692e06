// One finished observation: where it is, what stands in it, and what its author may still do. Every change is a version.

import { headsOf } from '../offline/graph.js';
import { asksDay, latestRecords } from '../offline/outbox.js';
import { uuid7 } from '../offline/records.js';
import { ask } from './ask.js';
import { drawDayForm } from './day_form.js';
import { clone, fill, notice, slot, stack, toggle } from './dom.js';
import { drawLetter } from './letter.js';
import { recordLines } from './record_lines.js';
import { stateMark } from './rows.js';
import { copyOf, reopened } from './sending.js';
import { isUntold, letterTitle, lessonWhom } from './whom.js';

const SEEN_BY_TEACHER = new Set(['shared', 'read']);
const CLOSED = new Set(['withdrawn', 'erased']);

/** @param {import('./notebook.js').Notebook} notebook @param {string} rid */
export async function showRecord(notebook, rid) {
  const record = new Record(notebook, rid);
  if (!(await record.read())) return notebook.go('home');
  await record.draw();
  return { root: record.root, title: record.title, refresh: async () => (await record.read()) && record.draw() };
}

class Record {
  root = clone('record');
  #notebook;
  #rid;
  #line;
  #version;

  constructor(notebook, rid) {
    this.#notebook = notebook;
    this.#rid = rid;
    const acts = { share: () => this.#share(), edit: () => this.#edit(), wrong: () => this.#askWrong() };
    for (const [name, act] of Object.entries({ ...acts, withdraw: () => this.#askWithdraw() })) {
      slot(this.root, name).addEventListener('click', () => this.#attempt(act));
    }
  }

  get title() {
    return lessonWhom(this.#notebook, this.#line.lesson);
  }

  /** The last put of the record, also when it is withdrawn. */
  get payload() {
    return this.#version?.body.payload;
  }

  /** @returns {Promise<boolean>} whether there is such a record here */
  async read() {
    const { store } = this.#notebook;
    const rows = await store.versionsOf(this.#rid);
    const states = await store.states();
    [this.#line] = latestRecords(rows, states);
    if (!this.#line) return false;
    const puts = rows.filter(({ act, stage }) => act === 'put' && stage === 'done');
    const shown = headsOf(puts)[0];
    this.#version = shown ? await store.version(shown.vid) : null;
    this.code = rows.find(({ vid }) => vid === this.#line.vid)?.code ?? null;
    this.asksDay = asksDay(this.#line, states, this.code) && Boolean(this.payload);
    this.nHere = headsOf(rows).length;
    this.isGone = shown?.state === 'pruned';
    this.isSealed = this.#version?.text === null;
    if (['set_aside', 'missing', 'erased'].includes(this.#line.place)) await store.markSeen(this.#line.vid);
    return true;
  }

  async draw() {
    const { say, calendar } = this.#notebook;
    const { place, lesson, observed_at: observedAt } = this.#line;
    const lessonTitle = lesson ? this.#notebook.lessonTitle(lesson.section_title, lesson.subject) : '';
    const when = `${calendar.long(observedAt)} ${calendar.clock(observedAt)}`;
    fill(this.root, { eyebrow: calendar.capital([lessonTitle, when].filter(Boolean).join(' · ')), heading: this.title });
    fill(this.root, { 'letter-title': say(letterTitle(lesson, SEEN_BY_TEACHER.has(place))) });
    slot(this.root, 'state').replaceChildren(stateMark(this.#notebook, place, lesson));
    const payload = this.asksDay ? undefined : this.payload; // when it will be read follows from the day
    stack(this.root, 'lines', recordLines(this.#notebook, { ...this, line: this.#line, payload }));
    drawDayForm(this.root, this.#notebook, { rid: this.#rid, isAsked: this.asksDay, observedAt });
    this.#drawWays();
    await this.#drawLetter();
  }

  #drawWays() {
    const { place } = this.#line;
    const isOfNobody = this.payload?.is_practice || isUntold(this.payload);
    const isTold = this.payload?.share === 'now' || SEEN_BY_TEACHER.has(place) || isOfNobody;
    toggle(this.root, 'acts', Boolean(this.payload) && !CLOSED.has(place) && this.payload.kind !== 'self');
    toggle(this.root, 'share', !isTold);
    toggle(this.root, 'wrong', !isOfNobody);
  }

  async #drawLetter() {
    const letter = slot(this.root, 'letter');
    toggle(this.root, 'text-part', !this.isGone && !this.isSealed);
    if (!this.payload?.feedback) return letter.replaceChildren(notice('quiet', 'info', { text: this.#notebook.say('erased_text') }));
    const { rubric, observed_at, payload } = this.#version.body;
    drawLetter(letter, this.#notebook, await this.#notebook.rubric(rubric), { payload, observed_at });
  }

  async #share() {
    const { store, sync, frame, say } = this.#notebook;
    const draft = await store.revise(this.#rid);
    draft.payload = { ...draft.payload, share: 'now' };
    sync.saved(await store.makeVersion({ draft, leavesDraft: true }));
    frame.speak(say('share_spoken'));
    await this.read();
    await this.draw();
  }

  async #edit() {
    const { store } = this.#notebook;
    const begun = await store.draft(this.#rid);
    if (!begun) await store.saveDraft(reopened(await store.revise(this.#rid)));
    this.#notebook.go('finish', this.#rid);
  }

  #askWrong() {
    const { say } = this.#notebook;
    const words = { strong: say('wrong_title'), text: say('wrong_text'), yes: say('wrong_yes') };
    ask(slot(this.root, 'ask'), words, () => this.#attempt(() => this.#moveToOther()));
  }

  /** The copy is on the tablet before the wrong record is taken back: a stop between the two loses nothing. */
  async #moveToOther() {
    const { store, sync } = this.#notebook;
    const copy = await store.saveDraft(copyOf(await store.revise(this.#rid), uuid7()));
    sync.saved(await store.withdraw(this.#rid, 'wrong_teacher'));
    this.#notebook.go('change_teacher', copy.rid);
  }

  #askWithdraw() {
    const { say } = this.#notebook;
    const words = { strong: say('withdraw_title'), text: say('withdraw_text'), yes: say('withdraw_yes') };
    ask(slot(this.root, 'ask'), words, () => this.#attempt(async () => {
      this.#notebook.sync.saved(await this.#notebook.store.withdraw(this.#rid, 'other'));
      await this.read();
      await this.draw();
    }));
  }

  async #attempt(act) {
    try {
      await act();
    } catch (problem) {
      this.#notebook.frame.broken(problem);
    }
  }
}
