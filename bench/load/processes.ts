// The real processes against the stand-in of Discord, for benches that send what people send.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import type { Discord } from '../../test/discord/standin.ts';

export interface Processes {
  readonly supervisor: ChildProcess;
  /** Pid by name. */
  readonly pids: ReadonlyMap<string, number>;
}

/** As they begin. */
export interface Launched extends Processes {
  /** When all take what there is, or have ended. */
  readonly ready: Promise<void>;
  /** Exit code and signal of the supervisor. */
  readonly ended: Promise<[number | null, NodeJS.Signals | null]>;
}

/** `npm start` against the stand-in. @param onComplaint hears of errors in the log, and of lines that are none of it */
export function launch(discord: Discord, dataDir: string, onComplaint: (line: string) => void): Launched {
  const supervisor = spawn(process.execPath, ['src/main.ts'], {
    env: { ...process.env, ...discord.env, DATA_DIR: dataDir, REDIS_URL: '', COMPUTE: 'cpu', MAX_OPEN_UPLOADS: '100' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(supervisor, 'close') as Launched['ended'];
  const pids = new Map<string, number>();
  const up = new Set<string>();
  const ready = new Promise<void>((resolve) => {
    const listen = (text: string): void => {
      const line = logLine.safeParse(parsed(text)).data;
      if (line === undefined || line.level >= errorLevel) onComplaint(text);
      if (line?.child !== undefined && line.childPid !== undefined) pids.set(line.child, line.childPid);
      if (/^(trainer ready|intake ready|signed in)/.test(line?.msg ?? '')) up.add(line?.name ?? '');
      if (up.size === 3) resolve();
    };
    for (const stream of [supervisor.stdout, supervisor.stderr]) createInterface(stream).on('line', listen);
    void ended.then(() => resolve());
  });
  return { supervisor, pids, ready, ended };
}

/** {@link launch}; resolves when all take what there is. */
export async function start(discord: Discord, dataDir: string): Promise<Processes> {
  const launched = launch(discord, dataDir, console.error);
  await launched.ready;
  return launched;
}

const errorLevel = 50;
const logLine = z.object({
  name: z.string(),
  level: z.number(),
  msg: z.string(),
  child: z.string().optional(),
  childPid: z.number().optional(),
});

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** End them all. */
export async function stop(supervisor: ChildProcess): Promise<void> {
  const ended = once(supervisor, 'exit');
  supervisor.kill('SIGTERM');
  await ended;
}

/** How often memory is looked at, ms. */
const lookMs = 200;

/** The most memory that each process has had since then. */
export class Peaks {
  readonly #pids: ReadonlyMap<string, number>;
  readonly #anonymous = new Map<string, number>();
  readonly #timer: NodeJS.Timeout;

  constructor(pids: ReadonlyMap<string, number>) {
    this.#pids = pids;
    this.#timer = setInterval(() => this.#look(), lookMs).unref();
  }

  #look(): void {
    for (const [name, pid] of this.#pids) {
      this.#anonymous.set(name, Math.max(this.#anonymous.get(name) ?? 0, statusMb(pid, 'RssAnon')));
    }
  }

  /** Of each process its own memory (`RssAnon`, looked at every 200 ms), and with the pages of files (`VmHWM`), MB. */
  toString(): string {
    this.#look();
    const figures = [...this.#pids].map(([name, pid]) => {
      const [own, all] = [this.#anonymous.get(name) ?? Number.NaN, peakMb(pid)];
      return `${name} ${own.toFixed(0)} (${all.toFixed(0)})`;
    });
    return figures.join(', ');
  }

  close(): void {
    clearInterval(this.#timer);
  }
}

/** A figure of a process's /proc/PID/status, MB; NaN when it is no more. */
function statusMb(pid: number, figure: 'RssAnon' | 'VmHWM'): number {
  try {
    const text = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(new RegExp(`^${figure}:\\s+(\\d+)`, 'm').exec(text)?.[1]) / 1024;
  } catch {
    return Number.NaN;
  }
}

/** Peak of the resident memory, MB. */
export const peakMb = (pid: number): number => statusMb(pid, 'VmHWM');

/** Processor seconds of a process and of its children that have ended. */
export function processorSeconds(pid: number): number {
  // After the name, which may hold anything: fields 3 and on; 14 to 17 are times in hundredths of a second.
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
  return fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0) / 100;
}

/** Pids of the children of a process that run. */
export const childrenOf = (pid: number): number[] =>
  readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
    readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
  );

/** Processor seconds of this process and its children; one that computes lives until the end. */
export const spent = (): number =>
  [process.pid, ...childrenOf(process.pid)].reduce((sum, pid) => sum + processorSeconds(pid), 0);
