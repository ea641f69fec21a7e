// A whole system as on many machines: two bots, two intake workers and two trainers, each with a data folder of its own, on a
// Postgres, a Redis and an object store. Any of it may be killed or stopped; processes that end are started again.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { Client } from 'pg';
import { z } from 'zod';
import { type PrivateRedis, startPrivateRedis } from '../../src/queue/redis.ts';
import { type Storage, openStorage } from '../../src/storage/storage.ts';
import type { Person } from '../../test/discord/person.ts';
import type { Discord } from '../../test/discord/standin.ts';
import { shortPrompts } from '../../test/support/conversation.ts';
import { PrivatePostgres } from '../../test/support/postgres.ts';
import { type Bucket, type PrivateStore, openBucket, startStore } from '../../test/support/s3.ts';
import { seedVoices } from '../../test/support/voices.ts';

export const kinds = ['bot', 'intake', 'trainer'] as const;
export type Kind = (typeof kinds)[number];

const readyLine = { bot: 'signed in to Discord', intake: 'intake ready', trainer: 'trainer ready' };
const errorLevel = 50;
/** Pause before what ended is started again, ms. */
const pauseMs = 300;

const logLine = z.looseObject({ level: z.number(), msg: z.string() });

interface Member {
  readonly kind: Kind;
  child: ChildProcess;
  isReady: boolean;
}

export class System {
  /** What was logged as an error, or was no line of the log. */
  readonly errors: string[] = [];
  readonly storage: Storage;
  readonly postgres: PrivatePostgres;
  readonly store: PrivateStore;
  readonly bucket: Bucket & { close(): void };
  readonly #folder: string;
  readonly #env: NodeJS.ProcessEnv;
  readonly #members: Member[] = [];
  #redis: PrivateRedis;
  #isOver = false;

  private constructor(parts: {
    storage: Storage;
    postgres: PrivatePostgres;
    store: PrivateStore;
    bucket: Bucket & { close(): void };
    redis: PrivateRedis;
    folder: string;
    env: NodeJS.ProcessEnv;
  }) {
    this.storage = parts.storage;
    this.postgres = parts.postgres;
    this.store = parts.store;
    this.bucket = parts.bucket;
    this.#redis = parts.redis;
    this.#folder = parts.folder;
    this.#env = parts.env;
  }

  /** Start everything. @param people have a voice with four clips each */
  static async start(discord: Discord, people: readonly Person[]): Promise<System> {
    const folder = await mkdtemp(path.join(tmpdir(), 'timbre-day-'));
    const [postgres, store] = await Promise.all([PrivatePostgres.start(), startStore()]);
    await postgres.query('postgres', 'create database timbre');
    const bucket = await openBucket(store, 1e9);
    const redis = await startPrivateRedis(path.join(folder, 'redis'));
    const databaseUrl = postgres.url('timbre');
    const place = { dataDir: path.join(folder, 'ours'), databaseUrl, objectStore: bucket.settings };
    const storage = await openStorage(place);
    for (const [index, { id, locale }] of people.entries()) {
      await storage.users.ensure(id, locale);
      // What its trainings begin with by chance follows from its id.
      await postgres.query(
        'timbre',
        `insert into voices (id, owner_id, name, language, choices, created_at)
          values ('voice ${index}', '${id}', 'default', 'en', 0, 1)`,
      );
    }
    await seedVoices(place.dataDir, people, shortPrompts(0, 4), place);
    const { endpoint, bucket: name, accessKeyId, secretAccessKey } = bucket.settings;
    const env = {
      ...process.env,
      ...discord.env,
      DATABASE_URL: databaseUrl,
      S3_ENDPOINT: endpoint,
      S3_BUCKET: name,
      S3_ACCESS_KEY_ID: accessKeyId,
      S3_SECRET_ACCESS_KEY: secretAccessKey,
      REDIS_URL: redis.url,
      LEASE_SECONDS: '5',
      COMPUTE: 'cpu',
      LOG_LEVEL: 'info',
    };
    const system = new System({ storage, postgres, store, bucket, redis, folder, env });
    // Whatever ends us ends them.
    process.once('exit', () => system.#members.forEach(({ child }) => child.kill('SIGKILL')));
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
    for (const kind of kinds) for (const number of [1, 2]) await system.#keep(kind, number);
    await system.allReady();
    return system;
  }

  async #keep(kind: Kind, number: number): Promise<void> {
    const dataDir = path.join(this.#folder, `${kind}-${number}`);
    await mkdir(dataDir, { recursive: true });
    const begin = (): ChildProcess => {
      const child = spawn(process.execPath, [`src/${kind}/main.ts`], {
        env: { ...this.#env, DATA_DIR: dataDir },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      for (const stream of [child.stdout, child.stderr]) {
        createInterface(stream).on('line', (text) => this.#heard(member, text));
      }
      child.once('exit', () => {
        member.isReady = false;
        void setTimeout(pauseMs).then(() => {
          if (!this.#isOver) member.child = begin();
        });
      });
      return child;
    };
    const member: Member = { kind, isReady: false } as Member;
    member.child = begin();
    this.#members.push(member);
  }

  #heard(member: Member, text: string): void {
    let line: z.infer<typeof logLine> | undefined;
    try {
      line = logLine.safeParse(JSON.parse(text)).data;
    } catch {
      // What is no JSON is told as it is.
    }
    if (line?.msg === readyLine[member.kind]) member.isReady = true;
    if (line === undefined || line.level >= errorLevel) this.errors.push(`${member.kind}: ${text}`);
  }

  async allReady(): Promise<void> {
    while (!this.#members.every(({ isReady }) => isReady)) await setTimeout(50);
  }

  /** Kill one of a kind with -9. False while the other one is not there either: people are not to meet an empty room for long. */
  kill(kind: Kind, number: number): boolean {
    const two = this.#members.filter((member) => member.kind === kind);
    if (!two.every(({ isReady }) => isReady)) return false;
    return two[number]?.child.kill('SIGKILL') ?? false;
  }

  async withoutRedis(work: () => Promise<void>): Promise<void> {
    await this.#redis.close();
    await work();
    this.#redis = await startPrivateRedis(path.join(this.#folder, 'redis'));
  }

  async withoutPostgres(work: () => Promise<void>): Promise<void> {
    await this.postgres.stop();
    await work();
    await this.postgres.start();
  }

  async withoutStore(work: () => Promise<void>): Promise<void> {
    await this.store.stop();
    await work();
    await this.store.start();
  }

  async rows<T extends Record<string, unknown>>(text: string, parameters: readonly unknown[] = []): Promise<T[]> {
    const client = new Client({ connectionString: this.postgres.url('timbre') });
    try {
      await client.connect();
      return (await client.query<T>(text, [...parameters])).rows;
    } finally {
      await client.end().catch(() => {});
    }
  }

  /** End everything. @returns whether all processes ended in good order */
  async close(): Promise<boolean> {
    this.#isOver = true;
    const ends = await Promise.all(
      this.#members.map(async ({ child }) => {
        if (child.exitCode !== null || child.signalCode !== null) return false;
        const ended = once(child, 'exit');
        child.kill('SIGTERM');
        const [code] = (await ended) as [number | null];
        return code === 0;
      }),
    );
    await this.storage.close();
    await this.#redis.close();
    this.bucket.close();
    await this.store.stop();
    await this.postgres.stop();
    await rm(this.#folder, { recursive: true, force: true });
    return ends.every(Boolean);
  }
}
