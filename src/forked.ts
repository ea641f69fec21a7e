// A child process for one piece of work that takes much memory: its memory goes with it.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const failure = z.object({ kind: z.string(), message: z.string(), code: z.string().optional() });

/** The work of a child process failed, with what it threw there. */
export class ForkedFailure extends Error {
  override readonly name = 'ForkedFailure';
  /** Name of the error's class. */
  readonly kind: string;
  /** Of an error of the system. */
  readonly code: string | undefined;

  constructor({ kind, message, code }: z.infer<typeof failure>) {
    super(message);
    this.kind = kind;
    this.code = code;
  }
}

/** Run a script to its end in a process of its own. @param script calls {@link beForked} @throws ForkedFailure */
export async function runForked(script: URL, args: readonly string[]): Promise<void> {
  const child = fork(fileURLToPath(script), args, { stdio: ['ignore', 'ignore', 'pipe', 'ipc'], execArgv: [] });
  let [output, said]: [string, unknown] = ['', undefined];
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (output = (output + text).slice(-2000)));
  child.on('message', (message) => (said = message));
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
  if (code === 0) return;
  const { data } = failure.safeParse(said);
  throw new ForkedFailure(data ?? { kind: 'Error', message: output.trim() || `it ended with ${code ?? signal}` });
}

/** The other end of {@link runForked}. @param work is given the arguments */
export async function beForked(work: (...args: string[]) => Promise<void>): Promise<void> {
  try {
    await work(...process.argv.slice(2));
  } catch (thrown) {
    const error = thrown instanceof Error ? thrown : new Error(String(thrown));
    const { name: kind, message, code }: NodeJS.ErrnoException = error;
    process.exitCode = 1;
    process.send?.({ kind, message, code } satisfies z.infer<typeof failure>);
  }
  process.disconnect?.();
}
