// Runs Timbre for a test as `npm start` does: the supervisor with its bot, trainer and private Redis, against the Discord
// stand-in. Knows their pids, reads their log, waits for what they log and store, and leaves nothing running.
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { TestContext } from 'node:test';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { connect } from '../../src/queue/redis.ts';
import { openStorage, type Storage } from '../../src/storage/storage.ts';
import type { Discord } from '../discord/standin.ts';
import { atEnd } from './at-end.ts';
import { patienceMs } from './patience.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** pino's numbers. */
const level = { error: 50, fatal: 60 };
/** How often the database is looked at by those who wait for a row, ms. */
const lookMs = 50;

/** A line of the log; what is no JSON (a crash, a complaint of Node) is a fatal line of its own. */
export interface LogLine {
  readonly name: string;
  readonly level: number;
  readonly pid: number;
  readonly msg: string;
  readonly [key: string]: unknown;
}

export interface TimbreOptions {
  /** Absent: a new one, removed at the end of the test. */
  readonly dataDir?: string;
  /** How long a silent trainer keeps a run; 20 as in production when absent. */
  readonly leaseSeconds?: number;
}

/** A folder for the length of a test. */
export async function temporaryDataDir(t: TestContext): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'timbre-e2e-'));
  atEnd(t, () => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** `npm run register`: once for each stand-in. */
export async function registerCommands(discord: Discord): Promise<void> {
  const child = spawn(process.execPath, ['src/bot/discord/register.ts'], {
    cwd: root,
    env: { ...process.env, ...discord.env },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  assert.equal(code, 0, 'the commands could not be registered');
}

/**
 * Start Timbre, and wait until the bot is signed in and the trainer takes runs. Whatever happens in the test, all of it is
 * gone afterwards, and the test fails when the log tells of a crash.
 */
export async function startTimbre(t: TestContext, discord: Discord, options: TimbreOptions = {}): Promise<Timbre> {
  const dataDir = options.dataDir ?? (await temporaryDataDir(t));
  const timbre = new Timbre(discord, dataDir, options.leaseSeconds);
  atEnd(t, async () => {
    // Known to Node, not yet to its types.
    const { passed } = t as TestContext & { readonly passed: boolean };
    if (!passed) t.diagnostic(`The log's end:\n${timbre.tail(60)}`);
    await timbre.killAll();
  });
  await timbre.open();
  await timbre.ready();
  return timbre;
}

export class Timbre {
  readonly dataDir: string;
  /** Everything logged so far by all processes. */
  readonly lines: LogLine[] = [];
  readonly #env: NodeJS.ProcessEnv;
  readonly #roots: ChildProcess[] = [];
  /** Resolves with the next line of the log or end of a process. */
  #nextChange = Promise.withResolvers<void>();
  #storage: Storage | undefined;
  #supervisor: ChildProcess;
  /** The supervisor may end: a test killed or stopped it. */
  #mayEnd = false;

  constructor(discord: Discord, dataDir: string, leaseSeconds: number | undefined) {
    this.dataDir = dataDir;
    this.#env = {
      ...process.env,
      ...discord.env,
      DATA_DIR: dataDir,
      REDIS_URL: '',
      LOG_LEVEL: 'info',
      // The same bits on every machine, and no time for trying others.
      COMPUTE: 'cpu',
      ...(leaseSeconds === undefined ? {} : { LEASE_SECONDS: String(leaseSeconds) }),
    };
    this.#supervisor = this.#run('src/main.ts', {});
  }

  /** Open the database beside the processes: SQL is the truth that a test looks at. */
  async open(): Promise<void> {
    this.#storage = await openStorage({ dataDir: this.dataDir });
  }

  get storage(): Storage {
    if (this.#storage === undefined) throw new Error('Timbre has not been started');
    return this.#storage;
  }

  /** Address of the private Redis. */
  get redisUrl(): string {
    return String(this.lines.findLast((line) => line.msg === 'private Redis started')?.['url']);
  }

  get supervisorPid(): number {
    return pidOf(this.#supervisor);
  }

  /** The child's latest process. */
  pid(child: 'bot' | 'intake' | 'trainer'): number {
    const line = this.lines.findLast((line) => line['child'] === child && line['childPid'] !== undefined);
    return Number(line?.['childPid']);
  }

  async redisPid(): Promise<number> {
    const connection = connect(this.redisUrl, 'worker');
    try {
      return Number(/process_id:(\d+)/.exec(await connection.info('server'))?.[1]);
    } finally {
      connection.disconnect();
    }
  }

  /** The bot is signed in, and worker and trainer take what there is, all in the processes that run now. */
  async ready(): Promise<void> {
    await this.logged('trainer ready', (line) => line.pid === this.pid('trainer') && line.msg === 'trainer ready');
    await this.logged('intake ready', (line) => line.pid === this.pid('intake') && line.msg === 'intake ready');
    await this.logged('sign-in', (line) => line.pid === this.pid('bot') && line.msg === 'signed in to Discord');
  }

  /** A line of the log, past or future. */
  logged(what: string, accept: (line: LogLine) => boolean): Promise<LogLine> {
    return this.until(`the log line: ${what}`, () => this.lines.find(accept));
  }

  /**
   * Wait for something in the log or the database: looks with every line, and often in between, because SQL announces
   * nothing.
   * @throws at once when a process crashed or the supervisor ended by itself
   */
  async until<T>(what: string, find: () => T | undefined | Promise<T | undefined>): Promise<T> {
    const deadline = Date.now() + patienceMs;
    const timer = setInterval(() => this.#changed(), lookMs);
    try {
      for (;;) {
        const changed = this.#nextChange.promise;
        const found = await find();
        if (found !== undefined) return found;
        this.#mustBeWell();
        if (Date.now() > deadline)
          throw new Error(`Waited ${patienceMs} ms for ${what}. The log's end:\n${this.tail()}`);
        await changed;
      }
    } finally {
      clearInterval(timer);
    }
  }

  /** SIGSTOP, at a moment at which the process has no transaction open: everybody else would wait for its end. */
  async suspend(pid: number): Promise<void> {
    for (;;) {
      process.kill(pid, 'SIGSTOP');
      const probe = new DatabaseSync(path.join(this.dataDir, 'timbre.sqlite'), { timeout: 0 });
      try {
        probe.exec('begin immediate; rollback');
        return;
      } catch {
        process.kill(pid, 'SIGCONT');
        await setTimeout(20);
      } finally {
        probe.close();
      }
    }
  }

  /** As {@link suspend}, the trainer: the run stays its own, however long it sleeps. */
  async suspendTrainer(runId: string): Promise<void> {
    await this.suspend(this.pid('trainer'));
    const database = new DatabaseSync(path.join(this.dataDir, 'timbre.sqlite'), { timeout: patienceMs });
    try {
      database
        .prepare('update runs set lease_until = lease_until + ?, lease_ms = lease_ms + ? where id = ?')
        .run(patienceMs, patienceMs, runId);
    } finally {
      database.close();
    }
  }

  /** A further trainer on the same queue, as on a second machine; ends with the test. */
  async startTrainer(): Promise<number> {
    const pid = pidOf(this.#run('src/trainer/main.ts', { REDIS_URL: this.redisUrl }));
    await this.logged('the second trainer', (line) => line.pid === pid && line.msg === 'trainer ready');
    return pid;
  }

  /** Start the supervisor again after it was killed or stopped. */
  async startAgain(): Promise<void> {
    this.#mayEnd = false;
    // What the last one logged says nothing of this one.
    this.lines.length = 0;
    this.#supervisor = this.#run('src/main.ts', {});
    await this.ready();
  }

  /** Kill the supervisor alone, without any chance to tell its children. Resolves when they have all ended too. */
  async killSupervisor(): Promise<void> {
    this.#mayEnd = true;
    const redis = await this.redisPid();
    const ended = once(this.#supervisor, 'close');
    this.#supervisor.kill('SIGKILL');
    // Its children write to the same pipes, which close with the last of them.
    await ended;
    await untilGone(redis);
    await this.#nothingLeft();
  }

  /** SIGTERM, as systemd or Docker does it; everything must end by itself and leave nothing behind. */
  async stop(): Promise<void> {
    this.#mayEnd = true;
    const redis = await this.redisPid();
    const closed = this.#roots.filter(isRunning).map((child) => {
      const ended = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>;
      child.kill('SIGTERM');
      return ended;
    });
    for (const [code, signal] of await Promise.all(closed)) {
      assert.deepEqual([code, signal], [0, null], `ended cleanly\n${this.tail()}`);
    }
    assert.ok(!isAlive(redis), 'Redis ended');
    await this.#nothingLeft();
    this.#mustBeWell();
  }

  async #nothingLeft(): Promise<void> {
    assert.deepEqual(processesOf(this.dataDir), [], 'processes left behind');
  }

  /** What runs hold while they run is gone: for after a clean stop. */
  async workIsEmpty(): Promise<void> {
    assert.deepEqual(await readdir(path.join(this.dataDir, 'work')), [], 'work folders left behind');
    assert.deepEqual(await readdir(path.join(this.dataDir, 'intake')).catch(() => []), [], 'uploads left behind');
  }

  /** Lines that no test expects: a crash, an unhandled rejection, or output that is no log line. */
  get crashes(): readonly LogLine[] {
    return this.lines.filter((line) => line.level >= level.fatal);
  }

  /** Lines of level error. */
  get errors(): readonly LogLine[] {
    return this.lines.filter((line) => line.level >= level.error);
  }

  /** End every process, whatever state it is in. @throws when one of them crashed in the meantime */
  async killAll(): Promise<void> {
    this.#mayEnd = true;
    const redis = this.lines.some((line) => line.msg === 'private Redis started') && isRunning(this.#supervisor);
    const redisPid = redis ? await Promise.race([this.redisPid(), setTimeout(1000, undefined)]) : undefined;
    const closed = this.#roots.filter(isRunning).map((child) => once(child, 'close'));
    for (const pid of [...processesOf(this.dataDir), ...(redisPid === undefined ? [] : [redisPid])]) kill(pid);
    for (const child of this.#roots) child.kill('SIGKILL');
    await Promise.all(closed);
    if (redisPid !== undefined) await untilGone(redisPid);
    await this.#storage?.close();
    this.#mustBeWell();
  }

  #run(program: string, env: NodeJS.ProcessEnv): ChildProcess {
    const child = spawn(process.execPath, [program], {
      cwd: root,
      env: { ...this.#env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#roots.push(child);
    for (const stream of [child.stdout, child.stderr]) {
      createInterface(stream).on('line', (line) => {
        this.lines.push(parseLine(line));
        this.#changed();
      });
    }
    child.once('close', () => this.#changed());
    return child;
  }

  #changed(): void {
    const { resolve } = this.#nextChange;
    this.#nextChange = Promise.withResolvers<void>();
    resolve();
  }

  #mustBeWell(): void {
    assert.deepEqual(this.crashes, [], 'a process crashed');
    if (!this.#mayEnd && !isRunning(this.#supervisor)) throw new Error(`Timbre ended by itself:\n${this.tail()}`);
  }

  /** The last lines of the log, for people. */
  tail(lines = 25): string {
    return this.lines
      .slice(-lines)
      .map((line) => JSON.stringify(line))
      .join('\n');
  }
}

function parseLine(text: string): LogLine {
  try {
    return JSON.parse(text) as LogLine;
  } catch {
    return { name: 'output', level: level.fatal, pid: 0, msg: text };
  }
}

function pidOf(child: ChildProcess): number {
  if (child.pid === undefined) throw new Error('the process did not start');
  return child.pid;
}

const isRunning = (child: ChildProcess): boolean => child.exitCode === null && child.signalCode === null;

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // Gone already.
  }
}

/** Whether a process runs; one that has ended and was not collected by its parent yet does not. */
export function isAlive(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

/** The end of a process that is not our child is told to nobody: look. */
export async function untilGone(pid: number): Promise<void> {
  const deadline = Date.now() + patienceMs;
  while (isAlive(pid)) {
    assert.ok(Date.now() < deadline, `process ${pid} still runs`);
    await setTimeout(20);
  }
}

/** Pids of the processes that were started with this DATA_DIR, by whomever. (Redis writes over its environment and calls itself by its socket.) */
export function processesOf(dataDir: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        const [environment, command] = ['environ', 'cmdline'].map((name) =>
          readFileSync(`/proc/${pid}/${name}`, 'utf8'),
        );
        const isOfIt =
          environment.split('\0').includes(`DATA_DIR=${dataDir}`) || command.includes(`unixsocket:${dataDir}/`);
        return isOfIt && isAlive(pid);
      } catch {
        return false;
      }
    });
}
