// The plan of a training, and whether anything stands in its way: known before it costs anything.
import { UserError, toldAs } from '../../errors.ts';
import { noteOf } from '../../i18n/notes.ts';
import type { TrainingPlan } from '../../storage/records.ts';
import type { Version } from '../../storage/storage.ts';
import { secondsOf } from '../../audio/clip.ts';
import type { EngineClip, TrainRequest } from '../engines/engine.ts';
import { describeNews } from '../news.ts';
import type { TrainerServices } from '../services.ts';
import type { Attempt } from './attempt.ts';
import { type StartingPoint, parentOf } from './starting-point.ts';
import type { Survey } from './survey.ts';

type Clips = Pick<TrainRequest, 'trainClips' | 'heldOutClips' | 'newClipIds'>;

/** How this run trains on these clips. */
export async function planFor(
  { services, run }: Attempt,
  { samples }: Survey,
  { trainClips, heldOutClips, newClipIds }: Clips,
  point: StartingPoint,
): Promise<TrainingPlan> {
  const { mode, epochs, effort } = run.request;
  const ids = new Set(trainClips.map(({ id }) => id));
  const training = samples.filter(({ id }) => ids.has(id));
  const isNew = ({ id }: { readonly id: string }): boolean => newClipIds.has(id);
  const newSeconds = spokenSeconds(trainClips.filter(isNew));
  const parent = parentOf(point);
  const plan = services.engine.plan({
    mode,
    epochs,
    ...(effort && { effort }),
    newSeconds,
    oldSeconds: spokenSeconds(trainClips) - newSeconds,
    news: describeNews(
      training.filter(isNew),
      training.filter((sample) => !isNew(sample)),
    ),
    heldOutClips: heldOutClips.length,
    parent: parent && { id: parent.id, number: parent.number, steps: await stepsOf(services.storage, parent) },
    fromOtherVoice: point.kind === 'other-voice',
    voiceId: run.voiceId,
    device: await services.engine.device(),
  });
  if (point.kind !== 'base') return { ...plan, parentVersionId: point.version.id };
  const { insteadOf } = point;
  const warnings =
    insteadOf === undefined
      ? plan.warnings
      : [
          noteOf('engine-changed', { number: insteadOf.number, made: insteadOf.engine, engine: services.engine.id }),
          ...plan.warnings,
        ];
  return { ...plan, parentVersionId: null, warnings };
}

/**
 * Ask the engine what stands in the way.
 * @returns the request with what it warns of in its plan
 * @throws UserError with the most important obstacle
 */
export async function check({ services, run }: Attempt, request: TrainRequest): Promise<TrainRequest> {
  const findings = await services.engine.preflight(request);
  const obstacle = findings.find(({ level }) => level === 'error');
  if (obstacle !== undefined) {
    const { code, message, hint, texts: told } = obstacle;
    throw new UserError(code, message, hint, told && { told });
  }
  // A later attempt says what the first one said.
  if (run.plan !== null) return request;
  const warnings = findings.map(({ message, hint, texts = toldAs('engine-note', { what: message }) }) => ({
    message,
    hint,
    texts,
  }));
  return { ...request, plan: { ...request.plan, warnings: [...request.plan.warnings, ...warnings] } };
}

/** Optimizer steps that made a version, those of its ancestors among them. */
async function stepsOf(storage: TrainerServices['storage'], version: Version): Promise<number> {
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
