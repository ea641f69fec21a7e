// What people are given to read: sentences that anybody can read, in the order of what they bring.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { toPhones } from '../../src/phones/phones.ts';
import { unreadScripts } from '../../src/reading/scripts.ts';
import { secondsToSpeak } from '../../src/reading/speakable.ts';
import { readableLanguages, readingList, sentencesIn } from '../../src/scripts-to-read/reading-list.ts';

describe('sentences to read', () => {
  it('are many, short, of letters only, and none twice', () => {
    for (const language of readableLanguages) {
      const all = sentencesIn(language) ?? [];
      assert.ok(all.length >= (language === 'en' ? 150 : 40), language);
      assert.equal(new Set(all).size, all.length, language);
      for (const sentence of all) {
        assert.match(sentence, /^[¿¡\p{Lu}][\p{L}\s,;’?¿!¡-]*[.?!]$/u);
        assert.deepEqual(unreadScripts(sentence), []);
        const seconds = secondsToSpeak([sentence]);
        assert.ok(seconds > 1.2 && seconds < 7, `${sentence}: ${seconds} s`);
      }
    }
  });

  it('hold only English words that are known', async () => {
    for (const sentence of sentencesIn('en-GB') ?? []) {
      const { unknown } = await toPhones(sentence, 'en', async () => []);
      assert.deepEqual(unknown, [], sentence);
    }
  });

  it('bring the sounds of English within the first few', async () => {
    const list = await readingList('en', []);
    const { all, what } = list.coverage();
    assert.equal(what, 'sounds');
    assert.ok(all >= 39, `${all} sounds`);
    for (let n = 0; n < 12; n++) await list.heard(list.next() ?? '');
    assert.equal(list.coverage().heard, all);
  });

  it('are chosen by what the voice lacks, once each', async () => {
    const lacking = 'His usual decision caused confusion and division.';
    const others = (sentencesIn('en') ?? []).filter((sentence) => !/s[iu]on|sure|usual|azure/.test(sentence));
    const list = await readingList('en', others);
    assert.match(list.next() ?? '', /s[iu]on|sure|usual|azure/);
    await list.heard(lacking);
    const seen = new Set<string>([lacking]);
    for (let sentence = list.next(); sentence !== null; sentence = list.next()) {
      assert.ok(!seen.has(sentence) && !others.includes(sentence));
      seen.add(sentence);
      list.skip(sentence);
    }
  });

  it('come again when they were not said as they should be, and go by letters where no sounds are known', async () => {
    const list = await readingList('de', []);
    const first = list.next() ?? '';
    await list.heard(first);
    assert.notEqual(list.next(), first);
    list.again(first);
    assert.equal(list.next(), first);
    list.skip(first);
    assert.notEqual(list.next(), first);
    const { what, heard, all } = list.coverage();
    assert.equal(what, 'letters');
    assert.ok(heard > 8 && heard < all);
  });
});
