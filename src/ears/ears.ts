// Ears: what is said in a clip that nobody typed a transcript of. Listening is a thread of its own, which begins with the
// first clip, does one after the other, and ends when nobody has needed it for a minute, so that its memory is given back.
import path from 'node:path';
import '../learning/telemetry.ts';
import type { Ffmpeg } from '../audio/ffmpeg.ts';
import { decodePcm } from '../audio/decode.ts';
import { whisperSampleRate } from '../dsp/log-mel.ts';
import type { Log } from '../log.ts';
import { catalog } from '../models/catalog.ts';
import { modelPresence } from '../models/folder.ts';
import { createThreads } from '../threads.ts';
import type { Hearing } from './hearing.ts';

const idleMs = 60_000;
/** Of the model that listens. */
export const modelName = 'whisper-tiny.en';

export interface Ears {
  /** Which model understands a language (BCP 47), by its name and digest; null: none does. */
  modelFor(language: string): string | null;
  /** @param clip path of an audio file in a language that is understood, at most 30 s */
  hear(clip: string, language: string): Promise<Hearing>;
  /** What is being heard is given up. */
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
  /** 1: what is being heard is given up. */
  const isOver = new Int32Array(new SharedArrayBuffer(4));
  const threads = createThreads<Float32Array, Hearing>(new URL('./listening-worker.ts', import.meta.url), {
    workerData: { folder, isOver },
    most: 1,
    idleMs,
    isNative: true,
  });
  return {
    modelFor: (language) => (/^en\b/i.test(language) ? modelName : null),
    hear: async (clip) => await threads.run(await decodePcm(ffmpeg, clip, { sampleRate: whisperSampleRate })),
    async close() {
      Atomics.store(isOver, 0, 1);
      await threads.close();
    },
  };
}
