// Random data in the shape of the built-in engine's model, and steps over it as the engine makes them.
import { sizeOf } from '../../src/learning/graph.ts';
import type { Features } from '../../src/learning/model.ts';
import type { Rows } from '../../src/learning/predictor.ts';
import { Random } from '../../src/learning/random.ts';
import type { Epoch } from '../../src/learning/trainer.ts';
import { phones } from '../../src/trainer/engines/builtin/source/phones.ts';
import { voiceModel } from '../../src/trainer/engines/builtin/network/model.ts';

/** Frames of the model in a minute of speech. */
export const framesPerMinute = 12_000;
/** Steps of one run of the graph; the engine looks for a cancel in between. */
export const stepsAtOnce = 64;
/** Indices of embeddings are below this. */
export const indexCount = phones.length;

/** `stepsAtOnce` steps over random rows of `rows` random ones. */
export function randomEpoch(rows: number, batch: number): Epoch {
  const random = Random.seeded(1);
  const features: Features = { ...voiceModel(1).inputs, ...voiceModel(1).targets };
  const data: Rows = Object.fromEntries(
    Object.entries(features).map(([name, { shape, type }]) => {
      const length = rows * sizeOf(shape);
      const array =
        type === 'int32'
          ? Int32Array.from({ length }, () => random.below(indexCount))
          : Float32Array.from({ length }, () => 4 * random.uniform() - 2);
      return [name, array];
    }),
  );
  return {
    data,
    indices: Int32Array.from({ length: stepsAtOnce * batch }, () => random.below(rows)),
    learningRates: new Float32Array(stepsAtOnce).fill(1e-3),
  };
}
