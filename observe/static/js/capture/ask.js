// Asks once more, in place: nothing covers the page, and the safe answer is always there.

import { clone, fill, slot } from './dom.js';

/**
 * @param {HTMLElement} place
 * @param {{strong: string, text: string, yes: string}} words
 * @param {() => Promise<void>|void} act
 */
export function ask(place, words, act) {
  const before = document.activeElement;
  const question = fill(clone('ask'), words);
  slot(question, 'yes').addEventListener('click', () => {
    question.remove();
    act();
  });
  slot(question, 'no').addEventListener('click', () => {
    question.remove();
    before?.focus();
  });
  place.replaceChildren(question);
  slot(question, 'no').focus();
}
