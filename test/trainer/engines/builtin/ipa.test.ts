// IPA text as phones with stresses and pauses.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { groupCharacters } from '../../../../src/trainer/engines/builtin/source/ipa.ts';
import { phones } from '../../../../src/trainer/engines/builtin/source/phones.ts';

const grouped = (ipa: string): { phones: string; groups: number[] } => {
  const { segments, groups } = groupCharacters(Array.from(ipa));
  return { phones: Array.from(segments, (phone) => phones[phone]).join(' '), groups: [...groups] };
};

test('a sentence becomes phones between pauses, with its stresses at the sounds that follow them', () => {
  assert.deepEqual(grouped('ðə nˈʌmbɚ.'), {
    phones: 'pau dh ax n ah m b axr pau',
    // The space goes with the vowel before it, the full stop with the end.
    groups: [0, 1, 2, 2, 3, 4, 4, 5, 6, 7, 8, 8],
  });
  assert.equal(grouped('hˈI, jˈuː!').phones, 'pau hh ay pau y uw pau');
  assert.deepEqual(grouped('ˈO').groups, [0, 1, 1, 2]);
});

test('quotes make no pause of their own, and nothing is lost of what is written oddly', () => {
  assert.equal(grouped('sˈɛd “ˈO”').phones, 'pau s eh d ow pau');
  assert.equal(grouped('ˈO ,“ nˈO').phones, 'pau ow pau n ow pau');
  assert.equal(grouped('').phones, 'pau');
  assert.equal(grouped('ˈ').phones, 'pau');
  assert.equal(grouped('sˈi↗kʲ').phones, 'pau s iy k pau');
});

test('every phone that can be written is written by some character, and each character is one phone', () => {
  const written = new Set(Array.from('ɑæʌɔWəɚIbʧdðɛɜAfɡhɪiʤklmnŋOYpɹsʃtθʊuvwjzʒ', (ipa) => grouped(ipa).phones));
  assert.equal(written.size, phones.length - 1);
});
