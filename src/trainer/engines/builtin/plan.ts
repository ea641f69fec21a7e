// Chooses how a run trains: numbers the user named win, the rest follows from what is new, how it differs from what the
// voice knows, and how mature the voice is. `npm run bench -- planner` holds its choices against fixed ones.
import { createHash } from 'node:crypto';
import type { TrainingPlan } from '../../../storage/records.ts';
import { type Note, noteOf } from '../../../i18n/notes.ts';
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
/** Passes of an effort, as a share of the usual ones; of a long one at most, where test clips tell. */
const passes = { quick: 0.25, usual: 1, long: 3 };
/** Earlier speech in an epoch, where there is so much: as much as new speech, seconds at least. */
const leastReplay = 180;
/** Epochs without a better one after which training stops. */
const patience = 8;
/** Steps of a pilot. */
const pilotSteps = 60;
/** Seconds that learning the timbre may take in a top-up, which is to end within two minutes; those of a step on two quiet cores; and least steps. */
const timbreBudget = { seconds: 30, usualStep: 0.6, least: 24 };
/** Share of the new seconds from which on what is odd about it counts. */
const notable = 0.25;

const between = (least: number, value: number, most: number): number => Math.min(most, Math.max(least, value));

/** As many as this machine makes in the time that there is. */
const timbreSteps = ({ stepSeconds }: PlanInput['device']): number =>
  Math.max(timbreBudget.least, Math.floor(timbreBudget.seconds / (stepSeconds ?? timbreBudget.usualStep)));

/** What the new data is; empty: more of the same. */
function oddities(news: News | null): Note[] {
  if (news === null) return [];
  const noise = news.snrDb === null || news.usualSnrDb === null ? 0 : news.usualSnrDb - news.snrDb;
  const conditions = { share: news.otherConditions, db: Math.round(noise) };
  return [
    ...(news.otherSpeaker >= notable ? [noteOf('odd-speaker', { share: news.otherSpeaker })] : []),
    ...(news.otherConditions < notable
      ? []
      : [noise > 3 ? noteOf('odd-conditions-noise', conditions) : noteOf('odd-conditions', conditions)]),
    ...(news.otherManner >= notable ? [noteOf('odd-manner', { share: news.otherManner })] : []),
  ];
}

/** What the new data brings; empty: nothing to tell. */
function gains(news: News | null): Note[] {
  if (news === null) return [];
  const what = [
    ...(news.newWords > 0 ? [noteOf('new-words', { count: news.newWords })] : []),
    ...(news.widerPitch >= 1 ? [noteOf('wider-range', { semitones: Math.round(news.widerPitch) })] : []),
  ];
  return what.length === 0 ? [] : [noteOf('plan-brings', { what })];
}

/**
 * Plan a training run. The same input gives the same plan.
 * @returns a plan with a reason for every choice
 */
export function planTraining(input: PlanInput): TrainingPlan {
  const { parent, news, heldOutClips } = input;
  const isNew = input.newSeconds > 0;
  const fresh = parent !== null && isNew ? input.newSeconds : input.newSeconds + input.oldSeconds;
  const old = parent !== null && isNew ? input.oldSeconds : 0;
  const share = fresh / (fresh + old);
  const odd = oddities(news);
  const reasons: Note[] = [];
  const warnings: Note[] = [];

  if (parent === null)
    reasons.push(input.fromOtherVoice ? noteOf('plan-from-other', { fresh }) : noteOf('plan-from-base', { fresh }));
  else if (isNew) {
    reasons.push(noteOf('plan-from-version', { parent: parent.number, fresh, known: old }), ...gains(news));
  } else {
    reasons.push(noteOf('plan-nothing-new', { parent: parent.number }));
  }
  if (odd.length > 0) reasons.push(noteOf('plan-unlike', { what: odd }));

  const replayed = Math.min(old, Math.max(leastReplay, odd.length === 0 ? fresh : 2 * fresh));
  const replayShare = fresh > 0 ? replayed / fresh : 0;
  if (replayed > 0) reasons.push(noteOf(replayed < old ? 'plan-replay' : 'plan-replay-all', { replayed }));

  const held = fresh + Math.min(old, poolSeconds(replayShare, fresh));
  const batchSize = fittingBatch(held, input.device.freeBytes ?? Infinity) ?? smallestBatch;
  if (batchSize < usualBatch) reasons.push(noteOf('plan-batches', { batch: batchSize }));
  const stepsPerEpoch = Math.max(1, Math.ceil(((fresh + replayed) * framesPerSecond) / batchSize));
  const effort = input.effort ?? 'usual';
  const times = input.epochs === null ? passes[effort] : 1;
  const few = Math.min(1, times);
  const fitting = between(
    Math.ceil(few * epochRange.least),
    Math.round((times * usualSteps) / stepsPerEpoch),
    times * epochRange.most,
  );
  const epochs = input.epochs ?? fitting;
  if (input.epochs === null) {
    if (effort === 'quick') reasons.push(noteOf('plan-quick'));
    if (effort === 'long') reasons.push(noteOf(heldOutClips > 0 ? 'plan-long' : 'plan-long-untested', { times }));
    const length = { epochs, steps: epochs * stepsPerEpoch };
    reasons.push(
      parent === null
        ? noteOf('plan-epochs-young', length)
        : isNew
          ? noteOf('plan-epochs-new', { ...length, share })
          : noteOf('plan-epochs', length),
    );
  } else {
    reasons.push(noteOf(parent === null ? 'plan-epochs-asked' : 'plan-epochs-more-asked', { count: epochs }));
    if (3 * epochs < fitting) {
      warnings.push(noteOf('plan-few-epochs', { count: epochs, fresh, fitting }));
    } else if (epochs > 5 * fitting) {
      warnings.push(
        noteOf(heldOutClips > 0 ? 'plan-many-epochs' : 'plan-many-epochs-untested', { epochs, fresh, fitting }),
      );
    }
  }

  const maturity = Math.max(leastRate, 1 / Math.sqrt(1 + (parent?.steps ?? 0) / maturingSteps));
  const learningRate = parent === null ? baseRate : baseRate * maturity * (odd.length === 0 ? 1 : 0.5);
  const rate = learningRate.toExponential(1);
  const warmupSteps = Math.min(50, stepsPerEpoch);
  if (parent === null) reasons.push(noteOf('plan-rate-young', { rate, steps: warmupSteps }));
  else if (isNew) {
    reasons.push(
      noteOf(odd.length === 0 ? 'plan-rate' : 'plan-rate-halved', {
        rate,
        base: baseRate.toExponential(1),
        steps: parent.steps,
      }),
    );
  }

  const inner = innerShare((input.newSeconds + input.oldSeconds) * framesPerSecond);
  if (inner < 1 && (parent === null || isNew)) {
    reasons.push(noteOf('plan-inner', { share: inner, seconds: input.newSeconds + input.oldSeconds }));
  }

  const chosen = input.epochs === null;
  const earlyStopPatience = chosen && heldOutClips > 0 ? patience * (effort === 'long' ? 2 : 1) : null;
  reasons.push(
    heldOutClips === 0
      ? noteOf('plan-untested')
      : earlyStopPatience === null
        ? noteOf('plan-best', { clips: heldOutClips })
        : noteOf('plan-best-stops', { clips: heldOutClips, patience: earlyStopPatience }),
  );
  const pilotEpochs =
    chosen && parent !== null && isNew && heldOutClips > 0
      ? between(1, Math.ceil(pilotSteps / stepsPerEpoch), Math.ceil(epochs / 4))
      : 0;
  if (pilotEpochs > 0) reasons.push(noteOf('plan-pilot', { epochs: pilotEpochs }));

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
    ...(input.effort && { effort }),
    ...(parent !== null && effort !== 'long' && { timbreSteps: timbreSteps(input.device) }),
    reasons,
    warnings,
  };
}
