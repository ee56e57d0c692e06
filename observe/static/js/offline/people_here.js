// The people of one tablet: whether several use it, locking a notebook, and what a closed door may offer to each.
import { openStore } from './store.js';

/** Whether several people use this tablet: a second one has a notebook here, or its owner says so. */
export function isShared({ people, shared = false }) {
  return shared || people.length > 1;
}

/** By which the windows of this tablet hear of a locking. */
const CHANNEL = 'observe:locks';

/** Calls when another window locks the tablet: what this one shows must go. @param {() => void} act */
export function whenLocked(act) {
  new BroadcastChannel(CHANNEL).onmessage = act;
}

/**
 * Closes the notebook that is open: its finished texts can no longer be read here. Nothing that was written goes away.
 * @param {import('./store/device.js').DeviceStore} device
 */
export async function lockNotebook(device) {
  const row = await device.row();
  try {
    if (row.person) await withNotebook(row, row.person.id, (store) => store.vault.lock());
  } finally {
    await device.lock();
    const channel = new BroadcastChannel(CHANNEL);
    channel.postMessage('locked');
    channel.close();
  }
}

/**
 * @typedef {object} Resident somebody with a notebook here, as a closed door sees them
 * @property {string} id
 * @property {string} name
 * @property {boolean} hasPin
 * @property {boolean} mayBegin an observation: a first pull came through, and the privacy notice is read
 */

/** Everybody with a notebook here that can be opened. @returns {Promise<Resident[]>} the last to come first */
export async function residents(row) {
  const found = await Promise.all(row.people.map((person) => residentOrNone(row, person)));
  return found.filter(Boolean).reverse();
}

async function residentOrNone(row, { id, name }) {
  try {
    return await withNotebook(row, id, async (store) => {
      const [rubrics, notice, hasPin] = await Promise.all([store.part('rubrics'), store.part('notice'), store.vault.hasPin()]);
      return { id, name, hasPin, mayBegin: Boolean(rubrics?.current && notice?.text && notice.read_at) };
    });
  } catch {
    return null; // their own notebook says what is wrong with it when they open it
  }
}

/** Whether this PIN opens that person's notebook; if so their texts can be read again. */
export function unlockNotebook(row, personId, pin) {
  return withNotebook(row, personId, (store) => store.vault.unlock(pin));
}

async function withNotebook(row, personId, work) {
  const store = await openStore(personId, { deviceId: row.device_id, isShared: isShared(row) });
  try {
    return await work(store);
  } finally {
    store.close();
  }
}
