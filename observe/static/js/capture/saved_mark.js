// Says whether the text is on the tablet: only after the store's transaction is complete, and loudly when it is not.

import { notice, way } from './dom.js';
import { codeOf } from './problem_code.js';
import { hasEnded } from './recovery.js';
import { watchWindows } from './two_windows.js';

/**
 * @param {import('./draft_keeper.js').DraftKeeper} keeper
 * @param {{words: HTMLElement, trouble: HTMLElement}} places where the short word and the long sentence stand
 */
export function markSaved(keeper, { words, trouble }) {
  const { say, calendar } = keeper.notebook;
  words.textContent = say('saved');
  keeper.onState((state, problem) => {
    const name = state === 'waiting' ? 'saving' : state;
    const at = calendar.clock(keeper.notebook.now);
    words.textContent = say(name, { at });
    words.parentElement.classList.toggle('visit__saved--failed', state === 'failed');
    if (state === 'saved') trouble.replaceChildren();
    if (state !== 'failed') return;
    if (hasEnded(problem)) keeper.notebook.frame.broken(problem);
    else trouble.replaceChildren(troubleLine(keeper, problem));
  });
  watchWindows(keeper, trouble);
}

function troubleLine(keeper, problem) {
  const { say, words } = keeper.notebook;
  const code = codeOf(problem);
  const name = words.has(`trouble_${code}`) ? code : 'unforeseen';
  const ways = [way(say('try_again'), { press: () => keeper.saveNow() })];
  if (code === 'gone') ways[0] = way(say('to_notebook'), { href: '#/' });
  const [strong, text] = [say(`trouble_${name}`), say(`trouble_${name}_do`)];
  return notice('needs-you', 'database', { strong, text, ways, more: say('code', { code }) });
}
