// How much of one person's work is on this tablet alone, read without opening their notebook.
import { openDeviceStore, openStore } from './store.js';
import { badgeLines } from './outbox.js';

/**
 * @param {string} personId
 * @returns {Promise<{n: number, oldest_at: number|null}|null>} n observations; null if they have no notebook here
 * @throws {import('./store.js').StoreProblem}
 */
export async function unsentOf(personId) {
  const device = await openDeviceStore();
  const { device_id, people } = await device.row();
  device.close();
  if (!people.some(({ id }) => id === personId)) return null;
  const store = await openStore(personId, { deviceId: device_id });
  try {
    return unsentLine({ versions: await store.versions(), drafts: [] });
  } finally {
    store.close();
  }
}

/** The line of what is only here, n 0 if nothing is. @param {{versions: object[], drafts: object[]}} outbox */
export function unsentLine(outbox) {
  const { n, oldest_at } = badgeLines(outbox).find(({ key }) => key === 'only_here') ?? { n: 0, oldest_at: null };
  return { n, oldest_at };
}
