// A voice on disk: the files of a state folder, checked when they are read, consistent whenever they have been written.
//   voice.json              what the voice is and how far it has come, and the SHA-256 of the other files
//   model.safetensors       the network's weights (their moving average): with voice.json and the bank enough to speak
//   optimizer.safetensors   the weights without averaging and Adam's moments; absent where only weights are left
//   bank.safetensors        real frames of the speaker
//   best.safetensors        only within a run: the trainer's state of the best epoch so far
import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { UserError } from '../../../errors.ts';
import { parametersOf } from '../../../learning/model.ts';
import { decodeSafetensors, encodeSafetensors } from '../../../learning/safetensors.ts';
import type { NamedTensors } from '../../../learning/safetensors.ts';
import { cepstrumWidth } from './features.ts';
import { sourceVoices } from './flite.ts';
import { voiceModel } from './model.ts';

/** Changes whenever states of the older version cannot be continued bit for bit. */
export const engineVersion = '1';

const perCoefficient = z.array(z.number()).length(cepstrumWidth).readonly();
const normalization = z.object({
  mean: perCoefficient,
  deviation: z.array(z.number().positive()).length(cepstrumWidth).readonly(),
});
const pitch = z.object({ mean: z.number(), deviation: z.number().positive() });
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.number().int().nonnegative();

const voiceFile = z.object({
  engine: z.literal('builtin'),
  engineVersion: z.string(),
  /** SHA-256 by name: what does not fit is damaged, or was written at another moment. */
  files: z.record(z.string(), sha256),
  sourceVoice: z.enum(sourceVoices),
  /** Frozen at the voice's first training. */
  source: z.object({ cepstrum: normalization, pitch }),
  target: z.object({ cepstrum: normalization }),
  /** Of all clips, with or without transcript; measured anew in every run. */
  pitch,
  /** Deviation of each coefficient where the network speaks the clips; null until a run has ended. */
  spokenDeviation: perCoefficient.nullable(),
  /** Over the voice's life. */
  epochs: count,
  steps: count,
  /** Steps that Adam's moments have seen: fewer where they were lost. */
  optimizerSteps: count,
  /** SHA-256 of the recordings that it has been trained on. */
  clips: z.array(sha256),
  /** What a resume needs to know; null when no run is under way. */
  run: z
    .object({
      epoch: count,
      step: count,
      bestEpoch: count,
      bestLoss: z.number().nullable(),
      random: z.array(z.number().int().nonnegative()).length(4),
    })
    .nullable(),
});
export type VoiceFile = z.infer<typeof voiceFile>;

export interface VoiceState {
  readonly voice: Omit<VoiceFile, 'engine' | 'engineVersion' | 'files'>;
  /** Weights by parameter name: what speaks. */
  readonly weights: NamedTensors;
  /** `weight/…`, `first/…` and `second/…` of each parameter; null: only weights are left. */
  readonly optimizer: NamedTensors | null;
  /** Normalized frames, [frames × 25]. */
  readonly bank: Float32Array;
  /** All slots of the best epoch so far of the run under way, by `<slot>/<parameter>`. */
  readonly best: NamedTensors | null;
}

const files = {
  voice: 'voice.json',
  model: 'model.safetensors',
  optimizer: 'optimizer.safetensors',
  bank: 'bank.safetensors',
  best: 'best.safetensors',
} as const;

/** Whether a file of a state is there only so that training goes on exactly; without it, it goes on from the weights. */
export const isHistory = (name: string): boolean => name === files.optimizer || name === files.best;

const waysOut = 'Start again with /train fresh, or go back to another version with /rollback.';
const damaged = (file: string, reason: string, cause?: unknown): UserError =>
  new UserError('state-damaged', `The saved voice can't be used: ${file} ${reason}.`, waysOut, { cause });

async function readOptional(folder: string, name: string): Promise<Buffer | null> {
  try {
    return await readFile(path.join(folder, name));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

const hash = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

async function readTensors(folder: string, name: string, expected: VoiceFile['files']): Promise<NamedTensors | null> {
  const bytes = await readOptional(folder, name);
  if (!bytes) return null;
  if (hash(bytes) !== expected[name]) throw damaged(name, 'is damaged or belongs to another moment of the training');
  try {
    return decodeSafetensors(bytes).tensors;
  } catch (error) {
    throw damaged(name, 'is damaged', error);
  }
}

/** @throws UserError when `tensors` are not those of the model with one of the `slots` before their names */
function checkShapes(name: string, tensors: NamedTensors, slots: readonly string[]): void {
  const expected = new Map(
    parametersOf(voiceModel).flatMap((parameter) => slots.map((slot) => [slot + parameter.name, parameter.shape])),
  );
  for (const [key, shape] of expected) {
    if (tensors.get(key)?.shape.join() !== shape.join()) throw damaged(name, `has no ${key} of the size of this model`);
  }
  for (const key of tensors.keys())
    if (!expected.has(key)) throw damaged(name, `holds ${key}, which this model does not have`);
}

/**
 * Read a state and check every part of it.
 * @throws UserError naming the one thing that is missing, damaged or foreign
 */
export async function readState(folder: string): Promise<VoiceState> {
  const text = await readOptional(folder, files.voice);
  if (!text) throw new UserError('state-missing', `The saved voice can't be used: ${files.voice} is missing.`, waysOut);
  let json: unknown;
  try {
    json = JSON.parse(text.toString('utf8'));
  } catch (error) {
    throw damaged(files.voice, 'is damaged', error);
  }
  const claimed = z.object({ engine: z.string(), engineVersion: z.string() }).safeParse(json);
  if (claimed.success && (claimed.data.engine !== 'builtin' || claimed.data.engineVersion !== engineVersion)) {
    const { engine, engineVersion: version } = claimed.data;
    throw new UserError(
      'state-foreign',
      `The saved voice was made by engine ${engine} ${version}; this is builtin ${engineVersion}.`,
      waysOut,
    );
  }
  const parsed = voiceFile.safeParse(json);
  if (!parsed.success) throw damaged(files.voice, 'is damaged', parsed.error);
  const { engine: _, engineVersion: __, files: hashes, ...voice } = parsed.data;
  const weights = await readTensors(folder, files.model, hashes);
  if (!weights) throw damaged(files.model, 'is missing');
  checkShapes(files.model, weights, ['']);
  const bank = (await readTensors(folder, files.bank, hashes))?.get('frames');
  if (!bank || bank.shape[1] !== cepstrumWidth) throw damaged(files.bank, 'is missing or damaged');
  const optimizer = await readTensors(folder, files.optimizer, hashes);
  if (optimizer) checkShapes(files.optimizer, optimizer, ['weight/', 'first/', 'second/']);
  const best = await readTensors(folder, files.best, hashes);
  if (best) checkShapes(files.best, best, ['weight/', 'first/', 'second/', 'average/']);
  if (voice.run && voice.run.bestEpoch > 0 && !best) throw damaged(files.best, 'is missing');
  return { voice, weights, optimizer, bank: bank.data, best };
}

/**
 * Write a state. Every file appears whole or not at all, voice.json last; a folder that was left between two files does
 * not fit its hashes. Same state: same bytes.
 */
export async function writeState(folder: string, { voice, weights, optimizer, bank, best }: VoiceState): Promise<void> {
  const frames = new Map([['frames', { shape: [bank.length / cepstrumWidth, cepstrumWidth], data: bank }]]);
  const tensors = new Map([
    [files.model, weights],
    [files.optimizer, optimizer],
    [files.bank, frames],
    [files.best, best],
  ]);
  const content = new Map<string, Buffer>();
  for (const [name, named] of tensors) if (named) content.set(name, encodeSafetensors(named));
  const hashes = Object.fromEntries([...content].map(([name, bytes]) => [name, hash(bytes)]));
  const record: VoiceFile = { engine: 'builtin', engineVersion, files: hashes, ...voice };
  content.set(files.voice, Buffer.from(`${JSON.stringify(record, null, 1)}\n`));
  await mkdir(folder, { recursive: true });
  const temporary = (name: string): string => path.join(folder, `${name}.tmp`);
  for (const [name, bytes] of content) await writeFile(temporary(name), bytes);
  for (const name of [...tensors.keys(), files.voice]) {
    if (content.has(name)) await rename(temporary(name), path.join(folder, name));
    else await rm(path.join(folder, name), { force: true });
  }
}
