// A table of what people write in English, and the words that are read out of it.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { normalizeText, toSentences } from '../../src/reading/english.ts';

const readings: Readonly<Record<string, string>> = {
  'Hey <@123456789012345678>, see <#42> </train continue:123>': 'Hey someone, see a channel slash train continue',
  'look at https://www.example.com/a/b?c=d now': 'look at a link to example dot com now',
  'see [the docs](https://example.com/x) first': 'see the docs first',
  'well done 😀👍🏽 <:kek:123456> :joy: :)': 'well done',
  '**Bold** and *italic* _under_ `code` ||spoiler|| ~~gone~~': 'Bold and italic under code spoiler gone',
  'snake_case stays two words': 'snake case stays two words',
  'Dr. Smith of 5 Main St. met Mrs. Jones at St. Paul': 'Doctor Smith of 5 Main Street met Missus Jones at Saint Paul',
  'fruit, e.g. plums, i.e. small ones etc.': 'fruit, for example, plums, that is, small ones et cetera.',
  'It costs £5.50 or €3 million': 'It costs 5 pounds 50 or 3 million euros',
  'at 9:00, at 15:00 and at 8:00 pm': "at 9 o'clock, at 15 hundred and at 8 pm",
  '1234567 people at 5°C': '1,234,567 people at 5 degrees Celsius',
  'call 555-1234': 'call 555-1234',
  'café naïve Straße': 'cafe naive Strasse',
  'soooooo nice!!!???': 'soo nice!',
  'press * to pause, press #': 'press star to pause, press hash',
  'I’m “fine”… really—yes': 'I\'m "fine"... really, yes',
  '2 + 2 = 4 and/or x=y': '2 plus 2 equals 4 and or x equals y',
};

/** Microseconds of the processor to read a text of so many characters. */
const work = (part: string, length: number): number => {
  const before = process.threadCpuUsage();
  normalizeText(part.repeat(length / part.length));
  const { user, system } = process.threadCpuUsage(before);
  return user + system;
};

describe('text to speakable words', () => {
  for (const [written, spoken] of Object.entries(readings)) {
    test(JSON.stringify(written), () => assert.equal(normalizeText(written), spoken));
  }

  test('nothing speakable leaves nothing', () => {
    for (const text of ['', '   ', '😀🎉', '日本語', '<:kek:123456>', '?!...', '``````', '\u0000\u202e']) {
      assert.deepEqual(toSentences(text), [], JSON.stringify(text));
    }
  });

  test('line breaks and stops end sentences, abbreviations do not', () => {
    assert.deepEqual(toSentences('First line\nSecond line! Dr. Who? Yes.'), [
      'First line.',
      'Second line!',
      'Doctor Who?',
      'Yes.',
    ]);
  });

  test('long sentences are cut at boundaries and lose no word', () => {
    const clause = 'some words that go on and on, ';
    const pieces = toSentences(clause.repeat(40));
    assert.ok(
      pieces.every((piece) => piece.length <= 240 && piece.length > 60),
      pieces.join('\n'),
    );
    assert.equal(pieces.join(' ').split(/\W+/).filter(Boolean).length, 40 * 7);
    const unbroken = toSentences('ab'.repeat(1000));
    assert.equal(unbroken.join('').length, 2000);
    assert.ok(unbroken.every((piece) => piece.length <= 240));
  });

  test('a hostile text that is four times as long is four times the work', () => {
    const parts = [
      '*',
      '_a',
      '[a](',
      '<@',
      '. ',
      ':a:',
      '1,',
      'a.com',
      '|',
      '--',
      '\n',
      '))',
      '```',
      '\n ',
      ' \n',
      '# ',
      '<!--',
    ];
    for (const part of parts) {
      work(part, 1000);
      const [short, long] = [work(part, 20_000), work(part, 80_000)];
      // Four times, and what the clock can't tell; sixteen times would be the square.
      assert.ok(long < 8 * Math.max(short, 10_000), `${JSON.stringify(part)}: ${short} µs, then ${long} µs`);
    }
  });
});
