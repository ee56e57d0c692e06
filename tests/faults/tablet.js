// A tablet without a screen: the notebook's own store and synchronisation, told by name what a person does.
import { headsOf } from '../../observe/static/js/offline/graph.js';
import { uuid7 } from '../../observe/static/js/offline/records.js';
import { openStore } from '../../observe/static/js/offline/store.js';
import { Sync } from '../../observe/static/js/offline/sync.js';

/** Every command resolves once the store called it saved; what came of it is in the answer. */
export class BareTablet {
  #person;
  #deviceId;
  #clock;
  #store;
  #sync;
  problems = [];

  /** @param {{person: string, deviceId: string, clock: {skew: number}}} given */
  constructor({ person, deviceId, clock }) {
    this.#person = person;
    this.#deviceId = deviceId;
    this.#clock = clock;
  }

  async open() {
    this.#store = await openStore(this.#person, { deviceId: this.#deviceId });
    const onProblem = (problem) => this.problems.push(problem.code);
    this.#sync = new Sync(this.#store, { appVersion: 'test', onProblem });
    this.#sync.start();
  }

  /** The page is closed without a word, whatever is under way, and opened again. */
  async reopen() {
    this.#sync.stop();
    this.#store.close();
    await this.open();
  }

  /** A visit from beginning to "Done". */
  save(draft) {
    return this.#make({ draft: { rid: uuid7(), parents: [], record_type: 'observation', ...draft } });
  }

  /** Begins a visit and leaves it lying; the server gets a copy for safekeeping. */
  async leave(draft) {
    const saved = await this.#store.saveDraft({ rid: uuid7(), parents: [], record_type: 'observation', ...draft });
    return this.#told(await this.#store.makeDraftVersion(saved.rid));
  }

  /** Finishes the oldest draft. */
  async finish() {
    const draft = (await this.#store.drafts()).at(-1);
    return draft ? this.#make({ draft }) : null;
  }

  /** Changes a record that stands: the nth of them, or none if there is none. */
  async edit({ n, wish }) {
    const rid = await this.#standing(n);
    if (!rid) return null;
    const draft = await this.#store.revise(rid);
    return this.#make({ draft: { ...draft, payload: { ...draft.payload, wish } } });
  }

  async withdraw({ n }) {
    const rid = await this.#standing(n);
    return rid ? this.#told(await this.#store.withdraw(rid, 'other')) : null;
  }

  tap(wish) {
    this.#sync.ask(wish ?? {});
  }

  online() {
    this.#sync.online();
  }

  hide() {
    this.#sync.quiet();
  }

  show() {
    this.#sync.visible();
  }

  skew({ ms }) {
    this.#clock.skew += ms;
  }

  /** What is in the store: rows without text, and the heads of each record as this tablet sees them. */
  async report() {
    const rows = await this.#store.versions();
    const { inventory } = await this.#store.ledger.start();
    const rids = [...new Set(rows.map((row) => row.rid))];
    const heads = rids.map((rid) => [rid, headsOf(rows.filter((row) => row.rid === rid)).map(({ vid }) => vid)]);
    const drafts = (await this.#store.drafts()).map(({ rid }) => rid);
    const plain = rows.map(({ vid, rid, sha256, state, stage, code }) => ({ vid, rid, sha256, state, stage, code }));
    return { rows: plain, heads: Object.fromEntries(heads), drafts, inventory, problems: this.problems };
  }

  async #make(making) {
    return this.#told(await this.#store.makeVersion(making));
  }

  #told(summary) {
    this.#sync.saved(summary);
    return { vid: summary.vid, rid: summary.rid, sha256: summary.sha256 };
  }

  async #standing(n) {
    const rows = await this.#store.versions();
    const done = rows.filter((row) => row.stage === 'done' && row.state !== 'erased');
    const rids = [...new Set(done.map((row) => row.rid))].sort();
    const standing = rids.filter((rid) => headsOf(done.filter((row) => row.rid === rid)).some(({ act }) => act === 'put'));
    return standing.length > 0 ? standing[n % standing.length] : null;
  }
}
