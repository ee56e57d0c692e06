// Does what the core decided: requests and writes. Each resolves with the event that tells the core of it.
import { BrokenPage } from './store/pages.js';

/**
 * @typedef {{ledger: import('./store/ledger.js').Ledger, requests: import('./requests.js').Requests,
 *   makeDraftVersion: (rid: string) => Promise<object>, signal: () => AbortSignal}} Tools
 */

/** @type {Object<string, (effect: object, tools: Tools) => Promise<object|object[]>>} */
export const EFFECTS = {
  /** What could not be read is set aside at once: sent again and again it would keep the others waiting. */
  async push(effect, tools) {
    const answered = await request('push')(effect, tools);
    const missing = effect.vids.filter((vid) => !answered.sent.some((sent) => sent.vid === vid));
    if (missing.length === 0) return answered;
    return [{ kind: 'offered', rows: await tools.ledger.setAside(missing) }, answered];
  },

  pull: request('pull'),
  inventory: request('inventory'),
  enrol: request('enrol'),

  async write_marks({ id, marks, meta }, { ledger }) {
    return { kind: 'marked', id, meta, rows: await ledger.applyMarks(marks, meta) };
  },

  async write_page({ id, page, witness, marks }, { ledger }) {
    try {
      return { kind: 'page_kept', id, page, witness, rows: await ledger.applyPage({ ...page, witness }, marks) };
    } catch (error) {
      if (error instanceof BrokenPage) return { kind: 'page_broken', id };
      throw error;
    }
  },

  async keep_token({ id, token, former }, { ledger, requests }) {
    await ledger.keepDeviceToken(token, former);
    requests.useToken(token);
    return { kind: 'token_kept', id };
  },

  async offer_again({ marks }, { ledger }) {
    return { kind: 'offered', rows: await ledger.applyMarks(marks, {}) };
  },

  async draft_versions({ rids }, { makeDraftVersion }) {
    const events = [];
    for (const rid of rids) events.push({ kind: 'saved', row: await makeDraftVersion(rid) });
    return events;
  },
};

function request(name) {
  return async (effect, { requests, signal }) => {
    const answered = await requests[name](effect, signal());
    return { kind: 'answered', id: effect.id, ...answered };
  };
}
