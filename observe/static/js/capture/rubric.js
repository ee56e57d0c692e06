// A rubric's JSON, read in one language. The form knows nothing else: any number of domains, indicators and levels.

/** How many indicators are proposed when nothing tells which. */
const PROPOSED = 4;

export class Rubric {
  #pick;
  #rules;
  #indicators;

  /** @param {object} content the rubric's JSON @param {(pair: object) => string} pick chooses the language */
  constructor(content, pick) {
    this.#pick = pick;
    this.hash = content.content_hash;
    this.levels = content.levels.map(({ level, label, rule }) => ({ level, label: pick(label), rule: pick(rule) }));
    this.notObserved = { label: pick(content.not_observed.label), rule: pick(content.not_observed.rule) };
    this.ratingRule = pick(content.rating_rule);
    this.quantities = (content.quantities ?? []).map((words) => `${pick(words)}: ${pick(words.meaning)}`);
    this.smallGroups = content.small_groups ? pick(content.small_groups) : '';
    this.#rules = content.rater_rules ?? [];
    this.domains = content.domains.map((domain) => ({
      code: domain.code,
      title: pick(domain.title),
      indicators: domain.indicators.map((indicator) => this.#read(indicator)),
    }));
    this.#indicators = new Map(this.domains.flatMap(({ indicators }) => indicators.map((one) => [one.code, one])));
  }

  /** @returns {{code, title, short, meaning, lookFors: string[], rules: string[], descriptors: string[]}|null} */
  indicator(code) {
    return this.#indicators.get(code) ?? null;
  }

  /** Those of the codes that this rubric has, in the rubric's own order. */
  inOrder(codes) {
    return [...this.#indicators.values()].filter(({ code }) => codes.includes(code));
  }

  /**
   * The focus to begin with: the last visit's if there was one, else one indicator of each of the first domains.
   * @param {string[]} last @param {number} most
   */
  proposedFocus(last, most) {
    const known = this.inOrder(last).map(({ code }) => code).slice(0, most);
    if (known.length) return known;
    return this.domains.map(({ indicators }) => indicators[0]?.code).filter(Boolean).slice(0, PROPOSED);
  }

  #read({ code, title, short, meaning, look_fors: lookFors = [], descriptors }) {
    const pick = this.#pick;
    return {
      code,
      title: pick(title),
      short: pick(short) || pick(title),
      meaning: pick(meaning),
      lookFors: lookFors.map(pick),
      rules: this.#rules.filter(({ indicators }) => indicators.includes(code)).map(pick),
      descriptors: descriptors.map(pick),
    };
  }
}
