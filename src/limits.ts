// How much one person, and all of them, may ask for. Every refusal says what is used up and when or how it works again.
import { statfs } from 'node:fs/promises';
import type { Config } from './config.ts';
import { UserError } from './errors.ts';
import type { Log } from './log.ts';
import type { Storage } from './storage/storage.ts';
import type { Check, Kept, Use } from './storage/usage.ts';
import { createTurns } from './turns.ts';

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
  /**
   * The same for a preview.
   * @param more how many it counts as: none where it is the rest of one
   * @throws UserError `disk-low`, `too-many-runs`, `too-many-previews-today`
   */
  preview<T>(userId: string, work: (checkOpen: Check<number>) => Promise<T>, more?: 0 | 1): Promise<T>;
  /** @throws UserError `too-many-clips`, `too-many-minutes` */
  checkKept(userId: string): Promise<void>;
  /**
   * Check what a person would keep with more clips, and with more voices: for the transaction that adds them.
   * @throws UserError `too-many-clips`, `too-many-minutes`, `too-many-voices`
   */
  readonly checkMore: Check<Pick<Kept, 'clips' | 'seconds'> & Partial<Pick<Kept, 'voices'>>>;
  /** How many bytes a person may still send within this day; less than none where files turned out larger. */
  bytesLeft(userId: string): Promise<number>;
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
  // Of several people few: who only wants to be acknowledged meanwhile is not kept waiting by all of them.
  const admitting = createTurns({ places: 4, each: 1 });

  /** @throws UserError when the uses and `more` are over `most`, saying when they will not be */
  const checkDay = async (
    uses: readonly Use[],
    more: number,
    most: number,
    /** @param wait seconds until it works again; null: never */
    refusal: (wait: number | null) => UserError,
  ): Promise<void> => {
    if (uses.reduce((sum, { amount }) => sum + amount, more) <= most) return;
    const room = whenRoom(uses, most - more);
    throw refusal(room === null ? null : Math.max(60, (room - (await usage.now())) / 1000));
  };

  const checkDisk = async (): Promise<void> => {
    const { bavail, bsize } = await statfs(dataDir);
    const free = bavail * bsize;
    if (free >= limits.freeDiskBytes) return;
    log.error(
      { freeBytes: free, neededBytes: limits.freeDiskBytes },
      'The disk is nearly full: nothing new is taken. Make room, or lower MIN_FREE_DISK_MB.',
    );
    throw new UserError('disk-low');
  };

  const checkOpen = (open: number): void => {
    if (open < limits.openRuns) return;
    throw new UserError('too-many-runs', { open });
  };

  const checkKept = async (userId: string): Promise<void> => {
    const { clips, seconds } = await usage.kept(userId);
    if (clips >= limits.clips) {
      throw new UserError('too-many-clips', { clips, most: limits.clips });
    }
    if (seconds >= limits.minutes * 60) {
      throw new UserError('too-many-minutes', { seconds, most: limits.minutes });
    }
  };

  const checkMore: Limits['checkMore'] = ({ clips, seconds, voices = 0 }) => {
    if (voices > limits.voices) {
      throw new UserError('too-many-voices', { voices: voices - 1, most: limits.voices });
    }
    if (clips > limits.clips) {
      throw new UserError('too-many-clips/more', { clips, most: limits.clips });
    }
    if (seconds > limits.minutes * 60) {
      throw new UserError('too-many-minutes/more', { seconds, most: limits.minutes });
    }
  };

  const bytesLeft: Limits['bytesLeft'] = async (userId) => {
    const uses = await usage.uploads(userId, (await usage.now()) - dayMs);
    return uses.reduce((left, { amount }) => left - amount, limits.uploadBytesADay);
  };

  const checkUpload = async (userId: string, voiceName: string, bytes: readonly number[]): Promise<void> => {
    await checkDisk();
    const open = await usage.openFiles(userId);
    if (open + bytes.length > limits.openUploads) {
      const waiting = { open, most: limits.openUploads };
      throw open === 0
        ? new UserError('too-many-open-uploads/at-once', waiting)
        : new UserError('too-many-open-uploads', waiting);
    }
    const megabytes = Math.round(limits.uploadBytesADay / 1e6);
    await checkDay(
      await usage.uploads(userId, (await usage.now()) - dayMs),
      bytes.reduce((sum, size) => sum + size, 0),
      limits.uploadBytesADay,
      (wait) =>
        wait === null
          ? new UserError('too-many-bytes/never', { megabytes })
          : new UserError('too-many-bytes', { megabytes, wait }),
    );
    const { voices: owned } = await usage.kept(userId);
    if (owned >= limits.voices && (await voices.byName(userId, voiceName)) === null) {
      throw new UserError('too-many-voices', { voices: owned, most: limits.voices });
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
    bytesLeft,
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
          await checkDay(uses, 1, limits.trainingMinutesADay * 60_000, (wait) => {
            const { trainingMinutesADay: minutes } = limits;
            return wait === null
              ? new UserError('too-much-training/never', { minutes })
              : new UserError('too-much-training', { minutes, wait });
          });
        },
        () => work(checkOpen),
      ),
    preview: (userId, work, more = 1) =>
      admit(
        userId,
        async () => {
          await checkDisk();
          await checkDay(
            await usage.previews(userId, (await usage.now()) - dayMs),
            more,
            limits.previewsADay,
            (wait) => {
              const { previewsADay: previews } = limits;
              return wait === null
                ? new UserError('too-many-previews-today/never', { previews })
                : new UserError('too-many-previews-today', { previews, wait });
            },
          );
        },
        () => work(checkOpen),
      ),
  };
}
