// Gives clips their embeddings: new ones before they are compared, and those of a voice that were there before the model was.
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { BlobDamaged } from '../storage/blobs.ts';
import type { Sample, Storage } from '../storage/storage.ts';
import type { Speakers } from './speakers.ts';

/** Of a voice, at most so many are embedded at a time: a few suffice to compare with, and nobody waits for all. */
const mostAtOnce = 24;

/**
 * Embed samples of a voice that have no embedding yet, and keep it.
 * @param folder for their recordings on the way
 * @returns all of them, with what they have now
 * @throws `signal.reason` when aborted
 */
export async function embedSamples(
  { samples: rows, blobs }: Pick<Storage, 'samples' | 'blobs'>,
  speakers: Speakers,
  samples: readonly Sample[],
  { folder, signal }: { readonly folder: string; readonly signal?: AbortSignal },
): Promise<Sample[]> {
  const described: Sample[] = [];
  let embedded = 0;
  for (const sample of samples) {
    const { descriptor } = sample;
    if (descriptor === null || descriptor.embedding !== null || embedded === mostAtOnce) {
      described.push(sample);
      continue;
    }
    embedded++;
    const file = path.join(folder, `known-${sample.id}.flac`);
    try {
      await blobs.copyTo(sample.sha256, file);
      const embedding = await speakers.embed(file, signal);
      if (embedding !== null) await rows.describe(sample.id, { ...descriptor, embedding });
      described.push({ ...sample, descriptor: { ...descriptor, embedding } });
    } catch (error) {
      // A recording that is damaged is told of where it is needed.
      if (!(error instanceof BlobDamaged)) throw error;
      described.push(sample);
    } finally {
      await rm(file, { force: true });
    }
  }
  return described;
}
