// Asks the browser to wake the service worker when there is a network again. Only some browsers can.

/** The tag that the worker's `sync` event answers. */
const TAG = 'push';

/** Without a worker, or without background sync, the next page sends: nothing depends on this. */
export function wakeWorkerLater() {
  const ready = globalThis.navigator?.serviceWorker?.ready;
  ready?.then((registration) => registration.sync?.register(TAG)).catch(() => {});
}
