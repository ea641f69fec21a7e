// What a training begins with: the base, the active version, or a version of another voice that is closer than the base.
import path from 'node:path';
import { type ComparedClip, speakerDistance } from '../../audio/consistency.ts';
import { UserError } from '../../errors.ts';
import { centroidOf } from '../../storage/centroids.ts';
import type { StateManifest } from '../../storage/records.ts';
import type { Sample, Version } from '../../storage/storage.ts';
import type { EngineContext } from '../engines/engine.ts';
import { restoreState, restoreWeights } from '../states.ts';
import type { Attempt } from './attempt.ts';
import type { Survey } from './survey.ts';

/** A version with its state. */
type Stored = Version & { readonly manifest: StateManifest };

/** Called as engines call it (see `TrainRequest.start`). */
export type StartingPoint =
  /** `insteadOf`: the active version, of another engine. */
  | { readonly kind: 'base'; readonly insteadOf?: Version }
  | { readonly kind: 'continue' | 'other-voice'; readonly version: Stored };

/** The version of the same voice that it goes on from. */
export const parentOf = (point: StartingPoint): Version | null => (point.kind === 'continue' ? point.version : null);

/**
 * Where this run starts. A later attempt starts from where the first one did, whatever was rolled back to meanwhile.
 * @throws UserError `parent-missing`
 */
export async function startingPoint(attempt: Attempt, found: Survey, context: EngineContext): Promise<StartingPoint> {
  const { services, run } = attempt;
  if (run.request.mode === 'fresh') return { kind: 'base' };
  const id = run.plan === null ? found.voice.activeVersionId : run.plan.parentVersionId;
  if (id !== null) {
    const version = await services.storage.versions.get(id);
    if (version !== null && version.engine !== services.engine.id) return { kind: 'base', insteadOf: version };
    if (!isStored(version)) {
      throw new UserError('parent-missing');
    }
    return { kind: version.voiceId === run.voiceId ? 'continue' : 'other-voice', version };
  }
  const nearest = run.plan === null ? await nearestVoice(attempt, found, context) : null;
  return nearest === null ? { kind: 'base' } : { kind: 'other-voice', version: nearest };
}

const isStored = (version: Version | null): version is Stored => version !== null && version.manifest !== null;

/** Put the state to begin with into the attempt's folder. @throws UserError when it is damaged or foreign */
export async function restoreStart(
  { services, stateDir }: Attempt,
  point: StartingPoint,
  checkpoint: StateManifest | null,
): Promise<void> {
  const { storage, engine } = services;
  if (checkpoint !== null) {
    await restoreState(storage.blobs, engine, checkpoint, stateDir, 'The checkpoint of this run');
  } else if (point.kind === 'continue') {
    const { manifest, number } = point.version;
    await restoreState(storage.blobs, engine, manifest, stateDir, `Version ${number}`);
  } else if (point.kind === 'other-voice') {
    const { manifest } = point.version;
    await restoreWeights(storage.blobs, engine, manifest, stateDir, 'The voice that this one starts from');
  }
}

/** How many voices that sound alike are tried as a beginning. */
const triedVoices = 4;

/**
 * The version of another voice, its owner's or one that others may start from, whose network comes closer to these
 * recordings than the base does; null: none.
 */
async function nearestVoice(
  { services, run, folder }: Attempt,
  given: Survey,
  context: EngineContext,
): Promise<Stored | null> {
  const { storage, engine } = services;
  if (engine.nearest === undefined) return null;
  const ranked: { version: Stored; distance: number }[] = [];
  const near = centroidOf(given.samples.map(({ descriptor }) => descriptor));
  const usable = (state: StateManifest): boolean =>
    state.engine === engine.id && state.engineVersion === engine.version;
  for (const { voice, version } of await storage.voices.startingPoints(run.voiceId, { near, usable })) {
    if (!isStored(version)) continue;
    const theirs = (await storage.samples.list(voice.id))
      .filter(({ heldBack }) => heldBack === null)
      .flatMap(described);
    const distances = given.samples.flatMap(described).flatMap((clip) => speakerDistance(clip, theirs) ?? []);
    ranked.push({ version, distance: distances.length > 0 ? Math.min(...distances) : Infinity });
  }
  const tried: { version: Stored; stateDir: string }[] = [];
  for (const { version } of ranked.sort((a, b) => a.distance - b.distance).slice(0, triedVoices)) {
    const stateDir = path.join(folder, `other-${tried.length}`);
    try {
      await restoreWeights(storage.blobs, engine, version.manifest, stateDir, 'Another voice');
      await engine.verify(stateDir);
      tried.push({ version, stateDir });
    } catch (error) {
      // Somebody else's damaged voice is no reason why this one can't be trained.
      if (!(error instanceof UserError)) throw error;
      services.log.warn({ err: error, version: version.id }, 'a voice to start from can not be used');
    }
  }
  if (tried.length === 0) return null;
  const folders = tried.map(({ stateDir }) => stateDir);
  const nearest = await engine.nearest(folders, given.trainClips, context);
  return nearest === null ? null : (tried[nearest]?.version ?? null);
}

/** A clip that can be compared: older ones have no descriptor. */
const described = (sample: Sample): (Sample & ComparedClip)[] =>
  sample.descriptor === null ? [] : [{ ...sample, descriptor: sample.descriptor }];
