// The dispatcher brings what waits to Redis, runs and files of uploads: new ones, those whose trainer or worker went silent
// after their lease, and those that Redis forgot. SQL is the truth, so that Redis may lose everything at any time.
import { setTimeout } from 'node:timers/promises';
import { Queue } from 'bullmq';
import { releaseLeases } from '../housekeeping/leases.ts';
import type { Log } from '../log.ts';
import type { WaitingFile } from '../storage/intake-files.ts';
import type { OutboxEntry } from '../storage/outbox.ts';
import type { Storage } from '../storage/storage.ts';
import { publishRunEvent } from './events.ts';
import { type IntakeJob, type RunJob, fileJobId, intakeQueue, jobId, queueName } from './jobs.ts';
import { connect } from './redis.ts';

/** How often things are looked at, ms. */
export interface DispatchTimes {
  /** Outbox and leases. A nudge comes sooner. */
  readonly pollMs: number;
  /** Whether Redis has every queued run. */
  readonly reconcileMs: number;
}

const defaultTimes: DispatchTimes = { pollMs: 1000, reconcileMs: 30_000 };
const outboxBatch = 100;

export interface Dispatcher {
  /** There is something new in the outbox: look now. */
  nudge(): void;
  /** Resolves when the last round has ended. */
  close(): Promise<void>;
}

/**
 * Start dispatching. Several may run at once, in one process or many: what they do twice is harmless.
 * @param options.engine whose queue gets the runs that name no engine
 */
export function startDispatcher(options: {
  readonly storage: Storage;
  readonly engine: string;
  readonly redisUrl: string;
  readonly log: Log;
  readonly times?: DispatchTimes;
}): Dispatcher {
  const { storage, log } = options;
  const { pollMs, reconcileMs } = options.times ?? defaultTimes;
  const connection = connect(options.redisUrl, 'producer');
  const queues = new Map<string, Queue<RunJob | IntakeJob>>();
  const queueOf = (name: string): Queue<RunJob | IntakeJob> => {
    const known = queues.get(name);
    if (known !== undefined) return known;
    const queue = new Queue<RunJob | IntakeJob>(name, { connection });
    // A queue repeats what its connection says, and the connection's failures show in the rounds.
    queue.on('error', () => {});
    queues.set(name, queue);
    return queue;
  };
  const closing = new AbortController();
  let nudges = new AbortController();
  const nudge = (): void => nudges.abort();
  let remindAt = 0;
  connection.on('ready', () => {
    // Whatever Redis lost while it was away.
    remindAt = 0;
    nudge();
  });

  const dispatch = async (run: Omit<OutboxEntry, 'id'>): Promise<void> => {
    await queueOf(queueName(run.kind, run.engine ?? options.engine)).add(
      run.kind,
      { runId: run.runId },
      { jobId: jobId(run), removeOnComplete: true, removeOnFail: true },
    );
  };

  const dispatchFile = async (file: WaitingFile): Promise<void> => {
    await queueOf(intakeQueue).add(
      'file',
      { intakeId: file.intakeId },
      { jobId: fileJobId(file), removeOnComplete: true, removeOnFail: true },
    );
  };

  const drainOutbox = async (): Promise<void> => {
    for (;;) {
      const entries = await storage.outbox.pending(outboxBatch);
      for (const entry of entries) await dispatch(entry);
      await storage.outbox.remove(entries.map((entry) => entry.id));
      if (entries.length === 0) return;
    }
  };

  const drainFiles = async (): Promise<void> => {
    for (;;) {
      const files = await storage.intakeFiles.undispatched(outboxBatch);
      for (const file of files) await dispatchFile(file);
      await storage.intakeFiles.markDispatched(files);
      if (files.length === 0) return;
    }
  };

  /** Pictures that are to be drawn: asked for in every round until a worker has time. */
  const askForPictures = async (): Promise<void> => {
    for (const intakeId of await storage.pictures.waiting()) {
      await queueOf(intakeQueue).add(
        'picture',
        { intakeId },
        { jobId: `${intakeId}.picture`, removeOnComplete: true, removeOnFail: true },
      );
    }
  };

  /** BullMQ ignores the jobs that it still has. */
  const remind = async (): Promise<void> => {
    for (const run of await storage.runs.active()) {
      if (run.state !== 'queued') continue;
      const { id: runId, kind, engine, fence } = run;
      await dispatch({ runId, kind, engine, fence });
    }
    for (const file of await storage.intakeFiles.waiting()) await dispatchFile(file);
  };

  const round = async (): Promise<void> => {
    await releaseLeases(storage, log, async (event) => {
      if (connection.status === 'ready') await publishRunEvent(connection, event);
    });
    if (connection.status === 'ready') {
      await drainOutbox();
      await drainFiles();
      await askForPictures();
      if (performance.now() >= remindAt) {
        await remind();
        remindAt = performance.now() + reconcileMs;
      }
    }
  };

  const running = (async () => {
    let lastError = '';
    while (!closing.signal.aborted) {
      nudges = new AbortController();
      try {
        await round();
        lastError = '';
      } catch (error) {
        const text = String(error);
        // While Redis is away the same error comes with every round.
        if (text !== lastError) log.warn({ err: error }, 'dispatching failed; trying again');
        lastError = text;
      }
      // A nudge that came during the round ends the pause at once.
      await setTimeout(pollMs, undefined, { signal: AbortSignal.any([nudges.signal, closing.signal]) }).catch(() => {});
    }
  })();

  return {
    nudge,
    close: async () => {
      closing.abort();
      await running;
      connection.disconnect();
      await Promise.allSettled(Array.from(queues.values(), (queue) => queue.close()));
    },
  };
}
