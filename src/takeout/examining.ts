// The files of a state that nobody vouches for, looked at before anything is kept of them: whether they hold plain numbers, as many
// as they say, each of them finite. What a number means, only its engine knows, which checks names and sizes whenever it reads a state.
import { readFile, stat } from 'node:fs/promises';
import { setImmediate } from 'node:timers/promises';
import { UserError } from '../errors.ts';
import { openBytes } from '../files.ts';
import { readSafetensors } from '../learning/safetensors.ts';
import type { StateManifest } from '../storage/records.ts';

/** Far more than a state has, far less than what harms. */
const bounds = { files: 100, jsonBytes: 16 * 2 ** 20, tensors: 10_000, tensorBytes: 128 * 2 ** 20, depth: 64 };

/** So many numbers are looked at before others get their turn: some milliseconds. */
const atOnce = 2 ** 21;

/** @throws Error where one is infinite, or none at all */
async function examineTensors(file: string): Promise<void> {
  const bytes = openBytes(file);
  try {
    const { tensors } = readSafetensors(bytes, { withHalves: true });
    if (tensors.size > bounds.tensors) throw new Error(`${tensors.size} tensors`);
    for (const [name, tensor] of tensors) {
      const size = tensor.shape.reduce((product, n) => product * n, 4);
      if (size > bounds.tensorBytes) throw new Error(`"${name}" is too large`);
      const { data } = tensor;
      for (let from = 0; from < data.length; from += atOnce) {
        if (!data.subarray(from, from + atOnce).every(Number.isFinite)) throw new Error(`"${name}" is not finite`);
        await setImmediate();
      }
    }
  } finally {
    bytes.close();
  }
}

/** JSON can say 1e999, which is read as infinite. */
function examineValue(value: unknown, depth = 0): void {
  if (depth > bounds.depth) throw new Error('too deep');
  if (typeof value === 'number' && !Number.isFinite(value)) throw new Error('a number is not finite');
  if (typeof value !== 'object' || value === null) return;
  for (const one of Object.values(value)) examineValue(one, depth + 1);
}

async function examineJson(file: string): Promise<void> {
  if ((await stat(file)).size > bounds.jsonBytes) throw new Error('too large');
  examineValue(JSON.parse(await readFile(file, 'utf8')));
}

/**
 * Look at every number of a state.
 * @param pathOf where a file lies, by its SHA-256
 * @returns the name of a file that may hold anything, and that only its engine can read; null: there is none
 * @throws UserError `bad-takeout/state` naming the file that is not what it should be
 */
export async function examineState(
  { files }: Pick<StateManifest, 'files'>,
  pathOf: (sha256: string) => string,
): Promise<string | null> {
  if (files.length > bounds.files) throw new UserError('bad-takeout/state', { file: files[bounds.files].name });
  let other: string | null = null;
  for (const { name, sha256 } of files) {
    try {
      if (name.endsWith('.safetensors')) await examineTensors(pathOf(sha256));
      else if (name.endsWith('.json')) await examineJson(pathOf(sha256));
      else other ??= name;
    } catch (error) {
      throw new UserError('bad-takeout/state', { file: name }, { cause: error });
    }
  }
  return other;
}
