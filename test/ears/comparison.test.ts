// What is told of a transcript by what is heard.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { difference, doubtOf, isSaid } from '../../src/ears/comparison.ts';

const said = 'Please enter your password, and then press pound.';

test('texts of other recordings and halves are doubted; spelling, names and figures are not', () => {
  for (const [given, heard, expected] of [
    ['Please enter your passwort then press pound', said, null],
    ['Press one two three, then 4', 'Press 1, 2, 3 then four.', null],
    ['My name is Siobhán Ní Dhomhnaill', 'My name is Shivon Nigonal.', null],
    ['The old boat drifts slowly past the harbour wall.', said, 'other'],
    ['', said, 'other'],
    ['Please enter your password', said, 'less'],
    ['and then press pound', said, 'less'],
    ['Enter it again. Then wait for the tone.', 'Enter it again.', 'more'],
    ['No', 'No.', null],
    ['Das Boot fährt langsam.', 'Das Boot fährt langsam', null],
  ] as const) {
    assert.equal(doubtOf(given, heard, 'en'), expected, given);
  }
});

test('what is heard is another one’s, however like its own it is', () => {
  const [extension, password] = [
    'Please enter a new extension, followed by pound.',
    'Please enter your password followed by the pound key.',
  ];
  assert.equal(doubtOf(password, extension, 'en'), null);
  assert.equal(
    doubtOf(password, extension, 'en', ['Call forward.', 'Please enter a new extension followed by pound']),
    'other',
  );
  assert.equal(
    doubtOf(password, 'Please enter your password, followed by the pound key.', 'en', [extension, password]),
    null,
  );
  assert.equal(doubtOf('Conference 1 is full', 'Conference one is full.', 'en', ['Conference 2 is full']), null);
});

test('letters that differ are counted, by the longer text', () => {
  assert.equal(difference('abcd', 'abcd!', 'fr'), 0);
  assert.equal(difference('abcd', 'ab', 'fr'), 0.5);
  assert.equal(difference('Pass 12', 'pass twelve', 'en'), 0);
  assert.equal(difference('', '', 'en'), 0);
});

test('a statement is said when all of it is: neither half alone, nor another one, nor with other words', () => {
  const words = ['mountain', 'silver', 'winter'];
  const sentence =
    'I, Carlos, agree that this bot learns my voice from my recordings. Today is November 28, 2026. My words are mountain, silver and winter.';
  const heard = (text: string): boolean => isSaid(sentence, words, text, 'en');
  assert.ok(heard(sentence));
  // As a small model hears it.
  assert.ok(
    heard(
      'I car lows agree that this spot learns my voice from my recording. Today is November 28th, 2026. My words are mountain, silver, and winter.',
    ),
  );
  assert.ok(!heard('I, Carlos, agree that this bot learns my voice from my recordings.'));
  assert.ok(!heard('is November 28, 2026. My words are mountain, silver and winter.'));
  assert.ok(!heard(`The kettle began to sing just as the rain stopped. ${sentence.slice(sentence.indexOf('Today'))}`));
  assert.ok(!heard(sentence.replace('silver', 'candle')));
});
