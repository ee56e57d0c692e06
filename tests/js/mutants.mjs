// Plants one bug at a time in a copy of the tablet's code and shows that a test falls.
// node tests/js/mutants.mjs [WORDS]: all, or those whose name contains the words.
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { whatFalls } from './model/falling.mjs';
import { MUTANTS } from './model/mutants.mjs';

const ROOT = new URL('../..', import.meta.url).pathname;
const OFFLINE = 'observe/static/js/offline';
const TESTS = 'tests/js/offline';

/** A copy of what the tests need; the packages are linked. */
function copy() {
  const folder = mkdtempSync(join(tmpdir(), 'observe-mutants-'));
  for (const path of [OFFLINE, 'observe/static/js/worker', 'tests/js', 'tests/vectors']) {
    mkdirSync(join(folder, path), { recursive: true });
    cpSync(join(ROOT, path), join(folder, path), { recursive: true });
  }
  cpSync(join(ROOT, 'package.json'), join(folder, 'package.json'));
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}

/** The first test of these files that falls. @returns {Promise<string|null>} `file: title` */
async function firstFall(folder, files) {
  for (const file of files) {
    const title = await whatFalls(folder, join(TESTS, file));
    if (title !== null) return `${file}: ${title}`;
  }
  return null;
}

/** Plants a bug, runs the tests, those named for it first, and takes it out again. */
async function finder(folder, { file, from, to, test }) {
  const path = join(folder, OFFLINE, file);
  const sound = readFileSync(path, 'utf8');
  const others = readdirSync(join(folder, TESTS)).filter((name) => name.endsWith('.test.js') && name !== test);
  writeFileSync(path, sound.replace(from, () => to));
  try {
    return await firstFall(folder, [test, ...others.sort()]);
  } finally {
    writeFileSync(path, sound);
  }
}

/** A planting that no longer fits the code proves nothing. */
function refuseMisfits(folder) {
  const count = ({ file, from }) => readFileSync(join(folder, OFFLINE, file), 'utf8').split(from).length - 1;
  const misfits = MUTANTS.filter((mutant) => count(mutant) !== 1);
  if (misfits.length > 0) throw new Error(`not once in its file: ${misfits.map(({ bug }) => bug).join('; ')}`);
}

/** Plants all that are wanted. @returns {Promise<number>} how many no test found */
async function survivors(folder, wanted) {
  refuseMisfits(folder);
  const fallen = await firstFall(folder, [...new Set(wanted.map(({ test }) => test))].sort());
  if (fallen) throw new Error(`falls without any planted bug: ${fallen}`);
  let n = 0;
  for (const mutant of wanted) {
    const found = await finder(folder, mutant);
    if (found === null) n += 1;
    console.log(found === null ? `SURVIVED  ${mutant.bug}` : `found     ${mutant.bug}\n          ${found}`);
  }
  return n;
}

const began = Date.now();
const words = process.argv.slice(2).join(' ');
const wanted = MUTANTS.filter(({ bug }) => bug.includes(words));
const folder = copy();
try {
  const n = await survivors(folder, wanted);
  const seconds = Math.round((Date.now() - began) / 1_000);
  console.log(`${wanted.length - n} of ${wanted.length} bugs planted in the tablet were found, in ${seconds} s`);
  process.exitCode = n === 0 ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true });
}
