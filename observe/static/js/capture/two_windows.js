// One draft in two windows: says that the other one wrote, too, and shows what both wrote until a person has chosen.

import { partOf } from '../offline/store/joining.js';
import { notice, way } from './dom.js';

/** Fields where another text is put below; any other value takes the place of what stands. */
const TEXTS = new Set(['text', 'worked', 'question', 'next_step', 'wish', 'reason']);
/** What a field is called where its own name says too little. */
const NAMES = { composer: 'composer', notes: 'note', ratings: 'rating' };

/** Keeps the lines above the screen's own trouble. @param {import('./draft_keeper.js').DraftKeeper} keeper */
export function watchWindows(keeper, trouble) {
  const place = Object.assign(document.createElement('div'), { className: 'stack' });
  place.dataset.slot = 'others';
  place.setAttribute('role', 'status');
  trouble.before(place);
  const draw = async () => place.replaceChildren(...(await linesFor(keeper)));
  keeper.onState((state) => {
    if (state === 'saved' && keeper.isBehind) draw();
  });
  draw();
}

/**
 * Whether everything that was written in this draft stands on the screen and was chosen. If not, goes to the first
 * thing to choose: "Done" sends what stands on the screen, so it waits for this.
 */
export async function isChosen(keeper) {
  if (keeper.isBehind) await keeper.notebook.reshow();
  else if (!keeper.draft.screen?.others?.length) return true;
  document.querySelector('[data-slot="others"] button')?.focus();
  keeper.notebook.frame.speak(keeper.notebook.say('window_choose'));
  return false;
}

/** Puts what the other window wrote into the draft. */
export function takeOther(draft, { path, value }) {
  const home = path.slice(0, -1).reduce(partOf, path[0] === 'composer' ? draft.screen : draft.payload);
  const name = path.at(-1);
  if (home === undefined) return;
  home[name] = TEXTS.has(name) && home[name] ? `${home[name]}\n${value}` : value;
}

export function dropOther(draft, { id }) {
  draft.screen = { ...draft.screen, others: draft.screen.others.filter((other) => other.id !== id) };
}

async function linesFor(keeper) {
  const { notebook, draft } = keeper;
  const rubric = await notebook.rubric(draft.rubric);
  const others = keeper.isBehind ? [] : draft.screen?.others ?? [];
  const lines = others.map((other) => otherLine(keeper, other, rubric));
  return keeper.isBehind ? [behindLine(notebook)] : lines;
}

function behindLine(notebook) {
  const { say } = notebook;
  const ways = [way(say('window_show'), { press: () => notebook.reshow() })];
  return notice('needs-you', 'info', { strong: say('window_behind'), text: say('window_behind_do'), ways });
}

function otherLine(keeper, other, rubric) {
  const { say } = keeper.notebook;
  const name = NAMES[other.path[0]] ?? other.path.at(-1);
  const field = keeper.notebook.words.has(`window_field_${name}`) ? name : 'other';
  const code = rubric?.indicator(other.path[1])?.short ?? '';
  const settle = async (change) => {
    keeper.change(change);
    if (await keeper.save()) keeper.notebook.reshow();
  };
  const take = (draft) => {
    takeOther(draft, other);
    dropOther(draft, other);
  };
  const ways = [
    way(say(TEXTS.has(other.path.at(-1)) ? 'window_take_too' : 'window_take'), { press: () => settle(take) }),
    way(say('window_drop'), { press: () => settle((draft) => dropOther(draft, other)) }),
  ];
  const strong = say(`window_field_${field}`, { code });
  return notice('needs-you', 'info', { strong, text: say('window_wrote', { value: valueWords(say, other) }), ways });
}

function valueWords(say, { value }) {
  if (typeof value === 'boolean') return say(value ? 'window_yes' : 'window_no');
  if (value === 'not_observed') return say('window_not_observed');
  if (value === 'now' || value === 'talk') return say(`share_${value}`);
  return String(value?.name ?? value?.title ?? value ?? '');
}
