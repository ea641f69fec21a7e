// `voice import`: archives that /export sent become a voice again; with --trust also those of another installation, or altered
// ones, of which then everything is looked at.
import { copyFile, mkdir, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { locateFfmpeg } from '../audio/ffmpeg.ts';
import { decodePcm } from '../audio/decode.ts';
import { UserError } from '../errors.ts';
import { examineState } from '../takeout/examining.ts';
import { type Takeout, readTakeout } from '../takeout/reading.ts';
import { bringBack } from '../takeout/restoring.ts';
import { count } from '../words.ts';
import type { CliContext } from './context.ts';
import { mustBeOf } from './weights.ts';
import { nameOf } from './voice.ts';

/** Of a decoded clip and what is said of it, seconds. */
const tolerance = 0.1;
const sampleRate = 32_000;

/** @throws UserError where something is not what it should be: a clip that can't be heard, a state that the engine can't read */
async function examine({ config, openEngine }: CliContext, { clips, version, pathOf }: Takeout, folder: string) {
  const ffmpeg = await locateFfmpeg(config.ffmpegPath);
  for (const { sha256, originalName, durationSeconds } of clips) {
    const samples = await decodePcm(ffmpeg, pathOf(sha256), { sampleRate }).catch((error: unknown) => {
      throw unusable(`A clip of “${originalName}” can’t be decoded.`, error);
    });
    if (Math.abs(samples.length / sampleRate - durationSeconds) > tolerance) {
      throw unusable(`A clip of “${originalName}” isn’t as long as it says.`);
    }
  }
  if (version === null) return;
  const engine = await openEngine();
  mustBeOf(engine, version.manifest, 'The version');
  await examineState(version.manifest, pathOf);
  const state = path.join(folder, 'state');
  await mkdir(state);
  for (const { name, sha256 } of version.manifest.files) await copyFile(pathOf(sha256), path.join(state, name));
  await engine.verify(state).catch((error: unknown) => {
    throw error instanceof UserError ? unusable(error.message, error) : error;
  });
}

const unusable = (message: string, cause?: unknown): UserError =>
  new UserError('takeout-unusable', message, 'Nothing was changed.', { cause });

/**
 * @param ownerId whose voice it becomes; they must have agreed to the terms, and it must be theirs
 * @param trusted whether also what is not signed here is taken, once everything in it was looked at
 * @throws UserError `no-consent`, `no-file`, `takeout-unusable`, or what is wrong with the archives
 */
export async function importTakeout(
  context: CliContext,
  ownerId: string,
  files: readonly string[],
  trusted: boolean,
): Promise<void> {
  const { storage, out } = context;
  if (((await storage.users.get(ownerId))?.consentVersion ?? null) === null) {
    throw new UserError(
      'no-consent',
      `${ownerId} has not agreed to anything.`,
      'They must use a command of the bot first, such as /addsamples, and agree to what it asks.',
    );
  }
  for (const file of files) {
    if (!(await stat(file).catch(() => null))?.isFile()) {
      throw new UserError('no-file', `There is no file “${file}”.`, 'Name archives that /export sent.');
    }
  }
  const folder = await mkdtemp(path.join(tmpdir(), 'timbre-takeout-'));
  try {
    const takeout = await readTakeout(files, await storage.signing.key(), folder, trusted ? 'all' : 'proven');
    const { version, isProven } = takeout;
    if (!isProven) await examine(context, takeout, folder);
    const startedFrom = version?.startedFrom ?? null;
    // What it began with elsewhere is not known here.
    const isKnown = startedFrom === null || (await storage.versions.get(startedFrom)) !== null;
    const known = isKnown || isProven ? takeout : { ...takeout, version: version && { ...version, startedFrom: null } };
    const { voice, wasThere } = await bringBack(storage, ownerId, known, () => {});
    const speaks = version === null ? 'no version' : 'the version that speaks';
    out(
      wasThere
        ? `All of it is there already: ${nameOf(voice)}.`
        : `${nameOf(voice)}: ${count(takeout.clips.length, 'clip')} and ${speaks}.`,
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
