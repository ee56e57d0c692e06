// The tablet under node: node node_tablet.mjs '{"url", "person", "device", "seed", "speed"}'; commands on stdin, a line each.
import { createInterface } from 'node:readline';
import { freshDatabases, furnish } from '../js/model/browser.js';
import { hurry, throwDice } from './fast_clock.js';
import { BareTablet } from './tablet.js';

const { url, person, device, seed, speed } = JSON.parse(process.argv[2]);

furnish();
freshDatabases();
throwDice(seed);
const clock = hurry(speed);

/** A browser adds the address and keeps the cookie of the login. */
const reach = globalThis.fetch;
let cookie = null;
globalThis.fetch = async (path, init) => {
  const answer = await reach(url + path, { ...init, headers: { ...init.headers, ...(cookie ? { Cookie: cookie } : {}) } });
  const given = answer.headers.getSetCookie()[0]?.split(';')[0];
  if (given && cookie) cookie = given;
  return answer;
};

const tablet = new BareTablet({ person, deviceId: device, clock });
await tablet.open();

/** What happens around the page. Whoever signed in comes back to a page that begins anew. */
const AROUND = {
  async signIn(value) {
    cookie = value;
    await tablet.reopen();
  },
  expire() {
    cookie = null;
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const [name, argument] = JSON.parse(line);
  const answer = await (AROUND[name] ?? tablet[name].bind(tablet))(argument);
  console.log(JSON.stringify(answer ?? null));
}
process.exit(0);
