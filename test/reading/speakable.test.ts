// Whether there is anything in a text that can be spoken, and how long that takes.
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, test } from 'node:test';
import { toSentences } from '../../src/reading/english.ts';
import { unreadScripts } from '../../src/reading/scripts.ts';
import { secondsToSpeak, speakableSentences } from '../../src/reading/speakable.ts';
import { compileFlite, Flite, fliteSampleRate } from '../../src/trainer/engines/builtin/source/flite.ts';

describe('what can be spoken', () => {
  test('the time it takes is known beforehand to a third', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'speakable-'));
    const flite = new Flite(await compileFlite(), folder);
    const texts = [
      'Please hold while I try to locate the person you are calling.',
      'You are currently the only person in this conference. Your message has been forwarded.',
      '0123456789'.repeat(5),
      '1234567 people, 7654321 sheep, 10000 goats',
      'It costs $1,234.50, or €99, until 5/17/2024.',
      'HTML, GPS, USB, FBI, NSFW and DVD',
      'a e i o u y '.repeat(4),
    ];
    for (const text of texts) {
      const sentences = toSentences(text);
      const spoken = sentences.map((sentence) => flite.speak('rms', sentence).samples.length / fliteSampleRate);
      const seconds = spoken.reduce((sum, part) => sum + part, 0);
      const ratio = secondsToSpeak(sentences) / seconds;
      assert.ok(ratio > 0.67 && ratio < 1.5, `${text}: ${ratio.toFixed(2)} of ${seconds.toFixed(1)} s`);
    }
    await rm(folder, { recursive: true });
  });

  test('scripts that are left out are named, those that are folded are not', () => {
    assert.deepEqual(unreadScripts('Hello, café, Straße, ＡＢＣ, ﬁne, 🎉, 5 €'), []);
    assert.deepEqual(unreadScripts('мир'), ['cyrillic']);
    assert.deepEqual(unreadScripts('日本語 ひらがな'), ['japanese', 'chinese']);
    assert.deepEqual(unreadScripts('გამარჯობა'), ['other']);
  });

  test('an engine that reads every script is only limited in time', () => {
    assert.deepEqual(speakableSentences('你好', 'every script'), ['你好']);
    assert.throws(() => speakableSentences('你好'.repeat(500), 'every script'), { code: 'text-too-long' });
    // A sign of it may stand for letters.
    for (const text of ['…!', '㊗']) {
      assert.throws(() => speakableSentences(text, 'every script'), {
        code: 'nothing-to-say',
        hint: 'Write some words.',
      });
    }
  });
});
