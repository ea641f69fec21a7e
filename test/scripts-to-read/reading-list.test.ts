// What people are given to read: sentences that anybody can read, in the order of what they bring.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, it } from 'node:test';
import { UserError } from '../../src/errors.ts';
import { toPhones } from '../../src/phones/phones.ts';
import { unreadScripts } from '../../src/reading/scripts.ts';
import { secondsToSpeak } from '../../src/reading/speakable.ts';
import { sentencesWith } from '../../src/scripts-to-read/own-sentences.ts';
import { readingList, sentencesIn, usualSentences } from '../../src/scripts-to-read/reading-list.ts';
import { temporaryFolder } from '../storage/support.ts';

describe('sentences to read', () => {
  it('are many, short, of letters only, and none twice', () => {
    for (const language of Object.keys(usualSentences)) {
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

  it('may be the operator’s own, in any language, instead of those that come with it', async (t) => {
    const folder = await temporaryFolder(t);
    const put = (name: string, text: string) => writeFile(path.join(folder, name), text);
    await put('ja.txt', '\uFEFF今日はいい天気です。\r\n\r\n  明日は雨が降るでしょう。\n今日はいい天気です。\n');
    await put('notes.txt', 'x'.repeat(500));
    const all = await sentencesWith(folder);
    assert.deepEqual(all['ja'], ['今日はいい天気です。', '明日は雨が降るでしょう。']);
    assert.equal(all['en'], usualSentences['en']);
    const list = await readingList('ja-JP', ['今日はいい天気です。'], all);
    assert.equal(list.next(), '明日は雨が降るでしょう。');
    await put('en.txt', 'One alone.\n');
    const few = await sentencesWith(folder);
    assert.deepEqual(few['en'], ['One alone.']);
    const { all: sounds } = (await readingList('en', [], few)).coverage();
    assert.equal(sounds, (await readingList('en', [])).coverage().all, 'what a language sounds like stays');
    const refuses = async (what: RegExp, from = folder) =>
      await assert.rejects(
        sentencesWith(from),
        (error: unknown) => error instanceof UserError && what.test(error.message),
      );
    await put('en.txt', ' \n');
    await refuses(/en\.txt .* has no sentence/);
    await put('en.txt', `${'a'.repeat(201)}\n`);
    await refuses(/en\.txt .*longer than 200 characters/);
    await refuses(/SENTENCES_DIR: .*nowhere can’t be read/, path.join(folder, 'nowhere'));
  });
});
