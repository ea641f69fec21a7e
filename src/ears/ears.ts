// Ears: what is said in a clip that nobody typed a transcript of. Listening is a thread of its own for each model, which
// begins with the first clip, does one after the other, and ends when nobody has needed it for a minute, so that its memory
// is given back.
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import '../learning/telemetry.ts';
import type { Ffmpeg } from '../audio/ffmpeg.ts';
import { decodePcm } from '../audio/decode.ts';
import { whisperSampleRate } from '../dsp/log-mel.ts';
import { exists, hashFile } from '../files.ts';
import type { Log } from '../log.ts';
import { catalog } from '../models/catalog.ts';
import { usableModel } from '../models/usable.ts';
import { createThreads } from '../threads.ts';
import type { Hearing } from './hearing.ts';
import type { Answer, Task } from './listening-worker.ts';
import { describeTransformers, languageCode } from './transformers.ts';

const idleMs = 60_000;
/** Of the model that `npm run models` fetches. */
export const modelName = 'whisper-tiny.en';

export interface Ears {
  /** Which model understands a language (BCP 47), by its name and digest; null: none does. */
  modelFor(language: string): string | null;
  /**
   * @param clip path of an audio file in a language that is understood, at most 30 s
   * @returns null where the model turns out to be unreadable, which the log says; it is not used again
   */
  hear(clip: string, language: string): Promise<Hearing | null>;
  /** What is being heard is given up. */
  close(): Promise<void>;
}

/** A model that listens. */
export interface ListeningModel {
  readonly folder: string;
  /** With its digest. */
  readonly name: string;
  /** Codes of the languages that it knows. */
  readonly languages: readonly string[];
}

/**
 * The models that listen, the better first: those that somebody put there (Whisper as `transformers` keeps it, in a folder of
 * its own), large ones before small ones, then the one that is fetched. One that is damaged is named in the log and left out.
 */
export async function findListeningModels(modelsDir: string, log: Log): Promise<ListeningModel[]> {
  const found: (ListeningModel & { readonly bytes: number })[] = [];
  const names = await readdir(modelsDir).catch(() => []);
  for (const name of names.filter((one) => !catalog.some((model) => model.name === one)).sort()) {
    const folder = path.join(modelsDir, name);
    const weights = path.join(folder, 'model.safetensors');
    if (!(await exists(weights))) continue;
    try {
      const { languages } = await describeTransformers(folder);
      const { size: bytes } = await stat(weights);
      const digest = (await hashFile(weights)).slice(0, 12);
      found.push({ folder, name: `${name} ${digest}`, languages: languages ?? ['en'], bytes });
    } catch (error) {
      log.warn({ err: error, model: name, modelsDir }, 'this model can’t be read and is not used');
    }
  }
  found.sort((a, b) => b.bytes - a.bytes);
  const folder = await usableModel(modelsDir, modelName, log);
  const digest = catalog.find(({ name }) => name === modelName)?.files[0]?.sha256.slice(0, 12);
  return folder === null ? found : [...found, { folder, name: `${modelName} ${digest}`, languages: ['en'] }];
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
      const samples = await decodePcm(ffmpeg, clip, { sampleRate: whisperSampleRate });
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
