// What lies in files, byte by byte.
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { readOggOpus } from '../../src/audio/ogg-comments.ts';

/** Names of the files in a folder and all below it that hold one of these texts anywhere. */
export async function filesWith(folder: string, texts: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = path.join(entry.parentPath, entry.name);
    const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => {
      // A server that runs has deleted it meanwhile.
      if (error.code !== 'ENOENT') throw error;
      return null;
    });
    if (bytes === null) continue;
    if (texts.some((text) => bytes.includes(text))) found.push(path.relative(folder, file));
  }
  return found;
}

/** What is heard of an Ogg Opus file, whatever its comments say. */
export const soundIn = (file: Uint8Array | undefined): Buffer =>
  Buffer.concat(readOggOpus(Buffer.from(file ?? []))?.packets ?? []);
