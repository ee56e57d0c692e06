// Joins what two windows wrote in one draft, field by field. What both changed is kept twice: a person chooses, later.

/**
 * What another window wrote in a field that this one wrote, too. It stands in the draft until a person used or
 * removed it, and never leaves the tablet.
 * @typedef {{id: string, path: string[], value: unknown}} Other path e.g. ['feedback', 'question'], ['notes', ID, 'text']
 */

/** What of a draft two windows may write; the field under the thumb is joined like the rest. */
export function written({ payload, screen }) {
  return { ...payload, composer: screen?.composer, others: screen?.others ?? [] };
}

/**
 * @param {object} base what this window last read or saved
 * @param {object} mine the draft as this window has it
 * @param {object} theirs the row as it stands in the store
 * @returns {object} mine, with what only they changed, and in `screen.others` what both did
 */
export function joinDrafts(base, mine, theirs) {
  const found = [];
  const joined = join(written(base), written(mine), written(theirs), [], found);
  const { composer, others = [], ...payload } = joined;
  const kept = worthKeeping([...others, ...found], joined);
  return { ...theirs, ...mine, payload, screen: { ...theirs.screen, ...mine.screen, composer, others: kept } };
}

/** Whether two windows wrote the same. */
export const isSame = (one, other) => JSON.stringify(one) === JSON.stringify(other);

function join(base, mine, theirs, path, found) {
  if (isSame(mine, theirs) || isSame(base, theirs)) return mine;
  if (isSame(base, mine)) return theirs;
  if (mine === undefined || theirs === undefined) return mine ?? theirs; // taken away here, written there: it stays
  if (Array.isArray(mine) && Array.isArray(theirs)) return joinLists(base ?? [], mine, theirs, path, found);
  if (isParted(mine) && isParted(theirs)) return joinParts(base ?? {}, mine, theirs, path, found);
  found.push({ id: JSON.stringify([path, theirs]), path, value: theirs });
  return mine;
}

/** A thing that is chosen as one, such as a teacher, has an id; everything else falls into its parts. */
const isParted = (value) => value !== null && typeof value === 'object' && !Array.isArray(value) && !('id' in value);

function joinParts(base, mine, theirs, path, found) {
  const names = [...new Set([...Object.keys(mine), ...Object.keys(theirs)])];
  const parts = names.map((name) => [name, join(base[name], mine[name], theirs[name], [...path, name], found)]);
  return Object.fromEntries(parts.filter(([, value]) => value !== undefined));
}

/** Rows by their id, in the order of their time where they have one; of plain values, all that somebody put in. */
function joinLists(base, mine, theirs, path, found) {
  const [before, here, there] = [base, mine, theirs].map((rows) => new Map(rows.map((row) => [keyOf(row), row])));
  const keys = [...new Set([...here.keys(), ...there.keys()])];
  const rows = keys.map((key) => joinRow([before, here, there].map((rows) => rows.get(key)), [...path, key], found));
  const kept = rows.filter((row) => row !== undefined);
  return kept.every((row) => row?.at) ? kept.sort((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at))) : kept;
}

const keyOf = (row) => row?.id ?? JSON.stringify(row);

function joinRow([base, mine, theirs], path, found) {
  const isEditedOnBoth = mine?.id && theirs?.id && !isSame(base, mine) && !isSame(base, theirs);
  return isEditedOnBoth ? joinParts(base ?? {}, mine, theirs, path, found) : join(base, mine, theirs, path, found);
}

/** Without what the draft says already, and of texts that grew from each other only the longest. */
function worthKeeping(others, joined) {
  const isSaid = ({ path, value }) => isWithin(value, path.reduce(partOf, joined));
  const open = others.filter((other) => !isSaid(other));
  const isLess = (one, other) => one !== other && isSame(one.path, other.path) && isWithin(one.value, other.value);
  const distinct = open.filter((other, i) => open.findIndex(({ id }) => id === other.id) === i);
  return distinct.filter((one) => !distinct.some((other) => isLess(one, other)));
}

function isWithin(value, whole) {
  return typeof value === 'string' && typeof whole === 'string' ? whole.includes(value) : isSame(value, whole);
}

/** One step into a draft: by name, in a list by id. */
export function partOf(whole, name) {
  return Array.isArray(whole) ? whole.find((row) => keyOf(row) === name) : whole?.[name];
}
