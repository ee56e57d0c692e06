// Menus made of <details data-closes>: a tap elsewhere or Escape closes them, as people expect of a menu.

/** @param {Document} page */
export function closeOnLeaving(page) {
  page.addEventListener('click', ({ target }) => {
    for (const menu of open(page)) if (!menu.contains(/** @type {Node} */ (target))) menu.open = false;
  });
  page.addEventListener('keydown', ({ key }) => {
    if (key !== 'Escape') return;
    for (const menu of open(page)) {
      menu.open = false;
      menu.querySelector('summary')?.focus();
    }
  });
}

/** @returns {NodeListOf<HTMLDetailsElement>} */
function open(page) {
  return page.querySelectorAll('details[data-closes][open]');
}
