// Features of clips, kept so that a clip is prepared once, whatever voice, run or machine needs it: one file for what was
// made of a recording, one for what was made of its transcript. Each is written whole and checked when it is read.
import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';

/** Of a recording, of its transcript, and what was recognized in it. */
export type FeatureKind = 'audio' | 'text' | 'words';
/** Contents by name. */
export type Features = ReadonlyMap<string, Buffer>;

const header = z.array(
  z.object({ name: z.string(), bytes: z.number().int().nonnegative(), sha256: z.string().length(64) }),
);
const newline = 0x0a;
const hash = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

const digest = (of: readonly (string | null)[]): string => hash(Buffer.from(JSON.stringify(of)));

/** Begins the names of what was made of the words that came with a clip: they may go before the recording does. */
export const wordsKey = (sha256: string, transcript: string | null): string => digest([sha256, transcript]);

/**
 * A file of features.
 * @param of the recording's SHA-256, or the {@link wordsKey}
 * @param madeBy all that they depend on beside that
 */
export function featureFile(cacheDir: string, of: string, kind: FeatureKind, madeBy: readonly string[]): string {
  return path.join(cacheDir, `${of}-${digest(madeBy).slice(0, 16)}.gsv-${kind}`);
}

/** @returns null when they are not there, or damaged */
export async function readFeatures(file: string): Promise<Features | null> {
  let content: Buffer;
  try {
    content = await readFile(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  const end = content.indexOf(newline);
  let entries: z.infer<typeof header>;
  try {
    entries = header.parse(JSON.parse(content.toString('utf8', 0, Math.max(0, end))));
  } catch {
    return null;
  }
  const features = new Map<string, Buffer>();
  let at = end + 1;
  for (const { name, bytes, sha256 } of entries) {
    const part = content.subarray(at, at + bytes);
    if (hash(part) !== sha256) return null;
    features.set(name, part);
    at += bytes;
  }
  return features;
}

/** Write features: whole or not at all, also when two processes do it at once. */
export async function writeFeatures(file: string, features: Features): Promise<void> {
  const entries = [...features].map(([name, bytes]) => ({ name, bytes: bytes.length, sha256: hash(bytes) }));
  await mkdir(path.dirname(file), { recursive: true });
  const temporary = `${file}.${process.pid}`;
  await writeFile(temporary, Buffer.concat([Buffer.from(`${JSON.stringify(entries)}\n`), ...features.values()]));
  await rename(temporary, file);
}
