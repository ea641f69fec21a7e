// The trainer: takes runs from the queues, claims them in SQL, does them, and says how they ended. Redis only wakes it:
// who may work on a run, and whether its effects count, is decided by the lease and the fence in SQL.
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Ffmpeg } from '../audio/ffmpeg.ts';
import type { Config } from '../config.ts';
import { UserError, kept, toldAs } from '../errors.ts';
import { outage } from '../outage.ts';
import type { Log } from '../log.ts';
import { failures } from '../metrics/figures.ts';
import { startCacheSweeps, sweepCache } from '../housekeeping/cache.ts';
import { startHousekeeping } from '../housekeeping/housekeeping.ts';
import { startDispatcher } from '../queue/dispatcher.ts';
import { subscribeRunEvents } from '../queue/events.ts';
import { queueName } from '../queue/jobs.ts';
import { connect } from '../queue/redis.ts';
import { startWorker } from '../queue/worker.ts';
import type { Speakers } from '../speakers/speakers.ts';
import type { Run, Storage } from '../storage/storage.ts';
import type { VoiceEngine } from './engines/engine.ts';
import { holdLease, type Lease, RunStopped } from './lease.ts';
import { announceTrainer } from './presence.ts';
import { TranscriptsShifted } from './training/fitting.ts';
import { synthesisRun } from './synthesis-run.ts';
import { trainingRun } from './training-run.ts';
import { announce, moveOldCache, sweepFolders, type TrainerServices } from './services.ts';

export interface Trainer {
  /** Take no more runs, hand a running one back at its last checkpoint, resolve when all is quiet. */
  close(): Promise<void>;
}

interface TrainerParts {
  readonly config: Pick<Config, 'dataDir' | 'leaseMs' | 'keepVersions'> & Partial<Pick<Config, 'idleDays'>>;
  readonly storage: Storage;
  readonly engine: VoiceEngine;
  readonly ffmpeg: Ffmpeg;
  /** What tells voices apart; null: nothing does. */
  readonly speakers?: Speakers | null;
  readonly redisUrl: string;
  readonly log: Log;
}

/** Start taking runs. One training at a time; previews run beside it and never wait for it. */
export async function startTrainer(parts: TrainerParts): Promise<Trainer> {
  const { storage, engine, log, redisUrl } = parts;
  const { leaseMs, dataDir, keepVersions, idleDays } = parts.config;
  const shutdown = new AbortController();
  const workDir = path.join(dataDir, 'work');
  // Each engine has its own, and sweeps no other's.
  const caches = path.join(dataDir, 'cache');
  const cacheDir = path.join(caches, engine.id);
  await mkdir(workDir, { recursive: true });
  await mkdir(cacheDir, { recursive: true });
  await moveOldCache(caches, cacheDir);
  await sweepFolders(storage, workDir);

  const events = connect(redisUrl, 'producer');
  const services: TrainerServices = {
    storage,
    engine,
    ffmpeg: parts.ffmpeg,
    speakers: parts.speakers ?? null,
    events,
    log,
    workDir,
    cacheDir,
  };
  const sweep = (): Promise<void> =>
    sweepCache(storage, (clip) => engine.cacheKeys(clip), cacheDir).catch((error: unknown) =>
      log.warn({ err: error }, 'the cache could not be swept'),
    );
  const sweeps = await startCacheSweeps(storage, sweep, log);
  const leases = new Map<string, Lease>();
  const subscription = subscribeRunEvents(redisUrl, (event) => {
    if (event.what === 'cancel') void leases.get(event.runId)?.check();
  });
  const dispatcher = startDispatcher({ storage, engine: engine.id, redisUrl, log });
  const housekeeping = startHousekeeping({ storage, log, idleDays });

  const handler = async (runId: string): Promise<void> => {
    if (shutdown.signal.aborted) return;
    const run = await storage.runs.claim(runId, leaseMs, engine.id);
    if (run === null) return;
    const lease = holdLease(storage.runs, run, leaseMs, shutdown.signal);
    leases.set(run.id, lease);
    try {
      await workOn(services, run, lease, leaseMs);
      if (run.kind === 'train') await prune(services, run.voiceId, keepVersions);
    } finally {
      leases.delete(run.id);
      lease.release();
      announce(services, run.id, 'ended');
      // At our start the lease of a trainer that was killed just before may still have been running.
      await sweepFolders(storage, workDir);
      // Its clips may be why: nothing that was made of them waits for the hour to pass.
      if (lease.signal.aborted && !shutdown.signal.aborted) await sweep();
    }
  };
  const { name: device } = await engine.device();
  const presence = await announceTrainer(storage, { engine: engine.id, device }, leaseMs, log);
  // At last: as soon as there are runs in hand, whoever started this can close it.
  const options = { redisUrl, handler, log, concurrency: 1 };
  const workers = [
    startWorker({ ...options, queue: queueName('train', engine.id) }),
    startWorker({ ...options, queue: queueName('synthesis', engine.id) }),
  ];

  return {
    async close() {
      shutdown.abort();
      await presence.close();
      await Promise.all(workers.map((worker) => worker.close()));
      await sweeps.close();
      await dispatcher.close();
      await housekeeping.close();
      await subscription.close();
      events.disconnect();
      await engine.close();
    },
  };
}

/** Prune what a new version made old. What fails is tried again after the next training. */
async function prune({ storage, engine, log }: TrainerServices, voiceId: string, keep: number): Promise<void> {
  try {
    for (const { version, freedBytes } of await storage.versions.prune(voiceId, { keep, engine })) {
      log.info({ voice: voiceId, version: version.number, freedBytes }, 'version pruned: only its weights are kept');
    }
  } catch (error) {
    log.warn({ err: error, voice: voiceId }, 'the versions could not be pruned');
  }
}

/**
 * Do one claimed run and write down how it ended. A training that finds the store of files away waits, and is handed back to go
 * on from its checkpoint: nobody's epochs are lost because another machine starts anew.
 */
async function workOn(services: TrainerServices, run: Run, lease: Lease, leaseMs: number): Promise<void> {
  const { runs } = services.storage;
  const log = services.log.child({ run: run.id, kind: run.kind, fence: run.fence, attempt: run.attempts });
  log.info('run claimed');
  try {
    const done = await (run.kind === 'train' ? trainingRun(services, run, lease) : synthesisRun(services, run, lease));
    if (done) log.info('run done');
    else if (await runs.markCancelled(run.id, run.fence)) log.info('run cancelled at the last moment');
    else log.warn('run ended or taken over meanwhile; nothing of this attempt counts');
  } catch (error) {
    let reason: unknown = lease.signal.aborted ? lease.signal.reason : error;
    const out = outage(reason);
    if (run.kind === 'train' && out?.kind === 'store-away') {
      log.error({ err: reason, outage: out.kind }, out.forOperators);
      reason = await pause(leaseMs, new RunStopped('away'), { signal: lease.signal }).catch(
        (): unknown => lease.signal.reason,
      );
    }
    if (reason instanceof RunStopped) {
      log.info({ why: reason.why }, 'run stopped');
      const written =
        reason.why === 'lost' ||
        (await (reason.why === 'cancelled' ? runs.markCancelled(run.id, run.fence) : runs.handBack(run.id, run.fence)));
      if (!written) log.warn('the run was not ours any more');
    } else if (reason instanceof UserError) {
      log.info({ code: reason.code, cause: reason.cause }, reason.message);
      failures.inc({ where: run.kind, code: reason.code });
      const mend = reason instanceof TranscriptsShifted ? { shift: reason.shift } : {};
      // What has no words for people is for the operator.
      const texts = reason.texts ?? toldAs('engine-trouble', { what: reason.message });
      if (!(await runs.fail(run.id, run.fence, { ...kept(reason), texts, ...mend })))
        log.warn('the run was not ours any more');
    } else {
      failures.inc({ where: run.kind, code: out?.kind ?? 'internal' });
      log.error({ err: reason, outage: out?.kind }, out?.forOperators ?? 'run failed');
      const reference = run.id;
      const told =
        out === null
          ? new UserError('internal', { reference })
          : new UserError('outage/run', { what: out.kind, reference });
      await runs.fail(run.id, run.fence, { ...kept(told), code: out?.kind ?? 'internal' });
    }
  }
}
