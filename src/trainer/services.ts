// What every run of this process works with, and the few steps that both kinds of run share.
import type { Note } from '../i18n/notes.ts';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Connection } from '../queue/redis.ts';
import type { Ffmpeg } from '../audio/ffmpeg.ts';
import { encodeVoiceMessage } from '../audio/voice-message.ts';
import type { Log } from '../log.ts';
import { publishRunEvent } from '../queue/events.ts';
import type { RunEvent } from '../queue/jobs.ts';
import type { Speakers } from '../speakers/speakers.ts';
import type { Preview } from '../storage/records.ts';
import type { Run, Storage } from '../storage/storage.ts';
import type { Delivery, EngineContext, VoiceEngine } from './engines/engine.ts';

export interface TrainerServices {
  readonly storage: Storage;
  readonly engine: VoiceEngine;
  readonly ffmpeg: Ffmpeg;
  /** What tells voices apart; null: nothing does. */
  readonly speakers: Speakers | null;
  readonly events: Connection;
  readonly log: Log;
  /** Local folders: `work` for what a run holds while it runs, `cache` for what can be made again. */
  readonly workDir: string;
  readonly cacheDir: string;
}

type Claim = Pick<Run, 'id' | 'fence'>;

/** Run `use` with an empty folder for this claim of a run, which is removed afterwards whatever happens. */
export async function withFolder<T>(
  services: TrainerServices,
  run: Claim,
  use: (dir: string) => Promise<T>,
): Promise<T> {
  const dir = path.join(services.workDir, `${run.id}.${run.fence}`);
  await mkdir(dir, { recursive: true });
  try {
    return await use(dir);
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

/** Remove the folders of claims that nobody holds any more: their trainer was killed. Others may be at work beside us. */
export async function sweepFolders(storage: Storage, workDir: string): Promise<void> {
  for (const name of await readdir(workDir)) {
    const [id = '', fence] = name.split('.');
    const run = await storage.runs.get(id);
    const held = run !== null && run.leaseUntil !== null && run.fence === Number(fence);
    if (!held) await rm(path.join(workDir, name), { recursive: true, force: true });
  }
}

/** Take over what engines kept in one folder before each had its own. What isn't this engine's goes with the next sweep. */
export async function moveOldCache(caches: string, cacheDir: string): Promise<void> {
  for (const entry of await readdir(caches, { withFileTypes: true })) {
    if (entry.isFile()) await rename(path.join(caches, entry.name), path.join(cacheDir, entry.name)).catch(() => {});
  }
}

/** Tell the others that a run's row changed. A wake-up only: Redis may be away, the row is the truth. */
export function announce(services: TrainerServices, runId: string, what: RunEvent['what']): void {
  publishRunEvent(services.events, { runId, what }).catch((error: unknown) => {
    services.log.debug({ runId, error }, 'run event not published');
  });
}

/** Speak `text` with the state in `stateDir` and store it as a Discord voice message. Same state and text: same bytes. */
export async function speak(
  services: TrainerServices,
  stateDir: string,
  text: string,
  context: EngineContext,
): Promise<Omit<Preview, 'versionId'>> {
  return (await speakAloud(services, stateDir, text, context)).preview;
}

/** As {@link speak}, with what there is to say of it. */
export async function speakAloud(
  services: TrainerServices,
  stateDir: string,
  text: string,
  context: EngineContext,
  delivery?: Delivery,
): Promise<{ readonly preview: Omit<Preview, 'versionId'>; readonly remark: Note | undefined }> {
  const speech = await services.engine.synthesize(stateDir, text, context, delivery);
  const message = await encodeVoiceMessage(services.ffmpeg, speech, { signal: context.signal });
  const { sha256, bytes } = await services.storage.blobs.put(message.ogg);
  const { durationSeconds, waveform } = message;
  return { preview: { text, blob: sha256, bytes, durationSeconds, waveform }, remark: speech.remark };
}
