// Asks a service worker something, with a port for its answer. A worker of an older release may never answer.

const GIVE_UP_MS = 5_000;

/**
 * @param {ServiceWorker|null|undefined} worker @param {{type: string}} question
 * @returns {Promise<unknown>} null if there is no worker, or no answer in five seconds
 */
export function askWorker(worker, question) {
  if (!worker) return Promise.resolve(null);
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = ({ data }) => resolve(data);
    setTimeout(resolve, GIVE_UP_MS, null);
    worker.postMessage(question, [port2]);
  });
}
