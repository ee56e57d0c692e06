// A tally under the thumb: what is counted, how many so far, one large button. Each tap is saved at once.

import { clone, fill, slot } from './dom.js';
import { count } from './tools.js';

/**
 * @param {import('./tools.js').Tally} tally as it lies in the draft @param {import('./draft_keeper.js').DraftKeeper} keeper
 * @param {() => void} putAway
 */
export function tallyPanel(tally, keeper, putAway) {
  const root = clone('tally');
  const label = slot(root, 'label');
  const tap = (step) => {
    keeper.change(() => count(tally, step));
    keeper.save();
    say(root, tally, keeper.notebook);
  };
  label.value = tally.label;
  label.addEventListener('input', () => keeper.change(() => (tally.label = label.value)));
  slot(root, 'more').addEventListener('click', () => tap(1));
  slot(root, 'less').addEventListener('click', () => tap(-1));
  slot(root, 'put-away').addEventListener('click', putAway);
  say(root, tally, keeper.notebook);
  return root;
}

function say(root, { n }, notebook) {
  fill(root, { n, 'put-away': notebook.say(n ? 'tool_keep' : 'tool_close') });
  slot(root, 'less').disabled = n === 0;
}
