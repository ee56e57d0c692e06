// The name of what went wrong, for the sentence and for whoever helps. A browser's own errors carry numbers.

import { StoreProblem } from '../offline/store.js';

/** @param {unknown} problem */
export function codeOf(problem) {
  return problem instanceof StoreProblem ? problem.code : 'unforeseen';
}
