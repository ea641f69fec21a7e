// A small training that tells whether a provider is right and fast. As a program it is the child process of providers.ts:
// `node trial.ts PROVIDER` sends what came of it, and ends.
import { defineModel, dense, embedding } from './model.ts';
import { concat, meanSquaredError, relu, reshape, slice } from './operators.ts';
import type { Verdict } from './providers.ts';
import { Random, shuffledEpoch } from './random.ts';
import type { Provider } from './runtime.ts';
import { Trainer } from './trainer.ts';

/** Losses, norms and predictions may be off by this share of the largest: graphics cards round products more coarsely. */
const tolerance = 0.02;
const rows = 2048;
const batchSize = 256;
const [inputs, outputs, indices] = [192, 24, 40];

/** Large enough that its time tells something, with the operators that voices need. */
const model = defineModel({
  inputs: { x: { shape: [inputs] }, kind: { shape: [1], type: 'int32' } },
  targets: { y: { shape: [outputs] } },
  predict(scope, { x, kind }) {
    const kinds = reshape(embedding(scope, 'kind', kind, indices, 16), [-1, 16]);
    const hidden = relu(dense(scope, 'hidden', concat([slice(x, 1, 0, inputs - 8), kinds], 1), 512));
    return { y: dense(scope, 'output', hidden, outputs) };
  },
  loss: ({ y }, data) => meanSquaredError(y, data.y),
});

export interface Outcome {
  readonly figures: Readonly<Record<string, Float32Array>>;
  readonly milliseconds: number;
}

/** Two epochs from the same beginning. */
export async function trainOn(provider: Provider): Promise<Outcome> {
  const random = Random.seeded(5);
  const normal = (length: number): Float32Array => Float32Array.from({ length }, () => random.normal());
  const data = {
    x: normal(rows * inputs),
    kind: Int32Array.from({ length: rows }, () => random.below(indices)),
    y: normal(rows * outputs),
  };
  const trainer = await Trainer.create(model, {
    batchSize,
    seed: 5,
    providers: [provider],
    optimizer: { averageDecay: 0.9 },
  });
  const epoch = { data, learningRates: new Float32Array(rows / batchSize).fill(3e-3) };
  // The first epoch warms up, and shows whether the figures are right before errors add up.
  const first = await trainer.runEpoch({ ...epoch, ...shuffledEpoch(random, rows, batchSize) });
  const { y } = await trainer.predict({ x: data.x, kind: data.kind }, true);
  const started = performance.now();
  const second = await trainer.runEpoch({ ...epoch, ...shuffledEpoch(random, rows, batchSize) });
  const milliseconds = performance.now() - started;
  await trainer.dispose();
  const figures = {
    losses: first.losses,
    'gradient norms': first.gradientNorms,
    predictions: y,
    'later losses': second.losses,
  };
  return { figures, milliseconds };
}

/** @param expected of the processor */
export function compare(expected: Outcome, found: Outcome): Verdict {
  for (const [name, values] of Object.entries(expected.figures)) {
    const scale = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    const wrong = values.findIndex((value, i) => !(Math.abs(found.figures[name][i] - value) <= tolerance * scale));
    if (wrong >= 0) return { problem: `wrong ${name}: ${found.figures[name][wrong]} where ${values[wrong]} is right` };
  }
  return { speed: expected.milliseconds / found.milliseconds };
}

async function trial(provider: Provider): Promise<Verdict> {
  try {
    const found = await trainOn(provider);
    return compare(await trainOn('cpu'), found);
  } catch (error) {
    const cause: unknown = error instanceof AggregateError ? error.errors[0] : error;
    return { problem: cause instanceof Error ? cause.message : String(cause) };
  }
}

// What a driver leaves running must not keep the process alive.
if (import.meta.main) process.send!(await trial(process.argv[2] as Provider), () => process.exit(0));
