// The worker: takes jobs from BullMQ and hands what they are about to a handler. A job is only a hint that something waits:
// the handler claims its row in SQL, and returns at once when somebody else has it.
import { type Job, UnrecoverableError, Worker } from 'bullmq';
import type { Log } from '../log.ts';
import { type IntakeJob, type RunJob, defaultPrefix, jobSubject } from './jobs.ts';
import { connect } from './redis.ts';

/** How long a worker may be silent before BullMQ gives its job to another one, and how often it looks for such jobs. */
export interface LockTimes {
  readonly lockMs: number;
  readonly stalledCheckMs: number;
}

// A dead trainer's run is freed by its SQL lease and dispatched anew: only a worker that dies between taking a job and
// claiming its run lets anybody wait for these.
const defaultLockTimes: LockTimes = { lockMs: 15_000, stalledCheckMs: 5000 };

/**
 * Take what waits in a queue until closed; Redis may come and go meanwhile.
 * @param options.concurrency handlers at the same time
 * @param options.handler must be harmless when called twice for the same, at once or later. `signal` is aborted when the
 *   job was given to another worker (this one was silent for too long) and on `close`
 * @returns `close()`: takes no more jobs, aborts the running handlers and waits for them
 */
export function startWorker(options: {
  readonly redisUrl: string;
  readonly queue: string;
  readonly concurrency: number;
  readonly handler: (id: string, signal: AbortSignal) => Promise<void>;
  readonly log: Log;
  readonly lockTimes?: LockTimes;
}): { close(): Promise<void> } {
  const { queue, handler, log } = options;
  const { lockMs, stalledCheckMs } = options.lockTimes ?? defaultLockTimes;
  const running = new Set<Promise<void>>();

  // BullMQ makes a signal only for a processor that declares three parameters.
  const processor = async (
    job: Job<RunJob | IntakeJob>,
    _token: string | undefined,
    signal?: AbortSignal,
  ): Promise<void> => {
    const payload = jobSubject.safeParse(job.data);
    if (!payload.success) throw new UnrecoverableError(`job ${job.id} names nothing`);
    if (signal === undefined) throw new Error('BullMQ gave no signal');
    const work = handler(payload.data, signal);
    running.add(work);
    try {
      await work;
    } finally {
      running.delete(work);
    }
  };

  const connection = connect(options.redisUrl, 'worker');
  const worker = new Worker<RunJob | IntakeJob, void>(queue, processor, {
    connection,
    prefix: connection.prefix ?? defaultPrefix,
    concurrency: options.concurrency,
    lockDuration: lockMs,
    stalledInterval: stalledCheckMs,
    // Counting the deaths of a run is SQL's business.
    maxStalledCount: 1_000_000,
    runRetryDelay: 1000,
    removeOnComplete: { count: 0 },
    removeOnFail: { count: 0 },
  });

  let lastError = '';
  worker.on('error', (error) => {
    // While Redis is away the same error comes with every attempt.
    if (error.message === lastError) return;
    lastError = error.message;
    log.warn({ queue, err: error }, 'trouble between a queue worker and Redis');
  });
  connection.on('ready', () => (lastError = ''));
  worker.on('failed', (job, error) => log.error({ queue, job: job?.id, err: error }, 'a job failed'));
  worker.on('lockRenewalFailed', (ids) => {
    for (const id of ids) worker.cancelJob(id, 'the job was given to another worker');
  });

  return {
    close: async () => {
      const closed = worker.close();
      worker.cancelAllJobs('the worker is closing');
      await Promise.allSettled(running);
      // BullMQ waits until it has told Redis how the jobs ended. Should Redis be away, now or in a moment, the wait ends.
      connection.options.retryStrategy = null;
      await closed;
      connection.disconnect();
    },
  };
}
