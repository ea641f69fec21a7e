// What is heard of what is written: the phones that the source voice speaks are those of the words spelled out.
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { toSentences } from '../../src/reading/english.ts';
import { compileFlite, Flite } from '../../src/trainer/engines/builtin/source/flite.ts';

/** Written, and the same spelled out. */
const readings: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  numbers: {
    'There were 10000 people.': 'There were ten thousand people.',
    'Send me 10000!': 'Send me ten thousand!',
    'They sold 12500 of them': 'They sold twelve thousand five hundred of them',
    'a list of 1234567 names': 'a list of one million two hundred thirty four thousand five hundred sixty seven names',
    'I counted 10,000 sheep': 'I counted ten thousand sheep',
    'It is 3.14': 'It is three point one four',
    'a factor of .5': 'a factor of zero point five',
    'It is -5 outside': 'It is minus five outside',
    'from −3.5 to 2': 'from minus three point five to two',
    '-7': 'minus seven',
    '9 - 4 = 5': 'nine minus four equals five',
    '2 + 2 = 4': 'two plus two equals four',
    '3 x 4': 'three times four',
    'half is 50%': 'half is fifty percent',
    'up 3.5 % today': 'up three point five percent today',
    '~20 people': 'about twenty people',
    '±2': 'plus or minus two',
    'if <5 remain': 'if less than five remain',
    'x > 5': 'x is more than five',
    '10-20 people': 'ten to twenty people',
    '10–20 people': 'ten to twenty people',
    'open 24/7': 'open twenty four seven',
    'a 16:9 screen': 'a sixteen to nine screen',
    'We are #1!': 'We are number one!',
    'See No. 7': 'See number seven',
    '№ 7': 'number seven',
    'agent 007': 'agent zero zero seven',
  },
  ordinals: {
    'He came 2nd.': 'He came second.',
    'my 21st birthday': 'my twenty first birthday',
    'the 3rd, the 11th': 'the third, the eleventh',
  },
  fractions: {
    'add 1/2 cup': 'add one half cup',
    'add 3/4 cup': 'add three quarters cup',
    'add ½ cup': 'add one half cup',
    'add 2½ cups': 'add two and a half cups',
    'add 1 1/4 cups': 'add one and one quarter cups',
  },
  money: {
    'It costs $5': 'It costs five dollars',
    'It costs $5.50': 'It costs five dollars fifty cents',
    'It costs $1': 'It costs one dollar',
    'It costs 5$': 'It costs five dollars',
    'It costs £5.50': 'It costs five pounds fifty',
    'It costs €1': 'It costs one euro',
    'It costs 20€': 'It costs twenty euros',
    'It costs 99¢': 'It costs ninety nine cents',
    'It costs $3M': 'It costs three million dollars',
    'It costs $2.5 billion': 'It costs two point five billion dollars',
    'It costs $5k': 'It costs five thousand dollars',
    'It costs $5/month': 'It costs five dollars per month',
    'It costs $10,000': 'It costs ten thousand dollars',
  },
  dates: {
    '2024-05-17': 'May seventeenth, twenty twenty four',
    '5/17/2024': 'May seventeenth, twenty twenty four',
    '17/5/2024': 'May seventeenth, twenty twenty four',
    '17.05.2024': 'May seventeenth, twenty twenty four',
    'on May 5': 'on May fifth',
    'on Jan. 5': 'on January fifth',
    'on Sept. 3, 1999': 'on September third, nineteen ninety nine',
    'on 4 July': 'on fourth of July',
    'on the 4th of July': 'on the fourth of July',
    'in 2024': 'in twenty twenty four',
    'the 1990s': 'the nineteen nineties',
  },
  times: {
    'at 12:30': 'at twelve thirty',
    '12:30 5/17/2024': 'twelve thirty, May seventeenth, twenty twenty four',
    'at 12:05': 'at twelve oh five',
    'at 9:00': "at nine o'clock",
    'at 8:00 pm': 'at eight P M',
    'at 3:30pm': 'at three thirty P M',
    'at 7 a.m. today': 'at seven A M today',
    '1:02:03': 'one hour two minutes three seconds',
  },
  units: {
    'run 5 km': 'run five kilometers',
    'run 5km': 'run five kilometers',
    'run 1 km': 'run one kilometer',
    'a 10 kg bag': 'a ten kilograms bag',
    'at 60 mph': 'at sixty miles per hour',
    'at 100 km/h': 'at one hundred kilometers per hour',
    'It is 5 m high': 'It is five meters high',
    'wait 3 s': 'wait three seconds',
    'wait 10 min': 'wait ten minutes',
    '16 GB': 'sixteen gigabytes',
    '440 Hz': 'four hundred forty hertz',
    '6 ft and 2 oz': 'six feet and two ounces',
    '5\'10"': 'five foot ten',
    'It is 20°C': 'It is twenty degrees Celsius',
    'It is -5°C': 'It is minus five degrees Celsius',
    '90° left': 'ninety degrees left',
    'a 20 m² room': 'a twenty square meters room',
    'on 5G': 'on five G',
  },
  'telephone numbers and the like': {
    'call 555-1234': 'call five five five, one two three four',
    'call 555-123-4567': 'call five five five, one two three, four five six seven',
    'call 555 123 4567': 'call five five five, one two three, four five six seven',
    'call (555) 123-4567': 'call five five five, one two three, four five six seven',
    'call +1 555 123 4567': 'call plus one, five five five, one two three, four five six seven',
    'call +44 20 7946 0958': 'call plus four four, two zero, seven nine four six, zero nine five eight',
    'on 10.0.0.1': 'on ten dot zero dot zero dot one',
    'in version 2.0.1': 'in version two dot zero dot one',
  },
  'initials and abbreviations': {
    'The UN met.': 'The U N met.',
    'The UN and the EU met in the US': 'The U N and the E U met in the U S',
    'Tell us, not the US': 'Tell us, not the U S',
    'HELP US NOW': 'help us now',
    'use the API': 'use the A P I',
    'an AI and my ID': 'an A I and my I D',
    'NASA and the USA': 'nasa and the U S A',
    'I said "OK?" twice': 'I said okay? twice',
    'Are you OK?': 'Are you okay?',
    'apt. 5': 'apartment five',
    'Apt. 5, Main St.': 'apartment five, Main Street',
    'Dr. Smith and Prof. Lee': 'Doctor Smith and Professor Lee',
    'Capt. Kirk met Gen. Lee': 'Captain Kirk met General Lee',
    'Fifth Ave. is closed': 'Fifth Avenue is closed',
    'the sales dept. called': 'the sales department called',
    'fruit, e.g. plums': 'fruit, for example, plums',
    'cats vs. dogs': 'cats versus dogs',
    'coffee w/o milk': 'coffee without milk',
    'R&D': 'R and D',
    'fish & chips': 'fish and chips',
    'fish &amp; chips': 'fish and chips',
    'red and/or blue': 'red and or blue',
    'C++ and C#': 'C plus plus and C sharp',
    'see p. 12 in vol. 3': 'see page twelve in volume three',
  },
  'Roman numerals': {
    'Henry VIII': 'Henry the eighth',
    'Louis XIV and Elizabeth II': 'Louis the fourteenth and Elizabeth the second',
    'World War II': 'World War two',
    'Chapter IV': 'chapter four',
    'Part III': 'part three',
    'Final Fantasy VII': 'Final Fantasy seven',
    'Can I go?': 'can I go?',
    'Is an IV needed?': 'is an I V needed?',
  },
  'addresses on the net': {
    'john.doe@example.com': 'john dot doe at example dot com',
    'mail jane_d@mail.example.org now': 'mail jane underscore d at mail dot example dot org now',
    'see www.example.com': 'see a link to example dot com',
    'see https://www.example.com/a/b?c=d, please': 'see a link to example dot com, please',
    'see example.com.': 'see example dot com.',
    'open notes.txt': 'open notes dot t x t',
    'hi @everyone': 'hi everyone',
    '#music': 'hashtag music',
  },
  'markup of Discord': {
    '**Bold** and __under__ and ~~gone~~': 'Bold and under and gone',
    '# A heading': 'A heading',
    '-# small print': 'small print',
    '- one\n- two': 'one. two.',
    '> quoted': 'quoted',
    'a ||secret|| word': 'a secret word',
    '`code` here': 'code here',
    [String.raw`five \*stars\*`]: 'five stars',
    'Hey <@123456789012345678>': 'Hey someone',
    'Hey <@&123456789012345678>': 'Hey someone',
    'in <#123456789012345678>': 'in a channel',
    'at <t:1700000000:R>': 'at some time',
    'nice <:kek:123456> one': 'nice one',
    'nice <a:kek:123456> one 👍🏽': 'nice one',
    'see [the docs](https://example.com/x)': 'see the docs',
  },
  'tags of SSML and HTML': {
    '<speak>Hello <break time="1s"/> world</speak>': 'Hello world',
    '<p>Hello <b>big</b> world</p>': 'Hello big world',
    '<prosody rate="slow">Take it slow.</prosody>': 'Take it slow.',
    'Hello<br>world': 'Hello world',
    'When x<y and y>z': 'When x y and y z',
    '<!-- quietly -->Hello': 'Hello',
    'I <3 you': 'I you',
    '3 &lt; 5': 'three is less than five',
  },
  'signs that nobody sees': {
    'he\u00ADllo and he\u200Bllo': 'hello and hello',
    'Timbre™ and Acme®': 'Timbre and Acme',
    'well‑known': 'well-known',
    'soooooo good': 'soo good',
    'go → home': 'go, home',
    'Þór and Đorđe': 'Thor and Dorde',
  },
};

/** Words in their order: where they are the same ones, nobody need listen. */
const wordsOf = (text: string): string =>
  text.replace(/[.,!?]+(?= |$)/g, '').replace(/^./, (first) => first.toLowerCase());

describe('what is heard', () => {
  let flite: Flite;
  let folder: string;
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'said-'));
    flite = new Flite(await compileFlite(), folder);
  });
  after(() => rm(folder, { recursive: true }));

  const phonesOf = (sentences: readonly string[]): string =>
    sentences
      .flatMap((sentence) => flite.speak('kal16', sentence).spans.map(({ phone }) => phone))
      .filter((phone) => phone !== 'pau')
      .join(' ');

  for (const [kind, table] of Object.entries(readings)) {
    test(kind, () => {
      for (const [written, said] of Object.entries(table)) {
        const sentences = toSentences(written);
        if (wordsOf(sentences.join(' ')) === wordsOf(said)) continue;
        assert.equal(phonesOf(sentences), phonesOf([said]), `${written} → ${sentences.join(' | ')}`);
      }
    });
  }
});
