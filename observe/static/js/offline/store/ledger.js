// The runner's side of the store: envelopes to send, answers to write, what is remembered between two starts.
import { applyMarks } from './answers.js';
import { BUNDLE_STORES, partHashes, partIn } from './bundle.js';
import { readEverything } from './everything.js';
import { applyPage } from './pages.js';
import { read, write } from './transaction.js';
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
  start() {
    return read(this.#db, ['versions', 'drafts', 'meta', ...BUNDLE_STORES], async (tx) => {
      const rows = await tx.objectStore('versions').getAll();
      const drafts = (await tx.objectStore('drafts').getAll()).map(withoutText);
      const values = await Promise.all(REMEMBERED.map((name) => tx.objectStore('meta').get(name)));
      const remembered = REMEMBERED.map((name, i) => [name, values[i] ?? null]);
      if (await tx.objectStore('meta').get(PULL_ANEW)) remembered.push(['cursor', null]);
      const prune_after_ms = await this.#pruneAfter(tx);
      return { rows, drafts, ...Object.fromEntries(remembered), prune_after_ms };
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

  /** Envelopes as they travel, in the order asked for. What is not here is left out. */
  envelopes(vids) {
    return read(this.#db, ['versions', 'bodies'], async (tx) => {
      const rows = await Promise.all(vids.map((vid) => tx.objectStore('versions').get(vid)));
      const texts = await Promise.all(vids.map((vid) => tx.objectStore('bodies').get(vid)));
      const found = vids.map((vid, i) => rows[i] && texts[i] && { vid, sha256: rows[i].sha256, body: texts[i].body });
      return found.filter(Boolean);
    });
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

  /** @param {string|null} token for pushing in this person's name from this tablet, and nothing else */
  keepDeviceToken(token) {
    return write(this.#db, ['meta'], (tx) => tx.store.put(token, 'device_token'));
  }
}

function withoutText({ rid, touched_at, versioned_at }) {
  return { rid, touched_at, versioned_at };
}
