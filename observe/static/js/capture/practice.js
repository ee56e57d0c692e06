// The practice observation: an invented teacher and lesson, the whole form, and never a figure.

import { uuid7 } from '../offline/records.js';
import { newDraft } from './draft.js';

const PRACTICE_GRADE = 4;

/** Begins a practice and goes to it. @param {import('./notebook.js').Notebook} notebook */
export async function beginPractice(notebook) {
  const { say, now, today, zone: tz } = notebook;
  const rubric = await notebook.rubric();
  const subject = notebook.subjects.subjects.find(({ grades }) => grades?.includes(PRACTICE_GRADE))?.code ?? '';
  const lesson = {
    is_practice: true,
    school_id: notebook.schools[0]?.id ?? null,
    teacher: { id: null, name: say('practice_teacher') },
    section: { id: null, title: say('practice_section') },
    subject,
    grade_level: PRACTICE_GRADE,
    focus: rubric.proposedFocus([], notebook.settings.focus_max),
  };
  const draft = newDraft({ rid: uuid7(), now, today, tz, rubric: rubric.hash, lesson });
  try {
    await notebook.store.saveDraft(draft);
    notebook.go('visit', draft.rid);
  } catch (problem) {
    notebook.frame.broken(problem);
  }
}
