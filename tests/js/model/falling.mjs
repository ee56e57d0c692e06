// Runs one file of tests until the first of them falls: the rest has nothing more to say about a planted bug.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** A file that does not come to an end has found the bug, too: far longer than any takes on a busy machine. */
const LONGEST_MS = 120_000;

const FALLEN = /^not ok \d+ - (.*)$/;

/**
 * @param {string} folder to run in
 * @param {string} file of tests, from there
 * @returns {Promise<string|null>} the title of the first test that fell; null if all stand
 */
export async function whatFalls(folder, file) {
  const env = { ...process.env, OBSERVE_RUNS: '100' };
  const run = spawn('node', ['--test-reporter=tap', file], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise((resolve) => run.on('close', resolve));
  const timer = setTimeout(() => run.kill('SIGKILL'), LONGEST_MS);
  let complaint = '';
  run.stderr.on('data', (part) => (complaint += part));
  let fallen = null;
  for await (const line of createInterface({ input: run.stdout })) {
    fallen ??= FALLEN.exec(line)?.[1] ?? null;
    if (fallen !== null) run.kill('SIGKILL');
  }
  const code = await ended;
  clearTimeout(timer);
  if (fallen !== null || code === 0) return fallen;
  if (code === null) return 'it does not come to an end';
  throw new Error(`${file} could not be run:\n${complaint.slice(-2_000)}`); // no test fell: that proves nothing
}
