// What many test files need and is dear to make: made once in a run of `npm test`, or by the process of a file that is run
// alone, and removed with it. Nothing outlives the run, so that what is tested is what the code at hand makes.
import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { exists } from '../../src/files.ts';
import type { EngineClip, VoiceEngine } from '../../src/trainer/engines/engine.ts';

let root = process.env['TIMBRE_TEST_SHARED'];

function sharedRoot(): string {
  if (root !== undefined) {
    mkdirSync(root, { recursive: true });
    return root;
  }
  const own = mkdtempSync(path.join(tmpdir(), 'timbre-shared-'));
  process.once('exit', () => rmSync(own, { recursive: true, force: true }));
  return (root = own);
}

/**
 * A folder that is never changed once it is made.
 * @param about everything that its content depends on, besides the code
 * @param make fills it; two processes may do so at once, and one of them in vain
 */
export async function sharedFolder(about: unknown, make: (folder: string) => Promise<void>): Promise<string> {
  const name = createHash('sha256').update(JSON.stringify(about)).digest('hex');
  const folder = path.join(sharedRoot(), name);
  if (await exists(folder)) return folder;
  const partial = await mkdtemp(`${folder}.`);
  await make(partial);
  await rename(partial, folder).catch(async (error: unknown) => {
    if (!(await exists(folder))) throw error;
    await rm(partial, { recursive: true });
  });
  return folder;
}

/** What the engine computes of a clip or a sentence alone, whatever voice it is for: the dearest of a training. */
const isFeature = /\.(clip|source)$/;

function featuresFolder(): string {
  const folder = path.join(sharedRoot(), 'features');
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** Give a cache what other tests have computed of these clips already. */
export async function lendFeatures(
  engine: Pick<VoiceEngine, 'cacheKeys'>,
  clips: readonly Pick<EngineClip, 'sha256' | 'transcript' | 'language'>[],
  cacheDir: string,
): Promise<void> {
  const keys = new Set(clips.flatMap((clip) => engine.cacheKeys(clip)));
  await copyFeatures(featuresFolder(), cacheDir, (name) => keys.has(name.slice(0, 64)));
}

/** Keep for other tests what a cache holds of clips. */
export async function keepFeatures(cacheDir: string): Promise<void> {
  await copyFeatures(cacheDir, featuresFolder());
}

/** Copy what is of clips and sentences alone from one cache to another one. */
export async function copyFeatures(
  from: string,
  to: string,
  isWanted: (name: string) => boolean = () => true,
): Promise<void> {
  await mkdir(to, { recursive: true });
  const there = new Set(await readdir(to));
  for (const name of await readdir(from)) {
    if (!isFeature.test(name) || there.has(name) || !isWanted(name)) continue;
    // Others may be reading: a file is there whole or not at all.
    const partial = path.join(to, `${name}.${randomUUID()}.tmp`);
    await copyFile(path.join(from, name), partial);
    await rename(partial, path.join(to, name));
  }
}
