// One training run: preflight → plan → prepare → train → evaluate → publish, from wherever a claim finds it.
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { type ComparedClip, speakerDistance } from '../audio/consistency.ts';
import { UserError } from '../errors.ts';
import type { RunProgress, TrainingFacts, TrainingPlan } from '../storage/records.ts';
import type { PhaseState } from '../storage/run-states.ts';
import { ChosenMeanwhile } from '../storage/runs/publishing.ts';
import type { TrainingRun, Sample, Version, Voice } from '../storage/storage.ts';
import { secondsOf } from './engines/clips.ts';
import type { EngineClip, EngineContext, EngineEvent, TrainRequest } from './engines/engine.ts';
import { type ClipFigures, toMetrics } from './engines/measuring/figures.ts';
import { type Decision, judge } from './gate.ts';
import { chooseHeldOut } from './held-out.ts';
import type { Lease } from './lease.ts';
import { describeNews } from './news.ts';
import { fetchFrom, findRecordings, toClip } from './recordings.ts';
import { restoreState, restoreWeights, storeState } from './states.ts';
import { steadyTimeLeft } from './time-left.ts';
import { announce, speak, type Workshop, withFolder } from './workshop.ts';

/** What every version says first: the same text, so that versions can be compared by ear and byte for byte. */
export const previewText =
  'Hello! This is what I sound like today. Send me more recordings, and I will sound a little more like you.';

/** Progress is written at most this often; a change of phase always is. */
const progressEveryMs = 500;

/**
 * Do a claimed training run. Every write carries the fence, so a run that was taken over in the meantime is left alone.
 * @returns whether the run was published by this call
 * @throws UserError with what stands in the way; the lease's reason when it is aborted
 */
export async function trainingRun(shop: Workshop, run: TrainingRun, lease: Lease): Promise<boolean> {
  const { storage, engine } = shop;
  const { request } = run;
  const clock = phaseClock();

  return withFolder(shop, run, async (folder) => {
    const stateDir = path.join(folder, 'state');
    const rivalDir = path.join(folder, 'rival');
    await mkdir(stateDir);
    const { signal } = lease;

    const report = progressWriter(shop, run, lease);
    const enter = async (phase: PhaseState, patch?: { plan: TrainingPlan; choices: number }): Promise<void> => {
      signal.throwIfAborted();
      clock.enter(phase);
      if (!(await storage.runs.advance(run.id, run.fence, phase, patch))) throw lease.lost();
    };

    // What is there: clips, the version to go on from, a checkpoint of an earlier attempt at this very run.
    const samples = await samplesOf(shop, run);
    await findRecordings(storage.blobs, samples);
    const fetch = fetchFrom(storage.blobs, samples);
    const context: EngineContext = { signal, cacheDir: shop.cacheDir, onEvent: async () => {}, fetch };
    const clipDir = path.join(folder, 'clips');
    await mkdir(clipDir);
    const voice = await shop.storage.voices.get(run.voiceId);
    if (voice === null) throw voiceUnknown();
    const origin = await originOf(shop, run, voice);
    const choices = run.choices ?? voice.choices;
    const clipsOf = (those: readonly Sample[]): EngineClip[] =>
      those.map((sample) => toClip(sample, clipDir, voice.language));
    const parent = origin?.voiceId === run.voiceId ? origin : null;
    const learnt = parent === null ? () => false : await storage.versions.learnt(parent.id);
    const trainClips = clipsOf(samples.filter(({ split }) => split === 'train'));
    const newClips = trainClips.filter((clip) => !learnt(clip));
    const isLater = ({ createdAt }: Sample): boolean => parent === null || createdAt > parent.knownUntil;
    const all = samples.filter(({ split }) => split === 'held-out');
    const heldOut = chooseHeldOut(all, isLater, newClips.length === 0 ? new Set(parent?.training?.heldOutIds) : null);
    const heldOutClips = clipsOf(heldOut);
    const newClipIds = new Set([...newClips, ...heldOut.filter(isLater)].map(({ id }) => id));
    const checkpoint = await storage.runs.latestCheckpoint(run.id);
    const begins = run.plan === null && parent === null && request.mode === 'continue';
    const other = begins
      ? await nearestVoice(shop, run, { samples, trainClips, folder }, context)
      : parent === null
        ? origin
        : null;
    const chosen =
      run.plan ??
      (await makePlan(shop, run, request, other ?? parent, { samples, trainClips, heldOutClips, newClipIds }));

    if (checkpoint !== null) {
      await restoreState(storage.blobs, engine, checkpoint.manifest, stateDir, 'The checkpoint of this run');
    } else if (parent?.manifest) {
      await restoreState(storage.blobs, engine, parent.manifest, stateDir, `Version ${parent.number}`);
    } else if (other?.manifest) {
      await restoreWeights(storage.blobs, engine, other.manifest, stateDir, 'The voice that this one starts from');
    }
    const wanted: TrainRequest = {
      stateDir,
      start: checkpoint !== null ? 'resume' : parent !== null ? 'continue' : other !== null ? 'other-voice' : 'base',
      plan: chosen,
      trainClips,
      heldOutClips,
      newClipIds,
      earlierLosses: checkpoint?.losses ?? [],
    };
    const findings = await engine.preflight(wanted);
    const obstacle = findings.find((finding) => finding.level === 'error');
    if (obstacle !== undefined) throw new UserError(obstacle.code, obstacle.message, obstacle.hint);
    // A later attempt says what the first one said.
    const warnings = findings.map(({ message, hint }) => `${message} ${hint}`);
    const plan = run.plan ?? { ...chosen, warnings: [...chosen.warnings, ...warnings] };
    const training = { ...wanted, plan };
    await enter('preparing', { plan, choices });

    const onEvent = async (event: EngineEvent): Promise<void> => {
      if (event.type === 'progress') return report(event.progress);
      const manifest = await storeState(storage.blobs, engine, stateDir);
      const { epoch, step, losses } = event;
      const checkpoint = { epoch, step, manifest, losses: [...losses] };
      if (!(await storage.runs.saveCheckpoint(run.id, run.fence, checkpoint))) throw lease.lost();
    };
    const prepared = await engine.prepare([...trainClips, ...heldOutClips], { ...context, onEvent });
    const nameOf = new Map(samples.map((sample) => [sample.id, sample.originalName]));

    await enter('training');
    const outcome = await engine.train(training, { ...context, onEvent });
    if (outcome.steps === 0) {
      throw new UserError(
        'no-step',
        'The training ended without a single step, so nothing was learnt.',
        'Add a few recordings with transcripts and try again.',
      );
    }

    await enter('evaluating');
    const last = { ...idleProgress, epoch: outcome.epochs, epochs: outcome.epochs, step: outcome.steps };
    await report({ ...last, phase: 'evaluating', total: heldOutClips.length });
    const figures = await engine.evaluate(stateDir, heldOutClips, context);
    const metrics = toMetrics(figures);
    const trained = { rivalDir, figures, samples, heldOutClips, choices };
    let standing = await standUp(shop, run, trained, context);

    await enter('publishing');
    await report({ ...last, phase: 'publishing', total: 1 });
    const manifest = await storeState(storage.blobs, engine, stateDir);
    const preview = await speak(shop, stateDir, previewText, context);
    const publish = async ({ decision, rival, choices: seen }: Standing): Promise<Version | null> => {
      const rivalPreview =
        decision === null || decision.active || rival === null || rival.metrics === null
          ? null
          : { ...(await speak(shop, rivalDir, previewText, context)), versionId: rival.versionId };
      const version = {
        engine: engine.id,
        parentId: parent?.id ?? other?.id ?? null,
        manifest,
        plan,
        metrics,
        sampleIds: trainClips.map((clip) => clip.id),
        words: new Map(trainClips.flatMap(({ id, transcript }) => (transcript === null ? [] : [[id, transcript]]))),
        training: {
          parentNumber: parent?.number ?? null,
          rival,
          decision,
          leftOut: prepared.failed.map(({ clipId, reason }) => ({ clip: nameOf.get(clipId) ?? clipId, reason })),
          remarks: [...outcome.remarks],
          heldOutIds: heldOutClips.map(({ id }) => id),
          epochs: outcome.epochs,
          steps: outcome.steps,
          bestEpoch: outcome.bestEpoch,
          newSeconds: secondsOf(newClips),
          phaseSeconds: clock.seconds(),
        },
        activate: decision?.active ?? true,
        choices: seen,
      };
      const shown = { preview, rivalPreview, losses: outcome.losses };
      return await storage.runs.publish(run.id, run.fence, version, shown);
    };
    for (;;) {
      try {
        return (await publish(standing)) !== null;
      } catch (error) {
        if (!(error instanceof ChosenMeanwhile)) throw error;
        standing = await standUp(shop, run, trained, context);
      }
    }
  });
}

const idleProgress = {
  done: 0,
  total: 0,
  epoch: 0,
  epochs: 0,
  step: 0,
  trainLoss: null,
  heldOutLoss: null,
  secondsLeft: null,
} as const;

/** Wall seconds of each phase of this attempt. */
function phaseClock(): { enter(phase: string): void; seconds(): Record<string, number> } {
  const spent: Record<string, number> = {};
  let phase = 'preparing';
  let since = performance.now();
  const settle = (): void => {
    const now = performance.now();
    spent[phase] = (spent[phase] ?? 0) + (now - since) / 1000;
    since = now;
  };
  return {
    enter(next) {
      settle();
      phase = next;
    },
    seconds() {
      settle();
      return { ...spent };
    },
  };
}

function progressWriter(
  shop: Workshop,
  run: TrainingRun,
  lease: Lease,
): (progress: Omit<RunProgress, 'at'>) => Promise<void> {
  let written = -Infinity;
  let phase: string | undefined;
  const timeLeft = steadyTimeLeft();
  return async (progress) => {
    const now = performance.now();
    const secondsLeft = timeLeft(progress);
    if (progress.phase === phase && now - written < progressEveryMs && progress.done < progress.total) return;
    written = now;
    phase = progress.phase;
    if (!(await shop.storage.runs.saveProgress(run.id, run.fence, { ...progress, secondsLeft, at: Date.now() })))
      throw lease.lost();
    announce(shop, run.id, 'progress');
  };
}

const voiceUnknown = (): UserError =>
  new UserError('voice-unknown', 'This voice is not there any more.', 'Begin a new one with /addsamples.');

/** The usable samples as they were when the run was first claimed, so that every attempt trains on the same ones. */
async function samplesOf(shop: Workshop, run: TrainingRun): Promise<Sample[]> {
  const since = run.startedAt ?? Date.now();
  const samples = (await shop.storage.samples.list(run.voiceId)).filter(
    (sample) => sample.createdAt <= since && sample.verdict.grade !== 'rejected' && sample.heldBack === null,
  );
  if (samples.length === 0) {
    if ((await shop.storage.voices.get(run.voiceId)) === null) throw voiceUnknown();
    throw new UserError(
      'no-usable-clips',
      'This voice has no usable recordings yet.',
      'Send some with /addsamples: a minute of clear speech is a good start.',
    );
  }
  return samples.sort((a, b) => (a.sha256 < b.sha256 ? -1 : 1));
}

/** The version that this run goes on from; of another voice where a new one begins from that; null: from the base. */
async function originOf(shop: Workshop, run: TrainingRun, voice: Voice): Promise<Version | null> {
  if (run.request.mode === 'fresh') return null;
  // A later attempt goes on from what the first one began with, whatever was rolled back to meanwhile.
  const parentId = run.plan === null ? voice.activeVersionId : run.plan.parentVersionId;
  if (parentId === null) return null;
  const version = await shop.storage.versions.get(parentId);
  if (version === null || version.manifest === null) {
    throw new UserError(
      'parent-missing',
      'The active version has no stored state, so it cannot be continued.',
      'Roll back to another version with /rollback, or use /train fresh.',
    );
  }
  return version;
}

/** How many voices that sound alike are tried as a beginning. */
const triedVoices = 4;

/**
 * The version of another voice, its owner's or one that others may start from, whose network comes closer to these
 * recordings than the base does; null: none.
 */
async function nearestVoice(
  shop: Workshop,
  run: TrainingRun,
  given: { readonly samples: readonly Sample[]; readonly trainClips: readonly EngineClip[]; readonly folder: string },
  context: EngineContext,
): Promise<Version | null> {
  const { storage, engine } = shop;
  if (engine.nearest === undefined) return null;
  const ranked: { version: Version; distance: number }[] = [];
  for (const { voice, version } of await storage.voices.startingPoints(run.voiceId)) {
    const { manifest } = version;
    if (manifest?.engine !== engine.id || manifest.engineVersion !== engine.version) continue;
    const theirs = (await storage.samples.list(voice.id)).filter(({ heldBack }) => heldBack === null).flatMap(printed);
    const distances = given.samples.flatMap(printed).flatMap((clip) => speakerDistance(clip, theirs) ?? []);
    ranked.push({ version, distance: distances.length > 0 ? Math.min(...distances) : Infinity });
  }
  const tried: { version: Version; stateDir: string }[] = [];
  for (const { version } of ranked.sort((a, b) => a.distance - b.distance).slice(0, triedVoices)) {
    if (version.manifest === null) continue;
    const stateDir = path.join(given.folder, `other-${tried.length}`);
    try {
      await restoreWeights(storage.blobs, engine, version.manifest, stateDir, 'Another voice');
      await engine.verify(stateDir);
      tried.push({ version, stateDir });
    } catch (error) {
      // Somebody else's damaged voice is no reason why this one can't be trained.
      if (!(error instanceof UserError)) throw error;
      shop.log.warn({ err: error, version: version.id }, 'a voice to start from can not be used');
    }
  }
  if (tried.length === 0) return null;
  const folders = tried.map(({ stateDir }) => stateDir);
  const nearest = await engine.nearest(folders, given.trainClips, context);
  return nearest === null ? null : (tried[nearest]?.version ?? null);
}

/** A clip that can be compared: older ones have no print. */
const printed = (sample: Sample): (Sample & ComparedClip)[] =>
  sample.print === null ? [] : [{ ...sample, print: sample.print }];

/** How a new version stands against the one that speaks now. */
interface Standing extends Pick<TrainingFacts, 'rival' | 'decision'> {
  /** `choices` of the voice when it was looked at. */
  readonly choices: number;
}

/**
 * Measure the version that speaks now (usually the parent; for a fresh start, or after a rollback meanwhile, another one) on
 * the same held-out clips, and judge the new one against it. What the owner chose after the run had begun stays active,
 * however good the new one is.
 * @param trained `rivalDir` gets the rival's state; `figures` are the new version's on the held-out clips; `choices` of the
 *   voice when the run began
 * @throws UserError when the voice is gone
 */
async function standUp(
  shop: Workshop,
  run: TrainingRun,
  trained: {
    readonly rivalDir: string;
    readonly figures: readonly ClipFigures[];
    readonly samples: readonly Sample[];
    readonly heldOutClips: readonly EngineClip[];
    readonly choices: number;
  },
  context: EngineContext,
): Promise<Standing> {
  const { engine, storage } = shop;
  const { rivalDir, heldOutClips } = trained;
  const voice = await storage.voices.get(run.voiceId);
  if (voice === null) throw voiceUnknown();
  const { choices, activeVersionId } = voice;
  const active = activeVersionId === null ? null : await storage.versions.get(activeVersionId);
  if (active === null || active.manifest === null) return { rival: null, decision: null, choices };
  const { id: versionId, number, manifest } = active;
  const chosen = choices !== trained.choices;
  const keep = (judged: Omit<Decision, 'active'>): Decision => ({
    ...judged,
    active: false,
    reason: `You chose v${number} while this was training, so v${number} stays. ${judged.reason}`,
  });
  if (manifest.engine !== engine.id || manifest.engineVersion !== engine.version) {
    if (!chosen) return { rival: null, decision: null, choices };
    return {
      rival: { versionId, number, metrics: null },
      decision: keep({ reason: 'Listen to both and choose.', details: '', comparison: null }),
      choices,
    };
  }
  await rm(rivalDir, { recursive: true, force: true });
  await restoreWeights(storage.blobs, engine, manifest, rivalDir, `Version ${number}`);
  const figures = await engine.evaluate(rivalDir, heldOutClips, context);
  const oldIds = new Set(trained.samples.filter(({ createdAt }) => createdAt <= active.knownUntil).map(({ id }) => id));
  const decision = judge({ rivalNumber: number, candidate: trained.figures, rival: figures, oldIds });
  return {
    rival: { versionId, number, metrics: toMetrics(figures) },
    decision: chosen ? keep(decision) : decision,
    choices,
  };
}

async function makePlan(
  shop: Workshop,
  run: TrainingRun,
  request: { readonly mode: 'continue' | 'fresh'; readonly epochs: number | null },
  origin: Version | null,
  given: {
    readonly samples: readonly Sample[];
    readonly trainClips: readonly EngineClip[];
    readonly heldOutClips: readonly EngineClip[];
    readonly newClipIds: ReadonlySet<string>;
  },
): Promise<TrainingPlan> {
  const { samples, trainClips, heldOutClips, newClipIds } = given;
  const training = samples.filter((sample) => sample.split === 'train');
  const isNew = ({ id }: { readonly id: string }): boolean => newClipIds.has(id);
  const newSeconds = spokenSeconds(trainClips.filter(isNew));
  const parent = origin?.voiceId === run.voiceId ? origin : null;
  const plan = shop.engine.plan({
    mode: request.mode,
    epochs: request.epochs,
    newSeconds,
    oldSeconds: spokenSeconds(trainClips) - newSeconds,
    news: describeNews(
      training.filter(isNew),
      training.filter((sample) => !isNew(sample)),
    ),
    heldOutClips: heldOutClips.length,
    parent: parent && { id: parent.id, number: parent.number, steps: await stepsOf(shop.storage, parent) },
    fromOtherVoice: origin !== null && parent === null,
    voiceId: run.voiceId,
    device: await shop.engine.device(),
  });
  return { ...plan, parentVersionId: origin?.id ?? null };
}

/** Optimizer steps that made a version, those of its ancestors among them. */
async function stepsOf(storage: Workshop['storage'], version: Version): Promise<number> {
  let steps = 0;
  for (let at: Version | null = version; at !== null;) {
    steps += at.training?.steps ?? 0;
    at = at.parentId === null ? null : await storage.versions.get(at.parentId);
  }
  return steps;
}

/** Seconds of the clips that can teach: those with a transcript. */
function spokenSeconds(clips: readonly EngineClip[]): number {
  return secondsOf(clips.filter((clip) => clip.transcript !== null));
}
