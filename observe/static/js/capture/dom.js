// Screens are cloned from the shell's templates and filled with text. No markup is ever made from a string.

/** A copy of the one element in a template. @param {string} name id of the template without its `t-` */
export function clone(name) {
  return document.getElementById(`t-${name}`).content.firstElementChild.cloneNode(true);
}

/** The first element that the template marks with data-slot, the root itself included. @returns {HTMLElement} */
export function slot(root, name) {
  return root.dataset?.slot === name ? root : root.querySelector(`[data-slot="${name}"]`);
}

/** Puts texts into all slots of those names. */
export function fill(root, texts) {
  for (const [name, text] of Object.entries(texts)) {
    if (root.dataset?.slot === name) root.textContent = text;
    for (const element of root.querySelectorAll(`[data-slot="${name}"]`)) element.textContent = text;
  }
  return root;
}

/** Shows or hides a slot and gives it back. */
export function toggle(root, name, isShown) {
  const element = slot(root, name);
  element.hidden = !isShown;
  return element;
}

/**
 * Puts lines into a slot, which takes no room while it is empty. Lines that say the same as before stay, so that a
 * screen reader is not told them again.
 * @param {Node[]} lines
 */
export function stack(root, name, lines) {
  const place = toggle(root, name, lines.length > 0);
  const said = (nodes) => [...nodes].map((node) => node.textContent).join('\n');
  if (said(place.children) !== said(lines)) place.replaceChildren(...lines);
}

/** Sets attributes; null and false take one away, true sets it bare. */
export function set(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === false) element.removeAttribute(name);
    else element.setAttribute(name, value === true ? '' : value);
  }
  return element;
}

/** An option of a select. */
export function option(value, text) {
  return Object.assign(document.createElement('option'), { value, textContent: text });
}

/**
 * A radio or checkbox as a word to tap.
 * @param {{type: string, name: string, value: string, text: string, checked?: boolean, aside?: string}} given
 */
export function chip({ type, name, value, text, checked = false, aside = '' }) {
  const label = fill(clone('chip'), { text, aside });
  Object.assign(label.querySelector('input'), { type, name, value, checked });
  if (!aside) slot(label, 'aside').remove();
  return label;
}

/** One of a few, with a sentence. */
export function pick({ name, value, title, text, checked = false }) {
  const label = fill(clone('pick'), { title, text });
  Object.assign(label.querySelector('input'), { name, value, checked });
  return label;
}

/** A button or, with `href`, a link that looks like one. @param {{href?: string, press?: () => void}} way */
export function way(text, { href, press }, template = href ? 'link' : 'button') {
  const element = fill(clone(template), { text });
  if (href) element.href = href;
  if (press) element.addEventListener('click', press);
  return element;
}

/**
 * One line that says what, where and what to do.
 * @param {'quiet'|'calm'|'needs-you'} kind @param {string} icon
 * @param {{strong?: string, text?: string, ways?: Node[], more?: string}} said
 */
export function notice(kind, icon, { strong = '', text = '', ways = [], more = '' }) {
  const element = fill(clone('notice'), { strong, text, more });
  element.classList.add(`notice--${kind}`);
  element.prepend(clone(`icon-${icon}`));
  if (!strong) slot(element, 'strong').remove();
  toggle(element, 'ways', ways.length > 0).append(...ways);
  toggle(element, 'more', Boolean(more));
  return element;
}
