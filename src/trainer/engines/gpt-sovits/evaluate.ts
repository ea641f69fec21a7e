// Figures of a voice: it speaks what is said in the held-out clips, and that is compared with the recordings.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { decodePcm } from '../../../audio/decode.ts';
import type { Ffmpeg } from '../../../audio/ffmpeg.ts';
import { UserError } from '../../../errors.ts';
import type { Speakers } from '../../../speakers/speakers.ts';
import { comparedRate } from '../measuring/compare.ts';
import { compareInThread } from '../measuring/comparison.ts';
import type { ClipFigures } from '../measuring/figures.ts';
import type { EngineClip, EngineContext, Speech } from '../engine.ts';
import { encodeWav } from './wav.ts';

/**
 * Measure a voice clip by clip; clips that cannot be spoken are left out. There is no source voice and no step zero here, so
 * these figures stay empty.
 * @param speak says a text with the voice
 * @param afterClip is awaited after each clip
 */
export async function measureSpeech(
  clips: readonly EngineClip[],
  speak: (text: string) => Promise<Speech>,
  options: Pick<EngineContext, 'signal' | 'fetch'> & {
    readonly ffmpeg: Ffmpeg;
    /** Who tells whom one hears; null: nobody. */
    readonly speakers: Speakers | null;
    readonly afterClip: () => Promise<void>;
  },
): Promise<ClipFigures[]> {
  const { ffmpeg, speakers, signal, fetch, afterClip } = options;
  const figures: ClipFigures[] = [];
  const folder = await mkdtemp(path.join(tmpdir(), 'timbre-evaluate-'));
  try {
    const decode = (file: string): Promise<Float32Array> =>
      decodePcm(ffmpeg, file, { sampleRate: comparedRate, signal });
    for (const clip of clips) {
      signal.throwIfAborted();
      const speech = await spoken(clip, speak);
      if (speech !== null) {
        const file = path.join(folder, 'spoken.wav');
        await writeFile(file, encodeWav(speech));
        await fetch?.(clip);
        const ours = await decode(file);
        const task = {
          clip: { id: clip.id, durationSeconds: clip.durationSeconds },
          ours,
          theirs: await decode(clip.path),
        };
        const measured = await compareInThread(task, signal);
        // Both are at 16 kHz.
        measured.embedding = (await speakers?.embed(ours, signal)) ?? null;
        figures.push(measured);
      }
      await afterClip();
    }
    return figures;
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function spoken({ transcript }: EngineClip, speak: (text: string) => Promise<Speech>): Promise<Speech | null> {
  if (transcript === null) return null;
  try {
    return await speak(transcript);
  } catch (error) {
    if (error instanceof UserError && error.code === 'nothing-to-speak') return null;
    throw error;
  }
}
