// When a visit was, asked of its author where the tablet's clock was doubted. The answer is a version like any change.

import { fill, slot, toggle } from './dom.js';

/** A lesson longer ago is no longer put right here. */
const OLDEST_DAYS = 730;
const DAY_MS = 86_400_000;

/**
 * @param {HTMLElement} root of the record's screen @param {import('./notebook.js').Notebook} notebook
 * @param {{rid: string, isAsked: boolean, observedAt: string}} record
 */
export function drawDayForm(root, notebook, { rid, isAsked, observedAt }) {
  const form = toggle(root, 'day-form', isAsked);
  if (!isAsked || form.dataset.for === observedAt) return;
  form.dataset.for = observedAt;
  const { calendar, say, now } = notebook;
  const when = `${calendar.long(observedAt)} ${calendar.day(observedAt).split('-')[0]} ${calendar.clock(observedAt)}`;
  fill(form, { 'day-text': say('day_doubted_do', { when }) });
  const [day, clock] = [slot(form, 'day'), slot(form, 'clock')];
  Object.assign(day, { max: calendar.day(now), min: calendar.day(new Date(now - OLDEST_DAYS * DAY_MS)) });
  clock.value = calendar.clock(observedAt);
  form.onsubmit = (event) => {
    event.preventDefault();
    save(form, notebook, { rid, observedAt, day: day.value, clock: clock.value }).catch((problem) => notebook.frame.broken(problem));
  };
}

async function save(form, { calendar, say, now, store, sync, frame }, { rid, observedAt, day, clock }) {
  const moment = day && clock ? calendar.moment(day, clock) : null;
  const fault = faultOf(moment, now);
  fill(form, { 'day-fault': fault ? say(fault) : '' });
  toggle(form, 'day-fault', Boolean(fault));
  if (fault) return slot(form, 'day').focus();
  const draft = await store.revise(rid);
  const payload = moved(draft.payload, Date.parse(moment) - Date.parse(observedAt));
  sync.saved(await store.makeVersion({ draft: { ...draft, payload, observed_at: moment, day_confirmed: true }, leavesDraft: true }));
  frame.speak(say('day_saved'));
  await frame.refresh();
}

function faultOf(moment, now) {
  if (moment === null) return 'day_missing';
  const at = Date.parse(moment);
  if (at > now.getTime()) return 'day_ahead';
  return at < now - OLDEST_DAYS * DAY_MS ? 'day_long_ago' : null;
}

/** The notes were written by the same clock. */
function moved(payload, byMs) {
  const notes = payload.notes.map((note) => ({ ...note, at: new Date(Date.parse(note.at) + byMs).toISOString() }));
  return { ...payload, notes };
}
