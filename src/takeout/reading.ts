// Exported archives on their way back: opened within bounds, their signature and every file of theirs compared, before anything
// is kept of them.
import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { UserError } from '../errors.ts';
import type { SigningKey } from '../storage/signing.ts';
import { type Entry, type ZipArchive, ofArchive, openZipArchive } from '../zip.ts';
import {
  type TakeoutClip,
  type TakeoutManifest,
  type TakeoutVersion,
  checkSignature,
  takeoutManifest,
  takeoutNames,
} from './manifest.ts';

/** Far more than a voice has, far less than what harms, bytes. */
const bounds = {
  manifest: 32 * 2 ** 20,
  signature: 1024,
  /** Of all files together, unpacked. */
  files: 2 ** 30,
};

/** What archives of one voice hold. */
export interface Takeout {
  readonly ownerId: string;
  readonly voice: TakeoutManifest['voice'];
  /** Each once. */
  readonly clips: readonly TakeoutClip[];
  readonly version: TakeoutVersion | null;
  /** Whether this installation signed all of it, so that it is believed. */
  readonly isProven: boolean;
  /** Which of the archives hold recordings, by their place. */
  readonly withClips: readonly number[];
  /** Where a file of the archives lies now, by its SHA-256. */
  readonly pathOf: (sha256: string) => string;
}

type Takes = 'proven' | 'all';

/** @throws UserError where it is not, and nothing else is taken */
function isSigned(manifest: Buffer, signature: Buffer | null, key: SigningKey, takes: Takes): boolean {
  try {
    checkSignature(manifest, signature, key);
    return true;
  } catch (error) {
    if (takes === 'proven') throw error;
    return false;
  }
}

/** The content of a small file; null where there is none of this name. */
async function small(zip: ZipArchive, name: string, most: number): Promise<Buffer | null> {
  const entry = zip.entries.find(({ fileName }) => fileName === name);
  if (entry === undefined) return null;
  if (entry.uncompressedSize > most || entry.isEncrypted()) throw new UserError('bad-takeout/changed');
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of zip.unpacked(entry)) {
    bytes += chunk.length;
    if (bytes > most) throw new UserError('bad-takeout/changed');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** @throws UserError `bad-takeout/changed` when it is not what it should be */
function parsed(text: Buffer): TakeoutManifest {
  try {
    return takeoutManifest.parse(JSON.parse(text.toString('utf8')));
  } catch (error) {
    throw new UserError('bad-takeout/changed', undefined, { cause: error });
  }
}

/** Unpack a file, which must be what the manifest says. */
async function extract(
  zip: ZipArchive,
  entry: Entry,
  { sha256, bytes }: TakeoutManifest['files'][number],
  target: string,
): Promise<void> {
  if (entry.isEncrypted() || entry.uncompressedSize !== bytes) throw new UserError('bad-takeout/changed');
  const hash = createHash('sha256');
  const hashed = async function* (content: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    let sum = 0;
    for await (const chunk of content) {
      sum += chunk.length;
      if (sum > bytes) throw new UserError('bad-takeout/changed');
      hash.update(chunk);
      yield chunk;
    }
  };
  await pipeline(zip.unpacked(entry), hashed, createWriteStream(target, { mode: 0o600 }));
  if (hash.digest('hex') !== sha256) throw new UserError('bad-takeout/changed');
}

/** One archive: what it says, and its files in the folder, each named by its SHA-256. */
async function readArchive(
  file: string,
  key: SigningKey,
  folder: string,
  takes: Takes,
): Promise<{ readonly manifest: TakeoutManifest; readonly isProven: boolean }> {
  const zip = await openZipArchive(file);
  try {
    const text = await small(zip, takeoutNames.manifest, bounds.manifest);
    if (text === null) throw new UserError('bad-takeout/foreign');
    const isProven = isSigned(text, await small(zip, takeoutNames.signature, bounds.signature), key, takes);
    const manifest = parsed(text);
    if (manifest.files.reduce((sum, { bytes }) => sum + bytes, 0) > bounds.files) {
      throw new UserError('bad-takeout/changed');
    }
    for (const listed of manifest.files) {
      const [entry, second] = zip.entries.filter(({ fileName }) => fileName === listed.name);
      if (entry === undefined || second !== undefined) throw new UserError('bad-takeout/changed');
      await extract(zip, entry, listed, path.join(folder, listed.sha256));
    }
    return { manifest, isProven };
  } catch (error) {
    throw ofArchive(error);
  } finally {
    zip.close();
  }
}

/**
 * Read the archives of a voice.
 * @param files paths of the archives
 * @param key of this installation
 * @param folder empty; holds what was unpacked
 * @param takes `all`: also what this installation has not signed, of which nothing may be believed
 * @throws UserError `bad-zip`, `bad-takeout` with what is wrong
 */
export async function readTakeout(
  files: readonly string[],
  key: SigningKey,
  folder: string,
  takes: Takes = 'proven',
): Promise<Takeout> {
  const read: Awaited<ReturnType<typeof readArchive>>[] = [];
  for (const file of files) read.push(await readArchive(file, key, folder, takes));
  const manifests = read.map(({ manifest }) => manifest);
  const [{ ownerId, voice }] = manifests;
  const versions = new Map(manifests.flatMap(({ version }) => (version === null ? [] : [[version.id, version]])));
  if (versions.size > 1 || manifests.some((one) => one.ownerId !== ownerId || one.voice.id !== voice.id)) {
    throw new UserError('bad-takeout/several');
  }
  const there = new Set(manifests.flatMap((one) => one.files.map(({ sha256 }) => sha256)));
  const clips = [...new Map(manifests.flatMap((one) => one.clips).map((clip) => [clip.sha256, clip])).values()];
  const [version = null] = versions.values();
  if (clips.some(({ sha256 }) => !there.has(sha256))) throw new UserError('bad-takeout/changed');
  if (version !== null) {
    const known = new Set(clips.map(({ sha256 }) => sha256));
    const missing = version.learnt.filter(({ sha256 }) => !known.has(sha256)).length;
    if (missing > 0 || version.manifest.files.some(({ sha256 }) => !there.has(sha256))) {
      throw new UserError('bad-takeout/incomplete', { clips: missing });
    }
  }
  return {
    ownerId,
    voice,
    clips,
    version,
    isProven: read.every(({ isProven }) => isProven),
    withClips: manifests.flatMap((one, index) => (one.clips.length > 0 ? [index] : [])),
    pathOf: (sha256) => path.join(folder, sha256),
  };
}
