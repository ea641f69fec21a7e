// A GPT-SoVITS voice on disk. With voice.json, the two weights and the reference clip it speaks; the rest is history:
//   voice.json          how far it has come, and the SHA-256 of the other files
//   s2-weights.pth      exported weights of S2 (what turns semantic tokens into sound)
//   s1-weights.ckpt     exported weights of S1 (what turns text into semantic tokens)
//   reference.wav/json  the clip that is shown to the model when it speaks, and what is said in it
//   s2-g.pth, s2-d.pth  checkpoints of S2: generator and discriminator with their optimizers (history)
//   s1.ckpt             checkpoint of S1 (history)
import { readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { note } from '../../../i18n/notes.ts';
import type { GptSovitsVersion } from './checkout.ts';
import { exists, hashFile } from '../../../files.ts';
import { checkWeights } from './weights.ts';
import { mustBeOf, stateDamaged, stateMissing } from '../state-errors.ts';

/** Changes whenever states of the older version cannot be continued; a state belongs to one version of the models, too. */
const stateVersion = '1';
export const engineVersion = (version: GptSovitsVersion): string => `${stateVersion}-${version}`;
/** Of the speech of v2 and v2Pro, Hz. */
export const sampleRate = 32_000;

export const stateFiles = {
  voice: 'voice.json',
  s2Weights: 's2-weights.pth',
  s1Weights: 's1-weights.ckpt',
  reference: 'reference.wav',
  referenceText: 'reference.json',
  s2G: 's2-g.pth',
  s2D: 's2-d.pth',
  s1: 's1.ckpt',
} as const;
const history: readonly string[] = [stateFiles.s2G, stateFiles.s2D, stateFiles.s1];
/** What GPT-SoVITS unpickles. */
const archives: readonly string[] = [stateFiles.s2Weights, stateFiles.s1Weights, ...history];
/** What a finished voice is not without. */
const essential = [stateFiles.s2Weights, stateFiles.s1Weights, stateFiles.reference, stateFiles.referenceText];

/** Whether a file of a state is there only so that training goes on exactly; without it, it goes on from the weights. */
export const isHistory = (name: string): boolean => history.includes(name);

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.number().int().nonnegative();
const model = z.object({
  /** Over the voice's life. */
  epochs: count,
  steps: count,
  /** As its checkpoint counts them: from the last start with weights alone. */
  checkpointEpochs: count,
  checkpointSteps: count,
});

const voiceFile = z.object({
  engine: z.literal('gpt-sovits'),
  engineVersion: z.string(),
  sampleRate: z.number().int().positive(),
  /** SHA-256 by name: what does not fit is damaged, or was written at another moment. */
  files: z.record(z.string(), sha256),
  s2: model,
  s1: model,
  /** SHA-256 of the recordings that it has been trained on. */
  clips: z.array(sha256),
  /** What a resume needs to know; null when no run is under way. */
  run: z
    .object({
      s2: z.object({ epochs: count, steps: count, batchSize: count }),
      s1: z.object({ epochs: count, steps: count, batchSize: count }),
      remarks: z.array(note).catch([]),
    })
    .nullable(),
});
export type VoiceFile = z.infer<typeof voiceFile>;
export type VoiceState = Omit<VoiceFile, 'engine' | 'engineVersion' | 'sampleRate' | 'files'>;

export const newVoice: VoiceState = {
  s2: { epochs: 0, steps: 0, checkpointEpochs: 0, checkpointSteps: 0 },
  s1: { epochs: 0, steps: 0, checkpointEpochs: 0, checkpointSteps: 0 },
  clips: [],
  run: null,
};

/**
 * Read voice.json.
 * @throws UserError when it is missing, damaged, or of another engine or version of the models
 */
async function readVoiceFile(folder: string, version: GptSovitsVersion): Promise<VoiceFile> {
  let json: unknown;
  try {
    json = JSON.parse(await readFile(path.join(folder, stateFiles.voice), 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw stateDamaged(stateFiles.voice, 'is damaged', error);
    throw stateMissing(stateFiles.voice);
  }
  mustBeOf(json, 'gpt-sovits', engineVersion(version));
  const parsed = voiceFile.safeParse(json);
  if (!parsed.success) throw stateDamaged(stateFiles.voice, 'is damaged', parsed.error);
  return parsed.data;
}

/**
 * Read a state and check every file of it. Nothing is unpickled here, and what GPT-SoVITS will unpickle is looked into.
 * @throws UserError naming the one thing that is missing, damaged, foreign or could run code
 */
export async function readState(folder: string, version: GptSovitsVersion): Promise<VoiceState> {
  const { files, s2, s1, clips, run } = await readVoiceFile(folder, version);
  for (const [name, expected] of Object.entries(files)) {
    const file = path.join(folder, path.basename(name));
    if (!(await exists(file))) {
      if (isHistory(name)) continue;
      throw stateDamaged(name, 'is missing');
    }
    if ((await hashFile(file)) !== expected)
      throw stateDamaged(name, 'is damaged or belongs to another moment of the training');
  }
  for (const name of archives) {
    const file = path.join(folder, name);
    if (!(await exists(file))) continue;
    if (files[name] === undefined) throw stateDamaged(name, `is not in ${stateFiles.voice}`);
    await checkWeights(file, name, name === stateFiles.s2Weights ? version : null);
  }
  for (const name of essential) if (run === null && files[name] === undefined) throw stateDamaged(name, 'is missing');
  return { s2, s1, clips, run };
}

/** Whether a state has the named files of its history. */
export async function hasHistory(folder: string, names: readonly string[]): Promise<boolean> {
  for (const name of names) if (!(await exists(path.join(folder, name)))) return false;
  return true;
}

/**
 * Write a state. The moved files and voice.json, which comes last, each appear whole or not at all; a folder that was left
 * between two of them does not fit its hashes.
 * @param moved where the new files lie now, on the same disk, by their names in the state
 */
export async function writeState(
  folder: string,
  version: GptSovitsVersion,
  state: VoiceState,
  moved: Readonly<Record<string, string>> = {},
): Promise<void> {
  const known = await readFile(path.join(folder, stateFiles.voice), 'utf8').then(
    (text) => voiceFile.parse(JSON.parse(text)).files,
    (): Record<string, string> => ({}),
  );
  const files: Record<string, string> = {};
  for (const name of Object.values(stateFiles)) {
    if (name === stateFiles.voice) continue;
    const source = moved[name];
    if (source !== undefined) await rename(source, path.join(folder, name));
    const before = source === undefined ? known[name] : undefined;
    if (await exists(path.join(folder, name))) files[name] = before ?? (await hashFile(path.join(folder, name)));
  }
  const record: VoiceFile = {
    engine: 'gpt-sovits',
    engineVersion: engineVersion(version),
    sampleRate,
    files,
    ...state,
  };
  const temporary = path.join(folder, `${stateFiles.voice}.tmp`);
  await writeFile(temporary, `${JSON.stringify(record, null, 1)}\n`);
  await rename(temporary, path.join(folder, stateFiles.voice));
}
