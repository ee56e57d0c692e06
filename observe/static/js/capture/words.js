// The sentences of the screens, in the language of the page. They come with the shell, so nothing is fetched.

/** Sentences by name, with {places} to fill and a form for one where a number decides. */
export class Words {
  #texts;
  #plural;

  /** @param {Record<string, string|{one: string, other: string}>} texts @param {string} language */
  constructor(texts, language) {
    this.#texts = texts;
    this.#plural = new Intl.PluralRules(language);
    this.language = language;
  }

  /**
   * @param {string} name @param {Record<string, string|number>} [places] `n` chooses between one and other
   * @returns {string} the name itself if no such sentence exists, so that a slip shows and breaks nothing
   */
  say(name, places = {}) {
    const entry = this.#texts[name] ?? name;
    const text = typeof entry === 'string' ? entry : entry[this.#plural.select(places.n)] ?? entry.other;
    return text.replace(/\{(\w+)\}/g, (whole, place) => String(places[place] ?? whole));
  }

  /** Whether a sentence of that name exists. @param {string} name */
  has(name) {
    return name in this.#texts;
  }

  /** The text of a {da, en} pair in this language, else in the other. @param {Record<string, string>|null} pair */
  pick(pair) {
    return pair?.[this.language] ?? pair?.da ?? pair?.en ?? '';
  }
}

/** The words that the shell carries. @param {Document} page */
export function wordsOf(page) {
  return new Words(JSON.parse(page.getElementById('words').textContent), page.documentElement.lang);
}
