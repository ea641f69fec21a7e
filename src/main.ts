// `npm start`: one machine, everything on it. Runs a private Redis where REDIS_URL names none, the bot and the trainer as
// children, starts again what dies, and stops cleanly.
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadEnvFile, readConfig } from './config.ts';
import { UserError } from './errors.ts';
import { createLog, type Log } from './log.ts';
import { exitWith, stopOnce } from './process.ts';
import { startPrivateRedis } from './queue/redis.ts';
import { openStorage } from './storage/storage.ts';

/** Pause before something that died is started again: doubles up to the second figure, forgotten after a quiet minute. */
const restartMs = { first: 250, most: 10_000, quiet: 60_000 };

interface Kept {
  stop(): Promise<void>;
}

/** A pause that grows with every death in a row and can be cut short. */
function backoff(): { wait(signal: AbortSignal): Promise<void> } {
  let pause = restartMs.first;
  let last = 0;
  return {
    async wait(signal) {
      if (Date.now() - last > restartMs.quiet) pause = restartMs.first;
      last = Date.now();
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, pause);
        signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true });
      });
      pause = Math.min(pause * 2, restartMs.most);
    },
  };
}

/** Keep a child process running until stopped. A child that exits with 2 said what a person must mend: all ends then. */
function keepChild(name: 'bot' | 'trainer', redisUrl: string, log: Log, giveUp: () => void): Kept {
  const file = fileURLToPath(new URL(`${name}/main.ts`, import.meta.url));
  const stopped = new AbortController();
  let child: ChildProcess | undefined;
  const running = (async () => {
    const pause = backoff();
    while (!stopped.signal.aborted) {
      child = fork(file, { env: { ...process.env, REDIS_URL: redisUrl } });
      log.info({ child: name, childPid: child.pid }, `${name} started`);
      const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
      if (stopped.signal.aborted) return;
      if (code === 2) return giveUp();
      log.warn({ child: name, code, signal }, `${name} ended; starting it again`);
      await pause.wait(stopped.signal);
    }
  })();
  return {
    async stop() {
      stopped.abort();
      child?.kill('SIGTERM');
      await running;
    },
  };
}

/** Keep the private Redis running on its socket until stopped. */
async function keepRedis(folder: string, log: Log): Promise<Kept & { url: string }> {
  const stopped = new AbortController();
  let redis = await startPrivateRedis(folder);
  const { url } = redis;
  log.info({ url }, 'private Redis started');
  const running = (async () => {
    const pause = backoff();
    while (!stopped.signal.aborted) {
      await redis.closed;
      while (!stopped.signal.aborted) {
        log.warn('Redis ended; starting it again');
        try {
          redis = await startPrivateRedis(folder);
          break;
        } catch (error) {
          log.error({ err: error }, 'Redis did not start');
          await pause.wait(stopped.signal);
        }
      }
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

loadEnvFile();
try {
  const config = readConfig(process.env);
  if (config.discordToken === undefined) {
    throw new UserError(
      'no-token',
      'Timbre needs a bot token to connect to Discord, and DISCORD_TOKEN is not set.',
      [
        'To get one:',
        '  1. Open https://discord.com/developers/applications, make an application, and copy the token from its “Bot” page.',
        '  2. Write it into a file named .env in this folder:   DISCORD_TOKEN=your-token',
        '  3. Invite the bot with the “Installation” link of the application (scopes: bot, applications.commands).',
        '  4. Run npm run register once, then npm start again.',
        'No token at hand? npm run demo shows everything without one.',
      ].join('\n'),
    );
  }
  const log = createLog('timbre', config.logLevel);
  const kept: Kept[] = [];
  const stopAll = async (): Promise<void> => {
    for (const one of kept.toReversed()) await one.stop();
  };
  // Migrate before two processes meet the database.
  await (await openStorage({ dataDir: config.dataDir })).close();
  let { redisUrl } = config;
  if (redisUrl === undefined) {
    const redis = await keepRedis(path.join(config.dataDir, 'redis'), log);
    kept.push(redis);
    redisUrl = redis.url;
  }
  const giveUp = (): void => {
    process.exitCode = 2;
    void stopAll().then(() => process.exit(2));
  };
  for (const name of ['trainer', 'bot'] as const) kept.push(keepChild(name, redisUrl, log, giveUp));
  stopOnce(log, stopAll);
} catch (error) {
  exitWith(error);
}
