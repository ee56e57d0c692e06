// A walkthrough's end: no teacher takes anything away, and the next room is one tap off.

import { uuid7 } from '../offline/records.js';
import { fill, slot, toggle } from './dom.js';
import { newDraft } from './draft.js';
import { NOBODY } from './whom.js';

/** What the finish page leaves out and says otherwise. @param {(event: Event) => void} goOn done, and to the next room */
export function finishWalkthrough(root, { say }, goOn) {
  for (const part of root.querySelectorAll('[data-told]')) part.hidden = true;
  for (const name of ['when', 'change-teacher']) toggle(root, name, false);
  toggle(root, 'next-room', true).addEventListener('click', goOn);
  fill(root, { heading: say('walkthrough_done'), 'preview-title': say('untold_text') });
}

/** Begins in the next room with the same focus: each room is a record of its own, so that its ratings stay its own. */
export async function nextRoom(notebook, { rubric, payload }) {
  const { now, today, zone: tz } = notebook;
  const lesson = { ...structuredClone(NOBODY), school_id: payload.school_id, subject: '', grade_level: null, focus: payload.focus };
  const draft = newDraft({ rid: uuid7(), now, today, tz, rubric, lesson });
  await notebook.store.saveDraft(draft);
  notebook.go('visit', draft.rid);
}
