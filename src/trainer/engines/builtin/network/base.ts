// The base: weights pre-trained on flite's own voices, from which a new voice's network begins. One file for each source
// voice, made by `npm run pretrain`, and a manifest of their SHA-256.
import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { UserError, toldAs } from '../../../../errors.ts';
import { parametersOf } from '../../../../learning/model.ts';
import { decodeSafetensors, encodeSafetensors } from '../../../../learning/safetensors.ts';
import type { NamedTensors } from '../../../../learning/safetensors.ts';
import { traitsOf } from '../source/kokoro/voices.ts';
import type { SourceVoice } from '../source/flite.ts';
import { isNatural } from '../source/source-choice.ts';
import type { AnySource } from '../source/source-choice.ts';
import { voiceModel } from './model.ts';

/** Where the repository keeps them. */
export const baseFolder = fileURLToPath(new URL('../../../../../weights/base', import.meta.url));

const manifestName = 'builtin.json';
const manifest = z.record(z.string(), z.string().regex(/^[0-9a-f]{64}$/));
const fileName = (voice: SourceVoice): string => `builtin-${voice}.safetensors`;
const hash = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const unusable = (file: string, reason: string, cause?: unknown): UserError =>
  new UserError(
    'base-damaged',
    `The built-in engine's base weights can't be used: weights/base/${file} ${reason}.`,
    'Ask the operator to restore the folder with git checkout weights/base, or to make it again with npm run pretrain.',
    { cause, told: toldAs('engine-incomplete', { engine: 'builtin' }) },
  );

async function read(folder: string, name: string): Promise<Buffer> {
  try {
    return await readFile(path.join(folder, name));
  } catch (error) {
    throw unusable(name, 'is missing', error);
  }
}

/**
 * Weights by parameter name that a new voice begins from.
 * @throws UserError when the file or the manifest is missing or damaged
 */
export async function readBase(voice: SourceVoice, folder = baseFolder): Promise<NamedTensors> {
  const name = fileName(voice);
  const bytes = await read(folder, name);
  const listed = await read(folder, manifestName);
  let hashes: z.infer<typeof manifest>;
  try {
    hashes = manifest.parse(JSON.parse(listed.toString('utf8')));
  } catch (error) {
    throw unusable(manifestName, 'is damaged', error);
  }
  if (hashes[name] !== hash(bytes)) throw unusable(name, `is not the one in ${manifestName}`);
  const { tensors } = decodeSafetensors(bytes);
  const parameters = parametersOf(voiceModel(1));
  const isOfModel = parameters.every(({ name, shape }) => tensors.get(name)?.shape.join() === shape.join());
  if (!isOfModel || tensors.size !== parameters.length) throw unusable(name, 'is of another network');
  return tensors;
}

/**
 * What a new voice with this source begins from. How people differ from flite is how they differ from a natural source, too:
 * its network begins from the base of flite's voice of the same sex.
 */
export const baseOf = (source: AnySource): Promise<NamedTensors> => {
  if (!isNatural(source)) return readBase(source);
  const female = source.timbre.reduce((sum, [name, share]) => sum + (traitsOf(name).sex === 'female' ? share : 0), 0);
  return readBase(female >= 0.5 ? 'slt' : 'rms');
};

/** Write the base of all source voices, and the manifest. */
export async function writeBase(weights: ReadonlyMap<SourceVoice, NamedTensors>, folder = baseFolder): Promise<void> {
  await mkdir(folder, { recursive: true });
  const hashes: Record<string, string> = {};
  for (const [voice, tensors] of weights) {
    const bytes = encodeSafetensors(tensors);
    await writeFile(path.join(folder, fileName(voice)), bytes);
    hashes[fileName(voice)] = hash(bytes);
  }
  await writeFile(path.join(folder, manifestName), `${JSON.stringify(hashes, null, 2)}\n`);
}
