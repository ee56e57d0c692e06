// Which edition of the program runs here, and whether it opens without a network: asked of the worker itself.

import { askWorker } from '../components/worker_question.js';

/** The page's own edition: the name of its script changes with its content. */
export const EDITION = document.querySelector('script[type="module"]').src.split('/').at(-1);

/**
 * @typedef {object} Program
 * @property {string} edition of this page
 * @property {boolean} isPossible this browser, in this window, can keep a program
 * @property {string|null} keeps the edition that opens without a network, null if none or it does not say
 * @property {number} kept files that are there @property {number} listed files that should be
 * @property {boolean} isWaiting a new edition is ready to be taken
 */

/** @returns {Promise<Program>} */
export async function aboutProgram() {
  const { serviceWorker } = navigator;
  const registration = await serviceWorker?.getRegistration().catch(() => null);
  const told = await askWorker(registration?.active, { type: 'about' });
  const { edition: keeps = null, kept = 0, listed = 0 } = told ?? {};
  const isWaiting = Boolean(registration?.waiting && registration.active);
  return { edition: EDITION, isPossible: Boolean(serviceWorker), keeps, kept, listed, isWaiting };
}
