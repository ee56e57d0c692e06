// On an online page of a leader: how much of theirs is on this tablet alone. The service worker looks, and tells.
import { ageWords } from './age.js';
import { askWorker } from './worker_question.js';

/** @param {Document} page */
export async function sayWhatIsOnlyHere(page) {
  const strip = page.querySelector('[data-unsent]');
  const registration = await navigator.serviceWorker?.getRegistration();
  if (!strip || !registration?.active) return;
  const told = await askWorker(registration.active, { type: 'unsent', person: strip.dataset.unsent });
  if (told?.n > 0) show(strip, told, page.documentElement.lang);
}

function show(strip, { n, oldest_at }, language) {
  const { one, other } = strip.dataset;
  const text = new Intl.PluralRules(language).select(n) === 'one' ? one : other;
  const places = { n, age: ageWords(Date.now() - oldest_at, language) };
  strip.querySelector('span').textContent = text.replace(/\{(\w+)\}/g, (whole, name) => places[name] ?? whole);
  strip.hidden = false;
}
