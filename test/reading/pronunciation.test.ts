// Words that are said otherwise than they are written.
import assert from 'node:assert/strict';
import test from 'node:test';
import { pronounced } from '../../src/reading/pronunciation.ts';

const list = [
  { word: 'Siobhan', spoken: 'shivawn' },
  { word: 'gg', spoken: 'good game' },
  { word: 'gg wp', spoken: 'good game, well played' },
  { word: 'C++', spoken: 'see plus plus' },
  { word: 'Zoë', spoken: 'zoey' },
  { word: 'good', spoken: 'bad' },
  { word: '$5.', spoken: 'five' },
];

for (const [text, read] of [
  ['Hi Siobhan!', 'Hi shivawn!'],
  ['SIOBHAN’s siobhan', 'shivawn’s shivawn'],
  ['gg', 'good game'],
  ['GG  WP everyone, gg', 'good game, well played everyone, good game'],
  ['eggs and ggs', 'eggs and ggs'],
  ['C++, c++17 and C', 'see plus plus, c++17 and C'],
  ['Zoe\u0308 and ZOË', 'zoey and zoey'],
  ['It costs $5. Really', 'It costs five Really'],
  ['good', 'bad'],
  ['', ''],
] as const) {
  test(`“${text}” is read “${read}”`, () => assert.equal(pronounced(text, list), read));
}

test('without a list nothing changes', () => assert.equal(pronounced('Zoe\u0308', []), 'Zoe\u0308'));

test('a long text and a long list of hostile words take no time to speak of', () => {
  const words = Array.from({ length: 200 }, (_, n) => ({ word: `${'(a+)+ '.repeat(6)}${n}`, spoken: 'x' }));
  assert.equal(pronounced('(a+)+ '.repeat(330), words), '(a+)+ '.repeat(330));
});
