// Builds observe/static/dist: bundles, styles, fonts, icons and pictures under hashed names, and the notices of what they contain.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { Resvg } from '@resvg/resvg-js';
import * as esbuild from 'esbuild';
import { designSystem, typefaces } from './build/design_system.mjs';
import { icons } from './build/icons.mjs';
import { notices } from './build/notices.mjs';

const STATIC = 'observe/static';
// Made beside the old one and put in its place at the end: a failed build leaves what was there.
const MADE = `${STATIC}/dist`;
const DIST = `${STATIC}/.dist`;
const ENTRIES = {
  app: `${STATIC}/css/app.css`,
  figures: `${STATIC}/css/figures.css`,
  capture: `${STATIC}/js/capture/app.js`,
  page: `${STATIC}/js/components/page.js`,
  worker: `${STATIC}/js/worker/worker.js`,
};
// Pictures of our own in static/art, drawn as SVG: [source, width in pixels, name].
const PICTURES = [
  ['icon.svg', 192, 'icon-192.png'],
  ['icon.svg', 512, 'icon-512.png'],
  ['icon-maskable.svg', 512, 'icon-maskable-512.png'],
  ['icon-touch.svg', 180, 'icon-touch-180.png'],
];

const settings = {
  bundle: true, minify: true, metafile: true, sourcemap: false, outdir: DIST, legalComments: 'none', format: 'esm',
  target: ['chrome115', 'firefox115', 'safari16.4'], entryNames: '[name]-[hash]', assetNames: '[name]-[hash]',
  loader: { '.svg': 'dataurl', '.woff2': 'file' }, plugins: [designSystem], logLevel: 'warning',
};

/** {name without hash: name with hash} of what esbuild wrote. */
function named(metafile) {
  return Object.fromEntries(Object.keys(metafile.outputs).map((path) => {
    const file = basename(path);
    return [file.replace(/-[A-Z0-9]{8}\./, '.'), file];
  }));
}

function hashOf(content) {
  return createHash('sha256').update(content).digest('hex').slice(0, 10);
}

function filesUnder(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath ?? entry.path, entry.name)).sort();
}

/** Draws our SVG art as PNG, for the manifest and the home screens of tablets. */
function pictures() {
  const drawn = {};
  for (const [source, width, name] of PICTURES) {
    const path = `${STATIC}/art/${source}`;
    const png = new Resvg(readFileSync(path, 'utf8'), { fitTo: { mode: 'width', value: width } }).render().asPng();
    drawn[name] = name.replace('.png', `-${hashOf(png)}.png`);
    writeFileSync(join(DIST, drawn[name]), png);
  }
  for (const path of filesUnder(`${STATIC}/art`).filter((file) => file.endsWith('.svg'))) {
    const svg = readFileSync(path);
    drawn[basename(path)] = basename(path).replace('.svg', `-${hashOf(svg)}.svg`);
    writeFileSync(join(DIST, drawn[basename(path)]), svg);
  }
  return drawn;
}

/** The typeface of the pages, for what is set on paper. */
async function papers() {
  mkdirSync(join(DIST, 'paper'));
  for (const [name, letters] of await typefaces()) writeFileSync(join(DIST, 'paper', name), letters);
}

/** Leaves a .gz and a .br beside every text, which the server sends as they are. */
function compress() {
  for (const path of filesUnder(DIST).filter((file) => /\.(js|css|svg|txt)$/.test(file))) {
    const content = readFileSync(path);
    writeFileSync(`${path}.gz`, gzipSync(content, { level: 9 }));
    writeFileSync(`${path}.br`, brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }));
  }
}

rmSync(DIST, { recursive: true, force: true });
mkdirSync(DIST, { recursive: true });
const { metafile } = await esbuild.build({ ...settings, entryPoints: ENTRIES });
writeFileSync(join(DIST, 'assets.json'), JSON.stringify({ ...named(metafile), ...pictures() }, null, 1));
writeFileSync(join(DIST, 'icons.json'), JSON.stringify(icons(), null, 1));
writeFileSync(join(DIST, 'THIRD-PARTY.txt'), notices(metafile));
await papers();
compress();
rmSync(MADE, { recursive: true, force: true });
renameSync(DIST, MADE);
