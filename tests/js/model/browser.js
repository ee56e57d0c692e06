// What node lacks of a browser: a database in memory, Web Locks, and a fetch that leads to the model server.
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';

/** An empty tablet. */
export function freshDatabases() {
  globalThis.indexedDB = new IDBFactory();
}

/** Web Locks of one browser: one holder a name, the others wait in order. */
class Locks {
  #queues = new Map();

  async request(name, { signal }, work) {
    const before = this.#queues.get(name) ?? Promise.resolve();
    const turn = before.then(() => (signal.aborted ? null : work()));
    this.#queues.set(name, turn.catch(() => {}));
    return turn;
  }
}

/** Puts what a page finds around itself in place; call once a test file. */
export function furnish() {
  const navigator = { locks: new Locks(), platform: 'Test' };
  Object.defineProperty(globalThis, 'navigator', { value: navigator, configurable: true, writable: true });
}

/**
 * Leads fetch to a model server. `weather` may take the place of an answer: it gets a function that carries the
 * request and returns a Response, or throws as a dead network does.
 * @param {import('./server.js').ModelServer} server
 */
export function connect(server, { weather = (carry) => carry(), person = { id: 'olga' } } = {}) {
  const requests = [];
  globalThis.fetch = async (url, init) => {
    init.signal.throwIfAborted();
    const path = new URL(url, 'https://observe.test').pathname.split('/').at(-1);
    const asked = new URL(url, 'https://observe.test').searchParams;
    const body = init.body ? JSON.parse(await textOf(init)) : Object.fromEntries(asked);
    requests.push({ path, body, init });
    return weather(() => reply(server, path, body, init, person), path);
  };
  return requests;
}

async function textOf({ body, headers }) {
  if (headers['Content-Encoding'] !== 'gzip') return body;
  return new Response(new Blob([body]).stream().pipeThrough(new DecompressionStream('gzip'))).text();
}

function reply(server, path, body, { headers }, person) {
  if (path === 'enrolment') return Response.json({ person, device_token: 'token' });
  if (path === 'pull') {
    const page = server.pull({ ...body, witness: headers['X-Observe-Witness'], person: person.id });
    return Response.json({ ...page, person, bundle: server.bundle });
  }
  if (headers.Authorization !== 'Bearer token') return Response.json({ code: 'auth_required' }, { status: 401 });
  return Response.json(server[path](body));
}
