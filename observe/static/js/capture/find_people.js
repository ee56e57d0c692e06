// Finds a colleague by a few letters of any of their names, whatever the accents.

const SHOWN = 6;

/** Lower case without accents, so that "kjaer" and "kjær" both find Kjærgaard. @param {string} text */
export function folded(text) {
  const plain = text.toLocaleLowerCase('da').replace(/æ/g, 'ae').replace(/ø/g, 'oe').replace(/å/g, 'aa');
  return plain.normalize('NFD').replace(/\p{M}/gu, '').replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
}

/**
 * Those whose names have a word beginning with each typed word; the recent ones first, then by name.
 * Nothing typed: the recent ones, filled up by name.
 * @template {{id: string, name: string}} P
 * @param {P[]} people @param {string} typed
 * @param {string[]} recents ids, the latest first @param {number} [shown]
 * @returns {P[]}
 */
export function findPeople(people, typed, recents, shown = SHOWN) {
  const wanted = folded(typed).split(' ').filter(Boolean);
  const rank = new Map(recents.map((id, place) => [id, place]));
  const placeOf = (person) => rank.get(person.id) ?? recents.length;
  return people
    .filter((person) => wanted.every((word) => ` ${folded(person.name)}`.includes(` ${word}`)))
    .sort((a, b) => placeOf(a) - placeOf(b) || a.name.localeCompare(b.name, 'da'))
    .slice(0, shown);
}

/** Whether a typed name is exactly somebody's. */
export function personNamed(people, typed) {
  return people.find((person) => folded(person.name) === folded(typed)) ?? null;
}
