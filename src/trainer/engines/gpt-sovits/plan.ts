// Chooses how a run trains with GPT-SoVITS: numbers that the user named win, the rest follows from its authors' defaults, from
// what is new, and from the memory that is free.
import { createHash } from 'node:crypto';
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
 * @returns a plan with one sentence of reason for every choice
 */
export function planTraining(input: PlanInput, isHalf: boolean): TrainingPlan {
  const { parent, device } = input;
  const reasons: string[] = [];
  const warnings: string[] = [];
  const known = parent === null ? 0 : input.oldSeconds;
  const fresh = input.newSeconds + input.oldSeconds - known;
  const share = fresh + known === 0 ? 1 : fresh / (fresh + known);
  reasons.push(
    parent === null
      ? `Starts from the pretrained models with ${fresh.toFixed(0)} s of speech.`
      : `Continues from v${parent.number}: ${fresh.toFixed(0)} s of new speech on top of ${known.toFixed(0)} s it already knows.`,
  );

  const more = (model: 's2' | 's1'): number =>
    parent === null ? firstEpochs[model] : Math.max(fewestEpochs[model], Math.round(firstEpochs[model] * share));
  const epochs = input.epochs ?? more('s2');
  const secondEpochs = input.epochs ?? more('s1');
  if (input.epochs !== null) {
    reasons.push(`${epochs} more epochs of both models, as you asked.`);
    if (epochs > manyEpochs) {
      warnings.push(`${epochs} epochs are many for GPT-SoVITS: beyond ${manyEpochs} it tends to swallow words.`);
    }
  } else if (parent === null) {
    reasons.push(
      `${epochs} epochs for the sound (S2) and ${secondEpochs} for the manner of speaking (S1), as its authors advise.`,
    );
  } else {
    reasons.push(
      `${epochs} epochs for the sound (S2) and ${secondEpochs} for the manner of speaking (S1): ${(100 * share).toFixed(0)} % of the speech is new.`,
    );
  }

  const learningRate = parent === null ? baseRate : baseRate * Math.max(lowestShare, share);
  reasons.push(
    parent === null
      ? `Learning rate ${learningRate.toExponential(1)} for S2, the same throughout; S1 sets its own.`
      : `Learning rate ${learningRate.toExponential(1)} for S2, lower than at first, so that learnt features survive; S1 sets its own.`,
  );

  const replayShare =
    known === 0 || fresh === 0 ? 1 : Math.min(known, Math.max(replayFactor * fresh, replaySeconds)) / fresh;
  if (known > 0 && fresh > 0) {
    reasons.push(
      replayShare * fresh >= known
        ? `Goes over the ${known.toFixed(0)} s that it knows, too, so that nothing is forgotten.`
        : `Goes over ${(replayShare * fresh).toFixed(0)} s of what it knows, too, another choice in each run, so that nothing is forgotten.`,
    );
  }

  const cuda = device.provider === 'cuda';
  const batchSize = batchFor(device.freeBytes, cuda, isHalf);
  const free = device.freeBytes === null ? 'an unknown amount of' : `${(device.freeBytes / GiB).toFixed(1)} GB`;
  reasons.push(
    `Batches of ${batchSize} at most: ${free} memory is free on the ${cuda ? 'graphics card' : 'processor'}.`,
  );
  if (!cuda) warnings.push('There is no graphics card, so an epoch takes many minutes, not seconds.');
  if (input.heldOutClips > 0)
    reasons.push('GPT-SoVITS does not look at test clips while it trains: the last epoch is kept.');
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
    reasons,
    warnings,
  };
}
