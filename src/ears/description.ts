// What a Whisper says of itself beside its weights, in either of two layouts: its words, the languages that it knows, and what
// it never says.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { exists } from '../files.ts';
import { ModelUnreadable } from './ctranslate2.ts';
import { type TransformersWhisper, describeTransformers } from './transformers.ts';

export type Description = Omit<TransformersWhisper, 'heads'>;

/** Where each layout keeps its weights. */
export const weightsIn = (folder: string): { ctranslate2: string; transformers: string } => ({
  ctranslate2: path.join(folder, 'model.bin'),
  transformers: path.join(folder, 'model.safetensors'),
});

/** @throws ModelUnreadable naming the file and what is wrong */
export async function describeModel(folder: string): Promise<Description> {
  return (await exists(weightsIn(folder).ctranslate2))
    ? await describeCtranslate2(folder)
    : await describeTransformers(folder);
}

const ids = z.array(z.number().int().nonnegative());
const configuration = z.object({
  suppress_ids: ids.default([]),
  suppress_ids_begin: ids.default([]),
  lang_ids: ids.default([]),
});

/** A multilingual one has a word more than an English one, whose vocabulary names the languages, too (models/whisper.cc). */
const fewestMultilingual = 51_865;

/** `config.json` and `vocabulary.txt` (a word a line) or `vocabulary.json` (a list), as faster-whisper's converter leaves them. */
async function describeCtranslate2(folder: string): Promise<Description> {
  const read = async (name: string): Promise<string> => {
    try {
      return await readFile(path.join(folder, name), 'utf8');
    } catch {
      throw new ModelUnreadable(`${name} is missing or can’t be read`);
    }
  };
  const parse = async <T>(name: string, schema: z.ZodType<T>): Promise<T> => {
    const text = await read(name);
    try {
      return schema.parse(JSON.parse(text));
    } catch (error) {
      throw new ModelUnreadable(`${name}: ${error instanceof z.ZodError ? z.prettifyError(error) : 'it is not JSON'}`);
    }
  };
  const vocabulary = (await exists(path.join(folder, 'vocabulary.json')))
    ? await parse('vocabulary.json', z.array(z.string()))
    : (await read('vocabulary.txt')).replace(/\n$/, '').split('\n');
  const config = await parse('config.json', configuration);
  const languages = config.lang_ids.flatMap((id) => /^<\|(\w+)\|>$/.exec(vocabulary[id] ?? '')?.[1] ?? []);
  return {
    vocabulary,
    languages: vocabulary.length >= fewestMultilingual && languages.length > 0 ? languages : null,
    never: config.suppress_ids,
    notFirst: config.suppress_ids_begin,
  };
}
