// What is tidied up now and then, whichever process gets to it first: one job a file.
import type { Log } from '../log.ts';
import type { Storage } from '../storage/storage.ts';
import { blobs } from './blobs.ts';
import type { Job } from './job.ts';
import { retention } from './retention.ts';

const jobs: readonly Job[] = [blobs, retention];
/** How often it is looked whether a job is due, ms. */
const lookEveryMs = 60_000;

/** Begin to do the jobs, each one in turn with the other processes. */
export function startHousekeeping(options: { readonly storage: Storage; readonly log: Log }): {
  /** Resolves when the job that is being done has ended. */
  close(): Promise<void>;
} {
  const { storage, log } = options;
  let closed = false;
  const round = async (): Promise<void> => {
    for (const job of jobs) {
      if (closed) return;
      try {
        if (!(await storage.retention.takeTurn(job.name, job.everyMs))) continue;
        const done = await job.run(storage);
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
    },
  };
}
