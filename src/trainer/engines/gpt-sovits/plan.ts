// Chooses how a run trains with GPT-SoVITS: numbers that the user named win, the rest follows from its authors' defaults, from
// what is new, and from the memory that is free.
import { createHash } from 'node:crypto';
import { type Note, noteOf } from '../../../i18n/notes.ts';
import type { TrainingPlan } from '../../../storage/records.ts';
import type { PlanInput } from '../engine.ts';

/** The defaults of the web interface for a first training. */
const firstEpochs = { s2: 8, s1: 15 };
/** Fewer make no difference that could be heard. */
const fewestEpochs = { s2: 3, s1: 4 };
/** The learning rate of S2 from its base; S1 sets its own. */
const baseRate = 1e-4;
/** A continuation goes on at this share of it at least. */
const lowestShare = 0.3;
const largestBatch = 16;
/** So much old speech is gone over, seconds for each second of new speech, or as a whole where it is less than this. */
const replayFactor = 4;
const replaySeconds = 600;
/** Epochs of a long training, as a share of the usual ones. */
const longer = 1.5;
/** More than this and words get lost: S1 learns its sentences by heart. */
const manyEpochs = 25;

const GiB = 2 ** 30;

/** Epochs of S1 in a plan; those of S2 are its `epochs`. */
export const s1EpochsOf = ({ epochs, secondEpochs }: TrainingPlan): number => secondEpochs ?? epochs;

/** What the web interface takes: half a batch for each gigabyte of the card, a quarter on the processor, half that in full precision. */
function batchFor(freeBytes: number | null, cuda: boolean, isHalf: boolean): number {
  const free = (freeBytes ?? 4 * GiB) / GiB + 0.4;
  const batch = cuda ? free / (isHalf ? 2 : 4) : free / 8;
  return Math.max(1, Math.min(largestBatch, Math.floor(batch)));
}

/**
 * Plan a training run. The same input gives the same plan.
 * @param isHalf whether it is computed in half precision
 * @returns a plan with a reason for every choice
 */
export function planTraining(input: PlanInput, isHalf: boolean): TrainingPlan {
  const { parent, device } = input;
  const reasons: Note[] = [];
  const warnings: Note[] = [];
  const known = parent === null ? 0 : input.oldSeconds;
  const fresh = input.newSeconds + input.oldSeconds - known;
  const share = fresh + known === 0 ? 1 : fresh / (fresh + known);
  reasons.push(
    parent === null
      ? noteOf('sovits-from-base', { fresh })
      : noteOf('plan-from-version', { parent: parent.number, fresh, known }),
  );

  const { effort } = input;
  const more = (model: 's2' | 's1'): number => {
    if (effort === 'quick') return fewestEpochs[model];
    const usual =
      parent === null ? firstEpochs[model] : Math.max(fewestEpochs[model], Math.round(firstEpochs[model] * share));
    return effort === 'long' ? Math.round(longer * usual) : usual;
  };
  const epochs = input.epochs ?? more('s2');
  const secondEpochs = input.epochs ?? more('s1');
  if (input.epochs === null && effort === 'quick') reasons.push(noteOf('sovits-quick'));
  if (input.epochs === null && effort === 'long') reasons.push(noteOf('sovits-long'));
  if (input.epochs !== null) {
    reasons.push(noteOf('sovits-epochs-asked', { count: epochs }));
    if (epochs > manyEpochs) warnings.push(noteOf('sovits-many-epochs', { epochs, most: manyEpochs }));
  } else if (parent === null) {
    reasons.push(noteOf('sovits-epochs-first', { epochs, second: secondEpochs }));
  } else {
    reasons.push(noteOf('sovits-epochs', { epochs, second: secondEpochs, share }));
  }

  const learningRate = parent === null ? baseRate : baseRate * Math.max(lowestShare, share);
  reasons.push(noteOf(parent === null ? 'sovits-rate-first' : 'sovits-rate', { rate: learningRate.toExponential(1) }));

  const replayShare =
    known === 0 || fresh === 0 ? 1 : Math.min(known, Math.max(replayFactor * fresh, replaySeconds)) / fresh;
  if (known > 0 && fresh > 0) {
    const replayed = replayShare * fresh;
    reasons.push(
      replayed >= known ? noteOf('sovits-replay-all', { replayed: known }) : noteOf('sovits-replay', { replayed }),
    );
  }

  const cuda = device.provider === 'cuda';
  const batchSize = batchFor(device.freeBytes, cuda, isHalf);
  const room = { batch: batchSize, free: (device.freeBytes ?? 0) / GiB };
  reasons.push(
    device.freeBytes === null
      ? noteOf('sovits-batches', room)
      : noteOf(cuda ? 'sovits-batches-card' : 'sovits-batches-cpu', room),
  );
  if (!cuda) warnings.push(noteOf('sovits-no-card'));
  if (input.heldOutClips > 0) reasons.push(noteOf('sovits-last-epoch'));
  return {
    mode: input.mode,
    parentVersionId: parent?.id ?? null,
    epochs,
    secondEpochs,
    learningRate,
    warmupSteps: 0,
    batchSize,
    replayShare,
    earlyStopPatience: null,
    seed: createHash('sha256')
      .update(`${input.voiceId}:${parent?.number ?? 0}`)
      .digest()
      .readUInt32BE(0),
    pilotEpochs: 0,
    ...(effort && { effort }),
    reasons,
    warnings,
  };
}
