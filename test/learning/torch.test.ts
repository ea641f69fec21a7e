// Whole models against PyTorch: the same graph and the same numbers, but torch's kernels and torch's gradients.
// Skipped where no python3 has torch (Debian: apt install python3-torch).
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, test } from 'node:test';
import { Tensor as OrtTensor } from 'onnxruntime-node';
import { arraysOf, findTorch, specOf, torchGradients, traceLoss } from '../../bench/learning/torch.ts';
import { gradients } from '../../src/learning/gradients.ts';
import { encodeModel, sizeOf, valueInfo } from '../../src/learning/graph.ts';
import type { Tensor } from '../../src/learning/graph.ts';
import { readModel } from '../../src/learning/import.ts';
import type { Model } from '../../src/learning/model.ts';
import { Random } from '../../src/learning/random.ts';
import { openSession } from '../../src/learning/runtime.ts';
import { decodeSafetensors, encodeSafetensors } from '../../src/learning/safetensors.ts';
import type { NamedTensors } from '../../src/learning/safetensors.ts';
import { voiceModel } from '../../src/trainer/engines/builtin/network/model.ts';
import { assertClose } from './gradient-check.ts';
import { model as everyLayer } from './regression.ts';
import { learningStyle, smallDecoder } from './small-decoder.ts';

const batch = 9;
const [torch] = await findTorch();

/** Random data and parameters; indices are 0 to 4. */
function randomTensors(tensors: readonly Tensor[]): NamedTensors {
  const random = Random.seeded(3);
  return new Map(
    tensors.map(({ name, shape, type }) => {
      const value = type === 'int32' ? () => random.below(5) : () => random.uniform() - 0.4;
      const positive = name === 'weights' ? () => random.uniform() + 0.1 : value;
      return [name, { shape, data: Float32Array.from({ length: sizeOf(shape) }, positive) }];
    }),
  );
}

const info = (tensors: readonly Tensor[]) => tensors.map((tensor) => valueInfo(tensor, tensor.shape));

/** Loss, and gradients by parameter name, by our own graph. */
async function ours(model: Model): Promise<{ given: NamedTensors; taken: Map<string, Float32Array> }> {
  const { graph, loss, parameters, data } = traceLoss(model, batch);
  const inputs = [...data, ...parameters.values()];
  const given = randomTensors(inputs);
  const slopes = gradients(loss, [...parameters.values()]);
  const ends = info([loss, ...slopes]);
  const arrays = graph.arraysFor(ends);
  const session = await openSession(
    encodeModel(graph.toProto(info([...inputs, ...arrays.map(({ tensor }) => tensor)]), ends)),
  );
  const feeds = inputs.map(({ name, shape, type }) => {
    const values = given.get(name)!.data;
    return [name, new OrtTensor(type, type === 'int32' ? Int32Array.from(values) : values, shape)] as const;
  });
  for (const { tensor, data } of arrays) feeds.push([tensor.name, new OrtTensor('float32', data, tensor.shape)]);
  const results = await session.run(Object.fromEntries(feeds));
  await session.release();
  const read = ({ name }: Tensor): Float32Array => results[name].data as Float32Array;
  const names = [...parameters.keys()];
  return {
    given,
    taken: new Map([['loss', read(loss)], ...slopes.map((slope, i) => [names[i], read(slope)] as const)]),
  };
}

describe('against PyTorch', { concurrency: true, skip: torch ? false : 'no python3 with torch was found' }, () => {
  for (const [name, model] of Object.entries({
    'every kind of layer': everyLayer,
    "the engine's model": voiceModel(1),
    'a decoder of speech taken in': learningStyle(readModel(smallDecoder())),
  })) {
    test(`loss and gradients of ${name}`, async () => {
      const folder = await mkdtemp(path.join(tmpdir(), 'torch-'));
      try {
        const { given, taken } = await ours(model);
        const [spec, from, to] = ['spec.json', 'given', 'taken'].map((file) => path.join(folder, file));
        await Promise.all([
          writeFile(spec, specOf(model, batch)),
          writeFile(from, encodeSafetensors(new Map([...given, ...arraysOf(model, batch)]))),
        ]);
        await torchGradients(torch.python, spec, from, to);
        const { tensors } = decodeSafetensors(await readFile(to));
        assert.deepEqual([...tensors.keys()], [...taken.keys()]);
        for (const [key, { data }] of tensors) assertClose(taken.get(key)!, [...data], 2e-6, key);
      } finally {
        await rm(folder, { recursive: true });
      }
    });
  }
});
