// Children that cannot outlive us: each leads a process group, and a shell beside it waits for the end of a pipe that only
// we hold open. When we die, however that happens, the pipe ends and the whole group is killed, grandchildren too.
import { spawn } from 'node:child_process';
import type { ChildProcessByStdio } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';

export interface Leashed {
  /** Its standard input is not the program's, which is empty. */
  readonly process: ChildProcessByStdio<Writable, Readable, Readable>;
  /** Resolves when it has ended and its output with it; code null: killed, or never started. */
  readonly closed: Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>;
  /** Kill it with all that it started, and wait until it is closed. */
  end(): Promise<void>;
}

/** `$$` is the leader of the group, which becomes the program. */
const script = 'exec 3<&0; (cat <&3 >/dev/null 2>&1; kill -9 -$$) >/dev/null 2>&1 & exec "$@" </dev/null 3<&-';

/** Start a program. */
export function spawnLeashed(
  command: string,
  args: readonly string[],
  options: { readonly cwd: string; readonly env: NodeJS.ProcessEnv },
): Leashed {
  const child = spawn('/bin/sh', ['-c', script, 'sh', command, ...args], {
    ...options,
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const { promise: closed, resolve } = Promise.withResolvers<Awaited<Leashed['closed']>>();
  let isClosed = false;
  const onEnd = (code: number | null, signal: NodeJS.Signals | null): void => {
    isClosed = true;
    resolve({ code, signal });
  };
  child.once('close', onEnd);
  child.once('error', () => onEnd(null, null));
  child.stdin.on('error', () => {});
  // What it leaves behind goes with it.
  child.once('exit', () => child.stdin.destroy());
  return {
    process: child,
    closed,
    async end() {
      try {
        if (!isClosed && child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
      }
      await closed;
    },
  };
}
