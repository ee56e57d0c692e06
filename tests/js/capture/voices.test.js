// Pupils' answers: every seat as likely, no seat twice, and nothing but counts in what is sent.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newDraft } from '../../../observe/static/js/capture/draft.js';
import { sendable } from '../../../observe/static/js/capture/sending.js';
import * as voices from '../../../observe/static/js/capture/voices.js';

function draft() {
  const lesson = { teacher: { id: null, name: '' }, focus: [] };
  return newDraft({ rid: 'r', now: new Date(0), today: '2026-11-24', tz: 'Europe/Copenhagen', rubric: 'h', lesson });
}

test('seats are different ones within the room, as many as asked', () => {
  const seats = voices.drawSeats(4, 6, 5);
  assert.equal(new Set(seats.map(String)).size, 5);
  assert.ok(seats.every(([row, place]) => row >= 1 && row <= 4 && place >= 1 && place <= 6));
  assert.equal(voices.drawSeats(1, 2, 2).length, 2);
});

test('each seat is drawn about as often as any other', () => {
  const times = new Map();
  for (let i = 0; i < 6000; i += 1) {
    const [seat] = voices.drawSeats(2, 3, 1);
    times.set(String(seat), (times.get(String(seat)) ?? 0) + 1);
  }
  assert.equal(times.size, 6);
  for (const n of times.values()) assert.ok(n > 850 && n < 1150, `${n} of 6000`);
});

test('answers become counts; a question left out counts nothing, an empty seat is nobody', () => {
  const own = draft();
  voices.beginAsking(own, { rows: 2, columns: 2, n: 3 });
  for (const chosen of [[0, 1, 2], [], [0, null, 1]]) {
    own.screen.voice.chosen = chosen;
    voices.takeAnswers(own, 1, [3, 3, 3]);
  }
  assert.deepEqual(own.payload.pupil_voice, { set: 1, n: 2, counts: [[2, 0, 0], [0, 1, 0], [0, 1, 1]] });
  assert.equal(voices.seatNow(own.screen.voice), null);
});

test('what is sent names no seat', () => {
  const own = draft();
  voices.beginAsking(own, { rows: 2, columns: 2, n: 1 });
  own.screen.voice.chosen = [0, 0, 0];
  voices.takeAnswers(own, 1, [3, 3, 3]);
  assert.doesNotMatch(JSON.stringify(sendable(own)), /seat/u);
});
