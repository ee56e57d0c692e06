// A field that saves itself says so when it could not: its data-unsaved stands where "saved" would have stood.

const FAILURES = ['htmx:responseError', 'htmx:sendError', 'htmx:timeout'];

/** @param {Document} page */
export function sayWhatIsNotSaved(page) {
  for (const failure of FAILURES) page.addEventListener(failure, warn);
}

/** @param {Event} event */
function warn(event) {
  const { elt, target } = /** @type {CustomEvent} */ (event).detail;
  if (elt?.dataset?.unsaved && target) target.textContent = elt.dataset.unsaved;
}
