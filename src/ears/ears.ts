// Ears: what is said in a clip that nobody typed a transcript of. Listening is a thread of its own for each model, which
// begins with the first clip, does one after the other, and ends when nobody has needed it for a minute, so that its memory
// is given back.
import '../learning/telemetry.ts';
import type { Ffmpeg } from '../audio/ffmpeg.ts';
import { decodePcm } from '../audio/decode.ts';
import { whisperSampleRate } from '../dsp/log-mel.ts';
import type { Log } from '../log.ts';
import { createThreads } from '../threads.ts';
import type { Hearing } from './hearing.ts';
import { type ListeningModel, findListeningModels } from './listening-models.ts';
import type { Answer, Task } from './listening-worker.ts';
import { languageCode } from './transformers.ts';

const idleMs = 60_000;
/** What is young in the thread's heap is few and small: its large arrays lie outside. */
const mostYoungMb = 8;

export interface Ears {
  /** Which model understands a language (BCP 47), by its name and digest; null: none does. */
  modelFor(language: string): string | null;
  /**
   * @param clip path of an audio file, or samples at {@link whisperSampleRate}, in a language that is understood, at most 30 s
   * @returns null where the model turns out to be unreadable, which the log says; it is not used again
   */
  hear(clip: string | Float32Array, language: string): Promise<Hearing | null>;
  /** What is being heard is given up. */
  close(): Promise<void>;
}

/** @returns null where there is no model that listens (`npm run models` fetches one) */
export async function openEars(modelsDir: string, ffmpeg: Ffmpeg, log: Log): Promise<Ears | null> {
  const models = await findListeningModels(modelsDir, log);
  return models.length === 0 ? null : createEars(models, ffmpeg, log);
}

/** @param models the first one that knows a language hears it */
export function createEars(models: readonly ListeningModel[], ffmpeg: Ffmpeg, log: Log): Ears {
  /** 1: what is being heard is given up. */
  const isOver = new Int32Array(new SharedArrayBuffer(4));
  const usable = models.map((model) => ({
    ...model,
    threads: createThreads<Task, Answer>(new URL('./listening-worker.ts', import.meta.url), {
      workerData: { folder: model.folder, isOver },
      most: 1,
      idleMs,
      mostYoungMb,
      isNative: true,
    }),
  }));
  const all = [...usable];
  const modelFor = (language: string) => usable.find(({ languages }) => languages.includes(languageCode(language)));
  return {
    modelFor: (language) => modelFor(language)?.name ?? null,
    async hear(clip, language) {
      const model = modelFor(language);
      if (model === undefined) return null;
      const samples =
        typeof clip === 'string' ? await decodePcm(ffmpeg, clip, { sampleRate: whisperSampleRate }) : clip;
      const answer = await model.threads.run({ samples, language });
      if (!('unreadable' in answer)) return answer;
      const at = usable.indexOf(model);
      if (at >= 0) {
        usable.splice(at, 1);
        log.error({ model: model.name, why: answer.unreadable }, 'this model can’t be read and is not used any more');
      }
      return null;
    },
    async close() {
      Atomics.store(isOver, 0, 1);
      await Promise.all(all.map(({ threads }) => threads.close()));
    },
  };
}
