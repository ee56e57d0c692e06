// One person's notebook as the screens see it: the store, the synchronisation, and the bundle read in one language.

import { latestRecords } from '../offline/outbox.js';
import { Calendar } from './calendar.js';
import { routeTo } from './router.js';
import { Rubric } from './rubric.js';
import { isShowable } from './store_lines.js';

/** Where the server says nothing else. */
const SHIPPED_SETTINGS = { share_days: 7, draft_days: 14, focus_min: 3, focus_max: 5 };
const TEACHING_ROLES = new Set(['teacher', 'pedagogue', 'substitute']);

export class Notebook {
  /** @type {import('../offline/sync.js').Status} */
  status = { connection: 'unknown', sending: false, next_try_at: null, login: 'unknown', maySend: true, stopped: null };
  #rubrics = new Map();
  #parts = {};

  /**
   * @param {object} parts
   * @param {import('../offline/store.js').Store} parts.store
   * @param {object} parts.device row of the device store
   * @param {object} parts.storage report of the probe
   * @param {import('./words.js').Words} parts.words
   * @param {string} parts.zone IANA name of the municipality's zone
   * @param {boolean} [parts.isLent] locked, and open for one new observation only: nothing else is listed
   */
  constructor({ store, device, storage, words, zone, isLent = false }) {
    Object.assign(this, { store, device, storage, words, zone, isLent });
    this.calendar = new Calendar(words.language, zone);
    this.sync = null;
  }

  /** Whose notebook this is, as the tablet knows them: {id, name}. */
  get owner() {
    return this.isLent ? this.device.lent : this.device.person;
  }

  /** Reads what the last pull brought; called again whenever the store has changed. */
  async read() {
    const { store, isLent } = this;
    const reading = [store.person(), store.parts(this.#parts), isLent ? null : store.former()];
    const [person, parts, former] = await Promise.all(reading);
    const part = (name) => parts[name]?.content ?? null;
    this.#parts = parts;
    this.person = person ?? { ...this.owner, given_name: this.owner.name, schools: [] };
    this.former = former;
    this.rubrics = part('rubrics');
    this.wordLists = part('words');
    this.notice = part('notice');
    this.roster = part('roster') ?? { schools: [] };
    this.subjects = part('subjects') ?? { subjects: [] };
    this.settings = { ...SHIPPED_SETTINGS, ...part('settings') };
  }

  /** Sentences and their places: shorthand for `words.say`. */
  say = (name, places) => this.words.say(name, places);

  /** Goes to a screen. Answers null, which a screen that sends on gives back. */
  go(screen, rid = null) {
    location.hash = routeTo(screen, rid);
    return null;
  }

  get now() {
    return new Date();
  }

  /** The newest comparison with the server's clock, of this start or an earlier one. */
  get clock() {
    return this.status.clock ?? this.device.clock ?? null;
  }

  get today() {
    return this.calendar.day(this.now);
  }

  /** Whether a first pull has brought what an observation needs. */
  get isStocked() {
    return Boolean(this.rubrics?.current);
  }

  /** Whether a real visit may begin: the notice is published and read. */
  get mayVisit() {
    return Boolean(this.notice?.text && this.notice.read_at);
  }

  /** Schools that this person leads, each with its people and sections. */
  get schools() {
    const led = new Set(this.person.schools.map(({ id }) => id));
    return this.roster.schools.filter(({ id }) => !led.size || led.has(id));
  }

  /** Colleagues of a school who teach, without the person who is asking. */
  teachers(school) {
    const isTeaching = ({ role, sections }) => TEACHING_ROLES.has(role) || sections?.length > 0;
    return (school?.people ?? []).filter((one) => one.id !== this.person.id && isTeaching(one));
  }

  /** Title of a subject by its code; the code itself where the list does not know it. */
  subjectTitle(code) {
    const found = this.subjects.subjects.find((subject) => subject.code === code);
    return found ? this.words.pick(found.title) : code ?? '';
  }

  /** Class and subject as one reads them: 4.b · dansk. */
  lessonTitle(section, subject) {
    const title = this.subjectTitle(subject);
    const small = this.words.language === 'da' ? title.toLocaleLowerCase('da') : title;
    return [section, small].filter(Boolean).join(' · ');
  }

  /** The rubric of that content hash, or the current one. @returns {Promise<Rubric|null>} */
  async rubric(hash = this.rubrics?.current) {
    if (!hash) return null;
    if (!this.#rubrics.has(hash)) {
      const content = await this.store.rubric(hash);
      if (!content) return null;
      this.#rubrics.set(hash, new Rubric({ ...content, content_hash: hash }, (pair) => this.words.pick(pair)));
    }
    return this.#rubrics.get(hash);
  }

  /** What the linter marks in this language, and the adults whose names are no pupils'. */
  get linted() {
    const list = this.wordLists?.[this.words.language] ?? {};
    return { list, adults: this.schools.flatMap(({ people }) => people.map(({ name }) => name)) };
  }

  /** Drafts, those that other tablets left, versions and the last finished records. */
  async lists() {
    const { store } = this;
    if (this.isLent) return { drafts: [], left: [], versions: [], states: {}, records: [], unreadable: [] };
    const [{ left, versions, ...found }, states] = await Promise.all([store.lists(), store.states()]);
    const drafts = found.drafts.filter(isShowable);
    const unreadable = [...found.unreadable, ...found.drafts.filter((draft) => !isShowable(draft))];
    const records = latestRecords(versions, states).map((record) => named(record, versions));
    return { drafts, left, versions, states, records, unreadable };
  }
}

/** A withdrawal has no lesson of its own: the row keeps that of the last version with a text. */
function named(record, versions) {
  if (record.place !== 'withdrawn') return record;
  const last = versions.filter(({ rid, act }) => rid === record.rid && act === 'put').at(-1);
  return { ...record, lesson: last?.lesson ?? null };
}
