// The tablet's own code against a real server: node against_server.mjs URL COOKIE PERSON; says as JSON what came of it.
import { createInterface } from 'node:readline';
import { uuid7 } from '../../../observe/static/js/offline/records.js';
import { openStore } from '../../../observe/static/js/offline/store.js';
import { Sync } from '../../../observe/static/js/offline/sync.js';
import { freshDatabases, furnish } from './browser.js';

const [url, signedIn, person] = process.argv.slice(2);

furnish();
freshDatabases();
const reach = globalThis.fetch;
/** A browser adds the address and keeps the cookie; the first answer to a push is lost on the way. */
let cookie = signedIn;
let isLost = false;
globalThis.fetch = async (path, init) => {
  const answer = await reach(url + path, { ...init, headers: { ...init.headers, Cookie: cookie } });
  cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? cookie;
  if (!path.endsWith('/push') || isLost) return answer;
  isLost = true;
  throw new TypeError('lost after delivery');
};

const store = await openStore(person, { deviceId: uuid7() });
const sync = new Sync(store, { appVersion: 'test' });
const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const tell = (value) => console.log(JSON.stringify(value));

/** Waits until something is so, for fifteen seconds at most: what is said then shows that it never came. */
async function until(isSo) {
  for (let i = 0; i < 300 && !(await isSo()); i += 1) await new Promise((resolve) => setTimeout(resolve, 50));
}

const isSent = async () => (await store.versions()).every((row) => row.state !== 'ready');

const COMMANDS = {
  /** One version of each draft, sent. */
  async save(drafts) {
    for (const draft of drafts) sync.saved(await store.makeVersion({ draft: { rid: uuid7(), parents: [], ...draft } }));
    await until(isSent);
  },
  /** The button that counts both sides; what is missing there is sent again. */
  async count() {
    const before = Date.now();
    sync.ask({ inventory: true });
    await until(async () => (await store.ledger.start()).inventory?.at >= before);
    await until(isSent);
  },
};

sync.start();
for await (const line of lines) {
  const [name, argument] = JSON.parse(line);
  await COMMANDS[name](argument);
  const { inventory } = await store.ledger.start();
  const rubrics = await store.part('rubrics');
  const known = { states: await store.states(), person: await store.person(), inventory };
  tell({ versions: await store.versions(), ...known, rubric: await store.rubric(rubrics?.current) });
}
sync.stop();
process.exit(0);
