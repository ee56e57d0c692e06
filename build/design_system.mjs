// Lets our style sheets import the design system: its SCSS is compiled, its typeface cut to the letters we set.
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { convert } from 'fontverter';
import * as sass from 'sass';
import subset from 'subset-font';

const PACKAGE = 'node_modules/dkfds';
const TYPEFACE = `${PACKAGE}/src/fonts/IBMPlexSans/complete/woff2`;
const WEIGHTS = { 'plex-400.woff2': 'IBMPlexSans-Regular.woff2', 'plex-600.woff2': 'IBMPlexSans-SemiBold.woff2' };
// Latin with the letters of Europe's names (a roster has Şahin and Wałęsa), and the signs that our pages set.
const LETTERS = [...range(0x20, 0x7e), ...range(0xa0, 0x17f), ...'–—‘’‚“”„…•−×≤≥←→↑↓€™'].join('');

function range(first, last) {
  return Array.from({ length: last - first + 1 }, (_, offset) => String.fromCodePoint(first + offset));
}

/**
 * The letters that we set, without hints (they serve screens of 2005, and are a third of the bytes). The Open Font
 * License reserves the name Plex for IBM's own files, so inside the file the cut one is called otherwise.
 */
async function cut(file) {
  const letters = await subset(readFileSync(`${TYPEFACE}/${file}`), LETTERS, { targetFormat: 'truetype', noHinting: true });
  rename(letters, 'IBM Plex', 'Observe ');
  rename(letters, 'IBMPlex', 'Observe');
  return letters;
}

/** [[name, letters]] as TrueType, which what sets PDFs can read; browsers get the same as WOFF2. */
export function typefaces() {
  return Promise.all(Object.entries(WEIGHTS).map(async ([name, file]) => [name.replace('.woff2', '.ttf'), await cut(file)]));
}

/** Replaces a name by one of the same length, in the encoding of a font's name table (UTF-16, big-endian). */
function rename(font, from, to) {
  const [old, fresh] = [from, to].map((name) => Buffer.from(name, 'utf16le').swap16());
  for (let at = font.indexOf(old); at !== -1; at = font.indexOf(old, at)) fresh.copy(font, at);
}

export const designSystem = {
  name: 'design-system',
  setup(build) {
    build.onLoad({ filter: /\.scss$/ }, ({ path }) => ({
      contents: sass.compile(path, { loadPaths: [dirname(path), 'node_modules'], quietDeps: true }).css,
      loader: 'css',
      resolveDir: resolve(PACKAGE, 'dist/css'),
    }));
    // In a style sheet: src: url("plex-400.woff2").
    build.onResolve({ filter: /^plex-\d+\.woff2$/ }, ({ path }) => ({ path, namespace: 'typeface' }));
    build.onLoad({ filter: /.*/, namespace: 'typeface' }, async ({ path }) => ({
      contents: await convert(await cut(WEIGHTS[path]), 'woff2'),
      loader: 'file',
    }));
  },
};
