// One machine, everything on it: runs a private Redis where REDIS_URL names none, the bot, the intake worker and the trainer as
// children, starts again what dies, and stops cleanly.
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { locateFfmpeg } from './audio/ffmpeg.ts';
import type { Config } from './config.ts';
import { createLog, type Log } from './log.ts';
import { explain, stopOnce, stopTimeoutMs } from './process.ts';
import { mustAnswer } from './queue/answers.ts';
import { startPrivateRedis } from './queue/redis.ts';
import { examinePostgres } from './storage/postgres.ts';
import { openStorage } from './storage/storage.ts';

/** Pause before something that died is started again: doubles up to the second figure, forgotten when one lived so long. */
const restartMs = { first: 250, most: 30_000, quiet: 60_000 };

/**
 * A child ends itself when it can't stop in order. One that can't even do that is ended, and only then its parent ends: what
 * it leaves behind would go on beside the next start.
 */
const stuckMs = { child: stopTimeoutMs + 2_000, all: stopTimeoutMs + 5_000 };

/**
 * What the processes that wait for people and their files are told, so that they stay small: V8 keeps little room for what is
 * young, and glibc gives back what recordings took, instead of letting it lie about in a heap for each thread. Operators may
 * say otherwise.
 */
const frugal = {
  NODE_OPTIONS: '--max-semi-space-size=4',
  MALLOC_ARENA_MAX: '1',
  MALLOC_TRIM_THRESHOLD_: '4194304',
  MALLOC_MMAP_THRESHOLD_: '1048576',
};

interface Kept {
  stop(): Promise<void>;
}

/** Pauses that grow with every early death in a row and can be cut short. */
class Pauses {
  #next = restartMs.first;
  #started = Date.now();

  /** It lives (again). */
  started(): void {
    this.#started = Date.now();
  }

  /** It died. @returns how long to wait, ms */
  next(): number {
    if (Date.now() - this.#started > restartMs.quiet) this.#next = restartMs.first;
    const pause = this.#next;
    this.#next = Math.min(pause * 2, restartMs.most);
    return pause;
  }
}

/** Resolves after so many milliseconds, or when aborted. */
async function pauseFor(ms: number, signal: AbortSignal): Promise<void> {
  await setTimeout(ms, undefined, { signal }).catch(() => {});
}

/** Keep a child process running until stopped. A child that exits with 2 said what a person must mend: all ends then. */
function keepChild(
  name: 'bot' | 'intake' | 'trainer',
  settings: { readonly dataDir: string; readonly redisUrl: string },
  log: Log,
  giveUp: () => void,
): Kept {
  const file = fileURLToPath(new URL(`${name}/main.ts`, import.meta.url));
  const env = {
    // What was compiled once: without it each process and each thread holds a compiler of TypeScript.
    NODE_COMPILE_CACHE: path.resolve(settings.dataDir, 'cache', 'code'),
    ...(name === 'trainer' ? {} : frugal),
    ...process.env,
    REDIS_URL: settings.redisUrl,
  };
  const stopped = new AbortController();
  let child: ChildProcess | undefined;
  const running = (async () => {
    const pauses = new Pauses();
    while (!stopped.signal.aborted) {
      pauses.started();
      child = fork(file, { env });
      log.info({ child: name, childPid: child.pid }, `${name} started`);
      const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
      if (stopped.signal.aborted) return;
      if (code === 2) return giveUp();
      const pauseMs = pauses.next();
      log.warn({ child: name, code, signal, pauseMs }, `${name} ended; starting it again`);
      await pauseFor(pauseMs, stopped.signal);
    }
  })();
  return {
    async stop() {
      stopped.abort();
      child?.kill('SIGTERM');
      const ended = new AbortController();
      void pauseFor(stuckMs.child, ended.signal).then(() => {
        if (!ended.signal.aborted) child?.kill('SIGKILL');
      });
      await running;
      ended.abort();
    },
  };
}

/** Keep the private Redis running on its socket until stopped. */
async function keepRedis(folder: string, log: Log): Promise<Kept & { url: string }> {
  const stopped = new AbortController();
  let redis = await startPrivateRedis(folder);
  const { url } = redis;
  log.info({ url }, 'private Redis started');
  const startAgain = async (): Promise<boolean> => {
    if (stopped.signal.aborted) return true;
    try {
      redis = await startPrivateRedis(folder);
      // Whoever stopped us meanwhile has closed the one before.
      if (stopped.signal.aborted) await redis.close();
      return true;
    } catch (error) {
      const known = explain(error);
      log.error(known === null ? { err: error } : {}, `Redis did not start. ${known?.text ?? ''}`.trimEnd());
      return false;
    }
  };
  const running = (async () => {
    const pauses = new Pauses();
    for (;;) {
      await redis.closed;
      do {
        if (stopped.signal.aborted) return;
        const pauseMs = pauses.next();
        log.warn({ pauseMs }, 'Redis ended; starting it again');
        await pauseFor(pauseMs, stopped.signal);
      } while (!(await startAgain()));
      pauses.started();
    }
  })();
  return {
    url,
    async stop() {
      stopped.abort();
      await redis.close();
      await running;
    },
  };
}

/**
 * Start everything and keep it running until this process is told to stop.
 * @param config whose data folder can be used
 * @throws what keeps it from starting: see {@link explain}
 */
export async function supervise(config: Config): Promise<void> {
  if (config.databaseUrl !== undefined) await examinePostgres(config.databaseUrl);
  await locateFfmpeg(config.ffmpegPath);
  if (config.redisUrl !== undefined) await mustAnswer(config.redisUrl);
  const log = createLog('timbre', config.logLevel);
  const children: Kept[] = [];
  let redis: Kept | undefined;
  const stopAll = async (): Promise<void> => {
    await Promise.all(children.map((child) => child.stop()));
    await redis?.stop();
  };
  // Migrate before several processes meet the database.
  await (await openStorage(config)).close();
  let { redisUrl } = config;
  if (redisUrl === undefined) {
    const own = await keepRedis(path.join(config.dataDir, 'redis'), log);
    redis = own;
    redisUrl = own.url;
  }
  const giveUp = (): void => {
    process.exitCode = 2;
    void stopAll().then(() => process.exit(2));
  };
  const settings = { dataDir: config.dataDir, redisUrl };
  for (const name of ['trainer', 'intake', 'bot'] as const) children.push(keepChild(name, settings, log, giveUp));
  stopOnce(log, stopAll, stuckMs.all);
}
