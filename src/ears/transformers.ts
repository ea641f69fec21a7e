// Whisper as the library `transformers` keeps it (config.json, generation_config.json, tokenizer.json or vocab.json,
// model.safetensors): its tensors under the names of our graphs, its words, and the languages that it knows. Names as in
// models/whisper/modeling_whisper.py of github.com/huggingface/transformers (Apache-2.0).
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { type NamedTensor, type NamedTensors, readSafetensors } from '../learning/safetensors.ts';
import { sizeOf } from '../learning/graph.ts';
import type { Bytes } from '../files.ts';
import { ModelUnreadable, lazily } from './ctranslate2.ts';

const size = z
  .number()
  .int()
  .positive()
  .max(2 ** 20);
const ids = z.array(z.number().int().nonnegative());

const configuration = z.object({
  model_type: z.literal('whisper'),
  vocab_size: size,
  encoder_attention_heads: size,
  decoder_attention_heads: size,
  activation_function: z.literal('gelu').nullish(),
  scale_embedding: z.literal(false).nullish(),
  suppress_tokens: ids.nullish(),
  begin_suppress_tokens: ids.nullish(),
});
const generation = z.object({
  suppress_tokens: ids.nullish(),
  begin_suppress_tokens: ids.nullish(),
  lang_to_id: z.record(z.string(), z.number()).nullish(),
});
const tokenNumber = z.number().int().nonnegative();
const tokenizer = z.object({
  model: z.object({ vocab: z.record(z.string(), tokenNumber) }),
  added_tokens: z.array(z.object({ id: tokenNumber, content: z.string() })),
});
const numbered = z.record(z.string(), tokenNumber);

export interface TransformersWhisper {
  /** By token number; a number that stands for nothing is named like a token that is never said. */
  readonly vocabulary: readonly string[];
  /** Codes of the languages that it is told of, such as `de`; null: it knows English and is told nothing. */
  readonly languages: readonly string[] | null;
  readonly heads: number;
  readonly never: readonly number[];
  readonly notFirst: readonly number[];
}

/** How models call a language (BCP 47). */
export const languageCode = (language: string): string => language.toLowerCase().split('-', 1)[0];

/** @returns null where there is no such file */
async function readOptional<T>(folder: string, name: string, schema: z.ZodType<T>): Promise<T | null> {
  let text: string;
  try {
    text = await readFile(path.join(folder, name), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  try {
    return schema.parse(JSON.parse(text));
  } catch (error) {
    const why = error instanceof z.ZodError ? z.prettifyError(error) : 'it is not JSON';
    throw new ModelUnreadable(`${name}: ${why}`);
  }
}

/** What a model says of itself, but for its numbers. @throws ModelUnreadable naming the file and what is wrong */
export async function describeTransformers(folder: string): Promise<TransformersWhisper> {
  const config = await readOptional(folder, 'config.json', configuration);
  if (config === null) throw new ModelUnreadable('config.json is missing');
  const { vocab_size: count, encoder_attention_heads: heads, decoder_attention_heads: decoderHeads } = config;
  if (heads !== decoderHeads) throw new ModelUnreadable(`${heads} heads listen and ${decoderHeads} speak`);
  const [generating, words] = await Promise.all([
    readOptional(folder, 'generation_config.json', generation),
    readWords(folder),
  ]);
  const vocabulary = Array.from({ length: count }, (_, id) => `<|${id}|>`);
  for (const [word, id] of words) {
    if (id >= count) throw new ModelUnreadable(`token ${id} of ${count}`);
    vocabulary[id] = word;
  }
  const told = generating?.lang_to_id ?? null;
  return {
    vocabulary,
    // An English one has no word for the task.
    languages: vocabulary.includes('<|transcribe|>') ? languagesOf(told, vocabulary) : null,
    heads,
    never: generating?.suppress_tokens ?? config.suppress_tokens ?? [],
    notFirst: generating?.begin_suppress_tokens ?? config.begin_suppress_tokens ?? [],
  };
}

function languagesOf(told: Readonly<Record<string, number>> | null, vocabulary: readonly string[]): string[] {
  const words = told === null ? vocabulary.filter((word) => /^<\|[a-z]{2,3}\|>$/.test(word)) : Object.keys(told);
  return words.filter((word) => vocabulary.includes(word)).map((word) => word.slice(2, -2));
}

async function readWords(folder: string): Promise<[string, number][]> {
  const whole = await readOptional(folder, 'tokenizer.json', tokenizer);
  if (whole !== null) {
    return [
      ...Object.entries(whole.model.vocab),
      ...whole.added_tokens.map(({ content, id }): [string, number] => [content, id]),
    ];
  }
  const words = await readOptional(folder, 'vocab.json', numbered);
  if (words === null) throw new ModelUnreadable('tokenizer.json and vocab.json are missing');
  const added = await readOptional(folder, 'added_tokens.json', numbered);
  return [...Object.entries(words), ...Object.entries(added ?? {})];
}

const parts = ['q', 'k', 'v'] as const;

/**
 * Its tensors, under the names of our graphs, each {@link lazily}.
 * @param weights the content of model.safetensors
 * @throws ModelUnreadable naming the tensor that is missing or wrong
 */
export function readTransformers(weights: Bytes, { heads }: Pick<TransformersWhisper, 'heads'>): NamedTensors {
  let given: NamedTensors;
  try {
    given = readSafetensors(weights, { withHalves: true }).tensors;
  } catch (error) {
    throw new ModelUnreadable(`model.safetensors: ${error instanceof Error ? error.message : String(error)}`);
  }
  const tensors = new Map<string, NamedTensor>([['encoder/num_heads', { shape: [], data: Float32Array.of(heads) }]]);
  const take = (name: string): NamedTensor => {
    const tensor = given.get(`model.${name}`);
    if (tensor === undefined) throw new ModelUnreadable(`it has no tensor model.${name}`);
    return lazily(`model.${name}`, tensor.shape, () => tensor.data);
  };
  const copy = (from: string, to: string): void => void tensors.set(to, take(from));
  /** One linear layer of several: their rows one after the other; keys have no bias. */
  const join = (attention: string, which: readonly (typeof parts)[number][], to: string): void => {
    const weights = which.map((part) => take(`${attention}.${part}_proj.weight`));
    const [, columns = 0] = weights[0].shape;
    if (weights.some(({ shape }) => shape.length !== 2 || shape[1] !== columns)) {
      throw new ModelUnreadable(`${attention} has weights of several shapes`);
    }
    const rows = weights.reduce((sum, { shape: [count = 0] }) => sum + count, 0);
    const biases = which.map((part, i) => {
      const shape = [weights[i].shape[0] ?? 0];
      return part === 'k' ? { shape, data: new Float32Array(shape[0]) } : take(`${attention}.${part}_proj.bias`);
    });
    tensors.set(
      `${to}/weight`,
      lazily(to, [rows, columns], () => joined(weights)),
    );
    tensors.set(
      `${to}/bias`,
      lazily(to, [rows], () => joined(biases)),
    );
  };
  const linear = (from: string, to: string): void => {
    copy(`${from}.weight`, `${to}/weight`);
    copy(`${from}.bias`, `${to}/bias`);
  };
  const norm = (from: string, to: string): void => {
    copy(`${from}.weight`, `${to}/gamma`);
    copy(`${from}.bias`, `${to}/beta`);
  };
  for (const index of [1, 2]) linear(`encoder.conv${index}`, `encoder/conv${index}`);
  copy('decoder.embed_tokens.weight', 'decoder/embeddings/weight');
  for (const half of ['encoder', 'decoder'] as const) {
    copy(`${half}.embed_positions.weight`, `${half}/position_encodings/encodings`);
    norm(`${half}.layer_norm`, `${half}/layer_norm`);
    for (let layer = 0; given.has(`model.${half}.layers.${layer}.fc1.weight`); layer++) {
      const [from, to] = [`${half}.layers.${layer}`, `${half}/layer_${layer}`];
      norm(`${from}.self_attn_layer_norm`, `${to}/self_attention/layer_norm`);
      join(`${from}.self_attn`, parts, `${to}/self_attention/linear_0`);
      linear(`${from}.self_attn.out_proj`, `${to}/self_attention/linear_1`);
      norm(`${from}.final_layer_norm`, `${to}/ffn/layer_norm`);
      linear(`${from}.fc1`, `${to}/ffn/linear_0`);
      linear(`${from}.fc2`, `${to}/ffn/linear_1`);
      if (half === 'encoder') continue;
      norm(`${from}.encoder_attn_layer_norm`, `${to}/attention/layer_norm`);
      join(`${from}.encoder_attn`, ['q'], `${to}/attention/linear_0`);
      join(`${from}.encoder_attn`, ['k', 'v'], `${to}/attention/linear_1`);
      linear(`${from}.encoder_attn.out_proj`, `${to}/attention/linear_2`);
    }
  }
  return tensors;
}

/** The numbers of tensors, one after the other. */
function joined(all: readonly NamedTensor[]): Float32Array {
  const data = new Float32Array(all.reduce((sum, { shape }) => sum + sizeOf(shape), 0));
  let at = 0;
  for (const { shape, data: one } of all) {
    data.set(one, at);
    at += sizeOf(shape);
  }
  return data;
}
