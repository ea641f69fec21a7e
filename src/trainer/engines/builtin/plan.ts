// Chooses how a run trains: numbers the user named win, the rest follows from what is new, how it differs from what the
// voice knows, and how mature the voice is. `npm run bench -- planner` holds its choices against fixed ones.
import { createHash } from 'node:crypto';
import type { TrainingPlan } from '../../../storage/records.ts';
import type { News, PlanInput } from '../engine.ts';
import { framesPerSecond } from './source/features.ts';
import { fittingBatch, poolSeconds, smallestBatch, usualBatch } from './network/memory.ts';
import { innerShare } from './network/model.ts';

/** Learning rate of a start from the base. */
const baseRate = 3e-3;
/** Steps after which a voice is so mature that its rate is 1/√2 of that; and the least it falls to, as a share. */
const maturingSteps = 1500;
const leastRate = 0.25;
/** Optimizer steps of a run: more of them bring less than 0.03 dB. */
const usualSteps = 1600;
const epochRange = { least: 4, most: 80 };
/** Earlier speech in an epoch, where there is so much: as much as new speech, seconds at least. */
const leastReplay = 180;
/** Epochs without a better one after which training stops. */
const patience = 8;
/** Steps of a pilot. */
const pilotSteps = 60;
/** Share of the new seconds from which on what is odd about it counts. */
const notable = 0.25;

const seconds = (value: number): string => `${value.toFixed(0)} s`;
const percent = (share: number): string => `${(100 * share).toFixed(0)} %`;
const between = (least: number, value: number, most: number): number => Math.min(most, Math.max(least, value));

/** What the new data is, in words; null: more of the same. */
function oddities(news: News | null): string | null {
  if (news === null) return null;
  const noisier =
    news.snrDb !== null && news.usualSnrDb !== null && news.usualSnrDb - news.snrDb > 3
      ? ` (${(news.usualSnrDb - news.snrDb).toFixed(0)} dB more noise)`
      : '';
  const found = [
    news.otherSpeaker >= notable ? `${percent(news.otherSpeaker)} of it sounds like somebody else` : '',
    news.otherConditions >= notable ? `${percent(news.otherConditions)} was recorded otherwise${noisier}` : '',
    news.otherManner >= notable ? `${percent(news.otherManner)} is spoken otherwise` : '',
  ].filter((words) => words !== '');
  return found.length === 0 ? null : found.join(', ');
}

/** What the new data brings, in words; empty: nothing to tell. */
function gains(news: News | null): string {
  if (news === null) return '';
  const found = [
    ...(news.newWords > 0 ? [`${news.newWords} new words`] : []),
    ...(news.widerPitch >= 1 ? [`${news.widerPitch.toFixed(0)} semitones more range`] : []),
  ];
  return found.length === 0 ? '' : ` It brings ${found.join(' and ')}.`;
}

/**
 * Plan a training run. The same input gives the same plan.
 * @returns a plan with one sentence of reason for every choice
 */
export function planTraining(input: PlanInput): TrainingPlan {
  const { parent, news, heldOutClips } = input;
  const isNew = input.newSeconds > 0;
  const fresh = parent !== null && isNew ? input.newSeconds : input.newSeconds + input.oldSeconds;
  const old = parent !== null && isNew ? input.oldSeconds : 0;
  const share = fresh / (fresh + old);
  const odd = oddities(news);
  const reasons: string[] = [];
  const warnings: string[] = [];

  if (parent === null)
    reasons.push(
      input.fromOtherVoice
        ? `Starts with ${seconds(fresh)} of speech from another voice, which comes closer to yours than the base does.`
        : `Starts from the base voice with ${seconds(fresh)} of speech.`,
    );
  else if (isNew) {
    reasons.push(
      `Continues from v${parent.number}: ${seconds(fresh)} of new speech on top of ${seconds(old)} it already knows.${gains(news)}`,
    );
  } else {
    reasons.push(`Nothing is new since v${parent.number}: training goes on where the last one stopped.`);
  }
  if (odd !== null) reasons.push(`The new speech is not like the old: ${odd}.`);

  const replayed = Math.min(old, Math.max(leastReplay, odd === null ? fresh : 2 * fresh));
  const replayShare = fresh > 0 ? replayed / fresh : 0;
  if (replayed > 0) {
    reasons.push(
      `Replays ${replayed < old ? `${seconds(replayed)} of the` : `all ${seconds(replayed)} of`} earlier speech in each epoch, so that what was learnt is not lost.`,
    );
  }

  const held = fresh + Math.min(old, poolSeconds(replayShare, fresh));
  const batchSize = fittingBatch(held, input.device.freeBytes ?? Infinity) ?? smallestBatch;
  if (batchSize < usualBatch) reasons.push(`Batches of ${batchSize}: more does not fit into the memory that is free.`);
  const stepsPerEpoch = Math.max(1, Math.ceil(((fresh + replayed) * framesPerSecond) / batchSize));
  const fitting = between(epochRange.least, Math.round(usualSteps / stepsPerEpoch), epochRange.most);
  const epochs = input.epochs ?? fitting;
  if (input.epochs === null) {
    reasons.push(
      `${epochs} epochs: about ${epochs * stepsPerEpoch} optimizer steps${parent === null ? ', enough for a young voice' : isNew ? `; ${percent(share)} of the speech is new` : ''}.`,
    );
  } else {
    reasons.push(`${epochs} ${parent === null ? '' : 'more '}${epochs === 1 ? 'epoch' : 'epochs'}, as you asked.`);
    if (3 * epochs < fitting) {
      warnings.push(
        `${epochs} ${epochs === 1 ? 'epoch is' : 'epochs are'} little for ${seconds(fresh)} of ${isNew ? 'new ' : ''}speech, which will hardly be learnt: I would have taken ${fitting}.`,
      );
    } else if (epochs > 5 * fitting) {
      warnings.push(
        `${epochs} epochs on ${seconds(fresh)} of speech: it will be learnt by heart. I would have taken ${fitting}${heldOutClips > 0 ? '; of yours the best one is kept' : '; there is no test clip yet to tell the best one'}.`,
      );
    }
  }

  const maturity = Math.max(leastRate, 1 / Math.sqrt(1 + (parent?.steps ?? 0) / maturingSteps));
  const learningRate = parent === null ? baseRate : baseRate * maturity * (odd === null ? 1 : 0.5);
  const rate = learningRate.toExponential(1);
  const warmupSteps = Math.min(50, stepsPerEpoch);
  if (parent === null) reasons.push(`Learning rate ${rate}, after a warm-up of ${warmupSteps} steps.`);
  else if (isNew) {
    reasons.push(
      `Learning rate ${rate}: lower than from the base (${baseRate.toExponential(1)}) after ${parent.steps} steps of training${odd === null ? '' : ', and halved because the new speech is unlike the old'}, so that learnt features survive.`,
    );
  }

  const inner = innerShare((input.newSeconds + input.oldSeconds) * framesPerSecond);
  if (inner < 1 && (parent === null || isNew)) {
    reasons.push(
      `The inner layers learn at ${percent(inner)} of that: what they know of speech in general is kept while there is only ${seconds(input.newSeconds + input.oldSeconds)} of yours.`,
    );
  }

  const chosen = input.epochs === null;
  const earlyStopPatience = chosen && heldOutClips > 0 ? patience : null;
  reasons.push(
    heldOutClips === 0
      ? 'There is no test clip yet, so every epoch is kept as it comes; from four transcribed clips on, one is set aside as a test.'
      : `The epoch that is best on ${heldOutClips} test ${heldOutClips === 1 ? 'clip' : 'clips'} is kept${earlyStopPatience === null ? '' : `, and training stops after ${earlyStopPatience} epochs without a better one`}.`,
  );
  const pilotEpochs =
    chosen && parent !== null && isNew && heldOutClips > 0
      ? between(1, Math.ceil(pilotSteps / stepsPerEpoch), Math.ceil(epochs / 4))
      : 0;
  if (pilotEpochs > 0) {
    reasons.push(
      `A pilot of ${pilotEpochs} ${pilotEpochs === 1 ? 'epoch' : 'epochs'} comes first: it goes on only if what was learnt does not suffer.`,
    );
  }

  return {
    mode: input.mode,
    parentVersionId: parent?.id ?? null,
    epochs,
    learningRate,
    // Not by the number of epochs: as many more must go on where these end.
    warmupSteps,
    batchSize,
    replayShare,
    earlyStopPatience,
    pilotEpochs,
    seed: createHash('sha256')
      .update(`${input.voiceId}:${parent?.number ?? 0}`)
      .digest()
      .readUInt32BE(0),
    reasons,
    warnings,
  };
}
