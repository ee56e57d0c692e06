// The doors: nobody here yet, locked, somebody else, a store that does not open; signing out; the privacy notice.

import { unsent } from '../offline/outbox.js';
import { lockNotebook } from '../offline/people_here.js';
import { endLogin } from '../offline/sign_out.js';
import { ask } from './ask.js';
import { clone, fill, notice, slot, toggle, way } from './dom.js';
import { KEPT } from './lending.js';
import { outboxLines, storageLines } from './lines.js';
import { furnishLockedDoor } from './locked_door.js';
import { sectionsOf } from './notice_text.js';
import { beginPractice } from './practice.js';
import { codeOf } from './problem_code.js';

/** Where somebody comes back to who has just signed in. */
export const SIGNED_IN = 'signed-in';

/**
 * A page without a notebook behind it.
 * @param {import('./frame.js').Frame} frame
 * @param {'stranger'|'locked'|'unreachable'|'other_person'|'broken'} kind
 * @param {{storage?: object, problem?: Error, notebook?: object, device?: object, carrying?: object}} given
 */
export async function showClosedDoor(frame, kind, { storage, problem, notebook, device, carrying } = {}) {
  const say = (...words) => frame.words.say(...words);
  const root = clone('door');
  const code = problem ? codeOf(problem) : '';
  const known = frame.words.has(`trouble_${code}`) ? code : 'unforeseen';
  const isKept = kind === 'locked' && new URLSearchParams(location.search).has(KEPT);
  const name = kind === 'broken' ? `trouble_${known}` : `door_${isKept ? KEPT : kind}`;
  const text = frame.words.has(`door_${known}_do`) ? `door_${known}_do` : `${name}_do`;
  fill(root, { heading: say(name), text: say(text), code: code ? say('code', { code }) : '' });
  slot(root, 'door-ways').append(doorWay(kind, say, { notebook, device }));
  if (storage) slot(root, 'lines').append(...storageLines({ storage, say }));
  if (problem) console.error(problem);
  problem?.freed?.then(() => location.reload()); // the other window let go
  if (kind === 'locked' && device) await furnishLockedDoor(frame, root, { device, carrying });
  frame.show({ root, title: say(name) });
}

function doorWay(kind, say, { notebook, device }) {
  if (kind === 'stranger') return way(say('sign_in'), { href: signInAddress() }, 'big-link');
  if (kind === 'locked') return lockedWay(say, device);
  if (kind !== 'other_person') return way(say('try_again'), { press: () => location.reload() }, 'big-button');
  const { other_person: other } = notebook.status;
  const name = `${other.given_name} ${other.family_name}`.trim();
  return way(say('open_notebook_of', { name }), {
    press: async () => {
      await lockNotebook(notebook.deviceStore);
      await notebook.deviceStore.welcome({ id: other.id, name });
      location.reload();
    },
  }, 'big-button');
}

/** First the login from before is ended: it must not open what was locked without a network. */
function lockedWay(say, device) {
  const link = way(say('sign_in'), { href: signInAddress() }, 'big-link');
  link.addEventListener('click', async (event) => {
    event.preventDefault();
    await endLogin(device);
    location.assign(link.href);
  });
  return link;
}

/** Signing out locks and deletes nothing; what is only here is said first. */
export async function showSignOut(notebook) {
  const { say, frame, device } = notebook;
  const [lists, hasPin] = await Promise.all([notebook.lists(), notebook.store.vault.hasPin()]);
  const root = fill(clone('door'), { heading: say('sign_out_heading', { name: device.person.name }), text: say(hasPin ? 'sign_out_text_pin' : 'sign_out_text') });
  slot(root, 'lines').append(...outboxLines(notebook, lists));
  const asking = Object.assign(document.createElement('div'), { className: 'stack' });
  const leave = () => lock(notebook);
  const press = () => {
    const n = unsent(lists.versions).length + lists.drafts.length;
    if (!n && (hasPin || notebook.status.connection !== 'unreachable')) return leave();
    const strong = n ? say('sign_out_unsent', { n }) : say('sign_out_offline');
    const text = say(hasPin ? 'sign_out_pin' : 'sign_out_unsent_do');
    return ask(asking, { strong, text, yes: say('sign_out_yes') }, leave);
  };
  slot(root, 'door-ways').append(way(say('sign_out'), { press }, 'button'), way(say('stay'), { href: '#/' }, 'link'));
  slot(root, 'door-ways').append(way(say('lock_settings'), { href: '#/lock' }, 'link'));
  slot(root, 'door-ways').after(asking);
  return { root, title: frame.words.say('sign_out') };
}

/** The notebook locks in any case; without a network the login is ended at the next opening. */
async function lock(notebook) {
  notebook.sync.signedOut();
  await lockNotebook(notebook.deviceStore);
  await endLogin(notebook.deviceStore);
  location.replace(location.pathname);
}

function signInAddress() {
  return `/sign-in?next=${encodeURIComponent(`${location.pathname}?${SIGNED_IN}`)}`;
}

/** The privacy notice, to be read before the first real visit; reading is confirmed online. */
export async function showNotice(notebook) {
  const { say, notice: told, mayVisit, isStocked } = notebook;
  const root = clone('notice-page');
  const text = notebook.words.pick(told?.text ?? null);
  const isPublished = Boolean(text);
  const lede = isPublished ? 'notice_lede' : 'notice_unpublished';
  fill(root, { lede: isStocked ? say(lede) : `${say('unstocked')} ${say('unstocked_do')}` });
  slot(root, 'text').append(...sectionsOf(text).map(sectionPart));
  toggle(root, 'confirm', isPublished && !mayVisit).href = `/notice?next=${location.pathname}`;
  toggle(root, 'practise', isStocked).addEventListener('click', () => beginPractice(notebook));
  fill(root, { hint: isPublished && !mayVisit ? say('notice_hint') : '' });
  if (mayVisit) slot(root, 'hint').append(notice('calm', 'check', { text: say('notice_is_read') }));
  const refresh = () => (!mayVisit && notebook.mayVisit ? notebook.go('new_visit') : null);
  return { root, title: say('notice_title'), refresh };
}

function sectionPart({ heading, lines }) {
  const part = fill(clone('notice-section'), { heading });
  toggle(part, 'heading', Boolean(heading));
  slot(part, 'lines').append(...lines.map((text) => fill(clone('paragraph'), { text })));
  return part;
}
