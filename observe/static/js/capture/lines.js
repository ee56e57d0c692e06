// The lines on top: where the observations are, the connection, the login, the tablet's room. Words for what is known.

import { ageWords } from '../components/age.js';
import { isWrong } from '../offline/clock.js';
import { asksDay, badgeLines } from '../offline/outbox.js';
import { notice, way } from './dom.js';
import { routeTo } from './router.js';

const ICONS = {
  only_here: 'smartphone',
  refused: 'smartphone',
  set_aside: 'folder',
  missing: 'database',
  erased: 'delete',
  all_received: 'download-done',
  all_safe: 'lock',
};
const CALM = new Set(['all_received', 'all_safe']);
/** Storage faults before which no observation begins. */
const MB = 1024 * 1024;

/** One line per thing worth saying about the outbox. Drafts have their own list. */
export function outboxLines(notebook, { versions, drafts }) {
  return badgeLines({ versions, drafts })
    .filter(({ key }) => key in ICONS)
    .map(({ key, n, oldest_at }) => {
      const text = oldest_at ? notebook.say(`badge_${key}_do`, { n, when: dayWords(notebook, oldest_at, true) }) : '';
      const strong = notebook.say(`badge_${key}`, { n });
      return notice(CALM.has(key) ? 'calm' : 'needs-you', ICONS[key], { strong, text });
    });
}

/** Drafts that were begun longer ago than the municipality wants: the oldest is a tap away. */
export function oldDraftLines({ say, calendar, now, settings: { draft_days: days } }, { drafts }) {
  const old = drafts.filter(({ begun_at }) => calendar.daysBetween(begun_at, now) > days);
  if (old.length === 0) return [];
  const oldest = old.reduce((one, other) => (other.begun_at < one.begun_at ? other : one));
  const ways = [way(say('old_drafts_way'), { href: routeTo('finish', oldest.rid) })];
  const strong = say('old_drafts', { n: old.length, days });
  return [notice('needs-you', 'time', { strong, text: say('old_drafts_do'), ways })];
}

/** The connection, said calmly; nothing while it works. */
export function connectionLines({ status, say }) {
  if (status.stopped === 'device_stolen') {
    const ways = [way(say('sign_in'), { href: '/sign-in' })];
    return [notice('needs-you', 'lock', { strong: say('stopped_stolen'), text: say('stopped_stolen_do'), ways })];
  }
  if (status.connection === 'unreachable') return [notice('quiet', 'sync', { text: say('offline') })];
  if (status.login !== 'needed') return [];
  const ways = [way(say('sign_in'), { href: '/sign-in' })];
  if (status.maySend) return [notice('quiet', 'account', { text: say('login_needed'), ways })];
  return [notice('needs-you', 'account', { strong: say('login_to_send'), text: say('login_to_send_do'), ways })];
}

/** What the tablet cannot promise, said before an observation begins. */
export function storageLines({ storage, say }) {
  const more = storage.free_bytes === null ? '' : say('storage_left', { n: Math.floor(storage.free_bytes / MB) });
  if (!storage.ok) {
    const strong = say(`trouble_${storage.code}`);
    return [notice('needs-you', 'database', { strong, text: say(`trouble_${storage.code}_do`), more })];
  }
  if (storage.low) {
    return [notice('needs-you', 'database', { strong: say('storage_low'), text: say('storage_low_do'), more })];
  }
  if (!storage.ephemeral) return [];
  return [notice('needs-you', 'info', { strong: say('storage_private'), text: say('storage_private_do') })];
}

/** A clock that is out by minutes: the times of observations would be wrong. */
export function clockLines({ clock, say, words }) {
  if (!isWrong(clock)) return [];
  const name = clock.offset_ms > 0 ? 'clock_slow' : 'clock_fast';
  const strong = say(name, { age: ageWords(Math.abs(clock.offset_ms), words.language) });
  return [notice('needs-you', 'time', { strong, text: say('clock_do') })];
}

/** Observations whose day may be wrong: their author knows it. */
export function dayLines({ say }, { records, states }) {
  const asked = records.filter((record) => asksDay(record, states));
  if (asked.length === 0) return [];
  const ways = [way(say('day_way'), { href: routeTo('record', asked[0].rid) })];
  return [notice('needs-you', 'time', { strong: say('day_asked', { n: asked.length }), text: say('day_asked_do'), ways })];
}

/** today, yesterday, else the date: short in a row, whole in a sentence. @param {number|string} moment */
export function dayWords({ calendar, say, now }, moment, isWhole = false) {
  const days = calendar.daysBetween(moment, now);
  if (days <= 0) return say('today');
  if (days === 1) return say('yesterday');
  return isWhole ? calendar.plain(moment) : calendar.short(moment);
}

/** The time of today's things, the day of older ones. */
export function whenWords(notebook, moment) {
  const { calendar, now } = notebook;
  return calendar.daysBetween(moment, now) === 0 ? calendar.clock(moment) : dayWords(notebook, moment);
}
