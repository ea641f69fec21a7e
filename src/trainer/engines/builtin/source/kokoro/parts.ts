// The parts of Kokoro's graph, cut once and kept: found again by the SHA-256 of the model, checked whenever they are read,
// made again when they are not whole. Cutting takes several times the memory of the model, so a child process does it.
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { hashFile } from '../../../../../files.ts';
import { ForkedFailure, runForked } from '../../../../../forked.ts';
import { type Part, cutModel, parts } from './cut.ts';
import { KokoroUnreadable } from './unreadable.ts';

/** Goes up when the same model gives other parts. */
const formatVersion = 4;
const notes = z.record(z.enum(parts), z.hash('sha256'));

/** Reads the bytes of a part. */
export type Parts = (part: Part) => Promise<Uint8Array>;

/** What was not finished for so long never will be, ms. */
const unfinishedMs = 3_600_000;

/**
 * The parts of a model, made where they are not there. Those of other models, and of other versions of this program, go.
 * @param cacheDir for what can be made again
 * @throws KokoroUnreadable
 */
export async function partsOf(model: string, cacheDir: string): Promise<Parts> {
  const folder = path.join(cacheDir, `${anyParts}${(await hashFile(model)).slice(0, 32)}.v${formatVersion}`);
  await removeOthers(folder);
  const make = async (): Promise<void> => {
    try {
      await runForked(new URL('./cut-model.ts', import.meta.url), [model, folder]);
    } catch (error) {
      const isOfModel = error instanceof ForkedFailure && error.kind === KokoroUnreadable.name;
      throw isOfModel ? new KokoroUnreadable(`${model}: ${error.message}`, { cause: error }) : error;
    }
  };
  return async (part) => {
    const kept = await readPart(folder, part);
    if (kept !== null) return kept;
    await make();
    const made = await readPart(folder, part);
    if (made === null) throw new Error(`${folder} does not keep what is written there`);
    return made;
  };
}

const anyParts = 'kokoro-';

/** Nobody reads them any more: a process that has opened parts keeps what it has read. */
async function removeOthers(folder: string): Promise<void> {
  const [home, own] = [path.dirname(folder), path.basename(folder)];
  for (const name of await readdir(home).catch(() => [])) {
    if (name === own || !name.startsWith(anyParts)) continue;
    const other = path.join(home, name);
    const isBeingMade = name.startsWith(`${own}.`) && Date.now() - (await stat(other)).mtimeMs < unfinishedMs;
    if (!isBeingMade) await rm(other, { recursive: true, force: true });
  }
}

const fileOf = (part: Part): string => `${part}.onnx`;
const notesFile = 'parts.json';

/** Null when it is not there, or not whole. */
async function readPart(folder: string, part: Part): Promise<Uint8Array | null> {
  try {
    const bytes = await readFile(path.join(folder, fileOf(part)));
    const known = notes.parse(JSON.parse(await readFile(path.join(folder, notesFile), 'utf8')));
    return createHash('sha256').update(bytes).digest('hex') === known[part] ? bytes : null;
  } catch {
    return null;
  }
}

/** What the child process does: cut a model and put its parts into `folder`, all or nothing. */
export async function makeParts(model: string, folder: string): Promise<void> {
  const unfinished = `${folder}.${randomUUID()}`;
  await mkdir(unfinished, { recursive: true });
  try {
    const hashes: Partial<Record<Part, string>> = {};
    await cutModel(await readFile(model), async (part, bytes) => {
      hashes[part] = createHash('sha256').update(bytes).digest('hex');
      await writeFile(path.join(unfinished, fileOf(part)), bytes);
    });
    await writeFile(path.join(unfinished, notesFile), JSON.stringify(hashes));
    await rm(folder, { recursive: true, force: true });
    await rename(unfinished, folder).catch((error: NodeJS.ErrnoException) => {
      // Another process has just put the same there.
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
    });
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
}
