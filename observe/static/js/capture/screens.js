// The screens by name. Each answers {root, title, refresh?, leave?, isDirty?}.

import { showDevice } from './device_page.js';
import { showNotice, showSignOut } from './doors.js';
import { showFinish } from './finish.js';
import { showHome } from './home.js';
import { showLeftDraft } from './left_draft.js';
import { showLent } from './lending.js';
import { showLock } from './lock_page.js';
import { showNewVisit } from './new_visit.js';
import { showOutbox } from './outbox_page.js';
import { showPupils } from './pupils.js';
import { showReceipt } from './receipt.js';
import { showRecord } from './record.js';
import { showResolve } from './resolve.js';
import { showVisit } from './visit.js';

/**
 * @typedef {object} Screen
 * @property {HTMLElement} root
 * @property {string} title of the window
 * @property {() => Promise<void>|void} [refresh] the store or the connection changed
 * @property {() => void} [shown] once it stands on the page; takes care of the focus itself
 * @property {() => void} [save] the page is being hidden: save at once
 * @property {() => Promise<void>|void} [leave] save what is typed, stop timers
 * @property {boolean} [isForm] something is chosen here that a reload would lose: no new edition is offered
 * @property {() => boolean} [isDirty] something typed is not on the tablet yet
 * @property {() => boolean} [isHeld] but waits where a reload finds it again
 */

/** @type {Record<string, (notebook: import('./notebook.js').Notebook, rid: string|null) => Promise<Screen>>} */
export const SCREENS = {
  home: showHome,
  new_visit: showNewVisit,
  change_teacher: showNewVisit,
  visit: showVisit,
  pupils: showPupils,
  finish: showFinish,
  record: showRecord,
  left_draft: showLeftDraft,
  resolve: showResolve,
  outbox: showOutbox,
  receipt: showReceipt,
  device: showDevice,
  notice: showNotice,
  sign_out: showSignOut,
  lock: showLock,
  lent: showLent,
};
