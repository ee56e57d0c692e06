// Whose notebook opens: the one that is not locked, one that is lent, else that of who has just signed in.

import { lockNotebook } from '../offline/people_here.js';
import { endLogin } from '../offline/sign_out.js';
import { Unreachable, whoIsSignedIn } from '../offline/sync.js';
import { SIGNED_IN } from './doors.js';
import { lentPerson } from './lending.js';

/** The sign-out of the online pages leads a leader here. */
const LEFT = 'left';
const ADDRESSES = { da: '/capture', en: '/capture/en' };

/**
 * @param {import('../offline/store/device.js').DeviceStore} device @param {object} row
 * @returns {Promise<{id: string, name: string, isLent?: boolean}|'locked'|'stranger'|'unreachable'>}
 */
export async function whoseNotebook(device, row) {
  const asked = new URLSearchParams(location.search);
  if (row.person && asked.has(LEFT) && isFromHere()) return lock(device);
  if (row.person && !row.locked) return row.person;
  const lent = lentPerson(row);
  if (lent && !asked.has(SIGNED_IN)) return lent;
  if (row.locked && (row.login_left || !asked.has(SIGNED_IN))) return lock(device);
  try {
    return await welcome(device, row);
  } catch (problem) {
    if (!(problem instanceof Unreachable)) throw problem;
    return row.locked ? 'locked' : 'unreachable';
  }
}

/** A locked notebook does not open for a login that was left behind: that one is ended first. */
async function lock(device) {
  await lockNotebook(device);
  await endLogin(device);
  return 'locked';
}

async function welcome(device, row) {
  const answer = await whoIsSignedIn();
  if (!answer) return row.locked ? 'locked' : 'stranger';
  const { id, given_name: given, family_name: family } = answer.person;
  const person = { id, name: `${given} ${family}`.trim() };
  await device.welcome(person);
  return person;
}

/**
 * The icon on the home screen opens the Danish page; who has chosen English goes on to that one.
 * @returns {Promise<boolean>} whether the page is being left
 */
export async function goesToOwnLanguage(device, row, language) {
  if (row.language === language) return false;
  if (!row.person || isFromHere()) {
    await device.speak(language);
    return false;
  }
  location.replace(ADDRESSES[row.language] + location.search + location.hash);
  return true;
}

function isFromHere() {
  return document.referrer.startsWith(`${location.origin}/`);
}
