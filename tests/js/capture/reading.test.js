// Addresses, days, words, names, rubric and notice: what the screens read before they draw.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addDays, Calendar, fridayOf, isoWeek, minutesBetween } from '../../../observe/static/js/capture/calendar.js';
import { findPeople, folded, personNamed } from '../../../observe/static/js/capture/find_people.js';
import { namesIn } from '../../../observe/static/js/capture/lesson_fields.js';
import { sectionsOf } from '../../../observe/static/js/capture/notice_text.js';
import { askedBy, parseRoute, routeTo } from '../../../observe/static/js/capture/router.js';
import { Rubric } from '../../../observe/static/js/capture/rubric.js';
import { Words } from '../../../observe/static/js/capture/words.js';

const NAMES = ['Tom Bjerregaard Holm', 'Anne-Sophie Kjærgaard-Thorhauge', 'Åse Kjeldgaard', 'Tara Nygaard'];
const PEOPLE = NAMES.map((name, i) => ({ id: `p${i}`, name }));

test('every screen has an address, and an unknown one is home', () => {
  for (const screen of ['home', 'new_visit', 'outbox', 'notice', 'sign_out']) {
    assert.deepEqual(parseRoute(routeTo(screen)), { screen, rid: null });
  }
  for (const screen of ['visit', 'finish', 'record', 'change_teacher']) {
    assert.deepEqual(parseRoute(routeTo(screen, 'r1')), { screen, rid: 'r1' });
  }
  for (const hash of ['', '#', '#/nothing', '#/visit', '#/outbox/r1', '#main']) {
    assert.equal(parseRoute(hash).screen, 'home');
  }
});

test('an address may ask something of its screen', () => {
  assert.deepEqual(parseRoute('#/new?teacher=t1'), { screen: 'new_visit', rid: null });
  assert.equal(askedBy('#/new?teacher=t1', 'teacher'), 't1');
  assert.equal(askedBy('#/new', 'teacher'), null);
});

test('days are Danish in Danish, in the zone of the municipality', () => {
  const danish = new Calendar('da', 'Europe/Copenhagen');
  const late = '2026-11-23T23:30:00Z';
  assert.equal(danish.long(late).replace('\u00a0', ' '), 'tirsdag den 24. november');
  assert.equal(danish.clock(late), '00:30');
  assert.equal(danish.day(late), '2026-11-24');
  assert.equal(danish.daysBetween(late, '2026-11-25T12:00:00Z'), 1);
  assert.equal(danish.plain('2026-12-08').replace('\u00a0', ' '), '8. december');
  assert.equal(new Calendar('en', 'Europe/Copenhagen').long(late), 'Tuesday 24 November');
});

test('weeks are ISO weeks and days count over months', () => {
  assert.deepEqual(['2026-11-24', '2027-01-03', '2026-12-28', '2024-12-30'].map(isoWeek), [48, 53, 53, 1]);
  assert.equal(addDays('2026-11-24', 14), '2026-12-08');
  assert.equal(fridayOf('2026-11-24'), '2026-11-27');
  assert.equal(fridayOf('2026-11-27'), '2026-11-27');
  assert.equal(minutesBetween('2026-11-24T08:00:00Z', '2026-11-24T07:00:00Z'), 0);
});

test('sentences fill their places and count', () => {
  const words = new Words({ n: { one: '{n} note', other: '{n} notes' }, hello: 'Hi {name}' }, 'en');
  assert.deepEqual([words.say('n', { n: 1 }), words.say('n', { n: 0 })], ['1 note', '0 notes']);
  assert.equal(words.say('hello', { name: '{n}' }), 'Hi {n}');
  assert.equal(words.say('unknown'), 'unknown');
  assert.equal(words.pick({ da: 'x' }), 'x');
});

test('a name is found by the beginning of any of its words, with or without Danish letters', () => {
  const found = (typed) => findPeople(PEOPLE, typed, []).map(({ id }) => id);
  assert.deepEqual(found('kjaer'), ['p1']);
  assert.deepEqual(found('KJÆR thor'), ['p1']);
  assert.deepEqual(found('ase'), []);
  assert.deepEqual(found('aase'), ['p2']);
  assert.deepEqual(found('å'), ['p2']);
  assert.deepEqual(found('olm'), []);
  assert.equal(folded('  Søren   Ærø-Å '), 'soeren aeroe aa');
});

test('the recent ones stand first, then Danish order', () => {
  assert.deepEqual(findPeople(PEOPLE, '', ['p3']).map(({ id }) => id), ['p3', 'p1', 'p0', 'p2']);
  assert.equal(findPeople(PEOPLE, '', [], 2).length, 2);
});

test('names with commas between are linked to the list where they stand in it', () => {
  assert.deepEqual(namesIn('tara nygaard, Vikar Vibe,', PEOPLE), [
    { id: 'p3', name: 'tara nygaard' },
    { id: null, name: 'Vikar Vibe' },
  ]);
  assert.equal(personNamed(PEOPLE, 'Tara'), null);
});

test('a rubric of any shape is read in one language', () => {
  const pair = (text) => ({ da: text, en: `${text} en` });
  const indicator = (code) => ({ code, title: pair(code), short: null, meaning: null, descriptors: [pair('lav'), pair('høj')] });
  const level = (n) => ({ level: n, label: pair(`l${n}`), rule: pair('') });
  const content = {
    content_hash: 'h',
    levels: [level(1), level(2)],
    not_observed: { label: pair('Ikke set'), rule: pair('regel') },
    rating_rule: null,
    domains: ['a', 'b', 'c'].map((code) => ({ code, title: pair(code), indicators: [indicator(`${code}1`), indicator(`${code}2`)] })),
  };
  const rubric = new Rubric(content, (words) => words?.da ?? '');
  assert.deepEqual(rubric.indicator('a1').descriptors, ['lav', 'høj']);
  assert.equal(rubric.indicator('a1').short, 'a1');
  assert.equal(rubric.indicator('x'), null);
  assert.deepEqual(rubric.inOrder(['c1', 'a2']).map(({ code }) => code), ['a2', 'c1']);
  assert.deepEqual(rubric.proposedFocus([], 5), ['a1', 'b1', 'c1']);
  assert.deepEqual(rubric.proposedFocus(['c1', 'gone', 'a2'], 5), ['a2', 'c1']);
});

test('the notice has its headings, and not that of the whole text', () => {
  const text = 'Hele teksten\n\nFørst en sætning.\r\n\r\nHvem ser det\nKun du.\nOg Pia.';
  assert.deepEqual(sectionsOf(text), [
    { heading: '', lines: ['Først en sætning.'] },
    { heading: 'Hvem ser det', lines: ['Kun du.', 'Og Pia.'] },
  ]);
  assert.deepEqual(sectionsOf(''), []);
});
