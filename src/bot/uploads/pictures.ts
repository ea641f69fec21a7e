// The pictures under the answer to an upload: spectrogram and waveform of its best clip.
import { randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { decodePcm } from '../../audio/decode.ts';
import type { Ffmpeg } from '../../audio/ffmpeg.ts';
import { drawPicture } from '../../pictures/studio.ts';
import type { Sample, Storage } from '../../storage/storage.ts';
import { plain } from '../../words.ts';
import type { OutgoingFile } from '../discord/message.ts';

/** Sample rate of the pictures' audio, Hz. */
const pictureRate = 24_000;

/**
 * Draw the best of these clips.
 * @param scratch folder in which a folder is made for the while
 * @returns none when there is no clip
 * @throws when they cannot be made; `signal.reason` when aborted
 */
export async function drawBest(
  { storage, ffmpeg }: { readonly storage: Storage; readonly ffmpeg: Ffmpeg },
  clips: readonly Sample[],
  scratch: string,
  signal: AbortSignal,
): Promise<OutgoingFile[]> {
  const [best] = clips.toSorted(
    (a, b) =>
      Number(b.verdict.grade === 'good') - Number(a.verdict.grade === 'good') || b.durationSeconds - a.durationSeconds,
  );
  if (best === undefined) return [];
  const folder = path.join(scratch, randomUUID());
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const file = path.join(folder, 'best.flac');
    await storage.blobs.copyTo(best.sha256, file);
    const samples = await decodePcm(ffmpeg, file, { sampleRate: pictureRate, signal });
    const title = plain(best.originalName, 60);
    return await Promise.all(
      (['spectrogram', 'waveform'] as const).map(async (kind) => ({
        name: `${kind}.png`,
        data: await drawPicture({ kind, title, samples, sampleRate: pictureRate }, signal),
        contentType: 'image/png',
        description: `${kind} of ${title}`,
      })),
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
