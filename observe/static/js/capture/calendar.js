// Days and times as a school reads them, in the municipality's zone and never in the tablet's.

const DAY_MS = 24 * 3600 * 1000;
const PATTERNS = {
  fullWeekday: { weekday: 'long' },
  plain: { day: 'numeric', month: 'long' },
  short: { day: 'numeric', month: 'short' },
};

/** Dates and times in one language and one zone. */
export class Calendar {
  #locale;
  #zone;

  /** @param {string} language 'da' or 'en' @param {string} zone IANA name */
  constructor(language, zone) {
    this.#locale = language === 'en' ? 'en-GB' : 'da-DK';
    this.#zone = zone;
  }

  /** 08:02 in every language. @param {Date|string} moment */
  clock(moment) {
    const { hour, minute } = this.#parts(moment, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
    return `${hour}:${minute}`;
  }

  /** tirsdag den 24. november; not every browser knows that Danish puts "den" between. */
  long(moment) {
    const [weekday, day] = [PATTERNS.fullWeekday, PATTERNS.plain].map((pattern) => this.#format(moment, pattern));
    return `${weekday} ${this.#locale === 'da-DK' ? 'den ' : ''}${day}`;
  }

  /** A text as it begins a line. */
  capital(text) {
    return text.charAt(0).toLocaleUpperCase(this.#locale) + text.slice(1);
  }

  /** 24. november */
  plain(moment) {
    return this.#format(moment, PATTERNS.plain);
  }

  /** 24. nov. */
  short(moment) {
    return this.#format(moment, PATTERNS.short);
  }

  /** The day of a moment as ISO 2026-11-24. */
  day(moment) {
    const { year, month, day } = this.#parts(moment, { year: 'numeric', month: '2-digit', day: '2-digit' });
    return `${year}-${month}-${day}`;
  }

  /** The moment at which a clock of this zone shows this, as ISO. @param {string} day 2026-11-24 @param {string} clock 08:02 */
  moment(day, clock) {
    const shown = (at) => Date.parse(`${this.day(new Date(at))}T${this.clock(new Date(at))}:00Z`);
    const wanted = Date.parse(`${day}T${clock}:00Z`);
    const near = wanted + (wanted - shown(wanted));
    return new Date(near + (wanted - shown(near))).toISOString();
  }

  /** How many midnights lie between two moments; negative if the first is later. */
  daysBetween(earlier, later) {
    return Math.round((Date.parse(this.day(later)) - Date.parse(this.day(earlier))) / DAY_MS);
  }

  #format(moment, pattern) {
    const isDay = typeof moment === 'string' && moment.length === 10;
    const zone = isDay ? 'UTC' : this.#zone;
    const text = new Intl.DateTimeFormat(this.#locale, { ...pattern, timeZone: zone }).format(new Date(moment));
    return text.replace(/(\d)\. /, '$1.\u00a0');
  }

  #parts(moment, pattern) {
    const format = new Intl.DateTimeFormat('en-GB', { ...pattern, timeZone: this.#zone });
    return Object.fromEntries(format.formatToParts(new Date(moment)).map(({ type, value }) => [type, value]));
  }
}

/** ISO week number of an ISO day: the week that holds its Thursday. @param {string} day 2026-11-24 */
export function isoWeek(day) {
  const date = new Date(`${day}T00:00:00Z`);
  const thursday = new Date(date.getTime() + (4 - (date.getUTCDay() || 7)) * DAY_MS);
  const newYear = Date.UTC(thursday.getUTCFullYear(), 0, 1);
  return 1 + Math.floor((thursday.getTime() - newYear) / (7 * DAY_MS));
}

/** The ISO day some days later. @param {string} day @param {number} days */
export function addDays(day, days) {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** The first Friday on or after an ISO day. @param {string} day */
export function fridayOf(day) {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return addDays(day, (5 - weekday + 7) % 7);
}

/** Whole minutes from one moment to another, never negative. */
export function minutesBetween(start, end) {
  return Math.max(0, Math.floor((new Date(end) - new Date(start)) / 60000));
}
