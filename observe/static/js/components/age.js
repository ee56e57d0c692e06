// How long something took or has lain, as people say it: "2 dage", "5 minutes".

const MINUTE_MS = 60_000;
const LENGTHS = [['day', 24 * 60 * MINUTE_MS], ['hour', 60 * MINUTE_MS], ['minute', MINUTE_MS]];

/** In the largest whole unit; less than a minute counts as one. @param {number} ms @param {string} language */
export function ageWords(ms, language) {
  const [unit, length] = LENGTHS.find((one) => ms >= one[1]) ?? LENGTHS.at(-1);
  const n = Math.max(1, Math.floor(ms / length));
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' }).format(n);
}
