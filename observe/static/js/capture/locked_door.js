// The locked door: who has a notebook here, opens it with a PIN, or begins one observation without opening it.

import { residents, unlockNotebook } from '../offline/people_here.js';
import { clone, fill, notice, set, slot, toggle, way } from './dom.js';

/**
 * @param {import('./frame.js').Frame} frame @param {HTMLElement} root of the door
 * @param {{device: import('../offline/store/device.js').DeviceStore, carrying: object}} given
 */
export async function furnishLockedDoor(frame, root, { device, carrying }) {
  const say = (...words) => frame.words.say(...words);
  const row = await device.row();
  const people = (await residents(row)).filter(({ hasPin, mayBegin }) => hasPin || mayBegin);
  if (people.length > 0) {
    const part = clone('residents');
    slot(part, 'people').append(...people.map((person) => residentPart({ device, row, say, person })));
    slot(root, 'door-ways').after(part);
  }
  slot(root, 'lines').append(...(await othersLines({ say, others: carrying })));
}

/** How much of others' is on this tablet alone; no word of it, and no name. */
export async function othersLines({ say, others }) {
  const n = (await others?.waiting()) ?? 0;
  return n > 0 ? [notice('quiet', 'smartphone', { strong: say('others_wait', { n }), text: say('others_wait_do') })] : [];
}

function residentPart({ device, row, say, person }) {
  const { name, hasPin, mayBegin } = person;
  const part = fill(clone('resident'), { name });
  toggle(part, 'pin-form', hasPin).addEventListener('submit', (event) => {
    event.preventDefault();
    unlock({ part, device, row, person, say });
  });
  const begin = async () => {
    await device.lend(person);
    location.replace(`${location.pathname}#/new`);
    location.reload();
  };
  if (mayBegin) slot(part, 'begin').append(set(way(say('begin_locked'), { press: begin }), { 'aria-label': `${say('begin_locked')}: ${name}` }));
  return part;
}

async function unlock({ part, device, row, person, say }) {
  const button = slot(part, 'unlock');
  button.disabled = true;
  if (await unlockNotebook(row, person.id, slot(part, 'pin').value)) {
    await device.welcome({ id: person.id, name: person.name });
    location.replace(location.pathname);
    return;
  }
  button.disabled = false;
  fill(toggle(part, 'pin-wrong', true), { 'pin-wrong-text': say('pin_wrong') });
  slot(part, 'pin').value = '';
  slot(part, 'pin').focus();
}
