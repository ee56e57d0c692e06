// Puts a note right where it stands. Every keystroke is kept, so there is nothing to cancel and nothing to confirm.

import { checkedIn, kindChips, tagChips } from './composer.js';
import { clone, fill, slot } from './dom.js';

/**
 * Swaps a note's row for its editor.
 * @param {object} given
 * @param {HTMLElement} given.row
 * @param {object} given.note
 * @param {import('./draft_keeper.js').DraftKeeper} given.keeper
 * @param {{code: string, short: string}[]} given.indicators
 * @param {() => void} given.closed @param {() => void} given.deleted
 */
export function openEditor({ row, note, keeper, indicators, closed, deleted }) {
  const { notebook } = keeper;
  const editor = clone('note-editor');
  editor.dataset.note = note.id;
  fill(editor, { label: notebook.say('note_from', { at: notebook.calendar.clock(note.at) }) });
  const field = slot(editor, 'text');
  field.value = note.text;
  slot(editor, 'kinds').append(...kindChips(notebook, `kind-${note.id}`, note.kind));
  slot(editor, 'tags').append(...tagChips(indicators, `tag-${note.id}`, note.indicators));
  editor.addEventListener('input', () => keeper.change(() => take(editor, note, indicators)));
  const close = () => keeper.save().then(() => (note.text.trim() ? closed() : deleted()));
  slot(editor, 'form').addEventListener('submit', (event) => {
    event.preventDefault();
    close();
  });
  editor.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') close();
  });
  slot(editor, 'delete').addEventListener('click', deleted);
  row.replaceWith(editor);
  field.focus();
}

/** Tags of indicators that left the focus stay with the note. */
function take(editor, note, indicators) {
  const offered = new Set(indicators.map(({ code }) => code));
  const others = note.indicators.filter((code) => !offered.has(code));
  const { value } = slot(editor, 'text');
  // Other words may say another number: what the tool counted would then contradict them.
  if (value !== note.text) for (const field of ['tally', 'intervals']) delete note[field];
  note.text = value;
  [note.kind] = checkedIn(slot(editor, 'kinds'));
  note.indicators = [...others, ...checkedIn(slot(editor, 'tags'))];
}
