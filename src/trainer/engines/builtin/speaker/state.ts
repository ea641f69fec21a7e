// A voice on disk: the files of a state folder, checked when they are read, consistent whenever they have been written.
//   voice.json              what the voice is and how far it has come, and the SHA-256 of the other files
//   model.safetensors       the network's weights that speak, the average of the best epoch's
//   bank.safetensors        real frames of the speaker (none where the source is filtered), and in what terms its features are held: with the two above
//                           enough to speak, at its melody and rhythm with the next
//   prosody.safetensors     what the recordings say of the speaker's melody, voicing and rhythm
//   optimizer.safetensors   where training goes on: the weights of the last step, Adam's moments, the average; absent
//                           where only weights are left
//   best.safetensors        weights and moments of the epoch that speaks, where that is not the last one
import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { topBands } from '../../../../dsp/top-band.ts';
import { note } from '../../../../i18n/notes.ts';
import { parametersOf } from '../../../../learning/model.ts';
import { decodeSafetensors, encodeSafetensors } from '../../../../learning/safetensors.ts';
import type { NamedTensors } from '../../../../learning/safetensors.ts';
import type { Bank } from './bank.ts';
import { shiftCount } from './corpus.ts';
import type { PhoneShifts } from './corpus.ts';
import { cepstrumWidth } from '../source/features.ts';
import { anySource, isNatural, namedIn } from '../source/source-choice.ts';
import { voiceNames } from '../source/kokoro/voice-table.ts';
import { mostManners } from '../network/manners.ts';
import { voiceModel } from '../network/model.ts';
import { prosodyShapes } from './prosody.ts';
import { topColumns } from './top.ts';
import { mustBeOf, stateDamaged, stateMissing } from '../../state-errors.ts';

/** Changes whenever states of the older version cannot be continued bit for bit. */
export const engineVersion = '4';

const perCoefficient = z.array(z.number()).length(cepstrumWidth).readonly();
const normalization = z.object({
  mean: perCoefficient,
  deviation: z.array(z.number().positive()).length(cepstrumWidth).readonly(),
});
const pitch = z.object({ mean: z.number(), deviation: z.number().positive() });
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.number().int().nonnegative();

/** A stretch of training over the same recordings: what it was begun with. */
const segment = z.object({
  /** Highest learning rate, and steps of warm-up. */
  peak: z.number().positive(),
  warmup: count,
  batchSize: count.positive(),
  /** Replayed rows for each row of the fresh recordings. */
  replayShare: z.number().nonnegative(),
  seed: count,
  /** SHA-256 of the recordings that are learnt in every epoch; the others are replayed. */
  fresh: z.array(sha256).readonly(),
  /** SHA-256 of all recordings and their transcripts: with others a new segment begins. */
  material: sha256,
  /** Epochs and steps of the voice's life before it, and manners that it had. */
  epochs: count,
  steps: count,
  manners: count,
});
export type Segment = z.infer<typeof segment>;

const voiceFile = z.object({
  engine: z.literal('builtin'),
  engineVersion: z.string(),
  /** SHA-256 by name: what does not fit is damaged, or was written at another moment. */
  files: z.record(z.string(), sha256),
  sourceVoice: anySource,
  /** Frozen at the first training; of a natural source its sound is measured anew when its mix changes. */
  source: z.object({ cepstrum: normalization, pitch }),
  /** Of each manner what it was when it was found, frozen; all clips count, with or without transcript. */
  manners: z
    .array(
      z.object({
        cepstrum: normalization,
        pitch,
        /** Deviation of each coefficient where the network speaks its clips; null until a run has ended. */
        spokenDeviation: perCoefficient.nullable(),
        /** Of a natural source: how loud it is above the features, see learnTop; absent: its recordings have nothing there, or nobody looked. */
        top: z
          .array(z.object({ intercept: z.number(), weights: z.array(z.number()).length(topColumns).readonly() }))
          .min(1)
          .max(topBands)
          .readonly()
          .optional(),
      }),
    )
    .min(1)
    .max(mostManners)
    .readonly(),
  /** The one that it speaks in: with the most speech. */
  usualManner: count,
  /** SHA-256 of the recordings that it has been trained on. */
  clips: z.array(sha256).readonly(),
  /** SHA-256 of each recording and its sentences that prosody has been learnt from. */
  prosody: z.array(sha256).readonly(),
  /**
   * What speaks: epochs and steps of the voice's life that led to it, how many of them Adam's moments have seen (fewer
   * where they were lost), and its held-out loss when it was kept.
   */
  epochs: count,
  steps: count,
  optimizerSteps: count,
  loss: z.number().nullable(),
  /** Where training goes on, likewise; and the state of the generator that draws its batches. */
  trunk: z.object({ epochs: count, steps: count, optimizerSteps: count, random: z.array(count).length(4).readonly() }),
  /** What it goes on with while there is nothing new; null: it had stopped improving. */
  segment: segment.nullable(),
  /** Epochs and steps made by the run under way, and what was told of its source before they began; null when none is. */
  run: z.object({ epochs: count, steps: count, told: z.array(note).min(1).readonly().optional() }).nullable(),
});
export type VoiceFile = z.infer<typeof voiceFile>;

export interface VoiceState {
  readonly voice: Omit<VoiceFile, 'engine' | 'engineVersion' | 'files'>;
  /** Weights by parameter name: what speaks. */
  readonly weights: NamedTensors;
  /** Of each manner. */
  readonly banks: readonly Bank[];
  readonly shifts: PhoneShifts;
  /** Sums by name, see ProsodySums. */
  readonly prosody: NamedTensors;
  /** `weight/…`, `first/…`, `second/…` and `average/…` of each parameter; null: only weights are left. */
  readonly trunk: NamedTensors | null;
  /** `weight/…`, `first/…` and `second/…` of the epoch that speaks; null: it is the trunk's, or only weights are left. */
  readonly best: NamedTensors | null;
}

const files = {
  voice: 'voice.json',
  model: 'model.safetensors',
  bank: 'bank.safetensors',
  prosody: 'prosody.safetensors',
  trunk: 'optimizer.safetensors',
  best: 'best.safetensors',
} as const;

/** Whether a file of a state is there only so that training goes on exactly; without it, it goes on from the weights. */
export const isHistory = (name: string): boolean => name === files.trunk || name === files.best;

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
  if (hash(bytes) !== expected[name])
    throw stateDamaged(name, 'is damaged or belongs to another moment of the training');
  try {
    return decodeSafetensors(bytes).tensors;
  } catch (error) {
    throw stateDamaged(name, 'is damaged', error);
  }
}

/** Those of the model with one of the `slots` before their names. */
const modelShapes = (manners: number, slots: readonly string[]): Shapes =>
  new Map(
    parametersOf(voiceModel(manners)).flatMap((parameter) =>
      slots.map((slot) => [slot + parameter.name, parameter.shape]),
    ),
  );

type Shapes = ReadonlyMap<string, readonly number[]>;

/** @throws UserError when `tensors` are not of the expected names and shapes */
function checkShapes(name: string, tensors: NamedTensors, expected: Shapes): void {
  for (const [key, shape] of expected) {
    if (tensors.get(key)?.shape.join() !== shape.join())
      throw stateDamaged(name, `has no ${key} of the size of this model`);
  }
  for (const key of tensors.keys())
    if (!expected.has(key)) throw stateDamaged(name, `holds ${key}, which this model does not have`);
}

/** Names a state by what it holds; its history does not count. @throws Error when there is none */
export const stateKey = async (folder: string): Promise<string> => hash(await readFile(path.join(folder, files.voice)));

/**
 * Read a state and check every part of it.
 * @throws UserError naming the one thing that is missing, damaged or foreign
 */
export async function readState(folder: string): Promise<VoiceState> {
  const text = await readOptional(folder, files.voice);
  if (!text) throw stateMissing(files.voice);
  let json: unknown;
  try {
    json = JSON.parse(text.toString('utf8'));
  } catch (error) {
    throw stateDamaged(files.voice, 'is damaged', error);
  }
  mustBeOf(json, 'builtin', engineVersion);
  const parsed = voiceFile.safeParse(json);
  if (!parsed.success) throw stateDamaged(files.voice, 'is damaged', parsed.error);
  const { engine: _, engineVersion: __, files: hashes, ...voice } = parsed.data;
  const manners = voice.manners.length;
  if (voice.usualManner >= manners) throw stateDamaged(files.voice, 'is damaged');
  if (isNatural(voice.sourceVoice)) {
    const known = await voiceNames();
    const unknown = namedIn(voice.sourceVoice).find((name) => !known.has(name));
    if (unknown !== undefined)
      throw stateDamaged(files.voice, `is made from a voice that there is none of (${unknown})`);
  }
  const weights = await readTensors(folder, files.model, hashes);
  if (!weights) throw stateDamaged(files.model, 'is missing');
  checkShapes(files.model, weights, modelShapes(manners, ['']));
  const speaker = await readTensors(folder, files.bank, hashes);
  const shifts = speaker?.get('shifts');
  const banks = voice.manners.flatMap((_, manner) => {
    const [frames, priorities] = ['frames', 'priorities'].map((name) => speaker?.get(`${name}/${manner}`));
    const isWhole = frames?.shape[1] === cepstrumWidth && frames.shape[0] === priorities?.data.length;
    return isWhole ? [{ frames: frames.data, priorities: priorities.data }] : [];
  });
  if (banks.length < voice.manners.length || shifts?.data.length !== shiftCount) {
    throw stateDamaged(files.bank, 'is missing or damaged');
  }
  const prosody = await readTensors(folder, files.prosody, hashes);
  if (!prosody) throw stateDamaged(files.prosody, 'is missing');
  checkShapes(files.prosody, prosody, prosodyShapes(isNatural(voice.sourceVoice)));
  const trunk = await readTensors(folder, files.trunk, hashes);
  if (trunk) checkShapes(files.trunk, trunk, modelShapes(manners, ['weight/', 'first/', 'second/', 'average/']));
  const best = trunk && (await readTensors(folder, files.best, hashes));
  if (best) checkShapes(files.best, best, modelShapes(manners, ['weight/', 'first/', 'second/']));
  if (trunk && !best && files.best in hashes) throw stateDamaged(files.best, 'is missing');
  return { voice, weights, banks, shifts: shifts.data, prosody, trunk, best };
}

/**
 * Write a state. Every file appears whole or not at all, voice.json last; a folder that was left between two files does
 * not fit its hashes. Same state: same bytes.
 */
export async function writeState(folder: string, state: VoiceState): Promise<void> {
  const { voice, weights, banks, shifts, prosody, trunk, best } = state;
  const speaker = new Map([['shifts', { shape: [shifts.length], data: shifts }]]);
  for (const [manner, { frames, priorities }] of banks.entries()) {
    speaker.set(`frames/${manner}`, { shape: [frames.length / cepstrumWidth, cepstrumWidth], data: frames });
    speaker.set(`priorities/${manner}`, { shape: [priorities.length], data: priorities });
  }
  const tensors = new Map([
    [files.model, weights],
    [files.bank, speaker],
    [files.prosody, prosody],
    [files.trunk, trunk],
    [files.best, best],
  ]);
  const content = new Map<string, Buffer>();
  for (const [name, named] of tensors) if (named) content.set(name, encodeSafetensors(named));
  const hashes = Object.fromEntries([...content].map(([name, bytes]) => [name, hash(bytes)]));
  // In the order of the file, whether it has just been made or was read.
  const record = voiceFile.parse({ engine: 'builtin', engineVersion, files: hashes, ...voice } satisfies VoiceFile);
  content.set(files.voice, Buffer.from(`${JSON.stringify(record, null, 1)}\n`));
  await mkdir(folder, { recursive: true });
  const temporary = (name: string): string => path.join(folder, `${name}.tmp`);
  for (const [name, bytes] of content) await writeFile(temporary(name), bytes);
  for (const name of [...tensors.keys(), files.voice]) {
    if (content.has(name)) await rename(temporary(name), path.join(folder, name));
    else await rm(path.join(folder, name), { force: true });
  }
}
