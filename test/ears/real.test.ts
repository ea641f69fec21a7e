// The fetched Whisper on real speech; skipped where `npm run models` has not fetched it.
import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import pino from 'pino';
import { loadEnvFile, readConfig } from '../../src/config.ts';
import { openEars } from '../../src/ears/ears.ts';
import { ffmpegHere, make, scratch } from '../audio/material.ts';
import { wordErrors } from '../support/word-errors.ts';
import { recordedPrompts } from '../support/speech.ts';

loadEnvFile();
const { modelsDir } = readConfig(process.env);

test('the fetched Whisper hears what is said', async (t) => {
  const ears = await openEars(modelsDir, await ffmpegHere(), pino({ level: 'silent' }));
  if (ears === null) return t.skip(`no model in ${modelsDir}: npm run models fetches it`);
  t.after(() => ears.close());
  const folder = await scratch(t);
  const prompts = recordedPrompts().filter((_, index) => index % 9 === 0);
  let [wrong, words] = [0, 0];
  for (const { name, path: file, text } of prompts) {
    const clip = path.join(folder, `${path.basename(name)}.flac`);
    await make('-f', 'g722', '-i', file, clip);
    const found = wordErrors(text, (await ears.hear(clip, 'en'))?.text ?? '');
    wrong += found.wrong;
    words += found.words;
  }
  assert.ok(wrong / words <= 0.06, `${wrong} of ${words} words are wrong`);
});
