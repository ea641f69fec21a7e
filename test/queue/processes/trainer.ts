// A trainer without an engine: claims trainings, holds them by its lease until told to finish, then publishes.
import { once } from 'node:events';
import pino from 'pino';
import { startDispatcher } from '../../../src/queue/dispatcher.ts';
import { queueName } from '../../../src/queue/jobs.ts';
import { type LockTimes, startWorker } from '../../../src/queue/worker.ts';
import { openStorage } from '../../../src/storage/storage.ts';
import { failure, manifest, newVersion, progress, shown } from '../../storage/support.ts';

export interface TrainerOptions {
  readonly dataDir: string;
  readonly redisUrl: string;
  readonly leaseMs: number;
  readonly lockTimes?: LockTimes;
}

export type TrainerReport =
  | { readonly what: 'ready' }
  | { readonly what: 'claimed'; readonly runId: string; readonly fence: number; readonly at: number }
  /** A job came whose run another one had. */
  | { readonly what: 'refused'; readonly runId: string }
  /** Which of its writes were accepted when it was told to finish. */
  | { readonly what: 'finished'; readonly runId: string; readonly accepted: readonly string[] };

const options = JSON.parse(process.argv[2] ?? '') as TrainerOptions;
const report = (value: TrainerReport): void => void process.send?.(value);
const log = pino({ level: 'silent' });
const storage = await openStorage({ dataDir: options.dataDir });
const { runs } = storage;

startDispatcher({
  storage,
  engine: 'builtin',
  redisUrl: options.redisUrl,
  log,
  times: { pollMs: 200, reconcileMs: 1000 },
});
startWorker({
  redisUrl: options.redisUrl,
  queue: queueName('train', 'builtin'),
  concurrency: 1,
  log,
  ...(options.lockTimes === undefined ? {} : { lockTimes: options.lockTimes }),
  handler: async (runId) => {
    const run = await runs.claim(runId, options.leaseMs, 'builtin');
    if (run === null) return report({ what: 'refused', runId });
    const { id, fence } = run;
    const heartbeat = setInterval(() => void runs.renew(id, fence, options.leaseMs), options.leaseMs / 4);
    for (const phase of ['preparing', 'training', 'evaluating', 'publishing'] as const) {
      await runs.advance(id, fence, phase);
    }
    report({ what: 'claimed', runId, fence, at: Date.now() });
    await once(process, 'message');
    const checkpoint = { epoch: 1, step: 1, manifest: manifest('checkpoint'), losses: [] };
    const writes: readonly (readonly [string, () => Promise<unknown>])[] = [
      ['progress', () => runs.saveProgress(id, fence, progress)],
      ['checkpoint', () => runs.saveCheckpoint(id, fence, checkpoint)],
      ['publish', () => runs.publish(id, fence, newVersion(), shown)],
      ['fail', () => runs.fail(id, fence, failure)],
    ];
    const accepted = [];
    for (const [name, write] of writes) if (await write()) accepted.push(name);
    clearInterval(heartbeat);
    return report({ what: 'finished', runId, accepted });
  },
});
report({ what: 'ready' });
