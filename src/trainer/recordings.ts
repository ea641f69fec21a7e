// The recordings of a run: looked for before it costs anything, brought to this machine when an engine is about to read them.
import path from 'node:path';
import { UserError } from '../errors.ts';
import { BlobDamaged } from '../storage/blobs.ts';
import type { Sample, Storage } from '../storage/storage.ts';
import type { EngineClip } from './engines/engine.ts';

/**
 * See that the recordings of samples are there. Their bytes are not read: that would cost a top-up what the whole voice costs.
 * @throws UserError `clips-missing`, which names them
 */
export async function findRecordings(blobs: Storage['blobs'], samples: readonly Sample[]): Promise<void> {
  const there = await Promise.all(samples.map(({ sha256 }) => blobs.has(sha256)));
  const missing = samples.filter((_, i) => !there[i]);
  if (missing.length > 0) throw lost(missing, samples.length);
}

/** A sample as engines see it, in a folder that {@link fetchFrom} fills. */
export const toClip = (sample: Sample, folder: string, language: string): EngineClip => ({
  id: sample.id,
  sha256: sample.sha256,
  path: path.join(folder, `${sample.sha256}.flac`),
  durationSeconds: sample.durationSeconds,
  transcript: sample.transcript,
  language,
});

/**
 * Bring recordings to the paths of their clips, each once, every byte checked; see EngineContext.
 * @param samples all that may be asked for
 */
export function fetchFrom(blobs: Storage['blobs'], samples: readonly Sample[]): (clip: EngineClip) => Promise<void> {
  const byHash = new Map(samples.map((sample) => [sample.sha256, sample]));
  const fetched = new Map<string, Promise<void>>();
  const bring = async ({ sha256, path: file }: EngineClip): Promise<void> => {
    try {
      await blobs.copyTo(sha256, file);
    } catch (error) {
      const sample = byHash.get(sha256);
      throw error instanceof BlobDamaged && sample !== undefined ? lost([sample], samples.length, error) : error;
    }
  };
  return (clip) => {
    const under = fetched.get(clip.sha256) ?? bring(clip);
    fetched.set(clip.sha256, under);
    return under;
  };
}

function lost(missing: readonly Sample[], total: number, cause?: Error): UserError {
  const names = missing.slice(0, 3).map(({ originalName }) => originalName);
  const some = { number: missing.length, total, names: names.join(', ') };
  return missing.length > 3
    ? new UserError('clips-missing/more', { ...some, more: missing.length - 3 }, { cause })
    : new UserError('clips-missing', some, { cause });
}
