// Heads that stand side by side, compared field by field: what changed on one side only may be joined, the rest is asked.
// The same rule as models/versions/merging.py, and tests/vectors/merging.json is run by both.

/**
 * @typedef {object} Field one thing that is decided by itself: a rating, a note, a text, a choice
 * @property {string[]} path e.g. ['ratings', 'A1'], ['notes', id], ['feedback', 'question'], ['subject']
 * @property {unknown[]} values one for each head, in their order; undefined where a head does not have it
 * @property {unknown} joined where `isOpen` is false
 * @property {boolean} isOpen changed on more than one side, or nobody knows what it was before: a person chooses
 */

/** Parts of a payload whose entries are decided one by one. */
const MAPS = ['ratings', 'feedback'];

/**
 * What differs between heads of one record.
 * @param {object|null} base payload of a version that all of them followed; null where none is known here
 * @param {object[]} payloads of the heads
 * @returns {Field[]} only fields that differ
 */
export function differences(base, payloads) {
  const parts = dividedParts([...payloads, ...(base ? [base] : [])]);
  const flat = payloads.map((payload) => flatten(payload, parts));
  const before = base ? flatten(base, parts) : null;
  const names = [...new Set([...flat.flatMap((one) => [...one.keys()])])];
  const fields = names.map((name) => fieldOf(name, flat, before));
  return fields.filter(({ values }) => distinct(values).length > 1);
}

function fieldOf(name, flat, before) {
  const path = JSON.parse(name);
  const values = flat.map((one) => one.get(name));
  const former = before?.get(name);
  const changed = distinct(values).filter((value) => before === null || !isSame(value, former));
  // A note that one side has and another never saw is nobody's change but its own.
  const added = path[0] === 'notes' && before === null ? changed.filter((value) => value !== undefined) : changed;
  const isOpen = added.length !== 1;
  return { path, values, joined: isOpen ? undefined : added[0], isOpen };
}

/**
 * The payload of the first head with every differing field as it was decided.
 * @param {object[]} payloads
 * @param {Field[]} fields
 * @param {(field: Field) => unknown} decide value of a field; undefined takes it away
 */
export function joined(payloads, fields, decide) {
  const result = structuredClone(payloads[0]);
  const isNote = ({ path }) => path[0] === 'notes' && path.length > 1;
  for (const field of fields) if (!isNote(field)) put(result, field.path, decide(field));
  const decided = fields.filter(isNote).map((field) => [field.path[1], decide(field)]);
  return decided.length > 0 ? { ...result, notes: joinedNotes(result.notes ?? [], decided) } : result;
}

function joinedNotes(first, decided) {
  const notes = new Map(first.map((note) => [note.id, note]));
  for (const [id, value] of decided) {
    if (value === undefined) notes.delete(id);
    else notes.set(id, value);
  }
  const at = (note) => String(note.at ?? '');
  return [...notes.values()].sort((a, b) => (at(a) < at(b) ? -1 : Number(at(a) > at(b))));
}

function put(result, [part, name], value) {
  const home = name === undefined ? result : (result[part] ??= {});
  const key = name ?? part;
  if (value === undefined) delete home[key];
  else home[key] = structuredClone(value);
}

/** Parts that fall into their entries: those that have the shape for it in every version that has them. */
function dividedParts(payloads) {
  const isDivided = (part) => payloads.every((payload) => !Object.hasOwn(payload, part) || isParted(part, payload[part]));
  return [...MAPS, 'notes'].filter(isDivided);
}

function isParted(part, value) {
  if (part !== 'notes') return value !== null && typeof value === 'object' && !Array.isArray(value);
  const ids = Array.isArray(value) ? value.map((note) => note?.id) : [null];
  return ids.every((id) => typeof id === 'string') && new Set(ids).size === ids.length;
}

/** Every field of a payload by its path, as text. @returns {Map<string, unknown>} */
function flatten(payload, parts) {
  const fields = new Map();
  for (const [part, value] of Object.entries(payload)) {
    if (!parts.includes(part)) fields.set(JSON.stringify([part]), value);
    else if (part === 'notes') value.forEach((note) => fields.set(JSON.stringify([part, note.id]), note));
    else {
      for (const [name, one] of Object.entries(value)) fields.set(JSON.stringify([part, name]), one);
    }
  }
  return fields;
}

function distinct(values) {
  return values.filter((value, i) => values.findIndex((other) => isSame(value, other)) === i);
}

/** Equal as JSON, whatever the order of the names. */
export function isSame(one, other) {
  return inOrder(one) === inOrder(other);
}

function inOrder(value) {
  const sorted = (_, part) => {
    if (part === null || typeof part !== 'object' || Array.isArray(part)) return part;
    return Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)));
  };
  return JSON.stringify(value, sorted) ?? '';
}
