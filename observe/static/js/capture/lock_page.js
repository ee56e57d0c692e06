// The lock of one's own notebook: whether others use this tablet too, and a PIN that opens it without a network.

import { SHORTEST_PIN } from '../offline/own_key.js';
import { clone, fill, notice, slot, stack, toggle } from './dom.js';

/** @param {import('./notebook.js').Notebook} notebook */
export async function showLock(notebook) {
  const page = new LockPage(notebook);
  await page.draw();
  return { root: page.root, title: notebook.say('lock_title'), isForm: true, refresh: () => page.draw() };
}

class LockPage {
  root = clone('lock');
  #notebook;
  #said = [];

  constructor(notebook) {
    this.#notebook = notebook;
    slot(this.root, 'shared').addEventListener('change', ({ target }) => this.#share(target.checked));
    slot(this.root, 'form').addEventListener('submit', (event) => this.#set(event));
    slot(this.root, 'drop').addEventListener('click', () => this.#drop());
  }

  async draw(said = this.#said) {
    this.#said = said;
    const { device, store, say } = this.#notebook;
    const [isHiding, hasPin] = await Promise.all([store.vault.isHiding(), store.vault.hasPin()]);
    const several = device.people.length > 1;
    slot(this.root, 'shared').checked = several || Boolean(device.shared);
    slot(this.root, 'shared').disabled = several;
    fill(this.root, { 'shared-hint': say(several ? 'shared_known' : 'shared_hint'), sealing: say(isHiding ? 'sealing_on' : 'sealing_off') });
    toggle(this.root, 'pin-part', isHiding);
    toggle(this.root, 'drop', hasPin);
    fill(this.root, { set: say(hasPin ? 'pin_change' : 'pin_set') });
    stack(this.root, 'lines', said);
  }

  /** What is opened from now on knows it: the page is loaded again. */
  async #share(isShared) {
    await this.#notebook.deviceStore.share(isShared);
    location.reload();
  }

  async #set(event) {
    event.preventDefault();
    const { store, say } = this.#notebook;
    const [pin, again] = ['pin', 'again'].map((name) => slot(this.root, name).value);
    const wrong = faultOf(pin, again);
    fill(toggle(this.root, 'missing', Boolean(wrong)), { 'missing-text': wrong ? say(wrong, { n: SHORTEST_PIN }) : '' });
    if (wrong) return slot(this.root, wrong === 'pin_differs' ? 'again' : 'pin').focus();
    await store.vault.setPin(pin);
    slot(this.root, 'form').reset();
    return this.draw([notice('calm', 'lock', { strong: say('pin_is_set'), text: say('pin_is_set_do') })]);
  }

  async #drop() {
    const { store, say } = this.#notebook;
    await store.vault.dropPin();
    await this.draw([notice('calm', 'check', { strong: say('pin_dropped'), text: say('pin_dropped_do') })]);
    slot(this.root, 'pin').focus();
  }
}

function faultOf(pin, again) {
  if (pin.length < SHORTEST_PIN) return 'pin_short';
  return pin === again ? null : 'pin_differs';
}
