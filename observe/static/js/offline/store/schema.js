// The databases and their upgrades. A step only adds; no step deletes or rewrites a row that a person made.
import { openDB } from 'idb';
import { asProblem, StoreProblem } from './problems.js';

/** How long another window may keep us from opening before we say so. */
const BLOCKED_MS = 4_000;

/** Database of the tablet: who uses it. One row, `device`. */
export const DEVICE_DATABASE = 'observe-device';

/** Database of one person on this tablet. @param {string} personId */
export const personDatabase = (personId) => `observe-${personId}`;

/** Step n brings a database from schema n to n + 1. Released steps are never changed. */
const DEVICE_STEPS = [(db) => db.createObjectStore('device')];

const PERSON_STEPS = [
  (db) => {
    db.createObjectStore('drafts', { keyPath: 'rid' });
    db.createObjectStore('versions', { keyPath: 'vid' }).createIndex('rid', 'rid'); // summaries, small
    db.createObjectStore('bodies', { keyPath: 'vid' }); // {vid, body}: the bytes, never rewritten
    db.createObjectStore('records', { keyPath: 'rid' }); // what the server says about each record
    db.createObjectStore('parts', { keyPath: 'name' }); // {name, hash}: the bundle's table of contents
    db.createObjectStore('contents', { keyPath: 'hash' }); // {hash, content}
    db.createObjectStore('meta'); // device_seq, witness, cursor, inventory, enrolment, generation
  },
];

/** @param {(problem: StoreProblem) => void} onProblem told when the open connection ends under the page */
export const openDeviceDatabase = (onProblem) => open(DEVICE_DATABASE, DEVICE_STEPS, onProblem);

/** @param {string} personId @param {(problem: StoreProblem) => void} onProblem */
export const openPersonDatabase = (personId, onProblem) => open(personDatabase(personId), PERSON_STEPS, onProblem);

/**
 * Opens a database at the newest schema, keeping its rows.
 * @throws {StoreProblem} missing, refused, unreadable, blocked, newer
 */
export async function open(name, steps, onProblem = () => {}) {
  if (!globalThis.indexedDB) throw new StoreProblem('missing');
  let db;
  // A browser may refuse by throwing at once: inside a promise both ways end in the same catch.
  const opening = (async () => openDB(name, steps.length, {
    upgrade: (fresh, from, to, tx) => steps.slice(from).forEach((step) => step(fresh, tx)),
    blocking: () => {
      db?.close(); // the newer program must not wait for this page
      onProblem(new StoreProblem('replaced'));
    },
    terminated: () => onProblem(new StoreProblem('lost')),
  }))();
  try {
    db = await orBlocked(opening);
    return db;
  } catch (error) {
    throw error?.name === 'InvalidStateError' ? new StoreProblem('refused', error) : asProblem(error);
  }
}

function orBlocked(opening) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => {
      opening.then((db) => db.close()).catch(() => {});
      reject(new StoreProblem('blocked'));
    }, BLOCKED_MS);
  });
  return Promise.race([opening, late]).finally(() => clearTimeout(timer));
}
