// The tablet under node: node node_tablet.mjs '{"url", "person", "device", "seed", "speed"}'; commands on stdin, a line each.
import { createInterface } from 'node:readline';
import { freshDatabases, furnish } from '../js/model/browser.js';
import { hurry, throwDice } from './fast_clock.js';
import { BareTablet } from './tablet.js';

const { url, person, device, seed, speed } = JSON.parse(process.argv[2]);

/** The cookie of the login; others stay when it ends. */
const LOGIN = 'observe';

furnish();
freshDatabases();
throwDice(seed);
const clock = hurry(speed);

/** A browser adds the address and keeps each cookie by its name. */
const reach = globalThis.fetch;
const cookies = new Map();
const keep = (cookie) => cookies.set(...cookie.split(';')[0].split(/=(.*)/s).slice(0, 2));
globalThis.fetch = async (path, init) => {
  const Cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const isSignedIn = cookies.has(LOGIN);
  const answer = await reach(url + path, { ...init, headers: { ...init.headers, ...(Cookie ? { Cookie } : {}) } });
  // A login that ended meanwhile does not come back with an answer that was under way.
  for (const given of answer.headers.getSetCookie()) if (!given.startsWith(LOGIN + '=') || isSignedIn) keep(given);
  return answer;
};

const tablet = new BareTablet({ person, deviceId: device, clock });
await tablet.open();

/** What happens around the page. Whoever signed in comes back to a page that begins anew. */
const AROUND = {
  async signIn(cookie) {
    keep(cookie);
    await tablet.reopen();
  },
  expire() {
    cookies.delete(LOGIN);
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const [name, argument] = JSON.parse(line);
  const answer = await (AROUND[name] ?? tablet[name].bind(tablet))(argument);
  console.log(JSON.stringify(answer ?? null));
}
process.exit(0);
