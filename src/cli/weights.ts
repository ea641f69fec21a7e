// `weights export` and `weights import`: a version as a folder that can be carried elsewhere. It holds manifest.json and the
// files that speak, without the history of the training. Nothing in it is ever executed: what comes in is checked against
// the manifest and read by the engine before anything is written down.
import { createReadStream, createWriteStream } from 'node:fs';
import { lstat, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { z } from 'zod';
import { hashFile } from '../files.ts';
import { UserError } from '../errors.ts';
import { type Exchange, exchange, manifestName } from '../storage/exchange.ts';
import type { StateManifest, stateFile } from '../storage/records.ts';
import type { Voice } from '../storage/storage.ts';
import type { VoiceEngine } from '../trainer/engines/engine.ts';
import { toMetrics } from '../trainer/engines/measuring/figures.ts';
import { restoreWeights, storeState } from '../trainer/states.ts';
import { makeFolder } from '../writable.ts';
import type { CliContext } from './context.ts';
import { megabytes } from './table.ts';
import { findVersion, nameOf } from './voice.ts';

const maxManifestBytes = 1e6;

/**
 * Write the weights of a version into a new folder, which appears whole or not at all.
 * @param number of the version; null: the active one
 * @throws UserError when the version can't speak, is damaged or another engine's, or the folder is not empty
 */
export async function exportWeights(
  { storage, openEngine, out }: CliContext,
  voice: Voice,
  number: number | null,
  to: string,
): Promise<void> {
  const version = await findVersion(storage, voice, number);
  const what = `v${version.number} of ${nameOf(voice)}`;
  const { manifest } = version;
  if (manifest === null) {
    throw new UserError(
      'version-purged',
      `${what} was purged: a recording it knew was removed.`,
      'Export another one.',
    );
  }
  const engine = await openEngine();
  mustBeOf(engine, manifest, what);
  const target = path.resolve(to);
  if ((await readdir(target).catch(ifAbsent([]))).length > 0) {
    throw new UserError('not-empty', `${target} is not empty.`, 'Name a folder that is new or empty.');
  }
  await makeFolder(path.dirname(target));
  const partial = await mkdtemp(`${target}.partial-`);
  try {
    await restoreWeights(storage.blobs, engine, manifest, partial, what);
    await engine.verify(partial);
    const names = new Set(await readdir(partial));
    const about: Exchange = {
      format: 'timbre-weights',
      formatVersion: 1,
      engine: manifest.engine,
      engineVersion: manifest.engineVersion,
      sampleRate: engine.sampleRate,
      voice: voice.name,
      version: version.number,
      createdAt: new Date(version.createdAt).toISOString(),
      trainedSeconds: version.trainedSeconds,
      metrics: version.metrics,
      files: manifest.files.filter(({ name }) => names.has(name)),
    };
    await writeFile(path.join(partial, manifestName), `${JSON.stringify(exchange.parse(about), null, 2)}\n`);
    await rename(partial, target);
    const bytes = about.files.reduce((sum, file) => sum + file.bytes, 0);
    out(`${what}: ${about.files.length} files, ${megabytes(bytes)}, in ${target}`);
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
}

/**
 * Make an exported folder the next version of a voice; without a manifest, one with weights that the engine's own program has
 * exported. Everything is checked first; a folder that is refused changes nothing.
 * @throws UserError `weights-damaged` or `weights-foreign` with the one thing that is wrong
 */
export async function importWeights(
  { storage, openEngine, config, out }: CliContext,
  voice: Voice,
  from: string,
  activate: boolean,
): Promise<void> {
  const engine = await openEngine();
  const source = path.resolve(from);
  const isOurs = engine.adopt === undefined || (await sizeOf(path.join(source, manifestName))) !== null;
  const about = isOurs ? await readManifest(source) : null;
  if (about !== null) {
    mustBeOf(engine, about, 'This');
    if (about.sampleRate !== undefined && about.sampleRate !== engine.sampleRate) {
      throw foreign(`This speaks at ${about.sampleRate} Hz, and the engine at ${engine.sampleRate} Hz.`);
    }
  }
  const folder = await mkdtemp(path.join(config.dataDir, 'import-'));
  try {
    // Checked and stored from a copy of our own, which nobody can exchange in between.
    if (about === null) await engine.adopt?.(source, folder, voice.language);
    else for (const file of about.files) await copyChecked(file, source, folder);
    await engine.verify(folder).catch((error: unknown) => {
      throw error instanceof UserError ? damaged(error.message, error) : error;
    });
    const version = await storage.versions.import({
      voiceId: voice.id,
      importedFrom: about?.voice ?? path.basename(source),
      manifest: await storeState(storage.blobs, engine, folder),
      metrics: about?.metrics ?? toMetrics([]),
      trainedSeconds: about?.trainedSeconds ?? 0,
      manners: (await engine.manners?.(folder)) ?? null,
      activate,
    });
    const origin = about === null ? source : `v${about.version} of “${about.voice}”`;
    out(`v${version.number} of ${nameOf(voice)}, imported from ${origin}.`);
    out(
      activate
        ? 'It is active now.'
        : `It is not active: its owner can let it speak with /rollback version:${version.number}.`,
    );
    out('Continuing it goes on from its weights with a fresh optimizer; its owner is told so.');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const damaged = (message: string, cause?: unknown): UserError =>
  new UserError('weights-damaged', message, 'Nothing was changed. Export it again where it comes from.', { cause });
const foreign = (message: string): UserError =>
  new UserError(
    'weights-foreign',
    message,
    'Nothing was changed. Use the engine that made it (ENGINE in .env), in the same version.',
  );

/** @param what begins a sentence @throws UserError `weights-foreign` */
export function mustBeOf(
  engine: VoiceEngine,
  state: Pick<StateManifest, 'engine' | 'engineVersion'>,
  what: string,
): void {
  if (state.engine === engine.id && state.engineVersion === engine.version) return;
  throw foreign(
    `${what} was made by the engine “${state.engine}” ${state.engineVersion}, and this is “${engine.id}” ${engine.version}.`,
  );
}

async function readManifest(folder: string): Promise<Exchange> {
  const file = path.join(folder, manifestName);
  const size = await sizeOf(file);
  if (size === null) throw damaged(`There is no ${manifestName} in ${folder}.`);
  if (size > maxManifestBytes) throw damaged(`${file} is too large to be a manifest.`);
  let json: unknown;
  try {
    json = JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    throw damaged(`${file} is not JSON.`, error);
  }
  const parsed = exchange.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw damaged(`${file} is not what it should be: ${issue?.path.join('.')}: ${issue?.message}.`, parsed.error);
}

async function copyChecked(file: z.infer<typeof stateFile>, source: string, folder: string): Promise<void> {
  const from = path.join(source, file.name);
  const size = await sizeOf(from);
  if (size === null) throw damaged(`${from} is missing, or is not a plain file.`);
  if (size !== file.bytes) throw damaged(`${from} has ${size} bytes instead of ${file.bytes}.`);
  const to = path.join(folder, file.name);
  await pipeline(createReadStream(from), createWriteStream(to, { flags: 'wx', mode: 0o600 }));
  if ((await hashFile(to)) !== file.sha256)
    throw damaged(`${from} is damaged: it does not have the SHA-256 of the manifest.`);
}

/** Size of a plain file; null when there is none, or something else, like a link. */
async function sizeOf(file: string): Promise<number | null> {
  const found = await lstat(file).catch(ifAbsent(null));
  return found?.isFile() ? found.size : null;
}

/** For `catch`: a value instead of the error that there is no such file. */
const ifAbsent =
  <T>(value: T) =>
  (error: unknown): T => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return value;
    throw error;
  };
