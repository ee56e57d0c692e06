// Which requests the worker answers, read from its own table of routes.
import assert from 'node:assert/strict';
import { test } from 'node:test';

const ORIGIN = 'https://observe.test';
globalThis.self = {
  location: new URL(`${ORIGIN}/sw.js`),
  registration: { scope: `${ORIGIN}/` },
  __OBSERVE_PRECACHE: [
    { url: '/capture', revision: 'a' },
    { url: '/capture/en', revision: 'b' },
    { url: '/offline/da', revision: 'c' },
    { url: '/static/dist/capture-ABC.js', revision: null },
  ],
};
globalThis.location = self.location;
globalThis.registration = self.registration;
process.env.NODE_ENV = 'production';
const { isOurs, ROUTES } = await import('../../../observe/static/js/worker/routes.js');

/** Number of the route that answers, or null if the browser does as without a worker. */
function routeOf(path, { method = 'GET', mode = 'navigate', headers = {} } = {}) {
  const url = new URL(path, ORIGIN);
  const request = { method, mode, headers: new Headers(headers), url: url.href };
  if (!isOurs(request, url)) return null;
  const index = ROUTES.findIndex(({ fits }) => fits(request, url));
  return index < 0 ? null : index;
}

const [ENGLISH, DANISH, ONLINE, FILE] = [0, 1, 2, 3];

for (const [path, route] of [
  ['/capture', DANISH],
  ['/capture/', DANISH],
  ['/capture?from=home', DANISH],
  ['/capture/en', ENGLISH],
  ['/captured', ONLINE],
  ['/', ONLINE],
  ['/teacher/', ONLINE],
  ['/sign-in', null],
  ['/sign-out', null],
  ['/sync/v1/pull', null],
  ['https://elsewhere.test/capture', null],
]) {
  test(`opening ${path}`, () => assert.equal(routeOf(path), route));
}

test('a file of the list is answered, any other is left to the browser', () => {
  assert.equal(routeOf('/static/dist/capture-ABC.js', { mode: 'no-cors' }), FILE);
  assert.equal(routeOf('/static/dist/other.js', { mode: 'no-cors' }), null);
});

test('what writes, what htmx asks for and what the synchronisation sends pass by', () => {
  assert.equal(routeOf('/capture', { method: 'POST' }), null);
  assert.equal(routeOf('/leadership/patterns', { mode: 'cors', headers: { 'HX-Request': 'true' } }), null);
  assert.equal(routeOf('/sync/v1/push', { method: 'POST', mode: 'cors' }), null);
});
