// The dispatcher brings what waits to Redis, runs and files of uploads: new ones, those whose trainer or worker went silent
// after their lease, and those that Redis forgot. SQL is the truth, so that Redis may lose everything at any time.
import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { Queue } from 'bullmq';
import { releaseLeases } from '../housekeeping/leases.ts';
import type { Log } from '../log.ts';
import type { WaitingFile } from '../storage/intake-files.ts';
import type { OutboxEntry } from '../storage/outbox.ts';
import type { Storage } from '../storage/storage.ts';
import { publishRunEvent } from './events.ts';
import { type IntakeJob, type RunJob, defaultPrefix, fileJobId, intakeQueue, jobId, queueName } from './jobs.ts';
import { connect } from './redis.ts';

/** How often things are looked at, ms. */
export interface DispatchTimes {
  /** Outbox and leases. A nudge comes sooner. */
  readonly pollMs: number;
  /** Whether Redis has every queued run. One that has forgotten everything is noticed with the next look at the outbox. */
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

/** BullMQ takes no higher one; the lowest comes first. */
const mostPriority = 2 ** 21;

/**
 * When a training's turn comes: what had begun goes on first, then whoever had trained least within the day before they asked.
 * @param trainedSeconds of its user
 */
const priorityOf = (startedAt: number | null, trainedSeconds: number): number =>
  startedAt === null ? Math.min(mostPriority, 2 + Math.round(trainedSeconds)) : 1;

/** The name under which one dispatcher at a time looks after what nobody tells of. */
const leading = 'dispatcher';

/**
 * Start dispatching. Several may run at once, in one process or many: each brings what it is nudged for, and one of them does
 * all the rest. What is done twice is harmless.
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
    const queue = new Queue<RunJob | IntakeJob>(name, { connection, prefix: connection.prefix ?? defaultPrefix });
    // A queue repeats what its connection says, and the connection's failures show in the rounds.
    queue.on('error', () => {});
    queues.set(name, queue);
    return queue;
  };
  /** Lies in Redis beside what waits there, and is gone with all of it. */
  const mark = `${connection.prefix ?? 'timbre'}:reminded`;
  const me = randomUUID();
  const closing = new AbortController();
  let nudges = new AbortController();
  const nudge = (): void => nudges.abort();
  let remindAt = 0;
  connection.on('ready', () => {
    // Whatever Redis lost while it was away.
    remindAt = 0;
    nudge();
  });

  const dispatch = async (runs: readonly Omit<OutboxEntry, 'id'>[]): Promise<void> => {
    const trained = await storage.usage.trainedBefore(runs.map(({ runId }) => runId));
    for (const run of runs) {
      const priority = run.kind === 'train' ? priorityOf(run.startedAt, trained.get(run.runId) ?? 0) : undefined;
      await queueOf(queueName(run.kind, run.engine ?? options.engine)).add(
        run.kind,
        { runId: run.runId },
        { jobId: jobId(run), removeOnComplete: true, removeOnFail: true, ...(priority && { priority }) },
      );
    }
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
      if (entries.length > 0) await dispatch(entries);
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
    const queued = (await storage.runs.active()).filter(({ state }) => state === 'queued');
    if (queued.length > 0) await dispatch(queued.map((run) => ({ ...run, runId: run.id })));
    for (const file of await storage.intakeFiles.waiting()) await dispatchFile(file);
  };

  const round = async (isNudged: boolean): Promise<void> => {
    const leads = await storage.leaders.lead(leading, me);
    if (!leads && !isNudged) return;
    if (leads)
      await releaseLeases(storage, log, async (event) => {
        if (connection.status === 'ready') await publishRunEvent(connection, event);
      });
    if (connection.status === 'ready') {
      await drainOutbox();
      await drainFiles();
      await askForPictures();
      if (leads && (await connection.exists(mark)) === 0) remindAt = 0;
      if (leads && performance.now() >= remindAt) {
        await connection.set(mark, '');
        await remind();
        remindAt = performance.now() + reconcileMs;
      }
    }
  };

  const running = (async () => {
    let lastError = '';
    while (!closing.signal.aborted) {
      const isNudged = nudges.signal.aborted;
      nudges = new AbortController();
      try {
        await round(isNudged);
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
      await storage.leaders.resign(leading, me).catch(() => {});
      connection.disconnect();
      await Promise.allSettled(Array.from(queues.values(), (queue) => queue.close()));
    },
  };
}
