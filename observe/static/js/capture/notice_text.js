// The privacy notice is plain text: blank lines part it, a first line that ends no sentence is a heading.

const ENDS_SENTENCE = /[.:;!?)]$/;

/**
 * @param {string} text
 * @returns {{heading: string, lines: string[]}[]} without the heading of the whole text, which the page has already
 */
export function sectionsOf(text) {
  const blocks = text.replaceAll('\r\n', '\n').split(/\n\s*\n/).map((block) => block.trim()).filter(Boolean);
  const sections = blocks.map((block) => {
    const [first, ...rest] = block.split('\n');
    return ENDS_SENTENCE.test(first) ? { heading: '', lines: [first, ...rest] } : { heading: first, lines: rest };
  });
  return sections.filter(({ lines }, i) => i > 0 || lines.length > 0);
}
