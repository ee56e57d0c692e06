// The server's receipt on paper: how many there are on both sides, and for each observation its place and its fingerprint.

import { clone, fill, slot, toggle } from './dom.js';
import { countFollows, countSentence } from './counting.js';
import { lessonWhom } from './whom.js';

const SHORT_ID = 8;
const FINGERPRINT = 12;

/** @param {import('./notebook.js').Notebook} notebook */
export async function showReceipt(notebook) {
  const root = clone('receipt');
  slot(root, 'print').addEventListener('click', () => window.print());
  const refresh = () => draw(root, notebook);
  await refresh();
  return { root, title: notebook.say('receipt'), refresh };
}

async function draw(root, notebook) {
  const { say, calendar, person, device, schools, status } = notebook;
  const { records, versions } = await notebook.lists();
  const byVid = new Map(versions.map((row) => [row.vid, row]));
  const name = [person.given_name, person.family_name].filter(Boolean).join(' ');
  fill(root, {
    school: schools[0]?.name ?? 'Observe',
    sentence: countSentence(notebook),
    follows: countFollows(notebook),
  });
  const year = (moment) => calendar.day(moment).slice(0, 4);
  const told = ({ at }) => `${calendar.plain(at)} ${year(at)} ${calendar.clock(at)}`;
  const counted = status.counted && told(status.counted);
  const facts = { person: name, tablet: device.device_id.slice(-SHORT_ID), counted: counted || say('not_counted') };
  const named = Object.entries(facts).map(([fact, value]) => fill(clone('fact'), { name: say(`receipt_${fact}`), value }));
  slot(root, 'facts').replaceChildren(...named);
  const written = new Set(versions.filter(({ state }) => state !== 'copy').map(({ rid }) => rid));
  const here = records.filter(({ rid }) => written.has(rid));
  const rows = here.map((record) => receiptRow(notebook, record, byVid.get(record.vid)));
  slot(root, 'rows').replaceChildren(...rows);
  toggle(root, 'list', rows.length > 0);
}

function receiptRow(notebook, record, row) {
  const { say, calendar } = notebook;
  const { observed_at: at, lesson, place } = record;
  return fill(clone('receipt-row'), {
    when: `${calendar.plain(at)} ${calendar.clock(at)}`,
    who: lessonWhom({ say }, lesson),
    lesson: lesson ? notebook.lessonTitle(lesson.section_title, lesson.subject) : '',
    place: say(`receipt_place_${place}`),
    receipt: row?.receipt ? say('receipt_number', { seq: row.receipt.seq }) : '',
    print: row ? row.sha256.slice(0, FINGERPRINT) : '',
  });
}
