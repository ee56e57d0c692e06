// Starts the notebook: opens the store, says what is wrong before anything is typed, and shows one screen at a time.

import { openDeviceStore, openStore, probeStorage } from '../offline/store.js';
import { Sync } from '../offline/sync.js';
import { showClosedDoor } from './doors.js';
import { Frame } from './frame.js';
import { Notebook } from './notebook.js';
import { parseRoute } from './router.js';
import { SCREENS } from './screens.js';
import { watchForUpdate } from './update.js';
import { goesToOwnLanguage, whoseNotebook } from './whose.js';
import { wordsOf } from './words.js';

const APP_VERSION = document.querySelector('script[type="module"]').src.split('/').at(-1);

const words = wordsOf(document);
const frame = new Frame(document, words);

async function start() {
  const updating = watchForUpdate({ isDirty: () => frame.isDirty, tell: (offer) => frame.offerUpdate(offer) });
  try {
    const device = await openDeviceStore((problem) => frame.broken(problem));
    const row = await device.row();
    if (await goesToOwnLanguage(device, row, words.language)) return;
    const storage = await probeStorage();
    const person = await whoseNotebook(device, row);
    if (typeof person === 'string') return showClosedDoor(frame, person, { storage, row });
    await openNotebook({ device, row: await device.row(), storage, person });
  } catch (problem) {
    showClosedDoor(frame, 'broken', { problem });
  } finally {
    await updating;
  }
}

async function openNotebook({ device, row, storage, person }) {
  const onProblem = (problem) => frame.broken(problem);
  const store = await openStore(person.id, { deviceId: row.device_id, onProblem });
  const notebook = new Notebook({ store, device: row, storage, words, zone: document.body.dataset.zone });
  notebook.deviceStore = device;
  notebook.frame = frame;
  notebook.sync = new Sync(store, {
    appVersion: APP_VERSION,
    onChange: () => redraw(notebook),
    onStatus: (status) => changeStatus(notebook, status),
    onProblem,
  });
  await notebook.read();
  frame.introduce(notebook);
  window.addEventListener('hashchange', () => route(notebook));
  tellSync(notebook.sync);
  await route(notebook);
  await notebook.sync.start();
}

/** Leaves the screen, saving what is typed, and shows the one that the address names. */
async function route(notebook) {
  if (location.hash && !location.hash.startsWith('#/')) return;
  const { screen, rid } = parseRoute(location.hash);
  await frame.leave();
  try {
    const shown = await SCREENS[screen](notebook, rid);
    if (shown) frame.show(shown);
  } catch (problem) {
    frame.broken(problem);
  }
}

async function redraw(notebook) {
  await notebook.read();
  frame.introduce(notebook);
  await frame.refresh();
}

async function changeStatus(notebook, status) {
  const before = notebook.status;
  notebook.status = status;
  if (status.stopped === 'other_person' && before.stopped !== status.stopped) {
    await frame.leave();
    return showClosedDoor(frame, 'other_person', { notebook });
  }
  const isTold = ['connection', 'login', 'stopped', 'sending'].every((name) => before[name] === status[name]);
  if (!isTold) frame.refresh();
}

function tellSync(sync) {
  window.addEventListener('online', () => sync.online());
  document.addEventListener('visibilitychange', () => (document.hidden ? sync.quiet() : sync.visible()));
  document.addEventListener('freeze', () => sync.quiet());
}

start();
