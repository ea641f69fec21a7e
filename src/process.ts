// What every process of Timbre does at its beginning and end: read the configuration, say what is wrong in plain words,
// stop cleanly on SIGTERM, SIGINT or when its parent is gone.
import { asTypedHere } from './commands-here.ts';
import { type Config, ConfigError, loadEnvFile, readConfig } from './config.ts';
import { Unavailable, UserError } from './errors.ts';
import { createLog, type Log } from './log.ts';
import { outage } from './outage.ts';
import { ownScratchFolder } from './scratch.ts';
import { examineDataFolder } from './storage/data-folder.ts';

export interface ProcessParts {
  readonly config: Config;
  readonly log: Log;
  readonly redisUrl: string;
}

/** Whether this process is a child of `npm start`, which has looked already at what its children need. */
const isSupervised = process.send !== undefined;

/** How long a clean stop may take before the process ends all the same, ms. */
export const stopTimeoutMs = 15_000;

/**
 * Run a process until it is told to stop.
 * @param start starts everything and returns what stops it again; it imports what it needs, so that wrong settings are told at once
 */
export async function runProcess(
  name: 'bot' | 'intake' | 'trainer',
  start: (parts: ProcessParts) => Promise<() => Promise<void>>,
): Promise<void> {
  try {
    loadEnvFile();
    const config = readConfig(process.env);
    const log = createLog(name, config.logLevel);
    if (config.redisUrl === undefined) {
      throw new UserError(
        'no-redis',
        'REDIS_URL is not set.',
        'Use npm start, which runs a private Redis, or set REDIS_URL.',
      );
    }
    // What breaks later is told when it is met.
    if (!isSupervised) {
      await examineDataFolder(config.dataDir);
      if (config.databaseUrl !== undefined) {
        await (await import('./storage/postgres.ts')).examinePostgres(config.databaseUrl);
      }
      await (await import('./queue/answers.ts')).mustAnswer(config.redisUrl);
    }
    process.on('uncaughtException', (error, origin) => {
      log.fatal({ err: error }, origin === 'unhandledRejection' ? 'unhandled rejection' : 'uncaught exception');
      endNow();
    });
    const removeScratch = await ownScratchFolder(config.dataDir);
    const stop = await start({ config, log, redisUrl: config.redisUrl });
    stopOnce(log, async () => {
      await stop();
      await removeScratch();
    });
  } catch (error) {
    exitWith(error);
  }
}

/** End whatever goes on: `process.exit` ends threads first, and aborts where a native addon is at work in one. */
function endNow(): void {
  process.kill(process.pid, 'SIGKILL');
}

/** Call `stop` on the first SIGTERM, SIGINT or loss of the parent, then end the process: after `timeoutMs` at the latest. */
export function stopOnce(log: Log, stop: () => Promise<void>, timeoutMs = stopTimeoutMs): void {
  let stopping = false;
  const onSignal = (why: string): void => {
    if (stopping) return;
    stopping = true;
    log.info({ why }, 'stopping');
    const timer = setTimeout(() => {
      log.error('did not stop in time');
      endNow();
    }, timeoutMs);
    stop().then(
      () => {
        clearTimeout(timer);
        process.exit(0);
      },
      (error: unknown) => {
        log.error({ err: error }, 'did not stop cleanly');
        endNow();
      },
    );
  };
  process.on('SIGTERM', () => onSignal('SIGTERM'));
  process.on('SIGINT', () => onSignal('SIGINT'));
  process.on('disconnect', () => onSignal('parent gone'));
  // It may have gone while we started.
  if (isSupervised && !process.connected) onSignal('parent gone');
}

/**
 * What is said of an error that ends a program.
 * @returns the exit code with it: 2 where a person must mend something first, 1 where the same start may work later; null for
 *   a bug
 */
export function explain(error: unknown): { readonly text: string; readonly code: 1 | 2 } | null {
  if (error instanceof ConfigError) return { text: asTypedHere(error.message), code: 2 };
  if (error instanceof UserError) {
    return { text: asTypedHere(`${error.message}\n${error.hint}`), code: error instanceof Unavailable ? 1 : 2 };
  }
  const out = outage(error);
  return out === null ? null : { text: asTypedHere(out.forOperators), code: out.mayPass ? 1 : 2 };
}

/** End the process because it could not start: for people where it is no bug. Exit code 2 says: do not restart. */
export function exitWith(error: unknown): never {
  const known = explain(error);
  console.error(known === null ? error : known.text);
  process.exit(known?.code ?? 1);
}

/** Of an error of `parseArgs`: what was wrong, without its advice on positional arguments, of which ours have no such. */
export const wrongOption = (error: unknown): string =>
  error instanceof Error ? error.message.replace(/\. To specify a positional argument .*$/s, '') : String(error);

/** Of a program that takes none: `--help` prints what it is for, anything else is a mistake; both end it. */
export function takesNoArguments(command: string, about: string): void {
  const [first] = process.argv.slice(2);
  if (first === undefined) return;
  const help = first === '--help' || first === '-h';
  if (help) console.log(asTypedHere(`Usage: ${command}\n\n${about}`));
  else console.error(asTypedHere(`“${command}” takes nothing, and was given “${first}”.`));
  process.exit(help ? 0 : 2);
}
