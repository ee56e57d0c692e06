// What the whole app says of a new edition: it waits, it cannot be taken yet, another window has taken it.

import { notice, way } from './dom.js';

/** @param {import('./frame.js').Frame} frame @param {() => Promise<boolean>} take false: something is not saved yet */
export function offerEdition(frame, take) {
  const { words } = frame;
  const press = async () => {
    if (await take()) return;
    const ways = [way(words.say('update_take'), { press })];
    const [strong, text] = [words.say('update_unsaved'), words.say('update_unsaved_do')];
    frame.line('update', notice('needs-you', 'sync', { strong, text, ways }));
  };
  const ways = [way(words.say('update_take'), { press })];
  frame.line('update', notice('quiet', 'sync', { text: words.say('update_waits'), ways }));
}

/** The old program goes on here until one loads the page again. @param {import('./frame.js').Frame} frame */
export function sayReplaced(frame) {
  const { words } = frame;
  const press = async () => (await frame.save()) && location.reload();
  const ways = [way(words.say('reload'), { press })];
  frame.line('update', notice('quiet', 'sync', { text: words.say('update_elsewhere'), ways }));
}
