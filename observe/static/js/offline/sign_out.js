// Ends the login at the server. The notebook itself is locked by the device store, with or without a network.
import { pullPage } from './pull_page.js';

let ending = null;

/**
 * Ends the login that was left behind, and remembers it once it is so: until then no login opens a locked notebook.
 * Asked again meanwhile, as by a double tap, it is done once: a second answer would come after the sign-in page's cookie.
 * @param {import('./store/device.js').DeviceStore} device
 */
export function endLogin(device) {
  ending ??= endOnce(device).finally(() => (ending = null));
  return ending;
}

async function endOnce(device) {
  if (await signOut()) await device.loginEnded();
}

/** @returns {Promise<boolean>} whether nobody is signed in any more; false without a network */
async function signOut() {
  const answer = await pullPage({ cursor: null, have: [], witness: null });
  if (answer?.status === 401) return true;
  if (!answer?.json?.csrf) return false;
  const body = new URLSearchParams({ csrf_token: answer.json.csrf });
  try {
    // The answer is a redirect to a page; that it came is enough.
    const left = await fetch('/sign-out', { method: 'POST', body, redirect: 'manual', cache: 'no-store' });
    return left.type === 'opaqueredirect';
  } catch {
    return false;
  }
}
