// Heads that stand side by side, compared field by field: what changed on one side only may be joined, the rest is asked.

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
  const flat = payloads.map(flatten);
  const before = base ? flatten(base) : null;
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
  const notes = new Map(payloads.flatMap((payload) => payload.notes ?? []).map((note) => [note.id, note]));
  for (const note of result.notes ?? []) notes.set(note.id, note);
  const kept = new Set((result.notes ?? []).map(({ id }) => id));
  for (const field of fields) {
    const value = decide(field);
    if (field.path[0] !== 'notes') put(result, field.path, value);
    else if (value === undefined) kept.delete(field.path[1]);
    else kept.add(field.path[1]) && notes.set(field.path[1], value);
  }
  const inTime = (a, b) => (a.at < b.at ? -1 : Number(a.at > b.at));
  return { ...result, notes: [...notes.values()].filter(({ id }) => kept.has(id)).sort(inTime) };
}

function put(result, [part, name], value) {
  const home = name === undefined ? result : (result[part] ??= {});
  const key = name ?? part;
  if (value === undefined) delete home[key];
  else home[key] = structuredClone(value);
}

/** Every field of a payload by its path, as text. @returns {Map<string, unknown>} */
function flatten(payload) {
  const fields = new Map();
  for (const [part, value] of Object.entries(payload)) {
    if (part === 'notes') value.forEach((note) => fields.set(JSON.stringify([part, note.id]), note));
    else if (MAPS.includes(part)) {
      for (const [name, one] of Object.entries(value)) fields.set(JSON.stringify([part, name]), one);
    } else fields.set(JSON.stringify([part]), value);
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
