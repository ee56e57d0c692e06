// Ending the login that was left behind.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { endLogin } from '../../../observe/static/js/offline/sign_out.js';

/** A network that signs out whom it is asked to, and a device that remembers it. */
function furnish() {
  const asked = [];
  globalThis.fetch = async (address) => {
    asked.push(address.split('?')[0]);
    if (address === '/sign-out') return { type: 'opaqueredirect' };
    return new Response('{"csrf": "token"}', { headers: { 'Content-Type': 'application/json' } });
  };
  const ended = [];
  return { asked, ended, device: { loginEnded: async () => ended.push(true) } };
}

test('two taps on the way to the sign-in page sign out once', async () => {
  const { asked, ended, device } = furnish();
  await Promise.all([endLogin(device), endLogin(device)]);
  assert.deepEqual(asked, ['/sync/v1/pull', '/sign-out']);
  assert.equal(ended.length, 1);
});

test('a login of later is ended too', async () => {
  const { asked, ended, device } = furnish();
  await endLogin(device);
  await endLogin(device);
  assert.equal(asked.filter((address) => address === '/sign-out').length, 2);
  assert.equal(ended.length, 2);
});
