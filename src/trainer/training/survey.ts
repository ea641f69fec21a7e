// What there is to train on: the clips of the voice as they were when the run began, and what of them is new.
import { UserError } from '../../errors.ts';
import { embedSamples } from '../../speakers/describe.ts';
import type { Sample, Version, Voice } from '../../storage/storage.ts';
import type { EngineClip, EngineContext } from '../engines/engine.ts';
import { chooseHeldOut } from '../held-out.ts';
import { fetchFrom, findRecordings, toClip } from '../recordings.ts';
import type { TrainerServices } from '../services.ts';
import type { Attempt } from './attempt.ts';

export interface Survey {
  readonly voice: Voice;
  /** All usable ones, by hash. */
  readonly samples: readonly Sample[];
  readonly trainClips: readonly EngineClip[];
  readonly clipsOf: (samples: readonly Sample[]) => EngineClip[];
  readonly fetch: NonNullable<EngineContext['fetch']>;
}

/** Look at what is there. @throws UserError `voice-unknown`, `no-usable-clips`, `clips-missing` */
export async function survey({ services, run, clipDir, signal }: Attempt): Promise<Survey> {
  const { blobs } = services.storage;
  const voice = await voiceOf(services, run.voiceId);
  const usable = await samplesOf(services, run);
  await findRecordings(blobs, usable);
  const { storage, speakers } = services;
  const samples =
    speakers === null ? usable : await embedSamples(storage, speakers, usable, { folder: clipDir, signal });
  const clipsOf = (those: readonly Sample[]): EngineClip[] =>
    those.map((sample) => toClip(sample, clipDir, voice.language));
  return {
    voice,
    samples,
    trainClips: clipsOf(samples.filter(({ split }) => split === 'train')),
    clipsOf,
    fetch: fetchFrom(blobs, samples),
  };
}

/** @throws UserError `voice-unknown` */
export async function voiceOf({ storage }: TrainerServices, voiceId: string): Promise<Voice> {
  const voice = await storage.voices.get(voiceId);
  if (voice !== null) return voice;
  throw new UserError('voice-unknown');
}

/**
 * The usable samples as they were when the run was first claimed, so that every attempt trains on the same ones; with the
 * words that they had when it was planned.
 */
async function samplesOf(services: TrainerServices, run: Attempt['run']): Promise<Sample[]> {
  const since = run.startedAt ?? Date.now();
  const samples = (await services.storage.samples.list(run.voiceId)).filter(
    (sample) => sample.createdAt <= since && sample.verdict.grade !== 'rejected' && sample.heldBack === null,
  );
  if (samples.length === 0) {
    throw new UserError('no-usable-clips');
  }
  const { words } = run;
  return samples
    .map((sample) => (words === null ? sample : { ...sample, transcript: words.get(sample.id) ?? null }))
    .sort((a, b) => (a.sha256 < b.sha256 ? -1 : 1));
}

export interface Material {
  readonly trainClips: readonly EngineClip[];
  /** Those of them that the parent has not learnt, or not yet with their words. */
  readonly newClips: readonly EngineClip[];
  /** What it is measured on. */
  readonly heldOutClips: readonly EngineClip[];
  /** Ids of the new clips of both kinds. */
  readonly newClipIds: ReadonlySet<string>;
  /** Ids of the train clips that the parent could not use, and that have not changed since. */
  readonly leftOutBefore: ReadonlySet<string>;
}

/** What is new to a version of the same voice; null: all is. */
export async function materialFor(
  { storage }: TrainerServices,
  { samples, trainClips, clipsOf }: Survey,
  parent: Version | null,
): Promise<Material> {
  const knowledge = parent === null ? () => null : await storage.versions.knowledge(parent.id);
  const newClips = trainClips.filter((clip) => knowledge(clip) === null);
  const leftOut = trainClips.filter((clip) => knowledge(clip) === 'leftOut');
  const isLater = ({ createdAt }: Sample): boolean => parent === null || createdAt > parent.knownUntil;
  const measuredOn = newClips.length === 0 ? new Set(parent?.training?.heldOutIds) : null;
  const heldOut = chooseHeldOut(
    // Those whose words were refused after they had been held out measure nothing.
    samples.filter(({ split, transcript }) => split === 'held-out' && transcript !== null),
    isLater,
    measuredOn,
  );
  return {
    trainClips,
    newClips,
    heldOutClips: clipsOf(heldOut),
    newClipIds: new Set([...newClips, ...heldOut.filter(isLater)].map(({ id }) => id)),
    leftOutBefore: new Set(leftOut.map(({ id }) => id)),
  };
}
