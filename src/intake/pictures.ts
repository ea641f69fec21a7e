// The picture of an upload: spectrogram and waveform of its best clip, in one drawing.
import { randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { decodePcm } from '../audio/decode.ts';
import type { Ffmpeg } from '../audio/ffmpeg.ts';
import { drawPicture } from '../pictures/studio.ts';
import { pictureWords } from '../pictures/words.ts';
import { translate } from '../i18n/i18n.ts';
import type { Storage } from '../storage/storage.ts';
import { plain } from '../words.ts';

/** Sample rate of the pictures' audio, Hz. */
const pictureRate = 24_000;

/**
 * Draw the best of an upload's clips.
 * @returns WebP; null when there is no clip any more
 * @throws when it cannot be made; `signal.reason` when aborted
 */
export type DrawUpload = (intakeId: string, signal: AbortSignal) => Promise<Buffer | null>;

/** @param parts.scratch folder in which a folder is made for the while */
export function createPictures({
  storage,
  ffmpeg,
  scratch,
}: {
  readonly storage: Storage;
  readonly ffmpeg: Ffmpeg;
  readonly scratch: string;
}): DrawUpload {
  return async (intakeId, signal) => {
    const intake = await storage.intakes.get(intakeId);
    const ids = intake?.items.flatMap(({ outcome }) => (outcome?.kind === 'added' ? outcome.sampleIds : [])) ?? [];
    const clips = (await Promise.all(ids.map((id) => storage.samples.get(id)))).filter((clip) => clip !== null);
    const [best] = clips.sort(
      (a, b) =>
        Number(b.verdict.grade === 'good') - Number(a.verdict.grade === 'good') ||
        b.durationSeconds - a.durationSeconds,
    );
    if (best === undefined) return null;
    const folder = path.join(scratch, randomUUID());
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const file = path.join(folder, 'best.flac');
      await storage.blobs.copyTo(best.sha256, file);
      const samples = await decodePcm(ffmpeg, file, { sampleRate: pictureRate, signal });
      const title = plain(best.originalName, 60);
      const { ephemeral = true, locale, guildLocale } = intake?.answerTo ?? {};
      const t = translate(ephemeral ? locale : (guildLocale ?? locale));
      return await drawPicture(
        { kind: 'recording', title, samples, sampleRate: pictureRate, words: pictureWords(t) },
        signal,
      );
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  };
}
