// The device page: what this tablet can promise, found out by trying, and one text for whoever helps.

import { askToKeep, deviceFacts } from '../offline/device_facts.js';
import { programFacts, promiseFacts, queueFacts, technicalFacts } from './device_lists.js';
import { clone, fill, notice, slot, stack, way } from './dom.js';
import { clockLines, storageLines } from './lines.js';
import { aboutProgram } from './program.js';

/** @param {import('./notebook.js').Notebook} notebook */
export async function showDevice(notebook) {
  const root = clone('device');
  const refresh = () => draw(root, notebook);
  slot(root, 'again').addEventListener('click', refresh);
  slot(root, 'copy').addEventListener('click', () => copy(root, notebook.say));
  stack(root, 'lines', [notice('quiet', 'hourglass', { text: notebook.say('device_asking') })]);
  return { root, title: notebook.say('device'), shown: () => refresh() };
}

async function draw(root, notebook) {
  const [known, program] = await Promise.all([deviceFacts(notebook.store), aboutProgram()]);
  const lists = {
    queue: queueFacts(notebook, known),
    promises: promiseFacts(notebook, known),
    program: programFacts(notebook, program),
  };
  const keep = async () => (await askToKeep(), draw(root, notebook));
  const lines = linesOf(notebook, known, program, keep);
  if (lines.length === 0) lines.push(notice('calm', 'check', { text: notebook.say('device_ready') }));
  stack(root, 'lines', lines);
  for (const [name, facts] of Object.entries(lists)) {
    slot(root, name).replaceChildren(...facts.map((fact) => fill(clone('fact'), fact)));
  }
  const told = [...Object.values(lists).flat(), ...technicalFacts(notebook)];
  slot(root, 'help').value = told.map(({ name, value }) => `${name}: ${value}`).join('\n');
}

/** What stands between this tablet and a lesson without a network. */
function linesOf(notebook, { persisted }, program, keep) {
  const lines = [...storageLines(notebook), ...clockLines(notebook), ...coldLines(notebook, program)];
  if (persisted !== false) return lines;
  const { say } = notebook;
  const ways = [way(say('ask_to_keep'), { press: keep })];
  return [...lines, notice('quiet', 'database', { strong: say('not_kept'), text: say('not_kept_do'), ways })];
}

function coldLines({ say }, { isPossible, kept, listed }) {
  if (listed > 0 && kept === listed) return [];
  const name = isPossible ? 'cold_not_yet' : 'cold_never';
  return [notice('needs-you', 'sync', { strong: say(name), text: say(`${name}_do`) })];
}

async function copy(root, say) {
  const text = slot(root, 'help');
  try {
    await navigator.clipboard.writeText(text.value);
    fill(root, { copied: say('copied') });
  } catch {
    text.select(); // an old browser, or one that asks first: the person copies by hand
    fill(root, { copied: say('copy_by_hand') });
  }
}
