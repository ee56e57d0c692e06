// Collects the notices of what the bundles contain, so that whoever gets the wheel gets them too.
import { readdirSync, readFileSync } from 'node:fs';

// Copied out of the design system by the build, not imported by a bundle.
const COPIED = [
  ['IBM Plex Sans (fonts)', 'node_modules/dkfds/src/fonts/IBMPlexSans/complete/woff2/license.txt'],
];

function packagesIn(metafile) {
  const names = Object.keys(metafile.inputs).map((path) => path.match(/node_modules\/((?:@[^/]+\/)?[^/]+)\//)?.[1]).filter(Boolean);
  return [...new Set([...names, 'dkfds'])].sort();
}

function noticeOf(name) {
  const folder = `node_modules/${name}`;
  const { version, license } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'));
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  return `${name} ${version} (${license})\n\n${file ? readFileSync(`${folder}/${file}`, 'utf8').trim() : ''}`;
}

/** One text: a section for each package that esbuild read, then what is copied. */
export function notices(metafile) {
  const copied = COPIED.map(([name, file]) => `${name}\n\n${readFileSync(file, 'utf8').trim()}`);
  return [...packagesIn(metafile).map(noticeOf), ...copied].join(`\n\n${'-'.repeat(72)}\n\n`) + '\n';
}
