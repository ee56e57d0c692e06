// Plants one bug at a time in a copy of the tablet's code and shows that a test falls.
// node tests/js/mutants.mjs [WORDS]: all, or those whose name contains the words.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MUTANTS } from './model/mutants.mjs';

const ROOT = new URL('../..', import.meta.url).pathname;
const OFFLINE = 'observe/static/js/offline';

/** Tests that do not come to an end have found the bug, too. */
const LONGEST_MS = 120_000;

/** A copy of what the tests need; the packages are linked. */
function copy() {
  const folder = mkdtempSync(join(tmpdir(), 'observe-mutants-'));
  for (const path of ['observe/static/js/offline', 'observe/static/js/worker', 'tests/js', 'tests/vectors']) {
    mkdirSync(join(folder, path), { recursive: true });
    cpSync(join(ROOT, path), join(folder, path), { recursive: true });
  }
  cpSync(join(ROOT, 'package.json'), join(folder, 'package.json'));
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}

/** @returns {boolean} whether all tests of the offline code pass in this folder */
function passes(folder) {
  const tests = readdirSync(join(folder, 'tests/js/offline')).filter((name) => name.endsWith('.test.js')).sort();
  const paths = tests.map((name) => join('tests/js/offline', name));
  const env = { ...process.env, OBSERVE_RUNS: '100' };
  const run = spawnSync('node', ['--test', '--test-concurrency=2', ...paths], { cwd: folder, env, timeout: LONGEST_MS });
  return run.status === 0;
}

/** Plants a bug, runs the tests and takes it out again. @returns {boolean} whether a test fell */
function isFound(folder, { file, from, to }) {
  const path = join(folder, OFFLINE, file);
  const sound = readFileSync(path, 'utf8');
  writeFileSync(path, sound.replace(from, () => to));
  const found = !passes(folder);
  writeFileSync(path, sound);
  return found;
}

/** A planting that no longer fits the code proves nothing. */
function refuseMisfits() {
  const count = ({ file, from }) => readFileSync(join(ROOT, OFFLINE, file), 'utf8').split(from).length - 1;
  const misfits = MUTANTS.filter((mutant) => count(mutant) !== 1);
  if (misfits.length > 0) throw new Error(`not once in its file: ${misfits.map(({ bug }) => bug).join('; ')}`);
}

refuseMisfits();
const wanted = MUTANTS.filter(({ bug }) => bug.includes(process.argv[2] ?? ''));
const folder = copy();
let survivors = 0;
if (!passes(folder)) throw new Error('the tests fail without any planted bug');
for (const mutant of wanted) {
  const found = isFound(folder, mutant);
  survivors += found ? 0 : 1;
  console.log(`${found ? 'found   ' : 'SURVIVED'}  ${mutant.bug}`);
}
rmSync(folder, { recursive: true });
console.log(`${wanted.length - survivors} of ${wanted.length} planted bugs were found`);
process.exit(survivors === 0 ? 0 : 1);
