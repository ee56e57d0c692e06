// A locked notebook lends itself to its owner for one new observation: that one can be written, nothing else is shown.

import { clone, fill, slot, way } from './dom.js';
import { routeTo } from './router.js';

/** How long it stays lent: a lesson, and the time to finish its observation. */
const LENT_MS = 4 * 3_600_000;

/** Said at the locked door after a lent notebook kept an observation. */
export const KEPT = 'kept';

const OF_THE_VISIT = new Set(['visit', 'finish', 'change_teacher']);
/** Its own home: go on, or stop. */
const HOME = { screen: 'lent', rid: null };

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
    if (!draft || draft.begun_at < lent.at) return asked.screen === 'new_visit' ? asked : HOME;
    await deviceStore.lendFor(draft.rid);
    return asked;
  }
  if (!(await store.draft(lent.rid))) return giveBack(notebook, lent.rid);
  return isOfTheVisit && asked.rid === lent.rid ? asked : HOME;
}

/** Goes on with the observation, or locks; what was begun stays in its owner's notebook as a draft. */
export async function showLent({ say, owner, deviceStore }) {
  const { lent } = await deviceStore.row();
  const stop = async () => {
    await deviceStore.takeBack();
    leave('');
  };
  const root = fill(clone('door'), { heading: say('lent', { name: owner.name }), text: say('lent_do') });
  const on = lent.rid ? routeTo('visit', lent.rid) : routeTo('new_visit');
  const ways = [way(say(lent.rid ? 'continue' : 'lent_begin'), { href: on }, 'big-link'), way(say('lent_stop'), { press: stop })];
  slot(root, 'door-ways').append(...ways);
  return { root, title: say('lent', { name: owner.name }) };
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
