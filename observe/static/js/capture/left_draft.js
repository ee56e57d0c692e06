// A draft that another tablet left with the server: what stands in it, going on with it here, or discarding it.

import { ask } from './ask.js';
import { clone, fill, notice, slot, stack, toggle } from './dom.js';
import { drawLetter } from './letter.js';
import { routeTo } from './router.js';
import { reopened } from './sending.js';
import { isShowable } from './store_lines.js';

/** @param {import('./notebook.js').Notebook} notebook @param {string} vid of the draft version */
export async function showLeftDraft(notebook, vid) {
  const row = (await notebook.store.lists()).left.find((one) => one.vid === vid);
  if (!row) return notebook.go('home');
  const root = clone('left-draft');
  const draft = await notebook.store.left.one(vid);
  const title = row.lesson.teacher_name || notebook.say('no_teacher');
  const lesson = notebook.lessonTitle(row.lesson.section_title, row.lesson.subject);
  const { calendar } = notebook;
  const when = `${calendar.capital(calendar.long(draft.observed_at))} ${calendar.clock(draft.observed_at)}`;
  fill(root, { heading: title, when: [when, lesson].filter(Boolean).join(' · ') });
  const canShow = Boolean(draft.payload) && isShowable(draft);
  stack(root, 'lines', canShow ? [] : [unshown(notebook, draft)]);
  for (const name of ['acts', 'text-part']) toggle(root, name, canShow);
  if (canShow) drawLetter(slot(root, 'letter'), notebook, await notebook.rubric(draft.rubric), draft);
  slot(root, 'take').addEventListener('click', () => attempt(notebook, () => take(notebook, draft)));
  slot(root, 'discard').addEventListener('click', () => askToDiscard(root, notebook, draft));
  return { root, title };
}

function unshown({ say }, { payload }) {
  const name = payload ? 'left_unshown' : 'sealed';
  return notice('quiet', 'lock', { strong: say(name), text: say(`${name}_do`) });
}

async function take(notebook, draft) {
  // Sent in mid-visit: what is known of its length is when the last note was written.
  draft.payload.minutes ||= Math.max(1, draft.payload.notes.at(-1)?.minute ?? 0);
  const { rid } = await notebook.store.saveDraft(reopened(draft));
  notebook.frame.speak(notebook.say('left_goes_on'));
  location.hash = routeTo('visit', rid);
}

function askToDiscard(root, notebook, draft) {
  const { say, store, sync } = notebook;
  const words = { strong: say('discard_title'), text: say('left_discard_text'), yes: say('discard_yes') };
  ask(slot(root, 'ask'), words, () => attempt(notebook, async () => {
    const { rid } = await store.saveDraft(reopened(draft));
    sync.saved(await store.discardDraft(rid));
    notebook.go('home');
  }));
}

async function attempt(notebook, act) {
  try {
    await act();
  } catch (problem) {
    notebook.frame.broken(problem);
  }
}
