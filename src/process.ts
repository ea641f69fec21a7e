// What every process of Timbre does at its beginning and end: read the configuration, say what is wrong in plain words,
// stop cleanly on SIGTERM, SIGINT or when its parent is gone.
import { type Config, ConfigError, loadEnvFile, readConfig } from './config.ts';
import { UserError } from './errors.ts';
import { createLog, type Log } from './log.ts';

export interface ProcessParts {
  readonly config: Config;
  readonly log: Log;
  readonly redisUrl: string;
}

/** How long a clean stop may take before the process ends all the same. */
const stopTimeoutMs = 15_000;

/**
 * Run a process until it is told to stop.
 * @param start starts everything and returns what stops it again
 */
export async function runProcess(
  name: 'bot' | 'trainer',
  start: (parts: ProcessParts) => Promise<() => Promise<void>>,
): Promise<void> {
  loadEnvFile();
  try {
    const config = readConfig(process.env);
    const log = createLog(name, config.logLevel);
    if (config.redisUrl === undefined) {
      throw new UserError(
        'no-redis',
        'REDIS_URL is not set.',
        'Use npm start, which runs a private Redis, or set REDIS_URL.',
      );
    }
    process.on('unhandledRejection', (error) => {
      log.fatal({ err: error }, 'unhandled rejection');
      process.exit(1);
    });
    const stop = await start({ config, log, redisUrl: config.redisUrl });
    stopOnce(log, stop);
  } catch (error) {
    exitWith(error);
  }
}

/** Call `stop` on the first SIGTERM, SIGINT or loss of the parent, then end the process. */
export function stopOnce(log: Log, stop: () => Promise<void>): void {
  let stopping = false;
  const onSignal = (why: string): void => {
    if (stopping) return;
    stopping = true;
    log.info({ why }, 'stopping');
    const timer = setTimeout(() => {
      log.error('did not stop in time');
      process.exit(1);
    }, stopTimeoutMs);
    stop().then(
      () => {
        clearTimeout(timer);
        process.exit(0);
      },
      (error: unknown) => {
        log.error({ err: error }, 'did not stop cleanly');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', () => onSignal('SIGTERM'));
  process.on('SIGINT', () => onSignal('SIGINT'));
  process.on('disconnect', () => onSignal('parent gone'));
  // It may have gone while we started.
  if (process.send !== undefined && !process.connected) onSignal('parent gone');
}

/** End the process because it could not start: for people where a person can mend it. Exit code 2 says: do not restart. */
export function exitWith(error: unknown): never {
  if (error instanceof ConfigError) console.error(error.message);
  else if (error instanceof UserError) console.error(`${error.message}\n${error.hint}`);
  else console.error(error);
  process.exit(error instanceof ConfigError || error instanceof UserError ? 2 : 1);
}
