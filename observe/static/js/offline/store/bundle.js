// The bundle on the tablet: rubrics, roster, words, settings, notice; content-addressed, so only differences travel.
import { read } from './transaction.js';

export const BUNDLE_STORES = ['parts', 'contents'];

/**
 * Stores what came and repoints the parts, within the page's transaction. A part whose content neither came nor is
 * here stays as it was: its hash is not among those we name, so the next pull brings it.
 * @param {{parts: Object<string, string>, content: Object<string, object>}} bundle
 */
export async function keepBundle(tx, bundle) {
  const [parts, contents] = BUNDLE_STORES.map((name) => tx.objectStore(name));
  for (const [hash, content] of Object.entries(bundle.content ?? {})) {
    await contents.put({ hash, content });
    await keepRubrics(contents, content);
  }
  for (const [name, hash] of Object.entries(bundle.parts ?? {})) {
    if ((await contents.count(hash)) > 0) await parts.put({ name, hash });
  }
  await dropUnused(parts, contents);
}

/** Each rubric also stands under its own hash for good: a draft keeps the one it was begun with. */
async function keepRubrics(contents, content) {
  for (const [hash, rubric] of Object.entries(content?.rubrics ?? {})) {
    await contents.put({ hash, content: rubric, lasting: true });
  }
}

async function dropUnused(parts, contents) {
  const used = new Set((await parts.getAll()).map((part) => part.hash));
  for (const row of await contents.getAll()) if (!row.lasting && !used.has(row.hash)) await contents.delete(row.hash);
}

/** @returns {Promise<object|null>} the content of a part, null before the first pull */
export function readPart(db, name) {
  return read(db, BUNDLE_STORES, (tx) => partIn(tx, name));
}

/**
 * Every part in one transaction: {name: {hash, content}}. What `before` has is not read again: lists are drawn after
 * each change, and a roster is large.
 * @param {Object<string, {hash: string, content: object}>} before
 */
export function readParts(db, before) {
  return read(db, BUNDLE_STORES, async (tx) => {
    const contents = tx.objectStore('contents');
    const partOf = async ({ name, hash }) => {
      const isHere = before[name]?.hash === hash;
      return [name, isHere ? before[name] : { hash, content: (await contents.get(hash))?.content ?? null }];
    };
    return Object.fromEntries(await Promise.all((await tx.objectStore('parts').getAll()).map(partOf)));
  });
}

/** The same within somebody else's transaction. */
export async function partIn(tx, name) {
  const part = await tx.objectStore('parts').get(name);
  const row = part && (await tx.objectStore('contents').get(part.hash));
  return row?.content ?? null;
}

/** @returns {Promise<object|null>} a rubric by content hash, also one that is no longer current */
export async function readRubric(db, hash) {
  const row = await read(db, ['contents'], (tx) => tx.store.get(hash));
  return row?.content ?? null;
}

/** Hashes of the parts that are here, to name in a pull. @returns {Promise<string[]>} */
export async function partHashes(db) {
  const parts = await read(db, ['parts'], (tx) => tx.store.getAll());
  return parts.map((part) => part.hash);
}
