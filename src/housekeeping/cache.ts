// What an engine has cached of clips that are no more. Each trainer does this for itself: its cache is on its own disk.
import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Storage } from '../storage/storage.ts';

/** A cached file's name begins with the key that it is of. */
const keyLength = 64;

/**
 * Remove from a cache what is of no clip any more. Taken away by mistake it would only cost time.
 * @param keysOf the keys that an engine caches a clip under
 */
export async function sweepCache(
  storage: Pick<Storage, 'samples'>,
  keysOf: (clip: { readonly sha256: string; readonly transcript: string | null }) => readonly string[],
  folder: string,
): Promise<void> {
  // In this order: what is cached for a clip that comes meanwhile is not looked at.
  const names = await readdir(folder);
  const kept = new Set<string>();
  for await (const clips of storage.samples.everywhere()) for (const key of clips.flatMap(keysOf)) kept.add(key);
  for (const name of names) {
    if (!kept.has(name.slice(0, keyLength))) await rm(path.join(folder, name), { force: true });
  }
}
