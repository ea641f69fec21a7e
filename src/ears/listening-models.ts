// Which models that listen are in the folder of models, and what languages they know: what is fetched, and what somebody put
// there, as CTranslate2 or `transformers` keeps it.
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { exists, hashFile } from '../files.ts';
import type { Log } from '../log.ts';
import { catalog } from '../models/catalog.ts';
import { modelPresence } from '../models/folder.ts';
import { usableModel } from '../models/usable.ts';
import { describeModel, weightsIn } from './description.ts';

/** Of the model that `npm run models` fetches. */
export const modelName = 'whisper-tiny.en';

/** A model that listens. */
export interface ListeningModel {
  readonly folder: string;
  /** With its digest. */
  readonly name: string;
  /** Codes of the languages that it knows. */
  readonly languages: readonly string[];
}

/** A model that somebody put there. */
export interface ModelByHand {
  readonly name: string;
  readonly folder: string;
  /** Of its weights. */
  readonly bytes: number;
  readonly languages: readonly string[];
}

export interface ModelsByHand {
  /** The large ones first: they hear better. */
  readonly usable: readonly ModelByHand[];
  readonly unusable: readonly { readonly name: string; readonly why: string }[];
}

/** What somebody put into the folder of models, each in a folder of its own; their weights are not read. */
export async function modelsByHand(modelsDir: string): Promise<ModelsByHand> {
  const usable: ModelByHand[] = [];
  const unusable: { name: string; why: string }[] = [];
  const names = await readdir(modelsDir).catch(() => []);
  for (const name of names.filter((one) => !catalog.some((model) => model.name === one)).sort()) {
    const folder = path.join(modelsDir, name);
    const weights = weightsIn(folder);
    const file = (await exists(weights.ctranslate2)) ? weights.ctranslate2 : weights.transformers;
    if (!(await exists(file))) continue;
    try {
      const { size: bytes } = await stat(file);
      const { languages } = await describeModel(folder);
      usable.push({ name, folder, bytes, languages: languages ?? ['en'] });
    } catch (error) {
      unusable.push({ name, why: error instanceof Error ? error.message : String(error) });
    }
  }
  return { usable: usable.sort((a, b) => b.bytes - a.bytes), unusable };
}

/**
 * The models that listen, the better first: those that somebody put there, large ones before small ones, then the one that is
 * fetched. One that can't be read or is damaged is named in the log and left out.
 */
export async function findListeningModels(modelsDir: string, log: Log): Promise<ListeningModel[]> {
  const { usable, unusable } = await modelsByHand(modelsDir);
  for (const { name, why } of unusable) log.warn({ model: name, modelsDir, why }, 'this model can’t be used');
  const found: ListeningModel[] = [];
  for (const { name, folder, languages } of usable) {
    const { ctranslate2, transformers } = weightsIn(folder);
    const digest = await hashFile((await exists(ctranslate2)) ? ctranslate2 : transformers);
    found.push({ folder, name: `${name} ${digest.slice(0, 12)}`, languages });
  }
  const folder = await usableModel(modelsDir, modelName, log);
  const digest = catalog.find(({ name }) => name === modelName)?.files[0]?.sha256.slice(0, 12);
  return folder === null ? found : [...found, { folder, name: `${modelName} ${digest}`, languages: ['en'] }];
}

/** Codes of the languages that any model here understands; the commonest first. */
export async function heardLanguages(modelsDir: string): Promise<string[]> {
  const { usable } = await modelsByHand(modelsDir);
  const fetched = catalog.find(({ name }) => name === modelName);
  const isThere = fetched !== undefined && (await modelPresence(modelsDir, fetched)) === 'there';
  return [...new Set([...(isThere ? ['en'] : []), ...usable.flatMap(({ languages }) => languages)])];
}
