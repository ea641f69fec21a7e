// One training run: survey → starting point → plan and check → train and measure → publish, from wherever a claim finds it.
import path from 'node:path';
import { UserError } from '../errors.ts';
import { phaseSeconds } from '../metrics/figures.ts';
import { ChosenMeanwhile } from '../storage/runs/publishing.ts';
import type { StateManifest, StepProgress, TrainingWork } from '../storage/records.ts';
import type { TrainingRun } from '../storage/storage.ts';
import { secondsOf } from '../audio/clip.ts';
import type { EngineContext, EngineEvent, PrepareReport, TrainOutcome, TrainRequest } from './engines/engine.ts';
import { type ClipFigures, toMetrics } from './engines/measuring/figures.ts';
import type { Lease } from './lease.ts';
import { likenessTo } from './likeness.ts';
import { storeState } from './states.ts';
import { type Attempt, beginAttempt } from './training/attempt.ts';
import { prepareFitting } from './training/fitting.ts';
import { check, planFor } from './training/planning.ts';
import { type Standing, standUp } from './training/standing.ts';
import { type StartingPoint, parentOf, restoreStart, startingPoint } from './training/starting-point.ts';
import { type Material, type Survey, materialFor, survey } from './training/survey.ts';
import { speak, type TrainerServices, withFolder } from './services.ts';

/** What every version says first: the same text, so that versions can be compared by ear and byte for byte. */
export const previewText =
  'Hello! This is what I sound like today. Send me more recordings, and I will sound a little more like you.';

/**
 * Do a claimed training run. Every write carries the fence, so a run that was taken over in the meantime is left alone.
 * @returns whether the run was published by this call
 * @throws UserError with what stands in the way; the lease's reason when it is aborted
 */
export async function trainingRun(services: TrainerServices, run: TrainingRun, lease: Lease): Promise<boolean> {
  return withFolder(services, run, async (folder) => {
    const attempt = await beginAttempt(services, run, lease, folder);
    const found = await survey(attempt);
    const context = contextOf(attempt, found);
    const point = await startingPoint(attempt, found, silently(context));
    const material = await materialFor(services, found, parentOf(point));
    const given = await planAndCheck(attempt, found, material, point);
    const kept = { choices: run.choices ?? found.voice.choices, words: run.words ?? wordsOf(found.samples) };
    const hasRival = found.voice.activeVersionId !== null;
    attempt.expect(workOf(given, hasRival));
    await attempt.enter('preparing', { ...kept, plan: given.plan });
    await attempt.report({ ...nothingYet, phase: 'preparing' });
    const { prepared, fitting } = await prepareFitting(services.engine, given, material.leftOutBefore, found, context);
    const request = await planAnew(attempt, found, given, fitting, point);
    attempt.expect(workOf(request, hasRival));
    await attempt.enter('training', { ...kept, plan: request.plan });
    const trained = await trainAndMeasure(attempt, request, context);
    return await publish(attempt, { found, point, choices: kept.choices, prepared, request, trained }, context);
  });
}

const nothingYet: Omit<StepProgress, 'phase'> = {
  done: 0,
  total: 0,
  epoch: 0,
  epochs: 0,
  step: 0,
  trainLoss: null,
  heldOutLoss: null,
  secondsLeft: null,
};

/** How much there is to do. */
function workOf(request: TrainRequest, hasRival: boolean): TrainingWork {
  const { plan, trainClips, heldOutClips, newClipIds, earlierLosses } = request;
  const isNew = ({ id }: { readonly id: string }): boolean => newClipIds.has(id);
  const learnt = trainClips.filter(isNew);
  // Where nothing is new, all is learnt once more.
  const inEpoch = learnt.length === 0 ? secondsOf(trainClips) : secondsOf(learnt) * (1 + plan.replayShare);
  const done = earlierLosses.at(-1)?.epoch ?? 0;
  const clips = [...trainClips, ...heldOutClips];
  return {
    seconds: secondsOf(clips),
    newSeconds: secondsOf(clips.filter(isNew)),
    testClips: heldOutClips.length,
    hasRival,
    epochSeconds: Math.max(0, plan.epochs - done) * inEpoch,
    ...(plan.effort && { effort: plan.effort }),
  };
}

/** What is said in samples, by their ids. */
const wordsOf = (samples: Survey['samples']): Map<string, string> =>
  new Map(samples.flatMap(({ id, transcript }) => (transcript === null ? [] : [[id, transcript]])));

/** What the engine is given: its checkpoints are stored, its progress is shown. */
function contextOf(attempt: Attempt, { fetch }: Survey): EngineContext {
  const { services, signal, stateDir } = attempt;
  let last: StateManifest | null = null;
  const onEvent = async (event: EngineEvent): Promise<void> => {
    if (event.type === 'progress') return attempt.report(event.progress);
    if (event.type === 'chosen') return attempt.chosen(event);
    const manifest = await storeState(services.storage.blobs, services.engine, stateDir, last);
    const { epoch, step, losses } = event;
    await attempt.saveCheckpoint({ epoch, step, manifest, losses: [...losses] });
    last = manifest;
  };
  return { signal, cacheDir: services.cacheDir, onEvent, fetch };
}

/**
 * What the engine is to do, by all that is there; a later attempt keeps to the plan of the first.
 * @returns it, with the state to begin with in place
 * @throws UserError with what stands in the way
 */
async function planAndCheck(
  attempt: Attempt,
  found: Survey,
  material: Material,
  point: StartingPoint,
): Promise<TrainRequest> {
  const { services, run, stateDir } = attempt;
  const { trainClips, heldOutClips, newClipIds } = material;
  const checkpoint = await services.storage.runs.latestCheckpoint(run.id);
  const plan = run.plan ?? (await planFor(attempt, found, material, point));
  await restoreStart(attempt, point, checkpoint?.manifest ?? null);
  return await check(attempt, {
    stateDir,
    start: checkpoint === null ? point.kind : 'resume',
    plan,
    trainClips,
    heldOutClips,
    newClipIds,
    earlierLosses: checkpoint?.losses ?? [],
  });
}

const countsOf = ({ trainClips, heldOutClips, newClipIds }: TrainRequest): string =>
  [trainClips.length, heldOutClips.length, newClipIds.size].join();

/** Plan once more where clips can't be used, or can be now: the first plan counted them otherwise. @throws UserError as before */
async function planAnew(
  attempt: Attempt,
  found: Survey,
  given: TrainRequest,
  fitting: TrainRequest,
  point: StartingPoint,
): Promise<TrainRequest> {
  if (attempt.run.plan !== null || countsOf(given) === countsOf(fitting)) return fitting;
  return await check(attempt, { ...fitting, plan: await planFor(attempt, found, fitting, point) });
}

interface Trained {
  readonly outcome: TrainOutcome;
  /** On the held-out clips. */
  readonly figures: readonly ClipFigures[];
}

/** @throws UserError `no-step` when nothing was learnt */
async function trainAndMeasure(attempt: Attempt, request: TrainRequest, context: EngineContext): Promise<Trained> {
  const { engine } = attempt.services;
  const { heldOutClips, stateDir } = request;
  const outcome = await engine.train(request, context);
  if (outcome.steps === 0) {
    throw new UserError('no-step');
  }
  await attempt.enter('evaluating');
  await attempt.report({ ...finished(outcome), phase: 'evaluating', total: heldOutClips.length });
  return { outcome, figures: await engine.evaluate(stateDir, heldOutClips, silently(context)) };
}

/** For what is no part of the training itself. */
const silently = (context: EngineContext): EngineContext => ({ ...context, onEvent: async () => {} });

/** @returns false when the run was lost or cancelled at the last moment */
async function publish(
  attempt: Attempt,
  made: {
    readonly found: Survey;
    readonly point: StartingPoint;
    readonly choices: number;
    readonly prepared: PrepareReport;
    /** With the clips that could be used. */
    readonly request: TrainRequest;
    readonly trained: Trained;
  },
  given: EngineContext,
): Promise<boolean> {
  const { services, run, stateDir } = attempt;
  const { storage, engine } = services;
  const { point, prepared } = made;
  const { samples, trainClips: all } = made.found;
  const { outcome, figures } = made.trained;
  const { plan, trainClips, heldOutClips, newClipIds } = made.request;
  const used = new Set(trainClips.map(({ id }) => id));
  const context = silently(given);
  const rivalDir = path.join(attempt.folder, 'rival');
  const compared = { rivalDir, figures, samples, heldOutClips, choices: made.choices };
  const nameOf = new Map(samples.map((sample) => [sample.id, sample.originalName]));
  let standing = await standUp(attempt, compared, context);

  await attempt.enter('publishing');
  await attempt.report({ ...finished(outcome), phase: 'publishing', total: 1 });
  const manifest = await storeState(storage.blobs, engine, stateDir);
  const preview = await speak(services, stateDir, previewText, context);
  const manners = (await engine.manners?.(stateDir)) ?? null;

  const write = async ({ decision, rival, choices }: Standing): Promise<boolean> => {
    const rivalPreview =
      decision === null || decision.active || rival === null || rival.metrics === null
        ? null
        : { ...(await speak(services, rivalDir, previewText, context)), versionId: rival.versionId };
    const version = {
      engine: engine.id,
      parentId: point.kind === 'base' ? null : point.version.id,
      manifest,
      plan: { ...plan, reasons: [...plan.reasons, ...(outcome.reasons ?? [])] },
      metrics: toMetrics(figures, likenessTo(samples).metrics(figures)),
      sampleIds: trainClips.map((clip) => clip.id),
      leftOutIds: all.flatMap(({ id }) => (used.has(id) ? [] : [id])),
      words: wordsOf(samples),
      manners,
      training: {
        parentNumber: parentOf(point)?.number ?? null,
        rival,
        decision,
        leftOut: prepared.failed.map(({ clipId, reason }) => ({ clip: nameOf.get(clipId) ?? clipId, reason })),
        remarks: [...outcome.remarks],
        heldOutIds: heldOutClips.map(({ id }) => id),
        epochs: outcome.epochs,
        steps: outcome.steps,
        bestEpoch: outcome.bestEpoch,
        newSeconds: secondsOf(trainClips.filter(({ id }) => newClipIds.has(id))),
        phaseSeconds: attempt.phaseSeconds(),
      },
      activate: decision?.active ?? true,
      choices,
      took: attempt.took(workOf(made.request, made.found.voice.activeVersionId !== null), outcome.source ?? null),
    };
    const shown = { preview, rivalPreview, losses: outcome.losses };
    if ((await storage.runs.publish(run.id, run.fence, version, shown)) === null) return false;
    for (const [phase, seconds] of Object.entries(version.training.phaseSeconds)) {
      phaseSeconds.observe({ engine: engine.id, phase }, seconds);
    }
    return true;
  };
  for (;;) {
    try {
      return await write(standing);
    } catch (error) {
      if (!(error instanceof ChosenMeanwhile)) throw error;
      standing = await standUp(attempt, compared, context);
    }
  }
}

/** The progress of a training that is done. */
const finished = ({ epochs, steps }: TrainOutcome) => ({ ...nothingYet, epoch: epochs, epochs, step: steps }) as const;
