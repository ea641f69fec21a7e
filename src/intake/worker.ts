// The intake worker: takes files of uploads by their lease in SQL, one of each person in round, and writes down what became
// of them. When no file waits, it draws the pictures that are wanted. Redis only wakes it, and carries its wake-ups to the bot.
import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Ffmpeg } from '../audio/ffmpeg.ts';
import type { Config } from '../config.ts';
import type { Ears } from '../ears/ears.ts';
import { createLimits } from '../limits.ts';
import type { Log } from '../log.ts';
import { uploads } from '../metrics/figures.ts';
import { outage } from '../outage.ts';
import { startDispatcher } from '../queue/dispatcher.ts';
import { publishIntakeEvent } from '../queue/events.ts';
import { type IntakeEvent, intakeQueue } from '../queue/jobs.ts';
import { connect } from '../queue/redis.ts';
import { startWorker } from '../queue/worker.ts';
import type { Speakers } from '../speakers/speakers.ts';
import type { HeldFile } from '../storage/intake-files.ts';
import type { IntakeOutcome } from '../storage/records.ts';
import type { Storage } from '../storage/storage.ts';
import { createFiles } from './files.ts';
import { createPictures } from './pictures.ts';

/** Files that one worker has at once; most of them are being fetched. */
const places = 64;
/** Of one person so few, so that what waits takes no disk. */
const each = 4;
/** Pictures in work: what is decoded for them waits in memory for the one thread that draws. */
const mostDrawn = 2;
/** A file that ends its worker is tried this often. */
const mostAttempts = 5;
/** Pause after nothing could be written down, ms. */
const outagePauseMs = 2_000;

interface IntakeParts {
  readonly config: Pick<Config, 'dataDir' | 'leaseMs' | 'limits' | 'attachmentHosts' | 'engine'>;
  readonly storage: Storage;
  readonly ffmpeg: Ffmpeg;
  readonly log: Log;
  /** Who listens to recordings; null: nobody. */
  readonly ears: Ears | null;
  /** What tells voices apart; null: nothing but measures of sound. */
  readonly speakers: Speakers | null;
}

export interface IntakeWork {
  /**
   * Take files for as long as there are any to take, then draw what is wanted.
   * @throws `signal.reason` when aborted; what was begun is given back
   */
  work(signal: AbortSignal): Promise<void>;
  /** Stop keeping what is held, and leave nothing on the disk. */
  close(): Promise<void>;
}

const keyOf = ({ intakeId, item }: Pick<HeldFile, 'intakeId' | 'item'>): string => `${intakeId}.${item}`;

/** @param tell gets the wake-ups; never throws */
export async function createIntakeWork(
  { config, storage, ffmpeg, log, ears, speakers }: IntakeParts,
  tell: (event: IntakeEvent) => void,
): Promise<IntakeWork> {
  const { intakes, intakeFiles } = storage;
  const { leaseMs } = config;
  const worker = randomUUID();
  const home = path.join(config.dataDir, 'intake');
  const scratch = path.join(home, worker);
  const takeFile = createFiles({
    config,
    storage,
    ffmpeg,
    log,
    scratch,
    limits: createLimits({ storage, config, log }),
    ears,
    speakers,
    tell: (intakeId) => tell({ intakeId, what: 'file' }),
  });
  const drawPicture = createPictures({ storage, ffmpeg, scratch });
  /** What is in work, by upload and index: ended when it is not ours any more. */
  const held = new Map<string, AbortController>();

  /** Folders of workers that are no more. */
  const sweep = async (): Promise<void> => {
    const [folders, alive] = [await readdir(home).catch(() => []), await intakeFiles.workers()];
    for (const folder of folders) {
      if (folder !== worker && !alive.has(folder)) await rm(path.join(home, folder), { recursive: true, force: true });
    }
  };
  await mkdir(home, { recursive: true, mode: 0o700 });
  await sweep();

  const renew = async (): Promise<void> => {
    if (held.size === 0) return;
    const before = [...held];
    const ours = new Set((await intakeFiles.renew(worker, leaseMs)).map(keyOf));
    for (const [key, controller] of before) {
      if (!ours.has(key)) controller.abort(new Error('the file is not ours any more'));
    }
  };
  const renewing = setInterval(() => {
    renew().catch((error: unknown) => log.warn({ err: error }, 'could not keep files'));
  }, leaseMs / 4);

  const outcomeOf = async (file: HeldFile, signal: AbortSignal): Promise<IntakeOutcome | null> => {
    const intake = await intakes.get(file.intakeId);
    if (intake === null) return null;
    if (file.attempts > mostAttempts) {
      log.error({ intake: intake.id, item: file.item }, 'a file ends every worker that begins with it; given up');
      return {
        kind: 'failed',
        sampleIds: [],
        message: 'I broke down over this file again and again, so I gave up on it; please convert it to WAV or FLAC',
      };
    }
    return await takeFile(intake, file.item, signal);
  };

  /** A take that was spoken goes as soon as its clips are kept; what fails here goes with the next sweep. */
  const dropTake = async ({ blob }: HeldFile): Promise<void> => {
    if (blob === null || (await storage.neededBlobs([blob])).has(blob)) return;
    await storage.blobs
      .delete(blob)
      .catch((error: unknown) => log.warn({ err: error }, 'a take was left to the sweep'));
  };

  const takeIn = async (file: HeldFile, signal: AbortSignal): Promise<void> => {
    const { intakeId, item } = file;
    const ours = new AbortController();
    held.set(keyOf(file), ours);
    try {
      const outcome = await outcomeOf(file, AbortSignal.any([signal, ours.signal]));
      if (outcome !== null) {
        uploads.inc({ outcome: outcome.kind });
        await intakes.recordOutcome(intakeId, item, outcome);
      }
      await dropTake(file);
      tell({ intakeId, what: 'file' });
    } catch (error) {
      if (ours.signal.aborted) return tell({ intakeId, what: 'file' });
      if (!signal.aborted) {
        const out = outage(error);
        log.error(
          { intake: intakeId, item, outage: out?.kind, err: error },
          `${out === null ? '' : `${out.forOperators} `}What became of a file could not be written down; it is tried again.`,
        );
        if (out !== null) tell({ intakeId, what: 'outage', outage: out.kind });
        await setTimeout(outagePauseMs, undefined, { signal }).catch(() => {});
      }
      // Where not even that is possible, the lease ends by itself.
      await intakeFiles.handBack(worker, file).catch(() => {});
    } finally {
      held.delete(keyOf(file));
    }
  };

  let drawn = 0;
  /** @returns whether there was one to draw, for which nobody else was there */
  const draw = async (asked: 'all' | 'asked', signal: AbortSignal): Promise<boolean> => {
    if (drawn === mostDrawn) return false;
    drawn++;
    try {
      return await drawOne(asked, signal);
    } finally {
      drawn--;
    }
  };

  /** @returns whether there was one to draw */
  const drawOne = async (asked: 'all' | 'asked', signal: AbortSignal): Promise<boolean> => {
    const intakeId = await storage.pictures.claim(asked);
    if (intakeId === null) return false;
    try {
      const image = await drawPicture(intakeId, signal);
      await (image === null ? storage.pictures.drop(intakeId) : storage.pictures.put(intakeId, image));
      if (image !== null) tell({ intakeId, what: 'picture' });
    } catch (error) {
      signal.throwIfAborted();
      log.warn({ intake: intakeId, err: error }, 'no picture of an upload');
      await storage.pictures.drop(intakeId);
    }
    return true;
  };

  return {
    async work(signal) {
      for (;;) {
        signal.throwIfAborted();
        if (await draw('asked', signal)) continue;
        const file = await intakeFiles.claim(worker, leaseMs, each);
        if (file !== null) await takeIn(file, signal);
        else if (held.size > 0 || !(await draw('all', signal))) break;
      }
      if (held.size === 0) await sweep();
    },
    async close() {
      clearInterval(renewing);
      await rm(scratch, { recursive: true, force: true });
    },
  };
}

/** Start taking files. @returns `close()`: gives back what was begun and leaves nothing behind */
export async function startIntake(
  parts: IntakeParts & { readonly redisUrl: string },
): Promise<{ close(): Promise<void> }> {
  const { redisUrl, storage, log, config } = parts;
  const publisher = connect(redisUrl, 'producer');
  const intake = await createIntakeWork(parts, (event) => {
    // The bot also looks by itself: a wake-up that is lost only delays.
    publishIntakeEvent(publisher, event).catch((error: unknown) => log.debug({ err: error }, 'no wake-up'));
  });
  const dispatcher = startDispatcher({ storage, engine: config.engine.name, redisUrl, log });
  const worker = startWorker({
    redisUrl,
    queue: intakeQueue,
    concurrency: places,
    log,
    handler: async (_intakeId, signal) => {
      try {
        await intake.work(signal);
      } catch (error) {
        if (!signal.aborted) throw error;
      }
    },
  });
  return {
    async close() {
      await worker.close();
      await dispatcher.close();
      await intake.close();
      publisher.disconnect();
    },
  };
}
