// The evidence notes in time order: what was seen, when, for which indicators, and the linter's quiet questions.

import { clone, fill, slot, toggle } from './dom.js';
import { minuteOf, removeNote } from './draft.js';
import { marksIn } from './linter.js';
import { openEditor } from './note_editor.js';
import { lintedFor } from './whom.js';

export class NoteList {
  #root;
  #keeper;
  #rubric;
  #changed;

  /**
   * @param {HTMLElement} root with the slots notes and undo
   * @param {import('./draft_keeper.js').DraftKeeper} keeper
   * @param {import('./rubric.js').Rubric} rubric
   * @param {() => void} changed told when notes came, went or got other tags
   */
  constructor(root, keeper, rubric, changed) {
    this.#root = root;
    this.#keeper = keeper;
    this.#rubric = rubric;
    this.#changed = changed;
  }

  draw() {
    const start = startLine(this.#keeper);
    slot(this.#root, 'notes').replaceChildren(start, ...this.#keeper.payload.notes.map((note) => this.#row(note)));
  }

  /** Puts a new note at the end and into view. */
  append(note) {
    const row = this.#row(note);
    slot(this.#root, 'notes').append(row);
    row.scrollIntoView({ block: 'nearest' });
  }

  #row(note) {
    const { say, calendar } = this.#keeper.notebook;
    const row = clone('note');
    row.dataset.note = note.id;
    const at = calendar.clock(note.at);
    fill(row, { at, minute: say('minute', { n: minuteOf(note) }), kind: say(`kind_${note.kind}`) });
    fill(row, { 'edit-words': say('edit_note', { at }) });
    slot(row, 'at').dateTime = note.at;
    this.#lint(row, note.text);
    const tags = note.indicators.map((code) => this.#rubric.indicator(code)?.short ?? code);
    slot(row, 'tags').append(...tags.map((text) => fill(clone('tag'), { text })));
    toggle(row, 'tags', tags.length > 0);
    slot(row, 'edit').addEventListener('click', () => this.#edit(row, note));
    return row;
  }

  #lint(row, text) {
    const { notebook } = this.#keeper;
    const { list, adults, hints: named } = lintedFor(notebook, this.#keeper.payload);
    const marks = marksIn(text, list, adults);
    slot(row, 'text').replaceChildren(...marked(text, marks));
    const hints = [...new Set(marks.map(({ kind, word }) => notebook.say(kind === 'name' ? `${named}_name` : `hint_${kind}`, { word })))];
    fill(row, { hint: hints.join(' ') });
    toggle(row, 'hint', hints.length > 0);
  }

  #edit(row, note) {
    openEditor({
      row,
      note,
      keeper: this.#keeper,
      indicators: this.#rubric.inOrder(this.#keeper.payload.focus),
      closed: () => this.#redraw(note, true),
      deleted: () => this.#delete(note),
    });
  }

  #redraw(note, takesFocus) {
    const row = this.#row(note);
    slot(this.#root, 'notes').querySelector(`[data-note="${note.id}"]`)?.replaceWith(row);
    if (takesFocus) slot(row, 'edit').focus();
    this.#changed();
  }

  #delete(note) {
    const { say, calendar } = this.#keeper.notebook;
    let putBack;
    this.#keeper.change((draft) => (putBack = removeNote(draft, note.id)));
    const undo = () => {
      this.#keeper.change(() => putBack());
      slot(this.#root, 'undo').replaceChildren();
      this.draw();
      this.#changed();
      slot(this.#root, 'notes').querySelector(`[data-note="${note.id}"] button`)?.focus();
    };
    const line = fill(clone('undo'), { text: say('note_deleted', { at: calendar.clock(note.at) }) });
    const button = slot(line, 'undo-button');
    button.addEventListener('click', undo);
    slot(this.#root, 'undo').replaceChildren(line);
    this.draw();
    this.#changed();
    button.focus();
  }
}

/** What stood before the first note: a practice says what to try. */
function startLine({ notebook, payload, draft }) {
  const at = notebook.calendar.clock(draft.observed_at);
  const text = notebook.say(payload.is_practice ? 'practice_start' : 'visit_start', { at });
  return fill(clone('notes-start'), { text });
}

/** The text as nodes, with the linter's marks around their words. */
function marked(text, marks) {
  const nodes = [];
  let from = 0;
  for (const { start, end } of marks) {
    nodes.push(text.slice(from, start), fill(clone('mark'), { text: text.slice(start, end) }));
    from = end;
  }
  return [...nodes, text.slice(from)];
}
