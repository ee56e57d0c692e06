// A new visit to somebody whom a link from elsewhere names, as the planner's do: #/new?teacher=ID, offline too.

import { slot } from './dom.js';
import { askedBy } from './router.js';

/** Chooses the school and the teacher; an id that is not in the roster of the tablet chooses nobody. */
export function chooseAsked(form, notebook) {
  const teacherId = askedBy(location.hash, 'teacher');
  const school = notebook.schools.find((one) => notebook.teachers(one).some(({ id }) => id === teacherId));
  if (!school) return;
  for (const input of slot(form.root, 'schools').querySelectorAll('input')) input.checked = input.value === school.id;
  form.takeSchool(school.id);
  form.teacher.take(teacherId);
}
