// How long the queues are and who works on them, read from SQL whenever Prometheus asks: the same from every process.
import { Gauge, type Registry } from 'prom-client';
import { intakeQueue, queueName } from '../queue/jobs.ts';
import type { Storage } from '../storage/storage.ts';

/**
 * Add the gauges of the queues to a registry.
 * `timbre_queued_seconds_per_trainer` says when to start another trainer: how long one of those that are there would be
 * busy with the trainings that wait, by how long the last ones took. Without a trainer it is what one would have to do.
 * @param engine whose runs those are that name none
 * @returns reads the figures anew
 */
export function watchQueues(
  registry: Registry,
  storage: Pick<Storage, 'runs' | 'intakeFiles' | 'trainers'>,
  engine: string,
): () => Promise<void> {
  const gauge = <Label extends string>(name: string, help: string, label: Label): Gauge<Label> =>
    new Gauge({ name, help, labelNames: [label], registers: [registry] });
  const depth = gauge('timbre_queue_depth', 'Runs, or files of uploads, that wait', 'queue');
  const wait = gauge('timbre_queue_oldest_wait_seconds', 'How long the oldest of them has waited', 'queue');
  const alive = gauge('timbre_trainers', 'Trainers that are there', 'engine');
  const owed = gauge(
    'timbre_queued_seconds_per_trainer',
    'Estimated seconds of the trainings that wait, for each trainer that is there',
    'engine',
  );
  return async () => {
    const [waiting, files, trainers, seconds] = await Promise.all([
      storage.runs.waiting(engine),
      storage.intakeFiles.backlog(),
      storage.trainers.alive(),
      storage.runs.usualSeconds(engine),
    ]);
    for (const one of [depth, wait, alive, owed]) one.reset();
    for (const trainer of trainers) alive.inc({ engine: trainer.engine });
    if (files.count > 0) {
      depth.set({ queue: intakeQueue }, files.count);
      wait.set({ queue: intakeQueue }, files.oldestSeconds);
    }
    for (const { kind, engine: wanted, count, oldestSeconds } of waiting) {
      const queue = queueName(kind, wanted);
      depth.set({ queue }, count);
      wait.set({ queue }, oldestSeconds);
      if (kind !== 'train') continue;
      const workers = Math.max(1, trainers.filter((trainer) => trainer.engine === wanted).length);
      owed.set({ engine: wanted }, (count * (seconds.get(wanted) ?? 0)) / workers);
    }
  };
}
