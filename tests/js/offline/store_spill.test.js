// Text that the store did not take: it waits in two places, is joined in after the reload, and belongs to one person.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { uuid7 } from '../../../observe/static/js/offline/records.js';
import { openStore } from '../../../observe/static/js/offline/store.js';
import { asProblem } from '../../../observe/static/js/offline/store/problems.js';
import { mayReload, spilledBy } from '../../../observe/static/js/offline/store/spill.js';
import { freshDatabases, furnish } from '../model/browser.js';

furnish();
beforeEach(() => {
  freshDatabases();
  const kept = new Map();
  globalThis.sessionStorage = {
    getItem: (name) => kept.get(name) ?? null, setItem: (name, text) => kept.set(name, text), removeItem: (name) => kept.delete(name),
  };
  globalThis.history = { state: null, replaceState: (state) => (globalThis.history.state = structuredClone(state)) };
});

const olgas = () => openStore('olga', { deviceId: 'tablet' });
const newDraft = () => ({ rid: uuid7(), parents: [], rubric: null, payload: { feedback: { worked: 'Først', question: '' } } });

/** A draft whose last words are only spilled, as a page leaves it behind that lost its store. */
async function spilled() {
  const store = await olgas();
  const { rid } = await store.saveDraft(newDraft());
  const draft = await store.draft(rid);
  draft.payload.feedback.worked = 'Først og sidst';
  assert.equal(store.drafting.spill(draft, 1), true);
  return draft;
}

test('what was spilled is in the store after the reload, and nowhere else', async () => {
  const { rid } = await spilled();
  const store = await olgas();
  assert.deepEqual((await store.drafting.restore(2)).map((draft) => draft.rid), [rid]);
  assert.equal((await store.draft(rid)).payload.feedback.worked, 'Først og sidst');
  assert.deepEqual(spilledBy('olga'), []);
});

test('what another window saved meanwhile is joined with it', async () => {
  const [here, there] = [await olgas(), await olgas()];
  const { rid } = await here.saveDraft(newDraft());
  const [mine, theirs] = [await here.draft(rid), await there.draft(rid)];
  theirs.payload.feedback.question = 'Hvem lytter?';
  await there.saveDraft(theirs);
  mine.payload.feedback.worked = 'Først og sidst';
  here.drafting.spill(mine, 1);
  const [{ payload }] = await (await olgas()).drafting.restore(2);
  assert.deepEqual(payload.feedback, { worked: 'Først og sidst', question: 'Hvem lytter?' });
});

for (const [place, lose] of [
  ['sessionStorage', () => globalThis.sessionStorage.removeItem('observe:spilled')],
  ['the history', () => globalThis.history.replaceState(null)],
]) {
  test(`it survives that ${place} forgot it`, async () => {
    const { rid } = await spilled();
    lose();
    const store = await olgas();
    await store.drafting.restore(2);
    assert.equal((await store.draft(rid)).payload.feedback.worked, 'Først og sidst');
  });
}

test('a draft whose spilled words cannot be stored yet is shown with them', async () => {
  const { rid } = await spilled();
  assert.equal((await (await olgas()).draft(rid)).payload.feedback.worked, 'Først og sidst');
});

test('the next person on the tablet gets nothing of it', async () => {
  await spilled();
  const lenas = await openStore('lena', { deviceId: 'tablet' });
  assert.deepEqual(await lenas.drafting.restore(2), []);
  assert.deepEqual(await lenas.drafts(), []);
});

test('going back to a page that once held words brings no old ones over the newer', async () => {
  const { rid } = await spilled();
  const earlier = structuredClone(globalThis.history.state); // the browser keeps one for each step of the history
  globalThis.history.state = null;
  const store = await olgas();
  const draft = await store.draft(rid);
  draft.payload.feedback.worked = 'Noget helt andet';
  await store.saveDraft(draft);
  globalThis.history.state = earlier;
  assert.equal((await store.draft(rid)).payload.feedback.worked, 'Noget helt andet');
  await store.makeVersion({ draft });
  assert.equal(await store.draft(rid), null);
});

test('a page loads itself again once a minute at most', () => {
  assert.deepEqual([mayReload(0 + 1e6), mayReload(30_000 + 1e6), mayReload(61_000 + 1e6)], [true, false, true]);
});

test('the words of WebKit when its keeper of the store died mean lost, not damaged', () => {
  for (const words of [
    'An internal error was encountered in the Indexed Database server',
    'Connection to Indexed Database server lost. Refresh the page to try again',
  ]) assert.equal(asProblem(new DOMException(words, 'UnknownError')).code, 'lost');
});
