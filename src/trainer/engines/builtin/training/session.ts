// A voice in training: the network's weights on their way, how far they have come, and the epoch that is best so far, which
// is what speaks. Two runs of k epochs over the same recordings take it where one of 2k does, bit for bit.
import { batchesOf, Random } from '../../../../learning/random.ts';
import { OutOfMemory } from '../../../../learning/runtime.ts';
import type { NamedTensors } from '../../../../learning/safetensors.ts';
import { Trainer } from '../../../../learning/trainer.ts';
import { mean } from '../../../../statistics.ts';
import type { Examples } from '../speaker/corpus.ts';
import type { Material } from './material.ts';
import { smallestBatch } from '../network/memory.ts';
import { optimizerFor, ofFirstManner, rateFor, voiceModel, withManners } from '../network/model.ts';
import type { InputRows } from '../network/model.ts';
import { averageDecays, learningRates } from './schedule.ts';
import type { Segment, VoiceState } from '../speaker/state.ts';

/** Steps between two looks at the abort signal: some 0.3 s. */
const stepsAtOnce = 64;

/** A moment of the training that can be gone back to. */
interface Moment {
  readonly epochs: number;
  readonly steps: number;
  readonly optimizerSteps: number;
  /** All slots of the trainer. */
  readonly slots: NamedTensors;
}

/** The epoch that speaks. */
interface Kept extends Moment {
  readonly loss: number | null;
}

export type TrainingSessionState = Pick<VoiceState, 'weights' | 'trunk' | 'best'> & {
  readonly voice: Pick<VoiceState['voice'], 'epochs' | 'steps' | 'optimizerSteps' | 'loss' | 'trunk' | 'segment'>;
};

export class TrainingSession {
  readonly #material: Material;
  #trainer: Trainer;
  readonly #random: Random;
  /** Epochs and steps of the voice's life. */
  #epochs: number;
  #steps: number;
  #kept: Kept;
  #segment: Segment;
  #isEnded = false;

  private constructor(material: Material, trainer: Trainer, random: Random, kept: Kept, trunk: Moment) {
    this.#material = material;
    this.#trainer = trainer;
    this.#random = random;
    this.#segment = material.segment;
    this.#kept = kept;
    this.#epochs = trunk.epochs;
    this.#steps = trunk.steps;
    trainer.load(trunk.slots, trunk.optimizerSteps);
  }

  /**
   * Go on from a state: in its segment from where its last step led to, in a new one from what speaks.
   * @param parent null: a new voice, from the weights `others`
   */
  static async open(
    material: Material,
    parent: VoiceState | null,
    others: NamedTensors | null = null,
  ): Promise<TrainingSession> {
    const { segment, goesOn } = material;
    const trainer = await createTrainer(material, segment);
    const grown = (tensors: NamedTensors): NamedTensors => withManners(tensors, material.frame.manners.length);
    if (!parent) {
      if (others) trainer.loadWeights(grown(prefixed('weight/', ofFirstManner(others))));
      const start = { epochs: 0, steps: 0, optimizerSteps: 0, slots: trainer.state() };
      return new TrainingSession(material, trainer, randomOf(segment), { ...start, loss: null }, start);
    }
    const { voice, weights, trunk, best } = parent;
    const averages = prefixed('average/', weights);
    if (!trunk) {
      trainer.loadWeights(grown(prefixed('weight/', weights)));
      const start = { epochs: voice.epochs, steps: voice.steps, optimizerSteps: 0, slots: trainer.state() };
      return new TrainingSession(material, trainer, randomOf(segment), { ...start, loss: null }, start);
    }
    const { epochs, steps, optimizerSteps, loss } = voice;
    const slots = grown(best ? new Map([...best, ...averages]) : trunk);
    const kept: Kept = { epochs, steps, optimizerSteps, loss, slots };
    if (goesOn) {
      const { random, ...counts } = voice.trunk;
      return new TrainingSession(material, trainer, Random.restored(random), kept, { ...counts, slots: trunk });
    }
    // What speaks is what was measured: a new segment begins with these very weights.
    const begun = new Map([...slots, ...prefixed('weight/', weights)]);
    return new TrainingSession(material, trainer, randomOf(segment), kept, { ...kept, slots: begun });
  }

  /** Rows of a batch: fewer than planned where the memory did not suffice for more. */
  get batchSize(): number {
    return this.#segment.batchSize;
  }

  get stepsPerEpoch(): number {
    return Math.ceil((this.#material.freshRows.length + this.#replayed) / this.batchSize);
  }

  /** Epochs and steps of the voice's life. */
  get epochs(): number {
    return this.#epochs;
  }

  get steps(): number {
    return this.#steps;
  }

  /** Epoch of the voice's life that speaks, and its held-out loss. */
  get best(): { readonly epochs: number; readonly loss: number | null } {
    return this.#kept;
  }

  /** Measure what speaks on the held-out clips: there may be others than when it was kept. */
  async measureBest(): Promise<void> {
    const trunk = this.#moment();
    const { slots, optimizerSteps } = this.#kept;
    this.#trainer.load(slots, optimizerSteps);
    this.#kept = { ...this.#kept, loss: await this.#heldOutLoss() };
    this.#trainer.load(trunk.slots, trunk.optimizerSteps);
  }

  /**
   * Train for one epoch, and keep it when it is better on the held-out clips than what was kept; without such clips, always.
   * @param afterSteps is awaited every now and then with the steps of the epoch that are done; throws to stop
   * @returns mean loss of its batches, and its held-out loss
   */
  async epoch(afterSteps: (done: number) => Promise<void>): Promise<{ train: number; heldOut: number | null }> {
    const { examples } = this.#material;
    const rows = this.#drawRows();
    const losses: number[] = [];
    for (let done = 0; done < rows.length;) {
      const trained = await this.#fitting(async () => {
        const { batchSize } = this;
        const taken = rows.subarray(done, done + stepsAtOnce * batchSize);
        const part = batchesOf(taken, batchSize, (row) => examples.weights[row]);
        const from = this.#steps - this.#segment.steps;
        const to = from + part.indices.length / batchSize;
        const report = await this.#trainer.runEpoch({
          data: examples.data,
          ...part,
          learningRates: learningRates(this.#segment, from, to),
          averageDecays: averageDecays(from, to),
        });
        return { rows: taken.length, losses: report.losses };
      });
      losses.push(...trained.losses);
      done += trained.rows;
      this.#steps += trained.losses.length;
      await afterSteps(losses.length);
    }
    this.#epochs++;
    const heldOut = await this.#heldOutLoss();
    const { loss, epochs } = this.#kept;
    // The epoch before a segment knows nothing of what is new in it.
    const isFirst = epochs === this.#segment.epochs;
    if (heldOut === null || isFirst || loss === null || heldOut < loss) {
      this.#kept = { ...this.#moment(), loss: heldOut };
    }
    return { train: mean(losses), heldOut };
  }

  /** Mean loss of the present average on each held-out clip that the parent was measured on; where there is none, on each. */
  async knownLosses(): Promise<number[]> {
    const { heldOut, heldOutKnown } = this.#material;
    const figures = await this.#fitting(() => this.#trainer.evaluate(heldOut.data, heldOut.speech, true));
    const any = heldOutKnown.includes(true);
    return heldOutKnown.flatMap((known, i) => {
      const [from, to] = [heldOut.starts[i], heldOut.starts[i + 1]];
      const ofClip = figures.filter((_, row) => heldOut.speech[row] >= from && heldOut.speech[row] < to);
      return (known || !any) && ofClip.length > 0 ? [mean(ofClip)] : [];
    });
  }

  /** End the segment: what follows goes on from what speaks, at a learning rate of its own. */
  endSegment(): void {
    const { epochs, steps, slots, optimizerSteps } = this.#kept;
    [this.#epochs, this.#steps, this.#isEnded] = [epochs, steps, true];
    this.#trainer.load(slots, optimizerSteps);
  }

  /** What speaks, on rows of the examples, [rows × 25]. */
  async speak(rows: Int32Array): Promise<Float32Array> {
    const trunk = this.#moment();
    this.#trainer.load(this.#kept.slots, this.#kept.optimizerSteps);
    const inputs = inputsAt(this.#material.examples, rows);
    const { cepstrum } = await this.#fitting(() => this.#trainer.predict(inputs, true));
    this.#trainer.load(trunk.slots, trunk.optimizerSteps);
    return cepstrum;
  }

  /** All that a continuation needs. */
  state(): TrainingSessionState {
    const trunk = this.#moment();
    const { epochs, steps, optimizerSteps, loss, slots } = this.#kept;
    const averages = [...slots].filter(([name]) => name.startsWith('average/'));
    return {
      voice: {
        epochs,
        steps,
        optimizerSteps,
        loss,
        trunk: {
          epochs: trunk.epochs,
          steps: trunk.steps,
          optimizerSteps: trunk.optimizerSteps,
          random: this.#random.state(),
        },
        segment: this.#isEnded ? null : this.#segment,
      },
      weights: new Map(averages.map(([name, tensor]) => [name.slice('average/'.length), tensor])),
      trunk: trunk.slots,
      best: epochs === trunk.epochs ? null : new Map([...slots].filter(([name]) => !name.startsWith('average/'))),
    };
  }

  dispose(): Promise<void> {
    return this.#trainer.dispose();
  }

  get #replayed(): number {
    const { freshRows, poolRows } = this.#material;
    return Math.min(poolRows.length, Math.round(this.#segment.replayShare * freshRows.length));
  }

  /** Do `work`, where the memory does not suffice with half the batch, and half of that; the weights stay what they are. */
  async #fitting<T>(work: () => Promise<T>): Promise<T> {
    for (;;) {
      try {
        return await work();
      } catch (error) {
        const batchSize = Math.ceil(this.batchSize / 2);
        if (!(error instanceof OutOfMemory) || batchSize < smallestBatch) throw error;
        const { slots, optimizerSteps } = this.#moment();
        await this.#trainer.dispose();
        this.#segment = { ...this.#segment, batchSize };
        this.#trainer = await createTrainer(this.#material, this.#segment);
        this.#trainer.load(slots, optimizerSteps);
      }
    }
  }

  #moment(): Moment {
    return {
      epochs: this.#epochs,
      steps: this.#steps,
      optimizerSteps: this.#trainer.step,
      slots: this.#trainer.state(),
    };
  }

  async #heldOutLoss(): Promise<number | null> {
    const { heldOut } = this.#material;
    if (heldOut.speech.length === 0) return null;
    return mean(await this.#fitting(() => this.#trainer.evaluate(heldOut.data, heldOut.speech, true)));
  }

  /** Rows of one epoch in random order: all fresh ones, and a random choice of the pool. */
  #drawRows(): Int32Array {
    const { freshRows, poolRows } = this.#material;
    const replay = this.#random.shuffle(poolRows.slice()).subarray(0, this.#replayed);
    const rows = new Int32Array(freshRows.length + replay.length);
    rows.set(freshRows);
    rows.set(replay, freshRows.length);
    return this.#random.shuffle(rows);
  }
}

const createTrainer = ({ frames, provider, frame }: Material, { batchSize, seed }: Segment): Promise<Trainer> =>
  Trainer.create(voiceModel(frame.manners.length), {
    batchSize,
    seed,
    providers: [provider],
    optimizer: optimizerFor(frames),
    rateOf: rateFor(frames),
  });

const randomOf = ({ seed }: Segment): Random => Random.seeded(seed ^ 0x5eed);

const prefixed = (prefix: string, tensors: NamedTensors): NamedTensors =>
  new Map([...tensors].map(([name, tensor]) => [prefix + name, tensor]));

/** The model's inputs at some rows of the examples. */
function inputsAt({ data, weights }: Examples, rows: Int32Array): InputRows {
  const pick = <T extends Float32Array | Int32Array>(from: T, make: (length: number) => T): T => {
    const width = from.length / weights.length;
    const picked = make(rows.length * width);
    for (const [i, row] of rows.entries()) picked.set(from.subarray(row * width, (row + 1) * width), i * width);
    return picked;
  };
  return {
    window: pick(data.window, (length) => new Float32Array(length)),
    phones: pick(data.phones, (length) => new Int32Array(length)),
    context: pick(data.context, (length) => new Float32Array(length)),
    manner: pick(data.manner, (length) => new Float32Array(length)),
  };
}
