// The fetched neural source voice; skipped where `npm run models` has not fetched it.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import onnxProto from 'onnx-proto';
import { Tensor } from 'onnxruntime-node';
import pino from 'pino';
import { loadEnvFile, readConfig } from '../../../../src/config.ts';
import { estimateF0 } from '../../../../src/dsp/f0.ts';
import { openSession } from '../../../../src/learning/runtime.ts';
import { usableModel } from '../../../../src/models/usable.ts';
import { median } from '../../../../src/statistics.ts';
import {
  Kokoro,
  kokoroName,
  kokoroSampleRate,
  modelFile,
} from '../../../../src/trainer/engines/builtin/source/kokoro/kokoro.ts';
import { partsOf } from '../../../../src/trainer/engines/builtin/source/kokoro/parts.ts';
import { tokensOf, withEnds } from '../../../../src/trainer/engines/builtin/source/kokoro/vocabulary.ts';
import { scratch } from '../../../audio/material.ts';

loadEnvFile();
const { modelsDir } = readConfig(process.env);

const digest = (values: Float32Array): string => createHash('sha256').update(values).digest('hex');
/** Median F0, Hz. */
const heard = (wave: Float32Array): number =>
  median([...estimateF0(wave, kokoroSampleRate).f0].filter((hertz) => hertz > 0)) ?? 0;

test('the fetched Kokoro speaks as its whole graph does, and higher and slower when it is told so', async (t) => {
  const folder = await usableModel(modelsDir, kokoroName, pino({ level: 'silent' }));
  if (folder === null) return t.skip(`no model in ${modelsDir}: npm run models -- kokoro fetches it`);
  const cache = await scratch(t);
  const kokoro = await Kokoro.open(folder, cache, { threads: 1 });
  t.after(() => kokoro.close());
  assert.equal(kokoro.voices.names.length, 54);

  const ipa = 'ðə wˈɛðəɹ ɪz nˈIs tədˈA.';
  const tokens = tokensOf(ipa);
  const style = kokoro.voices.style(tokens.length, 'af_heart');
  const { samples, durations } = await kokoro.speak(ipa, style);
  const whole = await openSession(await readFile(path.join(folder, modelFile)));
  t.after(() => whole.release());
  const { audio } = await whole.run({
    tokens: new Tensor('int64', BigInt64Array.from(withEnds(tokens), BigInt), [1, tokens.length + 2]),
    style: new Tensor('float32', Float32Array.from([...style.timbre, ...style.melody]), [1, 256]),
    speed: new Tensor('float32', [1], [1]),
  });
  assert.equal(digest(samples), digest(audio.data as Float32Array));
  const parts = await partsOf(path.join(folder, modelFile), cache);
  const { graph } = onnxProto.onnx.ModelProto.decode(await parts('decoder'));
  const left = graph?.node?.filter(({ opType }) => opType === 'ConvInteger') ?? [];
  assert.equal(left.length, 3, 'convolutions with a stride stay');

  const higher = await kokoro.speak(ipa, style, { f0: (own) => own.map((hertz) => hertz * 2 ** (3 / 12)) });
  const semitones = 12 * Math.log2(heard(higher.samples) / heard(samples));
  assert.ok(Math.abs(semitones - 3) < 0.4, `${semitones} semitones`);
  const slower = await kokoro.speak(ipa, style, { durations: (own) => own.map((units) => 2 * units) });
  assert.equal(slower.samples.length, 2 * samples.length);
  assert.equal(durations.length, tokens.length + 2);
});
