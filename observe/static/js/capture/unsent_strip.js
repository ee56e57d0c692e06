// How much is only on this tablet, and since when: on top of every screen that does not say so itself.

import { ageWords } from '../components/age.js';
import { unsentLine } from '../offline/unsent.js';

const SAY_IT_THEMSELVES = new Set(['home', 'outbox', 'device', 'sign_out']);

/** While one is in a lesson nothing moves: there it is said on arriving. */
const STAND_STILL = new Set(['visit', 'finish']);

/** @param {import('./notebook.js').Notebook} notebook @param {string} screen @param {{isRedrawn?: boolean}} [how] */
export async function sayUnsent(notebook, screen, { isRedrawn = false } = {}) {
  if (isRedrawn && STAND_STILL.has(screen)) return;
  const { frame, store, isLent } = notebook;
  const versions = isLent || SAY_IT_THEMSELVES.has(screen) ? [] : await store.versions();
  frame.sayUnsent(unsentWords(notebook, unsentLine({ versions, drafts: [] })));
}

/** Empty if nothing is. @param {{n: number, oldest_at: number|null}} unsent */
export function unsentWords({ say, words, now }, { n, oldest_at }) {
  return n > 0 ? say('unsent', { n, age: ageWords(now - oldest_at, words.language) }) : '';
}
