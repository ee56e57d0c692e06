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

/**
 * Row of `notes` that an upgrade writes: the number of steps of the oldest program that may work in this store. A step
 * that only adds leaves it as it is, so that a release that is taken back still finds, shows and sends everything.
 */
const OLDEST = 'oldest_program';

/**
 * @typedef {object} Shape
 * @property {((db: import('idb').IDBPDatabase, tx: object) => void)[]} steps
 * @property {string} [notes] object store that has the row OLDEST
 * @property {number} [oldest] what this program's upgrade writes there
 */

/** @type {Shape} */
const DEVICE = { steps: DEVICE_STEPS, notes: 'device', oldest: 1 };
/** @type {Shape} */
const PERSON = { steps: PERSON_STEPS, notes: 'meta', oldest: 1 };

/** @param {(problem: StoreProblem) => void} onProblem told when the open connection ends under the page */
export const openDeviceDatabase = (onProblem) => open(DEVICE_DATABASE, DEVICE, onProblem);

/** @param {string} personId @param {(problem: StoreProblem) => void} onProblem */
export const openPersonDatabase = (personId, onProblem) => open(personDatabase(personId), PERSON, onProblem);

/**
 * Opens a database at the newest schema, keeping its rows; one of a newer program as it is, where that allows it.
 * @param {string} name @param {Shape} shape
 * @throws {StoreProblem} missing, refused, unreadable, blocked, newer
 */
export async function open(name, shape, onProblem = () => {}) {
  if (!globalThis.indexedDB) throw new StoreProblem('missing');
  let db;
  const callbacks = {
    blocking: () => {
      db?.close(); // the newer program must not wait for this page
      onProblem(new StoreProblem('replaced'));
    },
    terminated: () => onProblem(new StoreProblem('lost')),
  };
  try {
    db = await orBlocked(openOrJoin(name, shape, callbacks));
    return db;
  } catch (error) {
    throw error?.name === 'InvalidStateError' ? new StoreProblem('refused', error) : asProblem(error);
  }
}

async function openOrJoin(name, { steps, notes, oldest }, callbacks) {
  const upgrade = async (fresh, from, to, tx) => {
    steps.slice(from).forEach((step) => step(fresh, tx));
    if (notes) await tx.objectStore(notes).put(oldest, OLDEST);
  };
  try {
    return await openDB(name, steps.length, { upgrade, ...callbacks });
  } catch (error) {
    if (error?.name !== 'VersionError' || !notes) throw error;
    return openNewer(name, { steps, notes }, callbacks);
  }
}

async function openNewer(name, { steps, notes }, callbacks) {
  const db = await openDB(name, undefined, callbacks);
  const oldest = await db.get(notes, OLDEST);
  if (oldest <= steps.length) return db;
  db.close();
  throw new StoreProblem('newer');
}

/** A window with an older program may hold the store: that is said, and `freed` tells when it let go. */
function orBlocked(opening) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => {
      const problem = new StoreProblem('blocked');
      problem.freed = opening.then((db) => db.close());
      problem.freed.catch(() => {}); // another fault then: trying again names it
      reject(problem);
    }, BLOCKED_MS);
  });
  return Promise.race([opening, late]).finally(() => clearTimeout(timer));
}
