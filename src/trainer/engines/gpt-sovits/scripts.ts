// Runs the programs of a checkout as children: in a working folder of their own, on a leash, read line by line, and ended
// with all that they started when their caller gives up.
import { mkdir, readdir, symlink } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { UserError, toldAs } from '../../../errors.ts';
import type { Checkout } from './checkout.ts';
import { spawnLeashed } from './leash.ts';

/** So much of a program's last output goes into its error. */
const tailLines = 40;
/** Longer lines are cut: they are dumps of settings. */
const maxLineLength = 4000;

/** A program that ended with an error of its own: the checkout's, or its Python's. Its last lines are the cause, for logs. */
export class ScriptFailed extends UserError {
  /** The last lines it said. */
  readonly output: string;
  /** Whether it ran out of memory, on the card or on the machine. */
  readonly outOfMemory: boolean;

  constructor(script: string, how: string, lines: readonly string[]) {
    const output = lines.join('\n');
    const reason = lines.findLast((line) => /^[\w.]+(Error|Exception)\b/.test(line)) ?? lines.at(-1) ?? 'no output';
    const isImport = importErrors.test(reason);
    super(
      isImport ? 'packages-missing' : 'script-failed',
      isImport
        ? `The Python of GPT-SoVITS lacks a package: ${reason.slice(0, 300)}.`
        : `GPT-SoVITS broke off: ${script} ended with ${how} (${reason.slice(0, 300)}).`,
      `Your recordings and versions are safe. The operator of this bot has to fix it: npm run cli -- doctor says what ${isImport ? 'is missing and how to install it' : 'is wrong with the checkout'}.`,
      {
        cause: new Error(output),
        told: toldAs(isImport ? 'engine-incomplete' : 'engine-broke-off', { engine: 'gpt-sovits' }),
      },
    );
    this.name = 'ScriptFailed';
    this.output = output;
    this.outOfMemory = how === 'SIGKILL' || how === 'code 137' || memoryMessages.test(output);
  }
}

const importErrors = /^(ModuleNotFoundError|ImportError)\b/;
const memoryMessages =
  /out of memory|OutOfMemoryError|ALLOC_FAILED|can't allocate memory|cannot allocate memory|\bMemoryError\b|signal SIGKILL|killed by signal/i;

export interface ScriptRun {
  /** The working folder; see {@link makeWorkingFolder}. */
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  /** Each line of both outputs; `\r` ends a line, too. What it throws ends the program and the run. */
  readonly onLine?: (line: string) => void;
}

/**
 * Make the folder in which programs run. They look for everything relative to it and leave half-written files in it, so it
 * holds links to all that is in the checkout, and nothing that they write gets there or meets what others write.
 */
export async function makeWorkingFolder(checkout: Pick<Checkout, 'home'>, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const name of await readdir(checkout.home)) {
    await symlink(path.join(checkout.home, name), path.join(folder, name));
  }
}

/**
 * Run a program of the checkout to its end.
 * @param script relative to the checkout, or the absolute path of a program of ours
 * @throws ScriptFailed when it ends with an error; what `onLine` threw; `signal.reason` when aborted
 */
export async function runScript(
  checkout: Pick<Checkout, 'home' | 'python' | 'env'>,
  script: string,
  args: readonly string[],
  { cwd, env = {}, signal, onLine }: ScriptRun,
): Promise<void> {
  signal.throwIfAborted();
  const program = path.resolve(checkout.home, script);
  const child = spawnLeashed(checkout.python, ['-s', program, ...args], { cwd, env: checkout.env(env) });
  const tail: string[] = [];
  let stopped: { readonly why: unknown } | undefined;
  const stop = (why: unknown): void => {
    stopped ??= { why };
    void child.end();
  };
  const hear = (line: string): void => {
    if (line.trim() === '' || stopped) return;
    tail.push(line.slice(0, maxLineLength));
    if (tail.length > tailLines) tail.shift();
    try {
      onLine?.(line);
    } catch (error) {
      stop(error);
    }
  };
  for (const stream of [child.process.stdout, child.process.stderr]) readLines(stream, hear);
  const onAbort = (): void => stop(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  const { code, signal: killedBy } = await child.closed;
  signal.removeEventListener('abort', onAbort);
  if (stopped) throw stopped.why;
  if (code !== 0) throw new ScriptFailed(path.basename(script), killedBy ?? `code ${code}`, tail);
}

/** Path of a program of ours that runs in the checkout's Python. */
export const ourProgram = (name: string): string => fileURLToPath(new URL(`./python/${name}`, import.meta.url));

function readLines(stream: Readable, onLine: (line: string) => void): void {
  let rest = '';
  stream.setEncoding('utf8');
  stream.on('data', (text: string) => {
    const lines = (rest + text).split(/[\r\n]+/);
    rest = (lines.pop() ?? '').slice(-maxLineLength);
    for (const line of lines) onLine(line);
  });
  stream.on('end', () => onLine(rest));
}
