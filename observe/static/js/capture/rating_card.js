// Fills the rating macro's template from a rubric: what it marks with data-each="level" is repeated for every level.

import { clone, fill, set, slot } from './dom.js';

const STUB = 'rating-code';

/** @param {HTMLElement} card clone of the rating's template @returns {HTMLElement} the same, filled */
export function fillRating(card, indicator, rubric, { say }) {
  const name = `rating-${indicator.code}`;
  rescale(card, rubric.levels.length);
  card.dataset.indicator = indicator.code;
  fill(card, { title: indicator.title, 'not-observed': rubric.notObserved.label });
  fill(card, { 'not-observed-rule': rubric.notObserved.rule });
  for (const input of card.querySelectorAll(`[name="${STUB}"]`)) input.name = name;
  for (const pattern of [...card.querySelectorAll('[data-each="level"]')]) {
    pattern.replaceWith(...rubric.levels.map((step, i) =>
      levelPart(pattern.cloneNode(true), step, indicator.descriptors[i], name)));
  }
  card.querySelector('.more').append(meaningOf(indicator, say));
  return card;
}

/** The classes that carry the number of levels or a level's place on the scale. */
export function rescale(root, n) {
  for (const element of [root, ...root.querySelectorAll('[class*="scale-"]')]) {
    element.className = element.className.replace(/\bscale-\d+/, `scale-${n}`);
  }
}

function levelPart(element, { level, label }, descriptor, name) {
  element.className = element.className.replace(/(level-|descriptor--)\d+/g, `$1${level}`);
  if (element.matches('.level-choice')) {
    set(element.querySelector('input'), { name, value: level, 'aria-describedby': `${name}-${level}` });
    return fill(element, { level });
  }
  if (element.matches('.ladder__step')) {
    element.value = level;
    return fill(element, { label, descriptor });
  }
  element.id = `${name}-${level}`;
  const strong = Object.assign(document.createElement('b'), { textContent: `${label}.` });
  element.replaceChildren(strong, ` ${descriptor}`);
  return element;
}

/** What the indicator is about, what to look for and how it is rated in doubt, under the ladder. */
function meaningOf({ meaning, lookFors, rules }, say) {
  const part = fill(clone('meaning'), { meaning, 'look-for': say('look_for') });
  slot(part, 'signs').append(...lookFors.map((text) => fill(clone('sign'), { text })));
  part.append(...rules.map((text) => fill(clone('paragraph'), { text })));
  return part;
}

/** What holds for every rating: the rule in doubt, and what the rubric's words of quantity mean. */
export function fillRules(root, { ratingRule, quantities, smallGroups }) {
  fill(root, { 'rating-rule': ratingRule, 'small-groups': smallGroups });
  slot(root, 'quantities').append(...quantities.map((text) => fill(clone('sign'), { text })));
}
