// A machine with nothing but a trainer: the real process on a data folder of its own, with a private Redis. It is told what
// to train through the database, as by the bot, and may be killed whenever a test likes.
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type PrivateRedis, startPrivateRedis } from '../../src/queue/redis.ts';
import type { EngineId } from '../../src/engines.ts';
import type { AnswerTo, RunRequest } from '../../src/storage/records.ts';
import { type Run, type Storage, type Version } from '../../src/storage/storage.ts';
import { patienceMs } from './patience.ts';
import { openMigrated } from './migrated.ts';
import { processesOf } from './timbre.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** How often the database is looked at, ms. */
const lookMs = 20;
/** How long children of a trainer that is gone have to end, ms. */
const endMs = 5000;

/** Whose trainer it is; absent: the built-in engine's. */
export interface MachineOptions {
  readonly engine?: EngineId;
  /** Settings beside those of every machine. */
  readonly env?: Readonly<Record<string, string>>;
}

/** How a trainer ended. */
export interface End {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** From the first signal to its end. */
  readonly milliseconds: number;
  /** What it wrote to its standard error, by lines. */
  readonly complaints: readonly string[];
}

export class Machine {
  readonly storage: Storage;
  readonly #dataDir: string;
  readonly #redis: PrivateRedis;
  /** Pids of what is there without a trainer. */
  readonly #others: readonly number[];
  readonly #engine: EngineId;
  readonly #env: Readonly<Record<string, string>>;
  #trainer: ChildProcess | undefined;
  #output = '';
  #complaints = '';

  private constructor(dataDir: string, storage: Storage, redis: PrivateRedis, options: MachineOptions) {
    this.#dataDir = dataDir;
    this.storage = storage;
    this.#redis = redis;
    this.#others = processesOf(dataDir);
    this.#engine = options.engine ?? 'builtin';
    this.#env = { ENGINE: this.#engine, ...options.env };
  }

  /** Open the data folder; no trainer runs yet. */
  static async open(dataDir: string, options: MachineOptions = {}): Promise<Machine> {
    const storage = await openMigrated(dataDir);
    await mkdir(path.join(dataDir, 'tmp'), { recursive: true });
    return new Machine(dataDir, storage, await startPrivateRedis(path.join(dataDir, 'redis')), options);
  }

  startTrainer(): void {
    assert.ok(this.#trainer === undefined);
    const trainer = spawn(process.execPath, ['src/trainer/main.ts'], {
      cwd: root,
      env: {
        ...process.env,
        DATA_DIR: this.#dataDir,
        REDIS_URL: this.#redis.url,
        // A run whose trainer was killed is taken up again after this long.
        LEASE_SECONDS: '1',
        LOG_LEVEL: 'info',
        COMPUTE: 'cpu',
        TMPDIR: path.join(this.#dataDir, 'tmp'),
        ...this.#env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    [this.#output, this.#complaints] = ['', ''];
    trainer.stdout.setEncoding('utf8').on('data', (text: string) => (this.#output += text));
    trainer.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.#complaints += text;
      process.stderr.write(text);
    });
    this.#trainer = trainer;
  }

  /** Resolves when the trainer takes runs. */
  async ready(): Promise<void> {
    while (!this.#output.includes('"trainer ready"')) {
      assert.ok(this.#trainer?.exitCode === null, 'the trainer ended by itself');
      await setTimeout(lookMs);
    }
  }

  /** End the trainer, by default without any warning; with several signals at once if `times` says so. */
  async endTrainer(signal: NodeJS.Signals = 'SIGKILL', times = 1): Promise<End> {
    const trainer = this.#trainer;
    assert.ok(trainer && trainer.exitCode === null && trainer.signalCode === null, 'the trainer ended by itself');
    this.#trainer = undefined;
    const started = performance.now();
    const closed = once(trainer, 'close') as Promise<[number | null, NodeJS.Signals | null]>;
    for (let i = 0; i < times; i++) trainer.kill(signal);
    const [code, killedBy] = await closed;
    const complaints = this.#complaints.split('\n').filter((line) => line !== '');
    return { code, signal: killedBy, milliseconds: performance.now() - started, complaints };
  }

  /** Files of runs, threads and children that a trainer which is gone has left. */
  async filesLeft(): Promise<string[]> {
    const names = async (folder: string): Promise<string[]> =>
      (await readdir(path.join(this.#dataDir, folder)).catch(() => [])).map((name) => `${folder}/${name}`);
    return [...(await names('work')), ...(await names('tmp'))];
  }

  /** Its children that are still there when they have had time to end, by what they are. */
  async processesLeft(): Promise<string[]> {
    const deadline = Date.now() + endMs;
    for (;;) {
      const left = processesOf(this.#dataDir).filter((pid) => !this.#others.includes(pid));
      if (left.length === 0) return [];
      if (Date.now() > deadline) {
        return await Promise.all(
          left.map(async (pid) => {
            const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
            return `process ${command.replaceAll('\0', ' ')}`;
          }),
        );
      }
      await setTimeout(lookMs);
    }
  }

  /** `/train continue` by the owner of the only voice. @returns the run's id */
  async train(userId: string, epochs: number, mode: 'continue' | 'fresh' = 'continue'): Promise<string> {
    const voice = await this.storage.voices.ensure(userId);
    const request = { kind: 'train', mode, epochs } as const;
    return await this.#request(voice.id, userId, request);
  }

  /** `/preview` of a version. @returns the run's id */
  async speak(userId: string, versionId: string, text: string): Promise<string> {
    const voice = await this.storage.voices.ensure(userId);
    const request = { kind: 'synthesis', versionId, text } as const;
    return await this.#request(voice.id, userId, request);
  }

  async #request(voiceId: string, userId: string, request: RunRequest): Promise<string> {
    const wanted = { voiceId, userId, request, engine: this.#engine, answerTo: answerTo(userId) };
    return (await this.storage.runs.request(wanted)).id;
  }

  /** The run as soon as `reached`. */
  async until(runId: string, reached: (run: Run) => boolean): Promise<Run> {
    const deadline = Date.now() + patienceMs;
    for (;;) {
      const run = await this.storage.runs.get(runId);
      assert.ok(run && run.state !== 'failed', `the run failed: ${JSON.stringify(run?.failure)}`);
      if (reached(run)) return run;
      assert.ok(Date.now() < deadline, `waited ${patienceMs} ms for the run, which is ${run.state}`);
      assert.ok(this.#trainer?.exitCode === null, 'the trainer ended by itself');
      await setTimeout(lookMs);
    }
  }

  /** Wait for the run's end. @returns the version that it made */
  async finish(runId: string): Promise<Version> {
    const { result } = await this.until(runId, ({ state }) => state === 'done');
    assert.ok(result?.kind === 'train');
    const version = await this.storage.versions.get(result.versionId);
    assert.ok(version);
    return version;
  }

  /** Everything ends; the folder stays. */
  async close(): Promise<void> {
    if (this.#trainer) await this.endTrainer();
    await this.storage.close();
    await this.#redis.close();
  }
}

/** SHA-256 of each file of a version's state. */
export function stateBits({ manifest }: Version): Record<string, string> {
  assert.ok(manifest);
  return Object.fromEntries(manifest.files.map((file) => [file.name, file.sha256]));
}

/** Where nobody waits for an answer. */
export function answerTo(userId: string): AnswerTo {
  return {
    applicationId: '1',
    interactionToken: 'token',
    createdAt: Date.now(),
    channelId: null,
    guildId: null,
    userId,
    locale: 'en-US',
    ephemeral: true,
    canPost: false,
    canSendVoice: false,
    attachmentSizeLimit: 10_485_760,
  };
}
