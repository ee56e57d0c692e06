// The change to a new program: only when the person agreed, and no window of the notebook has unsaved words.

const SHELL = '/capture';

/** A window that sleeps does not answer: it saved when it was hidden, so it is not waited for. */
const ANSWER_MS = 3_000;

/**
 * Answers the window that asks: true, and this worker takes over; false, and all stays as it is.
 * @param {ExtendableMessageEvent} event
 */
export async function takeOver({ ports: [port] }) {
  const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const answers = await Promise.all(windows.filter(isNotebook).map(hasSaved));
  const isFree = answers.every(Boolean);
  if (isFree) await self.skipWaiting();
  port?.postMessage(isFree);
}

function isNotebook({ url }) {
  const { pathname } = new URL(url);
  return pathname === SHELL || pathname.startsWith(`${SHELL}/`);
}

/** @param {Client} client @returns {Promise<boolean>} false only if it says that something typed is not saved */
function hasSaved(client) {
  const { port1, port2 } = new MessageChannel();
  let timer;
  const answered = new Promise((resolve) => {
    port1.onmessage = ({ data }) => resolve(data !== false);
    timer = setTimeout(resolve, ANSWER_MS, true);
    client.postMessage({ type: 'save' }, [port2]);
  });
  return answered.finally(() => (clearTimeout(timer), port1.close()));
}
