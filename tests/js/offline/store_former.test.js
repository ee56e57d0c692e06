// A tablet whose browser cleared the notebook: what the server tells of it is kept, said, and told once.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { enrolmentAnswered } from '../../../observe/static/js/offline/core/enrolment.js';
import { initial } from '../../../observe/static/js/offline/core/state.js';
import { openStore } from '../../../observe/static/js/offline/store.js';
import { freshDatabases, furnish } from '../model/browser.js';

furnish();
const FORMER = { device_id: 'before', name: 'iPad 7', seen_at: '2026-11-20T07:00:00Z', n_records: 3 };
let store;
beforeEach(async () => {
  freshDatabases();
  store = await openStore('olga', { deviceId: 'after' });
});

const answered = (json) => {
  const answer = { status: 200, json: { proto: 1, person: { id: 'olga' }, device_token: 'token', ...json } };
  return enrolmentAnswered(initial('olga'), { now: 0, chance: 0, answer }).effects;
};

test('what the server had of a cleared tablet goes to the store with the token', () => {
  assert.deepEqual(answered({ former: FORMER }), [{ kind: 'keep_token', token: 'token', former: FORMER }]);
  assert.deepEqual(answered({ former: null }), [{ kind: 'keep_token', token: 'token', former: null }]);
  assert.deepEqual(answered({}), [{ kind: 'keep_token', token: 'token', former: null }]);
});

test('a tablet that lost nothing says nothing', async () => {
  await store.ledger.keepDeviceToken('token');
  assert.equal(await store.former(), null);
});

test('it is said until it was seen, and not again when a token is asked for anew', async () => {
  await store.ledger.keepDeviceToken('token', FORMER);
  assert.equal((await store.former()).n_records, 3);
  await store.seeFormer();
  assert.equal(await store.former(), null);
  await store.ledger.keepDeviceToken('another', FORMER);
  assert.equal(await store.former(), null);
  assert.equal((await store.ledger.start()).device_token, 'another');
});

test('no token is kept without what came with it', async () => {
  await assert.rejects(store.ledger.keepDeviceToken('token', { ...FORMER, name: () => {} }));
  assert.equal((await store.ledger.start()).device_token, null);
});
