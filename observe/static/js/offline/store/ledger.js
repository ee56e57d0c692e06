// The runner's side of the store: envelopes to send, answers to write, what is remembered between two starts.
import { applyMarks } from './answers.js';
import { BUNDLE_STORES, partHashes, partIn } from './bundle.js';
import { readEverything } from './everything.js';
import { keepToken } from './former.js';
import { applyPage } from './pages.js';
import { isDraft, isSummary, readRows } from './rows.js';
import { read } from './transaction.js';
import { PULL_ANEW } from './vault.js';

const DAY_MS = 86_400_000;
const REMEMBERED = ['witness', 'cursor', 'inventory', 'device_token'];

/** What the core starts from, and where its decisions are written. */
export class Ledger {
  #db;
  #vault;
  #isShared;

  /** @param {import('idb').IDBPDatabase} db @param {{isShared?: boolean}} [tablet] isShared: it keeps less, and shorter */
  constructor(db, { isShared = false, vault }) {
    this.#db = db;
    this.#vault = vault;
    this.#isShared = isShared;
  }

  /**
   * Everything the core needs at its start.
   * @returns {Promise<{rows: import('./summary.js').Summary[], drafts: object[], witness: string|null,
   *   cursor: string|null, inventory: import('../core/state.js').Inventory|null, device_token: string|null,
   *   prune_after_ms: number|null}>} prune_after_ms: how long what is settled stays; null: the server has not said
   */
  async start() {
    const { rows } = await readRows(this.#db, 'versions', isSummary);
    const { rows: drafts } = await readRows(this.#db, 'drafts', isDraft);
    return read(this.#db, ['meta', ...BUNDLE_STORES], async (tx) => {
      const values = await Promise.all(REMEMBERED.map((name) => tx.objectStore('meta').get(name)));
      const remembered = REMEMBERED.map((name, i) => [name, values[i] ?? null]);
      if (await tx.objectStore('meta').get(PULL_ANEW)) remembered.push(['cursor', null]);
      const prune_after_ms = await this.#pruneAfter(tx);
      return { rows, drafts: drafts.map(withoutText), ...Object.fromEntries(remembered), prune_after_ms };
    });
  }

  async #pruneAfter(tx) {
    const settings = await partIn(tx, 'settings');
    const days = this.#isShared ? settings?.prune_days_shared : settings?.prune_days;
    return Number.isInteger(days) ? days * DAY_MS : null;
  }

  /** Versions, bytes and drafts by key, for a capsule; with the newest witness, and what could not be read. */
  async everything() {
    const found = await readEverything(this.#db, ['versions', 'bodies', 'drafts']);
    const witness = await read(this.#db, ['meta'], (tx) => tx.store.get('witness')).catch(() => null);
    return { ...found, witness: witness ?? null };
  }

  /** @returns {Promise<import('./summary.js').Summary|null>} */
  async row(vid) {
    return (await read(this.#db, ['versions'], (tx) => tx.store.get(vid))) ?? null;
  }

  /** Envelopes as they travel, in the order asked for. What is not here or cannot be read is left out. */
  async envelopes(vids) {
    const found = await Promise.all(vids.map((vid) => this.#envelope(vid)));
    return found.filter(Boolean);
  }

  /** A copy that is only kept hidden travels as its text, while this notebook is open. */
  async #envelope(vid) {
    const found = await this.#kept(vid);
    const body = found?.stored.body === null ? await this.#vault.text(found.stored) : found?.stored.body;
    return typeof body === 'string' && found.row ? { vid, sha256: found.row.sha256, body } : null;
  }

  /** In a transaction of its own: a row that fails takes no other along. */
  #kept(vid) {
    const reading = read(this.#db, ['versions', 'bodies'], async (tx) => {
      const [row, stored] = await Promise.all([tx.objectStore('versions').get(vid), tx.objectStore('bodies').get(vid)]);
      return stored ? { row, stored } : null;
    });
    return reading.catch(orRethrow);
  }

  /**
   * Versions whose bytes the browser does not give: shown, not sent. What is only hidden waits for its key.
   * @param {string[]} vids
   */
  async setAside(vids) {
    const hidden = await Promise.all(vids.map(async (vid) => (await this.#kept(vid))?.stored.body === null));
    const broken = vids.filter((_, i) => !hidden[i]);
    const rows = (await Promise.all(broken.map((vid) => this.row(vid).catch(orRethrow)))).filter(Boolean);
    const change = { state: 'refused_here', code: 'unreadable_here' };
    return this.applyMarks(rows.map(({ vid, sha256 }) => ({ vid, sha256, change })), {});
  }

  /** @param {import('./answers.js').Mark[]} marks @param {import('./answers.js').Meta} meta */
  applyMarks(marks, meta) {
    return applyMarks(this.#db, marks, meta);
  }

  /** @throws {import('./pages.js').BrokenPage} */
  applyPage(page, marks) {
    return applyPage(this.#db, page, marks, this.#vault);
  }

  /** Hashes of the bundle's parts that are here. */
  partHashes() {
    return partHashes(this.#db);
  }

  /**
   * @param {string|null} token for pushing in this person's name from this tablet, and nothing else
   * @param {import('./former.js').Former|null} [former] what this browser had before it was cleared
   */
  keepDeviceToken(token, former = null) {
    return keepToken(this.#db, token, former);
  }
}

function withoutText({ rid, touched_at, versioned_at }) {
  return { rid, touched_at, versioned_at };
}

/** Null for what cannot be read; any other fault is the whole store's. */
function orRethrow(problem) {
  if (problem.code === 'unreadable') return null;
  throw problem;
}
