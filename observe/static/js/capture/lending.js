// A locked notebook lends itself to its owner for one new observation: that one can be written, nothing else is shown.

import { notice, way } from './dom.js';

/** How long it stays lent: a lesson, and the time to finish its observation. */
const LENT_MS = 4 * 3_600_000;

/** Said at the locked door after a lent notebook kept an observation. */
export const KEPT = 'kept';

const OF_THE_VISIT = new Set(['visit', 'finish', 'change_teacher']);
const BEGIN = { screen: 'new_visit', rid: null };

/** Whose locked notebook is lent now. @returns {{id: string, name: string, isLent: true}|null} */
export function lentPerson({ lent, locked }, now = Date.now()) {
  const isLent = locked && lent && now >= lent.at && now - lent.at < LENT_MS;
  return isLent ? { id: lent.id, name: lent.name, isLent: true } : null;
}

/**
 * Where one may go instead of anywhere else. Null when it is over: the page goes back to the locked door.
 * @param {import('./notebook.js').Notebook} notebook @param {{screen: string, rid: string|null}} asked
 */
export async function lentRoute(notebook, asked) {
  const { deviceStore, store } = notebook;
  const { lent } = await deviceStore.row();
  if (!lent) return leave('');
  const isOfTheVisit = OF_THE_VISIT.has(asked.screen);
  if (lent.rid === null) {
    const draft = isOfTheVisit ? await store.draft(asked.rid) : null;
    if (!draft || draft.begun_at < lent.at) return BEGIN;
    await deviceStore.lendFor(draft.rid);
    return asked;
  }
  if (!(await store.draft(lent.rid))) return giveBack(notebook, lent.rid);
  return isOfTheVisit && asked.rid === lent.rid ? asked : { screen: 'visit', rid: lent.rid };
}

/** The line on top of every screen of a lent notebook. */
export function lentLine({ say, device, deviceStore, frame }) {
  const stop = async () => {
    await frame.leave();
    await deviceStore.takeBack();
    leave('');
  };
  const strong = say('lent', { name: device.lent.name });
  return notice('quiet', 'lock', { strong, text: say('lent_do'), ways: [way(say('lent_stop'), { press: stop })] });
}

async function giveBack({ deviceStore, store }, rid) {
  const isKept = (await store.versionsOf(rid)).some(({ stage, act }) => stage === 'done' && act === 'put');
  await deviceStore.takeBack();
  return leave(isKept ? `?${KEPT}` : '');
}

function leave(query) {
  location.replace(location.pathname + query);
  return null;
}
