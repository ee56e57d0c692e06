// A timer that asks, without a sound, what one sees each time an interval has passed. One tap answers.

import { chip, clone, fill, slot } from './dom.js';
import { INTERVALS, isEmpty, mark, markNow, newIntervals, passed, seen } from './tools.js';

const LOOK_MS = 1_000;
const USUAL_SECONDS = 60;
const USUAL_LABELS = ['label_working', 'label_waiting', 'label_other'];
const FEWEST_LABELS = 2;

/** How often to ask and what there is to see. @param {(timer: import('./tools.js').Intervals) => void} begin */
export function intervalSetup({ notebook }, begin, cancel) {
  const { say } = notebook;
  const root = clone('intervals-setup');
  slot(root, 'seconds').append(...INTERVALS.map((n) =>
    chip({ type: 'radio', name: 'seconds', value: n, text: say('every_n', { n }), checked: n === USUAL_SECONDS })));
  const fields = [...root.querySelectorAll('[data-slot="label"]')];
  fields.forEach((field, place) => (field.value = say(USUAL_LABELS[place])));
  slot(root, 'begin').addEventListener('click', () => {
    const seconds = Number(root.querySelector('[name="seconds"]:checked').value);
    const timer = newIntervals({ seconds, labels: fields.map(({ value }) => value), now: notebook.now });
    if (timer.labels.length < FEWEST_LABELS) fields.find(({ value }) => !value.trim()).focus();
    else begin(timer);
  });
  slot(root, 'cancel').addEventListener('click', cancel);
  return root;
}

export class IntervalPanel {
  root = clone('intervals');
  #timer;
  #keeper;
  #nPassed = 0;
  #looking;

  /**
   * @param {import('./tools.js').Intervals} timer as it lies in the draft
   * @param {import('./draft_keeper.js').DraftKeeper} keeper @param {() => void} putAway
   */
  constructor(timer, keeper, putAway) {
    this.#timer = timer;
    this.#keeper = keeper;
    slot(this.root, 'labels').append(...timer.labels.map((text, place) => this.#button(text, place)));
    slot(this.root, 'put-away').addEventListener('click', putAway);
    this.#say();
    this.#nPassed = passed(timer, keeper.notebook.now);
    this.#looking = setInterval(() => this.#look(), LOOK_MS);
  }

  stop() {
    clearInterval(this.#looking);
  }

  #button(text, place) {
    const button = fill(clone('interval-label'), { text });
    button.addEventListener('click', () => {
      this.#keeper.change(() => mark(this.#timer, place, this.#keeper.notebook.now));
      this.#keeper.save();
      this.#say();
    });
    return button;
  }

  #say() {
    const { say, now } = this.#keeper.notebook;
    const marked = markNow(this.#timer, now);
    const isDue = marked === null;
    this.root.classList.toggle('tool--due', isDue);
    const places = { n: this.#timer.seconds };
    const n = seen(this.#timer).filter((one) => one !== null).length;
    fill(this.root, {
      state: say(isDue ? 'interval_now' : marked === undefined ? 'interval_first' : 'interval_seen', places),
      n: say('interval_count', { n }),
      'put-away': say(isEmpty(this.#timer) ? 'tool_close' : 'tool_keep'),
    });
    [...slot(this.root, 'labels').children].forEach((button, place) => {
      button.disabled = marked === undefined;
      button.setAttribute('aria-pressed', String(marked === place));
    });
  }

  /** A new interval has passed: the panel shows it quietly, and a screen reader is told once. */
  #look() {
    const { frame, say, now } = this.#keeper.notebook;
    const n = passed(this.#timer, now);
    if (n === this.#nPassed) return;
    this.#nPassed = n;
    this.#say();
    frame.speak(say('interval_now'));
  }
}
