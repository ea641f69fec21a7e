// Learns the timbre's half of a natural source's style by gradients through its decoder: what is added to that of the mix, for
// each manner of a voice. Same recordings, state and seed: same bits.
import { importGraph } from '../../../../learning/import.ts';
import type { OnnxModel } from '../../../../learning/import.ts';
import { melLoss, melResolutions } from '../../../../learning/mel-loss.ts';
import { defineModel, zeros } from '../../../../learning/model.ts';
import { add, gemm, mul, reshape, square, sum } from '../../../../learning/operators.ts';
import type { Provider } from '../../../../learning/runtime.ts';
import type { NamedTensors } from '../../../../learning/safetensors.ts';
import { Trainer } from '../../../../learning/trainer.ts';
import { mean } from '../../../../statistics.ts';
import { seams } from '../source/kokoro/cut.ts';
import { samplesPerUnit } from '../source/kokoro/kokoro.ts';
import { halfWidth } from '../source/kokoro/voices.ts';
import { averageDecays, learningRates } from '../training/schedule.ts';
import { melName, rowShapes, rowsOf, segmentUnits } from './segments.ts';
import type { Place } from './segments.ts';

/** Threads of one operator: as many as the source speaks with. */
const threads = 2;
/** Steps of warm-up. */
const warmup = 4;

export interface LearnerOptions {
  readonly decoder: OnnxModel;
  /** What is added to the mix's style in each manner, to begin with. */
  readonly begin: readonly (readonly number[])[];
  /** Highest learning rate. */
  readonly peak: number;
  /** Weight of the squared distance from the mix in the loss: the less speech there is, the nearer it stays. */
  readonly pull: number;
  readonly provider: Provider;
}

/** The model that is trained; its one parameter is `style`, [manners × 128]. */
const timbreModel = ({ decoder, begin, pull }: LearnerOptions) =>
  defineModel({
    ...rowShapes(begin.length),
    predict(scope, { spread, f0, energy, harmonics, mix, manner }) {
      const shift = gemm(manner, scope('style', [begin.length, halfWidth], zeros));
      const { audio } = importGraph(spread.graph, decoder, {
        given: {
          [seams.timbre]: add(mix, shift),
          [seams.spread]: spread,
          [seams.f0]: f0,
          [seams.energy]: energy,
          [seams.harmonics]: harmonics,
        },
        wanted: ['audio'],
      });
      const samples = reshape(audio, [mix.shape[0], segmentUnits * samplesPerUnit]);
      return { samples, away: sum(square(shift), [1]) };
    },
    loss: ({ samples, away }, { weights, ...targets }) =>
      add(
        melLoss(
          samples,
          melResolutions.map((_, resolution) => (targets as Record<string, typeof weights>)[melName(resolution)]),
          weights,
        ),
        mul(away, pull),
      ),
  });

type TimbreTrainer = Trainer<ReturnType<typeof rowShapes>['inputs'], ReturnType<typeof rowShapes>['targets']>;

export class TimbreLearner {
  readonly #options: LearnerOptions;
  readonly #trainer: TimbreTrainer;

  private constructor(options: LearnerOptions, trainer: TimbreTrainer) {
    this.#options = options;
    this.#trainer = trainer;
  }

  static async open(options: LearnerOptions): Promise<TimbreLearner> {
    const { begin, provider } = options;
    const trainer = await Trainer.create(timbreModel(options), {
      batchSize: 1,
      seed: 0,
      threads,
      providers: [provider],
      optimizer: { beta1: 0.9, beta2: 0.99, weightDecay: 0, clipNorm: 5, averageDecay: 0.9 },
    });
    const learner = new TimbreLearner(options, trainer);
    learner.begin(begin);
    return learner;
  }

  /** Begin anew, with so much added in each manner. */
  begin(added: LearnerOptions['begin']): void {
    const data = Float32Array.from(added.flat());
    this.#trainer.loadWeights(new Map([['weight/style', { shape: [added.length, halfWidth], data }]]));
  }

  /** Steps that were made. */
  get steps(): number {
    return this.#trainer.step;
  }

  /** One step on each segment. @returns mean loss before each of them */
  async learn(places: readonly Place[]): Promise<number> {
    const [from, to] = [this.steps, this.steps + places.length];
    const { losses } = await this.#trainer.runEpoch({
      data: rowsOf(places, this.#options.begin.length),
      indices: Int32Array.from(places, (_, i) => i),
      learningRates: learningRates({ peak: this.#options.peak, warmup }, from, to),
      averageDecays: averageDecays(from, to),
    });
    return mean([...losses]);
  }

  /** Mean loss of what would speak on these segments. */
  async measure(places: readonly Place[]): Promise<number> {
    const data = rowsOf(places, this.#options.begin.length) as Parameters<TimbreTrainer['evaluate']>[0];
    return mean([
      ...(await this.#trainer.evaluate(
        data,
        Int32Array.from(places, (_, i) => i),
        true,
      )),
    ]);
  }

  /** What is added to the mix's style in each manner: the average over the last part of the steps. */
  style(): number[][] {
    const { data } = this.#trainer.weights(true).get('style')!;
    return this.#options.begin.map((_, manner) => [...data.subarray(manner * halfWidth, (manner + 1) * halfWidth)]);
  }

  /** All that a continuation needs, with the number of steps. */
  state(): NamedTensors {
    return this.#trainer.state();
  }

  /** Go on from a state, to the bit. */
  load(state: NamedTensors, steps: number): void {
    this.#trainer.load(state, steps);
  }

  dispose(): Promise<void> {
    return this.#trainer.dispose();
  }
}
