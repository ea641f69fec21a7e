// Chooses how a run trains: numbers the user named win, the rest follows from what is new and how mature the voice is.
import { createHash } from 'node:crypto';
import type { TrainingPlan } from '../../../storage/records.ts';
import type { PlanInput } from '../engine.ts';

/** Frames of 5 ms in a batch. */
const batchSize = 256;
const framesPerSecond = 200;
/** Learning rate of a start from the base; measured best of 3e-4, 1e-3, 3e-3 at one minute of speech. */
const baseLearningRate = 1e-3;

const seconds = (value: number): string => `${value.toFixed(0)} s`;

/**
 * Plan a training run. The same input gives the same plan.
 * @returns a plan with one sentence of reason for every choice
 */
export function planTraining(input: PlanInput): TrainingPlan {
  const reasons: string[] = [];
  const continuing = input.parent !== null;
  const fresh = continuing ? input.newSeconds : input.newSeconds + input.oldSeconds;
  const old = continuing ? input.oldSeconds : 0;

  reasons.push(
    continuing
      ? `Continues from v${input.parent?.number}: ${seconds(fresh)} of new speech on top of ${seconds(old)} it already knows.`
      : `Starts from the base voice with ${seconds(fresh)} of speech.`,
  );

  const replayShare = continuing && fresh > 0 ? Math.min(1, old / fresh) : continuing ? 1 : 0;
  if (continuing && fresh > 0 && replayShare > 0) {
    reasons.push(
      `Replays ${seconds(replayShare * fresh)} of earlier speech in each epoch, so that what was learnt is not lost.`,
    );
  } else if (continuing && fresh === 0) {
    reasons.push('There is nothing new: it goes over all the speech it already knows.');
  }
  const epochSeconds = fresh > 0 ? fresh * (1 + replayShare) : old;
  const stepsPerEpoch = Math.max(1, Math.ceil((epochSeconds * framesPerSecond) / batchSize));

  let epochs: number;
  if (input.epochs === null) {
    const share = continuing ? fresh / (fresh + old) : 1;
    const steps = 400 + 800 * share;
    epochs = Math.min(80, Math.max(4, Math.round(steps / stepsPerEpoch)));
    reasons.push(
      continuing
        ? `${epochs} epochs: ${(share * 100).toFixed(0)} % of the speech is new.`
        : `${epochs} epochs: about ${epochs * stepsPerEpoch} optimizer steps, enough for a young voice.`,
    );
  } else {
    epochs = input.epochs;
    reasons.push(`${epochs} more epochs, as you asked.`);
    if (epochs * stepsPerEpoch > 20_000)
      reasons.push('That is a lot: the voice may stop improving long before the end.');
  }

  const learningRate = continuing ? baseLearningRate * Math.max(0.3, fresh / (fresh + old) || 0.3) : baseLearningRate;
  const rate = learningRate.toExponential(1);
  reasons.push(
    continuing
      ? `Learning rate ${rate}: lower than from scratch (${baseLearningRate.toExponential(1)}), so that learnt features survive.`
      : `Learning rate ${rate}, falling to a tenth along a cosine.`,
  );

  const earlyStopPatience = input.epochs === null && input.heldOutClips > 0 ? 8 : null;
  reasons.push(
    input.heldOutClips === 0
      ? 'Nothing is held out yet, so every epoch is kept as it comes; from four transcribed clips on, one is held out.'
      : `The epoch that is best on ${input.heldOutClips} held-out ${input.heldOutClips === 1 ? 'clip' : 'clips'} is kept${earlyStopPatience === null ? '' : `, and training stops after ${earlyStopPatience} epochs without a better one`}.`,
  );

  return {
    mode: input.mode,
    parentVersionId: input.parent?.id ?? null,
    epochs,
    learningRate,
    warmupSteps: Math.min(50, Math.ceil((epochs * stepsPerEpoch) / 10)),
    batchSize,
    replayShare,
    earlyStopPatience,
    seed: createHash('sha256')
      .update(`${input.voiceId}:${input.parent?.number ?? 0}`)
      .digest()
      .readUInt32BE(0),
    pilotEpochs: 0,
    reasons,
    warnings: [],
  };
}
