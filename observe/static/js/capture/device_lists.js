// The lists of the device page as names and values, in the words of the screen. Nothing here names a person.

import { dayWords } from './lines.js';

const MB = 1024 * 1024;
/** Less is no difference that anybody could hear or see. */
const AGREES_MS = 2_000;
const ALWAYS = ['ready', 'held', 'settled'];
const SOMETIMES = ['pruned', 'quarantined', 'too_big', 'refused_here', 'erased', 'copy'];
const HASH = /-([^.]+)\./;

/** @typedef {{name: string, value: string}} Fact */

/** Versions by where they are. @returns {Fact[]} */
export function queueFacts({ say }, { queue, n_drafts }) {
  const states = [...ALWAYS, ...SOMETIMES.filter((state) => queue[state])];
  const counted = states.map((state) => ({ name: say(`queue_${state}`), value: String(queue[state] ?? 0) }));
  return [{ name: say('queue_drafts'), value: String(n_drafts) }, ...counted];
}

/** @returns {Fact[]} */
export function promiseFacts(notebook, { persisted, room, save_ms }) {
  const { say, storage, device, calendar } = notebook;
  const kept = { true: 'kept_yes', false: 'kept_no', null: 'unknown' }[String(persisted)];
  const guess = storage.free_bytes === null ? say('unknown') : say('mb', { n: Math.floor(storage.free_bytes / MB) });
  return [
    { name: say('fact_kept'), value: say(kept) },
    { name: say('fact_opened'), value: say(isFromHomeScreen() ? 'opened_home' : 'opened_tab') },
    { name: say('fact_tried'), value: triedWords(say, room) },
    { name: say('fact_guess'), value: guess },
    { name: say('fact_saved'), value: save_ms === null ? say('unknown') : `${save_ms} ms` },
    { name: say('fact_clock'), value: clockWords(notebook) },
    { name: say('fact_since'), value: `${calendar.plain(device.opened_at)} ${calendar.clock(device.opened_at)}` },
    { name: say('fact_tablet'), value: device.device_id.slice(-8) },
  ];
}

function triedWords(say, { bytes, ms, code }) {
  const n = bytes / MB;
  return code ? say('tried_failed', { n, code }) : say('tried_value', { n, ms });
}

function isFromHomeScreen() {
  return navigator.standalone === true || matchMedia('(display-mode: standalone)').matches;
}

function clockWords(notebook) {
  const { say, calendar, clock } = notebook;
  if (!clock) return say('clock_unknown');
  const compared = { day: dayWords(notebook, clock.at, true), at: calendar.clock(clock.at) };
  if (Math.abs(clock.offset_ms) < AGREES_MS) return say('clock_right', compared);
  return say('clock_out', { seconds: Math.round(clock.offset_ms / 1000), ...compared });
}

/** @param {import('./program.js').Program} program @returns {Fact[]} */
export function programFacts({ say }, { edition, keeps, kept, listed, isWaiting }) {
  const facts = [
    { name: say('fact_edition'), value: shortEdition(edition) },
    { name: say('fact_cold'), value: coldWords(say, kept, listed) },
    { name: say('fact_waiting'), value: say(isWaiting ? 'waiting_yes' : 'waiting_no') },
  ];
  if (keeps && keeps !== edition) facts.push({ name: say('fact_worker'), value: shortEdition(keeps) });
  return facts;
}

function coldWords(say, kept, listed) {
  if (!listed) return say('cold_no');
  return kept === listed ? say('cold_yes', { n: listed }) : say('cold_some', { n: kept, all: listed });
}

function shortEdition(name) {
  return HASH.exec(name)?.[1] ?? name;
}

/** For the text alone: what a helper asks for and nobody wants to read out. @returns {Fact[]} */
export function technicalFacts({ device, status, now, zone, words }) {
  const { width, height } = screen;
  return [
    { name: 'device', value: device.device_id },
    { name: 'time', value: `${now.toISOString()} (${zone})` },
    { name: 'connection', value: `${status.connection}, login ${status.login}, stopped ${status.stopped ?? 'no'}` },
    { name: 'language', value: words.language },
    { name: 'screen', value: `${width}x${height}@${devicePixelRatio}, window ${innerWidth}x${innerHeight}` },
    { name: 'browser', value: navigator.userAgent },
  ];
}
