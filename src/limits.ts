// How much one person, and all of them, may ask for. Every refusal says what is used up and when or how it works again.
import { statfs } from 'node:fs/promises';
import type { Config } from './config.ts';
import { UserError } from './errors.ts';
import type { Log } from './log.ts';
import type { Storage } from './storage/storage.ts';
import type { Check, Kept, Use } from './storage/usage.ts';
import { createTurns } from './turns.ts';
import { count, duration } from './words.ts';

export interface Limits {
  /**
   * Run `work` if the person may send these files to that voice.
   * @throws UserError `disk-low`, `too-many-open-uploads`, `too-many-bytes`, `too-many-voices`, `too-many-clips`, `too-many-minutes`
   */
  upload<T>(
    wanted: { readonly userId: string; readonly voiceName: string; readonly bytes: readonly number[] },
    work: () => Promise<T>,
  ): Promise<T>;
  /**
   * The same for a training.
   * @param work is given a check of how many runs of everybody are open: for the transaction that adds one
   * @throws UserError `disk-low`, `too-many-runs`, `too-much-training`
   */
  training<T>(userId: string, work: (checkOpen: Check<number>) => Promise<T>): Promise<T>;
  /** The same for a preview. @throws UserError `disk-low`, `too-many-runs`, `too-many-previews-today` */
  preview<T>(userId: string, work: (checkOpen: Check<number>) => Promise<T>): Promise<T>;
  /** @throws UserError `too-many-clips`, `too-many-minutes` */
  checkKept(userId: string): Promise<void>;
  /**
   * Check what a person would keep with more clips: for the transaction that adds them.
   * @throws UserError `too-many-clips`, `too-many-minutes`
   */
  readonly checkMore: Check<Pick<Kept, 'clips' | 'seconds'>>;
  /** @throws UserError `disk-low` */
  checkDisk(): Promise<void>;
}

const dayMs = 24 * 3_600_000;

/**
 * When there is room for as much again.
 * @param uses of the last 24 hours, oldest first
 * @param most how much of them may be left
 * @returns UTC ms; null where not even a whole day would make room
 */
export function whenRoom(uses: readonly Use[], most: number): number | null {
  if (most < 0) return null;
  let left = uses.reduce((sum, { amount }) => sum + amount, 0);
  for (const { at, amount } of uses) {
    left -= amount;
    if (left <= most) return at + dayMs;
  }
  return null;
}

export function createLimits({
  storage: { usage, voices },
  config: { limits, dataDir },
  log,
}: {
  readonly storage: Pick<Storage, 'usage' | 'voices'>;
  readonly config: Pick<Config, 'limits' | 'dataDir'>;
  readonly log: Log;
}): Limits {
  /** What is allowed by what there is must not change until it is used: one request of a person at a time, here and
   * (see {@link Usage.admit}) everywhere. */
  const admitting = createTurns({ places: Infinity, each: 1 });

  /** @throws UserError when the uses and `more` are over `most`, saying when they will not be */
  const checkDay = async (
    uses: readonly Use[],
    more: number,
    most: number,
    refusal: { readonly code: string; readonly message: string; readonly ifNever: string },
  ): Promise<void> => {
    if (uses.reduce((sum, { amount }) => sum + amount, more) <= most) return;
    const room = whenRoom(uses, most - more);
    throw new UserError(
      refusal.code,
      refusal.message,
      room === null
        ? refusal.ifNever
        : `It works again in ${duration(Math.max(60, (room - (await usage.now())) / 1000))}.`,
    );
  };

  const checkDisk = async (): Promise<void> => {
    const { bavail, bsize } = await statfs(dataDir);
    const free = bavail * bsize;
    if (free >= limits.freeDiskBytes) return;
    log.error(
      { freeBytes: free, neededBytes: limits.freeDiskBytes },
      'The disk is nearly full: nothing new is taken. Make room, or lower MIN_FREE_DISK_MB.',
    );
    throw new UserError(
      'disk-low',
      'This bot’s disk is nearly full, so I can’t take anything new.',
      'The operator has been told; it works again once there is room.',
    );
  };

  const checkOpen = (open: number): void => {
    if (open < limits.openRuns) return;
    throw new UserError(
      'too-many-runs',
      `I’m fully booked: ${open} trainings and previews are running or waiting.`,
      'Try again when one of them is done, usually within minutes.',
    );
  };

  const checkKept = async (userId: string): Promise<void> => {
    const { clips, seconds } = await usage.kept(userId);
    if (clips >= limits.clips) {
      throw new UserError(
        'too-many-clips',
        `You have ${count(clips, 'clip')} here, and ${limits.clips} is the limit per person.`,
        'It works again once you have removed some: /samples remove.',
      );
    }
    if (seconds >= limits.minutes * 60) {
      throw new UserError(
        'too-many-minutes',
        `You have ${duration(seconds)} of recordings here, and ${limits.minutes} min is the limit per person.`,
        'It works again once you have removed some: /samples remove.',
      );
    }
  };

  const checkMore: Limits['checkMore'] = ({ clips, seconds }) => {
    if (clips > limits.clips) {
      throw new UserError(
        'too-many-clips',
        `With this recording you would have ${count(clips, 'clip')} here, and ${limits.clips} is the limit per person.`,
        'It works once you have removed some: /samples remove.',
      );
    }
    if (seconds > limits.minutes * 60) {
      throw new UserError(
        'too-many-minutes',
        `With this recording you would have ${duration(seconds)} here, and ${limits.minutes} min is the limit per person.`,
        'It works once you have removed some: /samples remove.',
      );
    }
  };

  const checkUpload = async (userId: string, voiceName: string, bytes: readonly number[]): Promise<void> => {
    await checkDisk();
    const open = await usage.openFiles(userId);
    if (open + bytes.length > limits.openUploads) {
      throw new UserError(
        'too-many-open-uploads',
        `${count(open, 'file')} of yours are still waiting, and ${limits.openUploads} at a time is the limit.`,
        open === 0 ? 'Send fewer files at once.' : 'It works again as soon as some of them are done.',
      );
    }
    const megabytes = Math.round(limits.uploadBytesADay / 1e6);
    await checkDay(
      await usage.uploads(userId, (await usage.now()) - dayMs),
      bytes.reduce((sum, size) => sum + size, 0),
      limits.uploadBytesADay,
      {
        code: 'too-many-bytes',
        message: `That would be more than ${megabytes} MB within 24 hours, which is the limit per person.`,
        ifNever: 'Send fewer files at once, or as FLAC, MP3 or Ogg instead of WAV.',
      },
    );
    const { voices: owned } = await usage.kept(userId);
    if (owned >= limits.voices && (await voices.byName(userId, voiceName)) === null) {
      throw new UserError(
        'too-many-voices',
        `You have ${count(owned, 'voice')}, and ${limits.voices} is the limit per person.`,
        'Add to one of them with voice:, or delete one first.',
      );
    }
    await checkKept(userId);
  };

  /** Look whether it is allowed, and do it before anybody else looks. */
  const admit = async <T>(userId: string, check: () => Promise<void>, work: () => Promise<T>): Promise<T> =>
    await admitting(
      userId,
      async () =>
        await usage.admit(userId, async () => {
          await check();
          return await work();
        }),
    );

  return {
    checkKept,
    checkMore,
    checkDisk,
    upload: ({ userId, voiceName, bytes }, work) => admit(userId, () => checkUpload(userId, voiceName, bytes), work),
    training: (userId, work) =>
      admit(
        userId,
        async () => {
          await checkDisk();
          const uses = await usage.trainings(userId, (await usage.now()) - dayMs);
          // Nobody knows before how long one takes: it may begin as long as anything is left.
          await checkDay(uses, 1, limits.trainingMinutesADay * 60_000, {
            code: 'too-much-training',
            message: `Your trainings took ${limits.trainingMinutesADay} min of the last 24 hours, which is the limit per person.`,
            ifNever: 'It works again tomorrow.',
          });
        },
        () => work(checkOpen),
      ),
    preview: (userId, work) =>
      admit(
        userId,
        async () => {
          await checkDisk();
          await checkDay(await usage.previews(userId, (await usage.now()) - dayMs), 1, limits.previewsADay, {
            code: 'too-many-previews-today',
            message: `You have asked for ${count(limits.previewsADay, 'preview')} within 24 hours, the limit per person.`,
            ifNever: 'It works again tomorrow.',
          });
        },
        () => work(checkOpen),
      ),
  };
}
