// What a page may ask the worker. Each question brings a port, and the answer goes back through it.
import { unsentOf } from '../offline/unsent.js';
import { counted } from './files.js';

/** The script of the notebook names the edition: its name changes with its content. */
const SCRIPT = /\/(capture-[^/]+\.js)$/;

/** @type {Object<string, (asked: object) => Promise<object|null>>} */
const ANSWERS = {
  async about() {
    const [kept, listed] = await counted();
    return { edition: edition(), kept, listed };
  },

  /** An online page asks for its own viewer's notebook, and for nobody else's. */
  unsent: ({ person }) => unsentOf(person),
};

/** Answers null where it cannot tell: the page then says nothing. @param {ExtendableMessageEvent} event */
export async function answerQuestion({ data, ports: [port] }) {
  port?.postMessage(await ANSWERS[data.type](data).catch(() => null));
}

/** @param {unknown} data of a message */
export const isQuestion = (data) => Object.hasOwn(ANSWERS, data?.type ?? '');

function edition() {
  const [script] = self.__OBSERVE_PRECACHE.map(({ url }) => SCRIPT.exec(url)).filter(Boolean);
  return script?.[1] ?? null;
}
