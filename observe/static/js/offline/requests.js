// The four requests of the protocol, put together from the store and sent.
import { compareClocks } from './clock.js';
import { exchange, jsonBody } from './connection.js';
import { PROTO } from './core/limits.js';
import { pullPage, takeFirstPage } from './pull_page.js';
import { uuid7 } from './records.js';

const ROOT = '/sync/v1';

/** Sends what the core decided on and gives back the `answered` event's fields. */
export class Requests {
  #store;
  #appVersion;
  #token = null;
  /** From the last pull, for enrolment: never stored. */
  #csrf = null;
  /** The newest comparison with the server's. @type {import('./clock.js').Clock|null} */
  clock = null;

  /** @param {import('./store.js').Store} store @param {string} appVersion */
  constructor(store, appVersion) {
    this.#store = store;
    this.#appVersion = appVersion;
  }

  /** @param {string|null} token */
  useToken(token) {
    this.#token = token;
  }

  async push({ vids, gzip, witness }, signal) {
    const versions = await this.#store.ledger.envelopes(vids);
    const batch_id = uuid7();
    const sent = versions.map(({ vid, sha256 }) => ({ vid, sha256 }));
    const head = { proto: PROTO, device_id: this.#store.deviceId, batch_id, witness };
    const told = { app_version: this.#appVersion, device_time: new Date().toISOString() };
    const { headers, body, gzipped } = await jsonBody({ ...head, ...told, versions }, gzip);
    const answer = await this.#post('push', headers, body, signal);
    return { answer, batch_id, sent, gzipped };
  }

  async inventory({ have, witness }, signal) {
    const asked = { proto: PROTO, device_id: this.#store.deviceId, witness, have };
    const { headers, body } = await jsonBody(asked, false);
    return { answer: await this.#post('inventory', headers, body, signal) };
  }

  async pull({ cursor, witness }, signal) {
    const have = await this.#store.ledger.partHashes();
    const kept = cursor === null ? takeFirstPage() : null;
    const answer = this.#heard(kept ?? (await pullPage({ cursor, have, witness }, signal)));
    if (answer?.json?.csrf) this.#csrf = answer.json.csrf;
    return { answer };
  }

  /** The name helps people to tell their tablets apart; what the browser calls itself is a beginning. */
  async enrol(_, signal) {
    const asked = { device_id: this.#store.deviceId, name: platformName() };
    const { headers, body } = await jsonBody(asked, false);
    const request = { method: 'POST', headers: { ...headers, 'X-CSRFToken': this.#csrf ?? '' }, body };
    return { answer: await exchange(`${ROOT}/enrolment`, request, signal) };
  }

  async #post(name, headers, body, signal) {
    const authorised = { ...headers, Authorization: `Bearer ${this.#token}` };
    return this.#heard(await exchange(`${ROOT}/${name}`, { method: 'POST', headers: authorised, body }, signal));
  }

  #heard(answer) {
    this.clock = compareClocks(answer) ?? this.clock;
    return answer;
  }
}

function platformName() {
  const { userAgentData, platform = '' } = globalThis.navigator ?? {};
  return userAgentData?.platform || platform || 'tablet';
}
