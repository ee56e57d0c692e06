// The service worker: registered once; a new edition is offered, and taken only when the person says so.

/**
 * @param {{isDirty: () => boolean, tell: (take: () => void) => void}} callbacks `take` starts the new edition
 */
export async function watchForUpdate({ isDirty, tell }) {
  if (!('serviceWorker' in navigator)) return;
  const hadWorker = Boolean(navigator.serviceWorker.controller);
  const registration = await navigator.serviceWorker.register('/sw.js', { updateViaCache: 'none' }).catch(() => null);
  if (!registration) return; // the notebook works without it, only not when opened cold and offline
  const offer = () => registration.waiting && hadWorker && tell(() => take(registration, isDirty));
  offer();
  registration.addEventListener('updatefound', () => {
    registration.installing?.addEventListener('statechange', offer);
  });
}

function take(registration, isDirty) {
  if (isDirty()) return;
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
  registration.waiting?.postMessage({ type: 'activate' });
}
