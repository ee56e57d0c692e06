// Counting beside the notes: a tally, and a timer that asks at each interval what one sees. Plain functions on a draft.

const LONGEST_SECONDS = 180 * 60;
const MOST_TALLIED = 9999;
/** The intervals to choose from, in seconds. */
export const INTERVALS = [30, 60, 120];
export const LABEL_LENGTH = 80;

/**
 * What is being counted; it lies in the draft's `screen` and becomes a note when it is put away.
 * @typedef {{kind: 'tally', label: string, n: number}} Tally
 * @typedef {{kind: 'intervals', seconds: number, labels: string[], marks: (number|null)[], started_at: string}} Intervals
 */

/** @returns {Tally} */
export function newTally() {
  return { kind: 'tally', label: '', n: 0 };
}

/** One more, or with -1 one less; never below nothing. @param {Tally} tally */
export function count(tally, step) {
  tally.n = Math.min(MOST_TALLIED, Math.max(0, tally.n + step));
}

/** @param {{seconds: number, labels: string[], now: Date}} given labels that say nothing are left out @returns {Intervals} */
export function newIntervals({ seconds, labels, now }) {
  const said = labels.map((label) => label.trim()).filter(Boolean);
  return { kind: 'intervals', seconds, labels: said, marks: [], started_at: now.toISOString() };
}

/** How many intervals have passed. A timer forgotten overnight ends with the longest visit. @param {Intervals} timer */
export function passed({ seconds, started_at }, now) {
  const gone = Math.min(LONGEST_SECONDS, (now - Date.parse(started_at)) / 1000);
  return Math.max(0, Math.floor(gone / seconds));
}

/** What was tapped for the interval that passed last; undefined before the first. @returns {number|null|undefined} */
export function markNow(timer, now) {
  const n = passed(timer, now);
  return n ? (timer.marks[n - 1] ?? null) : undefined;
}

/** Notes what one sees now; the same again takes it back. Intervals in which nobody tapped stay null. */
export function mark(timer, label, now) {
  const n = passed(timer, now);
  if (!n) return;
  while (timer.marks.length < n) timer.marks.push(null);
  timer.marks[n - 1] = timer.marks[n - 1] === label ? null : label;
}

/** Marks up to the last tap: after it nobody looked any more. */
export function seen({ marks }) {
  const last = marks.findLastIndex((one) => one !== null);
  return marks.slice(0, last + 1);
}

/** How often each label was seen, and how often nothing was tapped. @returns {{counts: number[], missed: number}} */
export function countsOf({ labels, marks }) {
  const counts = labels.map((_, place) => marks.filter((one) => one === place).length);
  return { counts, missed: marks.filter((one) => one === null).length };
}

/** Whether putting it away would lose nothing. */
export function isEmpty(tool) {
  return tool.kind === 'tally' ? tool.n === 0 : seen(tool).length === 0;
}

/**
 * The note that a tool becomes: fields, and the same in words for whoever reads only text.
 * @param {Tally|Intervals} tool @param {(name: string, places?: object) => string} say
 * @returns {{kind: 'counted', text: string, tally?: object, intervals?: object}}
 */
export function noteOf(tool, say) {
  if (tool.kind === 'tally') {
    const tally = { label: tool.label.trim() || say('tally_unnamed'), n: tool.n };
    return { kind: 'counted', text: say('tally_text', tally), tally };
  }
  const { seconds, labels } = tool;
  const intervals = { seconds, labels, marks: seen(tool) };
  return { kind: 'counted', text: say('intervals_text', { seconds, counts: countWords(intervals, say) }), intervals };
}

/** i gang 5, venter 2, ikke set 1. */
export function countWords(intervals, say) {
  const { counts, missed } = countsOf(intervals);
  const words = intervals.labels.map((label, place) => `${label} ${counts[place]}`);
  if (missed) words.push(say('intervals_missed', { n: missed }));
  return words.join(', ');
}
