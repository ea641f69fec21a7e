// AdamW (Loshchilov & Hutter 2019) as nodes of a graph. What depends on the step alone (learning rate, bias corrections)
// is worked out beforehand in float64 and comes in as data, one figure a step.
import type { Tensor } from './graph.ts';
import { add, div, mul, sqrt, sub } from './operators.ts';

export interface OptimizerOptions {
  /** Decay of the first moment. */
  readonly beta1: number;
  /** Decay of the second moment. */
  readonly beta2: number;
  readonly epsilon: number;
  /** Decoupled decay of matrices per step and unit of learning rate; biases and other vectors do not decay. */
  readonly weightDecay: number;
  /** Gradients are scaled down to this joint Euclidean norm; null: never. */
  readonly clipNorm: number | null;
  /** Decay per step of a moving average of the weights, unless the epoch names others; null: none is kept. */
  readonly averageDecay: number | null;
}

export const defaultOptimizer: OptimizerOptions = {
  beta1: 0.9,
  beta2: 0.999,
  epsilon: 1e-8,
  weightDecay: 0.01,
  clipNorm: 1,
  averageDecay: null,
};

/** What is kept of a parameter from step to step. */
export interface Slots<T> {
  readonly weight: T;
  /** Sum of the gradients, older ones decayed by beta1 a step (Adam's m without its factor 1 − beta1). */
  readonly first: T;
  /** Sum of the squared gradients, older ones decayed by beta2 a step (Adam's v without its factor 1 − beta2). */
  readonly second: T;
  readonly average?: T;
}

/** The figures of a number of steps, one element a step. */
export interface StepFigures<T> {
  /** Factor of first / (√second + epsilon): learning rate and bias corrections. */
  readonly size: T;
  /** Adam's epsilon in the scale of √second. */
  readonly epsilon: T;
  /** Share of a matrix that decays. */
  readonly decay: T;
  /** Share of the new weights in their moving average; not there when none is kept. */
  readonly average?: T;
}

/**
 * @param firstStep how many steps were made before
 * @param averageDecays one for each step; default: the options' for all
 */
export function stepFigures(
  options: OptimizerOptions,
  firstStep: number,
  learningRates: ArrayLike<number>,
  averageDecays?: Float32Array,
): StepFigures<Float32Array> {
  const { beta1, beta2, epsilon, weightDecay, averageDecay } = options;
  const each = (figure: (rate: number, correction1: number, correction2: number) => number): Float32Array =>
    Float32Array.from(learningRates, (rate, i) => {
      const step = firstStep + i + 1;
      // (1 − βᵗ) / (1 − β): the sums' scale, corrected for the zeros that they began with.
      return figure(rate, (1 - beta1 ** step) / (1 - beta1), (1 - beta2 ** step) / (1 - beta2));
    });
  return {
    size: each((rate, scale1, scale2) => (rate * Math.sqrt(scale2)) / scale1),
    epsilon: each((_, __, scale2) => epsilon * Math.sqrt(scale2)),
    decay: each((rate) => rate * weightDecay),
    ...(averageDecay !== null && {
      average: Float32Array.from(learningRates, (_, i) => 1 - (averageDecays?.[i] ?? averageDecay)),
    }),
  };
}

/** The factor that brings the joint norm of gradients down to `limit`, and that norm. Both are scalars. */
export function clipFactor(gradients: readonly Tensor[], limit: number): { factor: Tensor; norm: Tensor } {
  const squares = gradients.map((g) => g.graph.node('ReduceSumSquare', [g], [], { attributes: { keepdims: 0 } }));
  const norm = sqrt(squares.reduce((total, square) => add(total, square)));
  const { graph } = norm;
  return { factor: graph.node('Min', [div(limit, add(norm, 1e-6)), graph.constant(1)], []), norm };
}

/**
 * One step of one parameter.
 *
 * @param rate multiplier of the learning rate
 */
export function adamW(
  options: OptimizerOptions,
  slots: Slots<Tensor>,
  gradient: Tensor,
  figures: StepFigures<Tensor>,
  rate: number,
): Slots<Tensor> {
  const first = add(mul(slots.first, options.beta1), gradient);
  const second = add(mul(slots.second, options.beta2), mul(gradient, gradient));
  const scaled = (figure: Tensor): Tensor => (rate === 1 ? figure : mul(figure, rate));
  const change = mul(div(first, add(sqrt(second), figures.epsilon)), scaled(figures.size));
  const decays = options.weightDecay > 0 && slots.weight.shape.length > 1;
  const kept = decays ? mul(slots.weight, sub(1, scaled(figures.decay))) : slots.weight;
  const weight = sub(kept, change);
  if (!slots.average || !figures.average) return { weight, first, second };
  const average = add(slots.average, mul(sub(weight, slots.average), figures.average));
  return { weight, first, second, average };
}

/**
 * Learning rates of steps `from` to `to` (exclusive) of a schedule: linear warm-up from 0, then half a cosine from `peak`
 * down to `floor` at `total` steps (Loshchilov & Hutter 2017).
 */
export function warmupCosine(
  schedule: { readonly peak: number; readonly floor: number; readonly warmup: number; readonly total: number },
  from: number,
  to: number,
): Float32Array {
  const { peak, floor, warmup, total } = schedule;
  return Float32Array.from({ length: to - from }, (_, i) => {
    const step = from + i;
    if (step < warmup) return (peak * (step + 1)) / warmup;
    const progress = Math.min(1, (step - warmup) / Math.max(1, total - warmup));
    return floor + ((peak - floor) * (1 + Math.cos(Math.PI * progress))) / 2;
  });
}
