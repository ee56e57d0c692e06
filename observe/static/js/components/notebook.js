// Keeps the notebook ready on a leader's tablet: any online page of theirs registers its service worker.

const WORKER = '/sw.js';

/** Quietly does nothing where the browser has no service workers (private windows of some browsers). */
export async function keepNotebook() {
  if (!('serviceWorker' in navigator)) return;
  await navigator.serviceWorker.register(WORKER, { type: 'classic' });
}
