// A real Redis of its own for a test, and what tests of several processes have in common.
import { type ChildProcess, fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestContext } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pino from 'pino';
import { type PrivateRedis, connect, startPrivateRedis } from '../../src/queue/redis.ts';
import { atEnd } from '../support/at-end.ts';
import { patienceMs } from '../support/patience.ts';

export const log = pino({ level: 'silent' });

export async function temporaryFolder(t: TestContext): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'timbre-queue-'));
  atEnd(t, () => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** A private Redis that ends with the test. */
export async function temporaryRedis(t: TestContext, folder?: string): Promise<PrivateRedis> {
  const redis = await startPrivateRedis(folder ?? (await temporaryFolder(t)));
  atEnd(t, () => redis.close());
  return redis;
}

/** One command on a connection of its own. */
export async function ask<T>(url: string, ...command: [string, ...string[]]): Promise<T> {
  const connection = connect(url, 'worker');
  try {
    return (await connection.call(...command)) as T;
  } finally {
    connection.disconnect();
  }
}

export async function serverPid(url: string): Promise<number> {
  const info = await ask<string>(url, 'INFO', 'server');
  return Number(/process_id:(\d+)/.exec(info)?.[1]);
}

/** Look until `condition` gives something; for what announces itself by no event. */
export async function until<T>(condition: () => Promise<T | undefined | null | false>, timeoutMs = 10_000): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const value = await condition();
    if (value !== undefined && value !== null && value !== false) return value;
    if (Date.now() > deadline) throw new Error(`still not so after ${timeoutMs} ms: ${condition.toString()}`);
    await setTimeout(20);
  }
}

/** State letter and parent of a process, from /proc: a minimal Debian has no `ps`. Null when there is none. */
export function processStatus(pid: number): { state: string; parent: number } | null {
  let line: string;
  try {
    line = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return null;
  }
  // The name in brackets may hold anything.
  const [state = '', parent = ''] = line.slice(line.lastIndexOf(')') + 2).split(' ');
  return { state, parent: Number(parent) };
}

/** Whether a process runs; one that has ended and was not collected by its parent yet does not. */
export function isAlive(pid: number): boolean {
  const status = processStatus(pid);
  return status !== null && status.state !== 'Z';
}

export interface Peer<Report> {
  readonly process: ChildProcess;
  /** The first report, also an earlier one, that the condition accepts. */
  heard<R extends Report>(condition: (report: Report) => report is R): Promise<R>;
  tell(message: unknown): void;
  end(signal: NodeJS.Signals): Promise<void>;
}

/** Run a program of `test/queue/processes` until the test ends. */
export function peer<Report>(
  t: TestContext,
  program: string,
  argument: unknown,
  env: NodeJS.ProcessEnv = process.env,
): Peer<Report> {
  const file = fileURLToPath(new URL(`processes/${program}`, import.meta.url));
  const child = fork(file, [JSON.stringify(argument)], { execArgv: [], env });
  const reports: Report[] = [];
  child.on('message', (report: Report) => reports.push(report));
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill(signal);
    await exited;
  };
  atEnd(t, () => end('SIGKILL'));
  return {
    process: child,
    heard: async <R extends Report>(condition: (report: Report) => report is R): Promise<R> => {
      for (;;) {
        const found = reports.find(condition);
        if (found !== undefined) return found;
        await once(child, 'message', { signal: AbortSignal.timeout(patienceMs) });
      }
    },
    tell: (message) => void child.send(message as string),
    end,
  };
}
