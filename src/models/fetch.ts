// Fetches models: disk looked at first, one process at a time, from the first source that gives the right bytes, taken up
// where an earlier try broke off, checked before it is put in place whole.
import { createReadStream, createWriteStream } from 'node:fs';
import { copyFile, mkdir, open, readdir, rename, rm, stat, statfs } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Unzip, UnzipInflate, UnzipPassThrough } from 'fflate';
import { UserError } from '../errors.ts';
import { exists, hashFile } from '../files.ts';
import type { Model, ModelFile, Piece } from './catalog.ts';
import { tryLock } from '../locks.ts';
import { outage } from '../outage.ts';
import { placeOf, presenceOf } from './folder.ts';

export interface FetchOptions {
  /** Folder of all models. */
  readonly folder: string;
  /** A folder that holds the files of the models, or what they come in; nothing is downloaded then. */
  readonly from?: string;
  readonly signal: AbortSignal;
  /** Bytes of `file` that are here, of those in all. */
  readonly onProgress: (file: string, done: number, total: number) => void;
}

/** A source that sends nothing for so long is given up. */
const stallMs = 30_000;

/**
 * Bring a model here. Files that are here already and whole are left alone.
 * @returns the files that were fetched
 * @throws UserError `no-room`, `models-busy`, or `model-unavailable` with what each source said
 */
export async function fetchModel(model: Model, options: FetchOptions): Promise<string[]> {
  const target = path.join(options.folder, model.name);
  await mkdir(target, { recursive: true });
  const unlock = lockFolder(options.folder);
  try {
    const missing: ModelFile[] = [];
    for (const file of model.files)
      if ((await presenceOf(placeOf(options.folder, model, file), file)) !== 'there') missing.push(file);
    await checkRoom(options.folder, missing);
    for (const file of missing) await fetchFile(placeOf(options.folder, model, file), file, options);
    for (const name of await readdir(target)) if (name.endsWith('.part')) await rm(path.join(target, name));
    return missing.map(({ name }) => name);
  } finally {
    unlock();
  }
}

async function checkRoom(folder: string, files: readonly ModelFile[]): Promise<void> {
  // With what they come in.
  const needed = 2 * files.reduce((sum, { bytes }) => sum + bytes, 0);
  const { bavail, bsize } = await statfs(folder);
  if (bavail * bsize >= needed) return;
  throw new UserError(
    'no-room',
    `The models need ${megabytes(needed)} on the disk of ${folder}, ${megabytes(bavail * bsize)} are free.`,
    'Make room, or set MODELS_DIR to a folder on a larger disk.',
  );
}

const megabytes = (bytes: number): string => `${Math.ceil(bytes / 1e6)} MB`;

/** @throws UserError `models-busy` */
function lockFolder(folder: string): () => void {
  const unlock = tryLock(path.join(folder, 'lock.sqlite'));
  if (unlock !== null) return unlock;
  throw new UserError(
    'models-busy',
    `Another process is fetching models into ${folder}.`,
    'Wait until it has finished, then run this again.',
  );
}

async function fetchFile(target: string, file: ModelFile, options: FetchOptions): Promise<void> {
  const refusals: string[] = [];
  const whole = `${target}.whole`;
  for (const pieces of file.sources) {
    options.signal.throwIfAborted();
    const parts = pieces.map(({ url }) =>
      path.join(path.dirname(target), `${path.basename(new URL(url).pathname)}.part`),
    );
    try {
      await rm(whole, { force: true });
      for (const [piece, from] of pieces.entries()) {
        const given = options.from === undefined ? null : await findIn(options.from, file, from);
        if (options.from !== undefined && given === null) throw new Error(`not in ${options.from}`);
        if (given !== null) await copyFile(given, parts[piece]);
        else await download(from.url, parts[piece], 'bytes' in from ? from.bytes : file.bytes, options);
        // A file that was handed over by its own name is no package.
        const isItself = !('member' in from) || (given !== null && path.basename(given) === file.name);
        await append(parts[piece], isItself ? undefined : from.member, whole, file.bytes);
      }
      if ((await stat(whole)).size !== file.bytes || (await hashFile(whole)) !== file.sha256) {
        throw new Error('the bytes are not those that are expected');
      }
      await rename(whole, target);
      return;
    } catch (error) {
      options.signal.throwIfAborted();
      // Another source would meet the same disk.
      if (outage(error) !== null) throw error;
      const why =
        error instanceof Error ? (error.cause instanceof Error ? error.cause.message : error.message) : String(error);
      refusals.push(`${new URL(pieces[0].url).host}: ${why}`);
      // What came whole and is wrong would be wrong again; what broke off is gone on with next time.
      if (await exists(whole)) for (const part of parts) await rm(part, { force: true });
    }
    await rm(whole, { force: true });
  }
  throw new UserError(
    'model-unavailable',
    `${file.name} could not be fetched (${refusals.join('; ')}).`,
    'Run it again to go on; on a machine without network, bring the files here and name their folder: npm run models -- --from DIR.',
  );
}

/** A file in `folder` that is this one, or what it comes in. */
async function findIn(folder: string, file: ModelFile, piece: Piece): Promise<string | null> {
  for (const name of [file.name, path.basename(new URL(piece.url).pathname)]) {
    const found = path.join(folder, name);
    if (await exists(found)) return found;
  }
  return null;
}

/** Download `bytes` to `part`, going on after what is there. */
async function download(url: string, part: string, bytes: number, options: FetchOptions): Promise<void> {
  const { onProgress } = options;
  const have = (await stat(part).catch(() => null))?.size ?? 0;
  if (have === bytes) return;
  const stall = new AbortController();
  let timer = setTimeout(() => stall.abort(new Error(`nothing came for ${stallMs / 1000} s`)), stallMs);
  const signal = AbortSignal.any([options.signal, stall.signal]);
  try {
    const response = await fetch(url, { signal, headers: have > 0 ? { range: `bytes=${have}-` } : {} });
    if (!response.ok || response.body === null) throw new Error(`HTTP ${response.status}`);
    const start = response.status === 206 ? have : 0;
    let done = start;
    const handle = await open(part, start > 0 ? 'a' : 'w');
    try {
      // Each piece is on the disk before the next one is taken: what breaks off is gone on with there.
      for await (const chunk of response.body) {
        clearTimeout(timer);
        timer = setTimeout(() => stall.abort(new Error(`nothing came for ${stallMs / 1000} s`)), stallMs);
        done += chunk.length;
        if (done > bytes) throw new Error('more came than is expected');
        await handle.writeFile(chunk);
        onProgress(path.basename(new URL(url).pathname), done, bytes);
      }
    } finally {
      await handle.close();
    }
  } finally {
    clearTimeout(timer);
  }
}

/** Append a file, or one member of a zip file, to `target`; never more than `most` bytes of it. */
async function append(source: string, member: string | undefined, target: string, most: number): Promise<void> {
  const out = createWriteStream(target, { flags: 'a' });
  const chunks = member === undefined ? createReadStream(source) : unzipped(source, member, most);
  await pipeline(chunks, out);
}

async function* unzipped(file: string, member: string, most: number): AsyncGenerator<Uint8Array> {
  const ready: Uint8Array[] = [];
  let [found, bytes] = [false, 0];
  const unzip = new Unzip((entry) => {
    if (entry.name !== member) return;
    found = true;
    entry.ondata = (error, chunk) => {
      if (error) throw error;
      bytes += chunk.length;
      if (bytes > most) throw new Error(`${member} is larger than it may be`);
      ready.push(chunk);
    };
    entry.start();
  });
  unzip.register(UnzipInflate);
  unzip.register(UnzipPassThrough);
  for await (const chunk of createReadStream(file)) {
    unzip.push(chunk as Buffer);
    yield* ready.splice(0);
  }
  unzip.push(new Uint8Array(0), true);
  yield* ready.splice(0);
  if (!found) throw new Error(`there is no ${member} in it`);
}
