// A small model with every kind of layer and a data set that it can learn, shared by the tests; run as a program it
// trains some epochs from a state file and writes the next one: node regression.ts <in or -> <out> <epochs> <threads>
import { readFile, writeFile } from 'node:fs/promises';
import { convolution, defineModel, dense, embedding, normalization, zeros } from '../../src/learning/model.ts';
import { add, concat, gelu, meanSquaredError, reshape, slice, tanh } from '../../src/learning/operators.ts';
import { warmupCosine } from '../../src/learning/optimizer.ts';
import { Random, shuffledEpoch } from '../../src/learning/random.ts';
import { decodeSafetensors, encodeSafetensors } from '../../src/learning/safetensors.ts';
import { Trainer } from '../../src/learning/trainer.ts';

export const BATCH = 32;
const ROWS = 300;

/** A sequence of 6 frames with 4 channels and a class; the middle frame's 3 targets. */
export const model = defineModel({
  inputs: { frames: { shape: [6, 4] }, kind: { shape: [1], type: 'int32' } },
  targets: { wanted: { shape: [3] } },
  predict(scope, { frames, kind }) {
    const seen = gelu(normalization(scope, 'norm', convolution(scope, 'conv', frames, 8, { width: 3 })));
    const flat = reshape(slice(seen, 1, 1, 5), [-1, 32]);
    const kinds = reshape(embedding(scope, 'kind', kind, 5, 4), [-1, 4]);
    const hidden = tanh(dense(scope, 'hidden', concat([flat, kinds], 1), 48));
    const start = reshape(slice(slice(frames, 1, 2, 3), 2, 0, 3), [-1, 3]);
    return { wanted: add(start, dense(scope, 'out', hidden, 3, zeros)), hidden };
  },
  loss: ({ wanted }, data) => meanSquaredError(wanted, data.wanted),
});

/** Targets are a fixed nonlinear function of the inputs. */
export function makeData(): { frames: Float32Array; kind: Int32Array; wanted: Float32Array } {
  const random = Random.seeded(11);
  const frames = Float32Array.from({ length: ROWS * 24 }, () => random.normal());
  const kind = Int32Array.from({ length: ROWS }, () => random.below(5));
  const wanted = Float32Array.from({ length: ROWS * 3 }, (_, i) => {
    const [row, channel] = [Math.floor(i / 3), i % 3];
    const at = (frame: number): number => frames[row * 24 + frame * 4 + channel];
    return Math.sin(at(2)) + 0.5 * at(1) - 0.3 * at(3) + kind[row] / 4;
  });
  return { frames, kind, wanted };
}

export const createTrainer = (threads = 1) =>
  Trainer.create(model, { batchSize: BATCH, seed: 1, threads, optimizer: { averageDecay: 0.9 } });

/** Train some epochs of shuffled batches on a schedule of 100 steps. @returns mean loss of each epoch */
export async function trainEpochs(trainer: Trainer, random: Random, epochs: number): Promise<number[]> {
  const data = makeData();
  const means: number[] = [];
  for (let epoch = 0; epoch < epochs; epoch++) {
    const batches = shuffledEpoch(random, ROWS, BATCH);
    const to = trainer.step + batches.indices.length / BATCH;
    const learningRates = warmupCosine({ peak: 0.01, floor: 1e-4, warmup: 5, total: 300 }, trainer.step, to);
    const { losses } = await trainer.runEpoch({ data, ...batches, learningRates });
    means.push(losses.reduce((a, b) => a + b) / losses.length);
  }
  return means;
}

if (import.meta.main) {
  const [from, to, epochs, threads] = process.argv.slice(2);
  const trainer = await createTrainer(Number(threads));
  let random = Random.seeded(2);
  if (from !== '-') {
    const { tensors, metadata } = decodeSafetensors(await readFile(from));
    trainer.load(tensors, Number(metadata.step));
    random = Random.restored(metadata.random.split(',').map(Number));
  }
  await trainEpochs(trainer, random, Number(epochs));
  const metadata = { step: String(trainer.step), random: random.state().join() };
  await writeFile(to, encodeSafetensors(trainer.state(), metadata));
  await trainer.dispose();
}
