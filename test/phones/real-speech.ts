// The fetched source voice says transcripts of real recordings in other languages, as eSpeak NG tells their sounds: of all
// recordings the nearest must be that of the same words. It takes minutes, so only `npm run test:models` runs it; skipped
// where the model, the recordings or eSpeak NG are not there.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { describe, test } from 'node:test';
import { promisify } from 'node:util';
import pino from 'pino';
import { loadEnvFile, readConfig } from '../../src/config.ts';
import { melCepstralDistortion } from '../../src/dsp/dtw.ts';
import { melPowers } from '../../src/dsp/log-mel.ts';
import { usableModel } from '../../src/models/usable.ts';
import { espeakVersion } from '../../src/phones/espeak.ts';
import { toPhones } from '../../src/phones/phones.ts';
import { sentencesOf } from '../../src/reading/sentences.ts';
import { Kokoro, kokoroName, kokoroSampleRate } from '../../src/trainer/engines/builtin/source/kokoro/kokoro.ts';
import { tokensOf } from '../../src/trainer/engines/builtin/source/kokoro/vocabulary.ts';
import { ffmpegHere, scratch } from '../audio/material.ts';
import { otherRecordedLanguages, type Prompt, recordedPrompts } from '../support/speech.ts';

loadEnvFile();
const { modelsDir } = readConfig(process.env);
const model = await usableModel(modelsDir, kokoroName, pino({ level: 'silent' }));

/** Who of Kokoro's says the words. */
const sayers: Readonly<Record<string, string>> = { es: 'ef_dora', fr: 'ff_siwis', it: 'im_nicola', ru: 'ef_dora' };
const count = 9;

/** Equal of what was recorded twice. */
const key = ({ text }: Prompt): string =>
  text
    .normalize('NFD')
    .replaceAll(/[^\p{L}]/gu, '')
    .toLowerCase();

/** Sentences of 2 to 4 seconds: alike in length, so that it doesn't give them away. */
function recorded(language: string): Prompt[] {
  const once = [...new Map(recordedPrompts(2, 4, language).map((prompt) => [key(prompt), prompt])).values()];
  return once.filter((_, index) => index % Math.floor(once.length / count) === 0).slice(0, count);
}

const bands = 40;
const order = 13;

/** Mel-frequency cepstrum of 16 kHz audio, every coefficient with mean 0 and deviation 1. @returns [frames × 13] */
function cepstra(samples: Float32Array): Float32Array {
  const frames = Math.floor(samples.length / 160);
  const powers = melPowers(frames, bands, (index) => samples[index] ?? 0);
  const rows = new Float32Array(frames * order);
  for (let k = 0; k < order; k++) {
    let [sum, squares] = [0, 0];
    for (let t = 0; t < frames; t++) {
      let value = 0;
      for (let band = 0; band < bands; band++) {
        value += Math.log(powers[t * bands + band] + 1e-4) * Math.cos((Math.PI * k * (band + 0.5)) / bands);
      }
      rows[t * order + k] = value;
      sum += value;
      squares += value * value;
    }
    const mean = sum / frames;
    const deviation = Math.sqrt(squares / frames - mean * mean) || 1;
    for (let t = 0; t < frames; t++) rows[t * order + k] = (rows[t * order + k] - mean) / deviation;
  }
  return rows;
}

const all = (rows: Float32Array): Uint8Array => new Uint8Array(rows.length / order).fill(1);
const distance = (a: Float32Array, b: Float32Array): number =>
  melCepstralDistortion(a, b, order, all(a), all(b)).distortionDb;

/** 16 kHz without the silence at both ends. */
async function decoded(args: readonly string[], input?: Float32Array): Promise<Float32Array> {
  const trim =
    'silenceremove=start_periods=1:start_threshold=-45dB,areverse,silenceremove=start_periods=1:start_threshold=-45dB,areverse';
  const { ffmpeg } = await ffmpegHere();
  const running = promisify(execFile)(
    ffmpeg,
    ['-v', 'error', ...args, '-af', trim, '-ar', '16000', '-ac', '1', '-f', 'f32le', '-'],
    { encoding: 'buffer', maxBuffer: 1e8 },
  );
  running.child.stdin?.end(
    input === undefined ? undefined : Buffer.from(input.buffer, input.byteOffset, input.byteLength),
  );
  const { stdout } = await running;
  return new Float32Array(Uint8Array.from(stdout).buffer);
}

const missing = [
  model !== null ? [] : [`no model in ${modelsDir}: npm run models -- kokoro`],
  otherRecordedLanguages().length > 0 ? [] : ['no recordings: sh scripts/setup.sh languages'],
  (await espeakVersion()) === null ? ['no espeak-ng: sudo apt-get install -y espeak-ng'] : [],
].flat();

describe('other languages on real speech', { skip: missing.length > 0 && missing.join('; ') }, () => {
  test('the nearest recording is that of the same words', async (t) => {
    assert.ok(model);
    const kokoro = await Kokoro.open(model, await scratch(t), { threads: 1 });
    t.after(() => kokoro.close());
    for (const [language, voice] of Object.entries(sayers)) {
      const clips = recorded(language);
      const heard = await Promise.all(
        clips.map(async ({ path: file }) => cepstra(await decoded(['-f', 'g722', '-i', file]))),
      );
      let right = 0;
      for (const [own, { text }] of clips.entries()) {
        const spoken: number[] = [];
        for (const sentence of sentencesOf(text, language)) {
          const { ipa } = await toPhones(sentence, language, () => Promise.resolve([]));
          spoken.push(...(await kokoro.speak(ipa, kokoro.voices.style(tokensOf(ipa).length, voice))).samples);
        }
        const said = cepstra(
          await decoded(
            ['-f', 'f32le', '-ar', String(kokoroSampleRate), '-ac', '1', '-i', '-'],
            Float32Array.from(spoken),
          ),
        );
        const distances = heard.map((recording) => distance(said, recording));
        if (distances.indexOf(Math.min(...distances)) === own) right++;
        else t.diagnostic(`${language}: taken for another: ${text}`);
      }
      t.diagnostic(`${language}: ${right} of ${clips.length}`);
      assert.ok(right >= clips.length - 1, `${language}: ${right} of ${clips.length}`);
    }
  });
});
