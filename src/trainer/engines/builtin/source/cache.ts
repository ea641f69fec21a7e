// Features that can be made again, kept in files: a lost or damaged one costs time and nothing else.
import { randomUUID } from 'node:crypto';
import { access, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { crc32 } from 'node:zlib';
import { decodeSafetensors, encodeSafetensors } from '../../../../learning/safetensors.ts';
import type { NamedTensors } from '../../../../learning/safetensors.ts';

const checksumBytes = 4;

/** The tensors of a cache file; undefined when there is none, or none that is whole. */
async function read(file: string): Promise<NamedTensors | undefined> {
  try {
    const bytes = await readFile(file);
    const content = bytes.subarray(0, -checksumBytes);
    return crc32(content) === bytes.readUInt32LE(content.length) ? decodeSafetensors(content).tensors : undefined;
  } catch {
    return undefined;
  }
}

/** Whether there is such a file in the cache, whole or not. */
export const isCached = (folder: string, name: string): Promise<boolean> =>
  access(path.join(folder, name)).then(
    () => true,
    () => false,
  );

/**
 * Tensors from the cache, or made and then kept. Several processes may do so at once: each writes a file of its own and
 * renames it.
 * @param name file name in `folder`; must change with everything that the tensors depend on
 */
export async function cached(folder: string, name: string, make: () => Promise<NamedTensors>): Promise<NamedTensors> {
  const file = path.join(folder, name);
  const kept = await read(file);
  if (kept) return kept;
  const tensors = await make();
  const content = encodeSafetensors(tensors);
  const checksum = Buffer.alloc(checksumBytes);
  checksum.writeUInt32LE(crc32(content));
  await mkdir(folder, { recursive: true });
  const temporary = `${file}.${randomUUID()}.tmp`;
  try {
    await writeFile(temporary, Buffer.concat([content, checksum]));
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  return tensors;
}
