// The service worker: registered once; a new edition is offered, and taken only when the person says so.

import { askWorker } from '../components/worker_question.js';

/** A notebook that stays open for days looks for a new edition when it comes to the front, this often at most. */
const LOOK_AGAIN_MS = 60 * 60 * 1000;

/**
 * @typedef {object} Callbacks
 * @property {() => Promise<boolean>} save what is typed; resolves to whether everything is on the tablet
 * @property {(take: () => Promise<boolean>) => void} tell a new edition waits; `take` starts it, and answers false if
 *   something typed, here or in another window, is not saved
 * @property {() => void} replaced another window has taken a new edition
 */

/** @param {Callbacks} callbacks */
export async function watchForUpdate({ save, tell, replaced }) {
  const { serviceWorker } = navigator;
  if (!serviceWorker) return;
  serviceWorker.addEventListener('message', (event) => answer(event, save));
  const registration = await serviceWorker.register('/sw.js', { updateViaCache: 'none' }).catch(() => null);
  if (!registration) return; // the notebook works without it, only not when opened cold and offline
  const taking = { isOurs: false };
  const offer = () => registration.waiting && registration.active && tell(() => take(registration, save, taking));
  const follow = (worker) => {
    const isFirst = !registration.active;
    worker?.addEventListener('statechange', () => {
      offer();
      if (worker.state === 'activated' && !isFirst && !taking.isOurs) replaced();
    });
  };
  offer();
  follow(registration.waiting);
  registration.addEventListener('updatefound', () => follow(registration.installing));
  lookAgain(registration);
}

/** The worker asks every window before it takes over. */
async function answer({ data, ports: [port] }, save) {
  if (data?.type === 'save') port?.postMessage(await save());
}

async function take({ waiting }, save, taking) {
  if (!(await save())) return false;
  if (!waiting) location.reload(); // another window has taken it already
  waiting?.addEventListener('statechange', () => waiting.state === 'activated' && location.reload());
  taking.isOurs = true;
  taking.isOurs = (await askWorker(waiting, { type: 'activate' })) !== false;
  return taking.isOurs;
}

function lookAgain(registration) {
  let lookedAt = Date.now();
  document.addEventListener('visibilitychange', () => {
    if (document.hidden || Date.now() - lookedAt < LOOK_AGAIN_MS) return;
    lookedAt = Date.now();
    registration.update().catch(() => {}); // no network: the next time
  });
}
