// Ears: what is said in a clip that nobody typed a transcript of. Listening is a thread of its own, which begins with the
// first clip, does one after the other, and ends when nobody has needed it for a minute, so that its memory is given back.
import path from 'node:path';
import { Piscina } from 'piscina';
import '../learning/telemetry.ts';
import type { Ffmpeg } from '../audio/ffmpeg.ts';
import { decodePcm } from '../audio/decode.ts';
import { whisperSampleRate } from '../dsp/log-mel.ts';
import type { Log } from '../log.ts';
import { catalog } from '../models/catalog.ts';
import { modelPresence } from '../models/folder.ts';
import { type Heard, isSure } from './whisper.ts';

const idleMs = 60_000;
/** Of the model that listens. */
export const modelName = 'whisper-tiny.en';

export interface HeardWords {
  readonly text: string;
  /** Whether it may be learnt from without anybody's word for it. */
  readonly isSure: boolean;
}

export interface Ears {
  /** Whether words of this language (BCP 47) are understood. */
  understands(language: string): boolean;
  /**
   * @param clip path of an audio file, at most 30 s
   * @returns null when no words are heard
   * @throws `signal.reason` when aborted
   */
  hear(clip: string, signal?: AbortSignal): Promise<HeardWords | null>;
  /** Ends when the clip in hand has been heard. */
  close(): Promise<void>;
}

/** @returns null where the model is not there (`npm run models` fetches it) or is damaged, which the log says */
export async function openEars(modelsDir: string, ffmpeg: Ffmpeg, log: Log): Promise<Ears | null> {
  const model = catalog.find(({ name }) => name === modelName);
  const presence = model === undefined ? 'absent' : await modelPresence(modelsDir, model);
  if (presence === 'damaged') {
    log.warn({ model: modelName, modelsDir }, 'this model is damaged and is not used; npm run models fetches it again');
  }
  return presence === 'there' ? createEars(path.join(modelsDir, modelName), ffmpeg) : null;
}

/** @param folder of a Whisper that understands English, see {@link openWhisper} */
export function createEars(folder: string, ffmpeg: Ffmpeg): Ears {
  const threads = new Piscina<Float32Array, Heard>({
    filename: new URL('./listening-worker.ts', import.meta.url).href,
    workerData: { folder },
    minThreads: 0,
    maxThreads: 1,
    concurrentTasksPerWorker: 1,
    idleTimeout: idleMs,
  });
  return {
    understands: (language) => /^en\b/i.test(language),
    async hear(clip, signal) {
      const samples = await decodePcm(ffmpeg, clip, { sampleRate: whisperSampleRate, ...(signal && { signal }) });
      signal?.throwIfAborted();
      const heard = await threads.run(samples);
      signal?.throwIfAborted();
      return heard.text === '' ? null : { text: heard.text, isSure: isSure(heard) };
    },
    close: () => threads.close(),
  };
}
