// Pupils' answers: seats drawn at random, and counts alone. Plain functions on a draft.

const MOST_PUPILS = 60;

/**
 * So many different seats, each as likely as any other.
 * @param {number} rows @param {number} columns @param {number} n
 * @param {(below: number) => number} [random] a whole number from 0 to below, excluded
 * @returns {[number, number][]} row and place in it, both counted from 1
 */
export function drawSeats(rows, columns, n, random = fairly) {
  const seats = Array.from({ length: rows * columns }, (_, i) => [Math.floor(i / columns) + 1, (i % columns) + 1]);
  for (let i = seats.length - 1; i > 0; i -= 1) {
    const other = random(i + 1);
    [seats[i], seats[other]] = [seats[other], seats[i]];
  }
  return seats.slice(0, n);
}

/** By the browser's own source of chance; what would favour the small numbers is drawn again. */
function fairly(below) {
  const limit = Math.floor(2 ** 32 / below) * below;
  const [drawn] = crypto.getRandomValues(new Uint32Array(1));
  return drawn < limit ? drawn % below : fairly(below);
}

/** Begins anew: the seats lie in the draft's `screen`, which never leaves the tablet. */
export function beginAsking(draft, { rows, columns, n }) {
  const seats = drawSeats(rows, columns, Math.min(n, rows * columns));
  draft.screen.voice = { rows, columns, seats, at: 0, chosen: [] };
}

/** Adds what the present pupil chose to the counts, and goes to the next seat. @param {number[][]} shape answers a question */
export function takeAnswers(draft, set, shape) {
  const { screen, payload } = draft;
  const { chosen } = screen.voice;
  const before = payload.pupil_voice ?? { set, n: 0, counts: shape.map((n) => Array(n).fill(0)) };
  if (before.n < MOST_PUPILS && chosen.some((answer) => answer !== null && answer !== undefined)) {
    const counts = before.counts.map((row, place) => row.map((n, answer) => n + (chosen[place] === answer ? 1 : 0)));
    payload.pupil_voice = { set, n: before.n + 1, counts };
  }
  screen.voice = { ...screen.voice, at: screen.voice.at + 1, chosen: [] };
}

/** The seat of whom one asks now; null when all were asked. @returns {[number, number]|null} */
export function seatNow({ seats, at }) {
  return seats[at] ?? null;
}

/** Forgets every answer of this observation. */
export function forgetAnswers(draft) {
  delete draft.payload.pupil_voice;
  draft.screen.voice = null;
}
