// The count on both sides as a sentence, and the file that takes everything out of the tablet.

import { capsuleOf } from '../offline/capsule.js';
import { unsent } from '../offline/outbox.js';
import { fill, notice, slot, toggle } from './dom.js';
import { whenWords } from './lines.js';
import { EDITION } from './program.js';

const KEPT_HERE = new Set(['too_big', 'refused_here']);

/** "41 on this tablet, 41 on the server", or that nobody has counted yet. @returns {string} */
export function countSentence({ status, say }) {
  const { counted } = status;
  return counted ? say('counted', { here: counted.here, there: counted.there }) : say('not_counted');
}

/** When it was, and what follows from it. @returns {string} */
export function countFollows(notebook) {
  const { status, say } = notebook;
  const { counted } = status;
  if (!counted) return say('not_counted_do');
  const at = say('counted_at', { when: whenWords(notebook, counted.at) });
  const then = counted.again > 0 ? say('counted_again', { n: counted.again }) : '';
  const rest = counted.here - counted.there - counted.again;
  const only = rest > 0 ? say('counted_only_here', { n: rest }) : '';
  return [at, then, only, say('counted_means')].filter(Boolean).join(' ');
}

/** Draws the part of the outbox that counts. */
export function drawCount(root, notebook) {
  const { status } = notebook;
  fill(root, { 'count-sentence': countSentence(notebook), 'count-follows': countFollows(notebook) });
  slot(root, 'count').disabled = Boolean(status.counting) && status.connection === 'reached';
  toggle(root, 'receipt', Boolean(status.counted));
}

/** Draws the part of the outbox that makes a file. */
export function drawCapsule(root, notebook, { versions, drafts }) {
  const waiting = unsent(versions).length + versions.filter(({ state }) => KEPT_HERE.has(state)).length;
  fill(root, { 'capsule-text': notebook.say('capsule_holds', { n: waiting, drafts: drafts.length }) });
  slot(root, 'capsule').disabled = waiting + drafts.length === 0;
}

/** Hands the file to the browser, which asks where to put it, and says what is in it. */
export async function saveCapsule(root, notebook, all) {
  const capsule = await capsuleOf(notebook.store, { appVersion: EDITION, all });
  const address = URL.createObjectURL(new Blob([capsule.text], { type: 'application/json' }));
  const link = Object.assign(document.createElement('a'), { href: address, download: capsule.name, hidden: true });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60_000); // some browsers read it only when the place was chosen
  const { n_versions: n, n_drafts: drafts, n_unreadable: broken, name } = capsule;
  const strong = notebook.say('capsule_made', { name });
  const text = [notebook.say('capsule_made_do', { n, drafts }), broken ? notebook.say('capsule_broken', { n: broken }) : ''];
  slot(root, 'capsule-done').replaceChildren(notice('calm', 'check', { strong, text: text.filter(Boolean).join(' ') }));
}
