// Sends what waits when the browser says that there is a network again, also when no page is open.
import { isShared } from '../offline/people_here.js';
import { openDeviceStore, openStore } from '../offline/store.js';
import { Sync } from '../offline/sync.js';

/** What the server reads in a push that no page made. */
const APP_VERSION = 'worker';

/** A window that has the turn sends by itself: the worker waits this long for its own. */
const TURN_MS = 1_000;

/** Everybody's outbox on this tablet, one after the other: each with its own device token. A notebook may be locked. */
export async function sendWaiting() {
  const device = await openDeviceStore();
  const row = await device.row();
  device.close();
  for (const { id } of row.people) await sendFor(id, row).catch(() => {}); // its owner hears of it, not the others
}

async function sendFor(personId, row) {
  const store = await openStore(personId, { deviceId: row.device_id, isShared: isShared(row) });
  let rest;
  const idle = new Promise((resolve) => (rest = resolve));
  const sync = new Sync(store, { appVersion: APP_VERSION, isCarrying: true, onIdle: rest });
  sync.start();
  await Promise.race([idle, new Promise((resolve) => setTimeout(resolve, TURN_MS))]);
  if (sync.hasTurn) await idle;
  sync.stop();
  store.close();
}
