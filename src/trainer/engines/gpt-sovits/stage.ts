// What the trainings of both models have in common: what they begin from, what they report, and what can go wrong.
import { UserError, toldAs } from '../../../errors.ts';
import type { Checkout } from './checkout.ts';
import type { Dataset } from './dataset.ts';

/** A checkpoint that a training has written to its end; the files may be moved away. */
export interface Saved {
  /** Epochs and optimizer steps of this call. */
  readonly epochs: number;
  readonly steps: number;
  /** Counted as the checkpoint counts them. */
  readonly checkpointEpochs: number;
  readonly checkpointSteps: number;
  /** Where the files lie, by their names in a state. */
  readonly files: Readonly<Record<string, string>>;
  /** Mean loss of each epoch since the last one, by epoch of this call. */
  readonly losses: ReadonlyMap<number, number>;
}

export interface StageRequest {
  readonly checkout: Checkout;
  /** The working folder; what is made lies in its folder `timbre`, where the data set is, too. */
  readonly folder: string;
  readonly dataset: Dataset;
  readonly signal: AbortSignal;
  readonly epochs: number;
  readonly batchSize: number;
  readonly seed: number;
  /** A checkpoint of the program's own, or weights that it takes for pretrained ones. Absolute paths. */
  readonly onSaved: (saved: Saved) => Promise<void>;
  /** Epochs of this call, as a fraction, and optimizer steps; the loss is of the current batch. */
  readonly onProgress: (epochs: number, steps: number, loss: number | null) => void;
}

export const notLoaded = (model: string, why: string): UserError =>
  new UserError(
    'checkpoint-not-loaded',
    `GPT-SoVITS did not take up the voice’s earlier ${model} training (${why}), so it was stopped before it could begin anew.`,
    'Nothing was changed. Try again; if it happens again, roll back to another version or use /train fresh.',
    { told: toldAs('training-stopped') },
  );

export const pretrainedNotLoaded = (model: string, why: string): UserError =>
  new UserError(
    'pretrained-not-loaded',
    `GPT-SoVITS did not load the pretrained ${model} model (${why}) and would have trained from random numbers.`,
    'Nothing was changed. Ask the operator to run: npm run cli -- doctor',
    { told: toldAs('engine-incomplete', { engine: 'gpt-sovits' }) },
  );

export const noStep = (model: string): UserError =>
  new UserError(
    'no-step',
    `The ${model} training of GPT-SoVITS ended without a single step, so nothing was learnt.`,
    'Nothing was changed. Add a few recordings with transcripts and try again.',
    { told: toldAs('no-step') },
  );

export const diverged = (model: string): UserError =>
  new UserError(
    'training-diverged',
    `The ${model} training of GPT-SoVITS ran out of numbers: its loss is infinite.`,
    'Nothing was changed. Try again with fewer epochs, or use /train fresh.',
    { told: toldAs('training-diverged') },
  );

/** As Python says it. */
export const noSpaceLeft = 'No space left on device';

export const diskFull = (cause: Error): UserError =>
  new UserError(
    'not-enough-disk',
    'The disk was full before the training could save what it had learnt.',
    'Ask the operator to make room, then try again.',
    { cause, told: toldAs('disk-low') },
  );

/** Runs tasks one after the other; after one has failed, the rest is not begun. */
export class Sequence {
  #last: Promise<void> = Promise.resolve();
  readonly #onError: (error: unknown) => void;

  constructor(onError: (error: unknown) => void) {
    this.#onError = onError;
  }

  add(task: () => Promise<void>): void {
    const next = this.#last.then(task);
    next.catch(this.#onError);
    this.#last = next;
  }

  /** Wait for what was added. */
  async settle(): Promise<void> {
    await this.#last.catch(() => {});
  }

  /** @throws what the first failing task threw */
  async end(): Promise<void> {
    await this.#last;
  }
}
