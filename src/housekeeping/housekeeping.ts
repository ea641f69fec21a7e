// What is tidied up now and then, whichever process gets to it first: one job a file.
import { randomUUID } from 'node:crypto';
import type { Log } from '../log.ts';
import { leadingMs } from '../storage/leaders.ts';
import type { Storage } from '../storage/storage.ts';
import { blobs } from './blobs.ts';
import { idleVoices } from './idle.ts';
import type { Job } from './job.ts';
import { retention } from './retention.ts';

/** How often it is looked whether a job is due, ms. */
const lookEveryMs = 60_000;

/** The name under which one process at a time tidies up. */
const leading = 'housekeeping';

/** However long that takes, nobody else begins. */
async function whileLeading<T>(storage: Storage, me: string, work: () => Promise<T>): Promise<T> {
  const again = setInterval(() => {
    // A word that is lost is made up for by the next one.
    storage.leaders.lead(leading, me).catch(() => {});
  }, leadingMs / 3);
  try {
    return await work();
  } finally {
    clearInterval(again);
  }
}

/** Begin to do the jobs, each one in turn with the other processes. */
export function startHousekeeping(options: {
  readonly storage: Storage;
  readonly log: Log;
  /** Days without use after which a voice is deleted; absent: none is. */
  readonly idleDays?: number | undefined;
}): {
  /** Resolves when the job that is being done has ended. */
  close(): Promise<void>;
} {
  const { storage, log, idleDays } = options;
  const jobs: readonly Job[] = [blobs, retention, ...(idleDays === undefined ? [] : [idleVoices(idleDays)])];
  const me = randomUUID();
  let closed = false;
  const round = async (): Promise<void> => {
    for (const job of jobs) {
      if (closed) return;
      try {
        if (!(await storage.leaders.lead(leading, me))) return;
        if (!(await storage.retention.takeTurn(job.name, job.everyMs))) continue;
        const done = await whileLeading(storage, me, () => job.run(storage));
        if (done !== null) log.info({ job: job.name, ...done }, 'housekeeping done');
      } catch (error) {
        log.warn({ err: error, job: job.name }, 'housekeeping failed; trying again later');
      }
    }
  };
  let running = round();
  const looking = setInterval(() => {
    running = running.then(round);
  }, lookEveryMs);
  return {
    async close() {
      closed = true;
      clearInterval(looking);
      await running;
      await storage.leaders.resign(leading, me).catch(() => {});
    },
  };
}
