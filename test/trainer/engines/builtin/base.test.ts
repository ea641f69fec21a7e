// The base that new voices begin from, as it lies in weights/, and that it comes out the same again.
import assert from 'node:assert/strict';
import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { UserError } from '../../../../src/errors.ts';
import { parametersOf } from '../../../../src/learning/model.ts';
import type { NamedTensors } from '../../../../src/learning/safetensors.ts';
import { readBase, writeBase } from '../../../../src/trainer/engines/builtin/network/base.ts';
import { speakAndAnalyse } from '../../../../src/trainer/engines/builtin/source/flite-source.ts';
import type { SourceFeatures } from '../../../../src/trainer/engines/builtin/source/features.ts';
import {
  compileFlite,
  Flite,
  otherVoices,
  sourceVoices,
} from '../../../../src/trainer/engines/builtin/source/flite.ts';
import type { FliteVoice } from '../../../../src/trainer/engines/builtin/source/flite.ts';
import { voiceModel } from '../../../../src/trainer/engines/builtin/network/model.ts';
import { pretrain } from '../../../../src/trainer/engines/builtin/training/pretrain.ts';
import { pretrainingSentences } from '../../../../src/trainer/engines/builtin/training/pretrain-sentences.ts';
import { toSentences } from '../../../../src/reading/english.ts';

const isUnusable =
  (named: string) =>
  (error: unknown): boolean =>
    error instanceof UserError && error.code === 'base-damaged' && error.message.includes(named);

describe('the base', () => {
  let folder: string;
  const spoken = new Map<FliteVoice, SourceFeatures[]>();
  const losses: number[] = [];
  let weights: NamedTensors;

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'timbre-base-'));
    const flite = new Flite(await compileFlite(), folder);
    for (const voice of [...sourceVoices, ...otherVoices]) {
      const said = pretrainingSentences(2).map((text) => speakAndAnalyse(flite, voice, toSentences(text)));
      spoken.set(voice, said);
    }
    weights = await pretrain('slt', spoken, (_, loss) => losses.push(loss));
  });
  after(() => rm(folder, { recursive: true }));

  test('is a network of the engine, learnt from the other voices', () => {
    for (const { name, shape } of parametersOf(voiceModel(1))) assert.deepEqual(weights.get(name)?.shape, [...shape]);
    assert.equal(weights.size, parametersOf(voiceModel(1)).length);
    assert.ok((losses.at(-1) ?? NaN) < 0.9 * losses[0], losses.join());
  });

  test('comes out the same, bit for bit, when it is made again', async () => {
    const again = await pretrain('slt', spoken, () => undefined);
    assert.deepEqual([...again.keys()], [...weights.keys()]);
    for (const [name, { data }] of weights) assert.deepEqual(again.get(name)?.data, data, name);
  });

  test('is read as it was written, and refused where it is damaged or missing', async () => {
    await writeBase(new Map([['slt', weights]]), folder);
    const read = await readBase('slt', folder);
    for (const [name, { data }] of weights) assert.deepEqual(read.get(name)?.data, data, name);
    await assert.rejects(readBase('rms', folder), isUnusable('builtin-rms.safetensors is missing'));
    await appendFile(path.join(folder, 'builtin-slt.safetensors'), '\0');
    await assert.rejects(readBase('slt', folder), isUnusable('builtin-slt.safetensors is not the one'));
    await writeFile(path.join(folder, 'builtin.json'), '{');
    await assert.rejects(readBase('slt', folder), isUnusable('builtin.json is damaged'));
    await writeBase(new Map([['slt', new Map([...weights].slice(1))]]), folder);
    await assert.rejects(readBase('slt', folder), isUnusable('is of another network'));
  });

  test('is learnt from sentences that are all different', () => {
    const sentences = pretrainingSentences(300);
    assert.equal(new Set(sentences).size, 300);
    assert.deepEqual(pretrainingSentences(20), sentences.slice(0, 20));
  });
});
