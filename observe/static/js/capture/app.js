// Starts the notebook: opens the store, says what is wrong before anything is typed, and shows one screen at a time.

import { Carrying } from '../offline/carrying.js';
import { isNews } from '../offline/clock.js';
import { isShared, whenLocked } from '../offline/people_here.js';
import { openDeviceStore, openStore, probeStorage } from '../offline/store.js';
import { Sync } from '../offline/sync.js';
import { showClosedDoor } from './doors.js';
import { Frame } from './frame.js';
import { lentRoute } from './lending.js';
import { Notebook } from './notebook.js';
import { EDITION } from './program.js';
import { restoreTyped } from './recovery.js';
import { parseRoute } from './router.js';
import { SCREENS } from './screens.js';
import { sayUnsent } from './unsent_strip.js';
import { watchForUpdate } from './update.js';
import { offerEdition, sayReplaced } from './update_line.js';
import { goesToOwnLanguage, whoseNotebook } from './whose.js';
import { wordsOf } from './words.js';

const words = wordsOf(document);
const frame = new Frame(document, words);

async function start() {
  const updating = watchForUpdate({
    save: () => frame.save(),
    tell: (take) => offerEdition(frame, take),
    replaced: () => sayReplaced(frame),
  });
  try {
    const device = await openDeviceStore((problem) => frame.broken(problem));
    const row = await device.row();
    if (await goesToOwnLanguage(device, row, words.language)) return;
    const storage = await probeStorage();
    const person = await whoseNotebook(device, row);
    if (typeof person === 'string') return await showDoorOfOthers(person, { device, storage });
    await openNotebook({ device, row: await device.row(), storage, person });
  } catch (problem) {
    await showClosedDoor(frame, 'broken', { problem });
  } finally {
    await updating;
  }
}

/** Nobody's notebook is open: what everybody finished here is sent all the same. */
async function showDoorOfOthers(kind, { device, storage }) {
  const carrying = new Carrying({ appVersion: EDITION });
  await carrying.start(await device.row());
  tellSync(carrying);
  await showClosedDoor(frame, kind, { storage, device, carrying });
}

async function openNotebook({ device, row, storage, person }) {
  const onProblem = (problem) => frame.broken(problem);
  const { isLent = false } = person;
  const store = await openStore(person.id, { deviceId: row.device_id, isShared: isShared(row), onProblem });
  if (!isLent) {
    await store.vault.ready();
    whenLocked(leaveLocked);
  }
  const notebook = new Notebook({ store, device: row, storage, words, isLent, zone: document.body.dataset.zone });
  notebook.deviceStore = device;
  notebook.frame = frame;
  notebook.sync = new Sync(store, {
    appVersion: EDITION,
    isCarrying: isLent,
    onChange: () => redraw(notebook),
    onStatus: (status) => changeStatus(notebook, status),
    onProblem,
  });
  notebook.reshow = () => route(notebook);
  await notebook.read();
  await restoreTyped(notebook);
  frame.introduce(notebook);
  window.addEventListener('hashchange', () => route(notebook));
  notebook.others = new Carrying({ appVersion: EDITION, onChange: () => frame.refresh() });
  for (const sender of [notebook.sync, notebook.others]) tellSync(sender);
  await route(notebook);
  await notebook.sync.start();
  await notebook.others.start(row, person.id);
  await frame.refresh();
}

/** Another window signed out: what is typed is kept, and the locked door takes the place of the notebook. */
async function leaveLocked() {
  await frame.save();
  location.reload();
}

/** Leaves the screen, saving what is typed, and shows the one that the address names. */
async function route(notebook) {
  if (location.hash && !location.hash.startsWith('#/')) return;
  const asked = parseRoute(location.hash);
  await frame.leave();
  try {
    const allowed = notebook.isLent ? await lentRoute(notebook, asked) : asked;
    if (!allowed) return;
    const { screen, rid } = allowed;
    const shown = await SCREENS[screen](notebook, rid);
    if (shown) frame.show(shown);
    await sayUnsent(notebook, screen);
  } catch (problem) {
    frame.broken(problem);
  }
}

async function redraw(notebook) {
  await notebook.read();
  frame.introduce(notebook);
  await frame.refresh();
  await sayUnsent(notebook, parseRoute(location.hash).screen, { isRedrawn: true });
}

async function changeStatus(notebook, status) {
  const before = notebook.status;
  notebook.status = notebook.isLent ? { ...status, login: 'unknown' } : status;
  if (status.stopped === 'other_person' && before.stopped !== status.stopped) {
    await frame.leave();
    return showClosedDoor(frame, 'other_person', { notebook });
  }
  keepClock(notebook, status.clock).catch((problem) => frame.broken(problem));
  const isTold = ['connection', 'login', 'maySend', 'stopped', 'sending', 'counting'].every((name) => before[name] === status[name]);
  if (!isTold) frame.refresh();
}

/** What was found out of the tablet's clock is remembered, so that it can be told without a network too. */
async function keepClock(notebook, clock) {
  if (!clock || !isNews(notebook.device.clock, clock)) return;
  notebook.device = await notebook.deviceStore.keepClock(clock);
}

function tellSync(sync) {
  window.addEventListener('online', () => sync.online());
  document.addEventListener('visibilitychange', () => (document.hidden ? sync.quiet() : sync.visible()));
  document.addEventListener('freeze', () => sync.quiet());
}

start();
