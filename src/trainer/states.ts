// An engine state is a set of named files: this puts it into blobs and brings it back, verified.
import { mkdir, readdir } from 'node:fs/promises';
import path from 'node:path';
import { UserError, toldAs } from '../errors.ts';
import { hashFile } from '../files.ts';
import { BlobDamaged, type StoredBlob } from '../storage/blobs.ts';
import type { StateManifest } from '../storage/records.ts';
import { weightsOf } from '../storage/pruning.ts';
import { stateManifest } from '../storage/records.ts';
import type { Storage } from '../storage/storage.ts';
import type { VoiceEngine } from './engines/engine.ts';

/**
 * Store every file of a state folder as a blob.
 * @param kept a state that a row needs until the new one's is written: what did not change since is there
 * @returns the manifest, to be written to SQL afterwards: blobs first, row second
 */
export async function storeState(
  blobs: Storage['blobs'],
  engine: VoiceEngine,
  dir: string,
  kept: StateManifest | null = null,
): Promise<StateManifest> {
  const there = new Map(kept?.files.map(({ sha256, bytes }) => [sha256, bytes]));
  const store = async (file: string): Promise<StoredBlob> => {
    const sha256 = there.size === 0 ? '' : await hashFile(file);
    const bytes = there.get(sha256);
    return bytes === undefined ? await blobs.put(file) : { sha256, bytes };
  };
  const names = (await readdir(dir)).sort();
  const files = await Promise.all(names.map(async (name) => ({ name, ...(await store(path.join(dir, name))) })));
  return stateManifest.parse({ engine: engine.id, engineVersion: engine.version, files });
}

/**
 * Bring a state back into an empty folder, every file checked against its SHA-256.
 * @param what for operators, for example `Version 3`
 * @throws UserError when a file is missing or damaged, or the state belongs to another engine; nothing is changed then
 */
export async function restoreState(
  blobs: Storage['blobs'],
  engine: VoiceEngine,
  manifest: StateManifest,
  dir: string,
  what: string,
): Promise<void> {
  if (manifest.engine !== engine.id || manifest.engineVersion !== engine.version) {
    throw new UserError(
      'state-foreign',
      `${what} was made by the engine “${manifest.engine}” ${manifest.engineVersion}, and this trainer runs “${engine.id}” ${engine.version}.`,
      'Use /train fresh to begin a version with this engine, or ask the operator to set ENGINE back; your recordings are all still here.',
      { told: toldAs('state-foreign') },
    );
  }
  await mkdir(dir, { recursive: true });
  for (const file of manifest.files) {
    const target = path.join(dir, file.name);
    try {
      await blobs.copyTo(file.sha256, target);
    } catch (error) {
      if (!(error instanceof BlobDamaged)) throw error;
      throw new UserError(
        'state-damaged',
        `${what} can’t be used: its file ${file.name} is missing or damaged.`,
        'Go back to another version with /rollback, or use /train fresh; your recordings are all still here.',
        { cause: error, told: toldAs('state-damaged') },
      );
    }
  }
}

/**
 * As {@link restoreState}, without the files that only an exact continuation needs: enough to speak and to be measured.
 * They are never pruned, so they are there whatever happens to the version meanwhile.
 */
export async function restoreWeights(
  blobs: Storage['blobs'],
  engine: VoiceEngine,
  manifest: StateManifest,
  dir: string,
  what: string,
): Promise<void> {
  await restoreState(blobs, engine, weightsOf(manifest, engine) ?? manifest, dir, what);
}
