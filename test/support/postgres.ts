// A private Postgres for the tests of one process: started by the first test that needs it, on a socket in a folder of its
// own, and gone with the process. Every test gets a database of its own, copied from one that was migrated once.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { randomUUID } from 'node:crypto';
import { chownSync, existsSync, globSync, mkdtempSync, rmSync } from 'node:fs';
import { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestContext } from 'node:test';
import { Client } from 'pg';
import { openStorage } from '../../src/storage/storage.ts';
import { atEnd } from './at-end.ts';

const programs =
  [...globSync('/usr/lib/postgresql/*/bin'), '/usr/local/bin', '/usr/bin', '/opt/homebrew/bin']
    .sort((a, b) => Number(/\d+/.exec(b)?.[0] ?? 0) - Number(/\d+/.exec(a)?.[0] ?? 0))
    .find((folder) => existsSync(path.join(folder, 'initdb'))) ?? null;

/** Why there is none to test with; false: there is one. For the option `skip` of a test. */
export const noPostgres: string | false =
  programs === null
    ? 'Postgres is not installed; to test with it: sudo apt-get install -y --no-install-recommends postgresql'
    : false;

/** Postgres refuses to run as root: then it runs as somebody who owns nothing. */
const someoneElse: { uid: number; gid: number } | null = process.getuid?.() === 0 ? idsOf('nobody') : null;

function idsOf(user: string): { uid: number; gid: number } {
  const id = (flag: string): number => Number(spawnSync('id', [flag, user], { encoding: 'utf8' }).stdout);
  return { uid: id('-u'), gid: id('-g') };
}

/** Runs the server until it is told to stop, or we are gone, however we went: then its folder goes too. */
const keep = 'folder=$1; shift; "$@" & read -r stop; kill -QUIT $!; wait; [ "$stop" ] || rm -rf "$folder"';

export class PrivatePostgres {
  readonly #folder: string;
  readonly #bin: string;
  #keeper: ChildProcess | undefined;

  private constructor(folder: string, bin: string) {
    this.#folder = folder;
    this.#bin = bin;
  }

  /** A new cluster that sorts as people do, not by bytes, and listens on a socket only. */
  static async start(): Promise<PrivatePostgres> {
    if (programs === null) throw new Error(String(noPostgres));
    const folder = mkdtempSync(path.join(tmpdir(), 'timbre-postgres-'));
    if (someoneElse !== null) chownSync(folder, someoneElse.uid, someoneElse.gid);
    const postgres = new PrivatePostgres(folder, programs);
    const { status, stderr } = spawnSync(
      path.join(programs, 'initdb'),
      ['-D', `${folder}/data`, '-U', 'timbre', '--auth=trust', '--no-sync', '--encoding=UTF8']
        .concat(['--locale=C.UTF-8', '--locale-provider=icu', '--icu-locale=en'])
        .concat('--no-instructions'),
      { encoding: 'utf8', cwd: folder, env: { PATH: process.env['PATH'], TZ: 'UTC' }, ...someoneElse },
    );
    if (status !== 0) throw new Error(`initdb failed: ${stderr}`);
    await postgres.start();
    return postgres;
  }

  /** Start the server (again). */
  async start(): Promise<void> {
    const settings = [
      'listen_addresses=',
      'fsync=off',
      'full_page_writes=off',
      'max_connections=200',
      'shared_buffers=32MB',
    ];
    const keeper = spawn(
      'sh',
      ['-c', keep, 'sh', this.#folder, path.join(this.#bin, 'postgres'), '-D', this.folder, '-k', this.#folder].concat(
        settings.flatMap((setting) => ['-c', setting]),
      ),
      { stdio: ['pipe', 'ignore', 'pipe'], cwd: this.#folder, ...someoneElse },
    );
    this.#keeper = keeper;
    let said = '';
    await new Promise<void>((resolve, reject) => {
      keeper.once('exit', () => reject(new Error(`postgres ended: ${said}`)));
      keeper.stderr.on('data', (chunk: Buffer) => {
        said = (said + chunk.toString('utf8')).slice(-4000);
        if (said.includes('ready to accept connections')) resolve();
      });
    });
    // It must not keep the tests from ending.
    keeper.unref();
    for (const stream of [keeper.stdin, keeper.stderr]) if (stream instanceof Socket) stream.unref();
  }

  /** Stop the server at once, as a crash does. */
  async stop(): Promise<void> {
    if (this.#keeper === undefined) return;
    const ended = once(this.#keeper, 'exit');
    this.#keeper.ref();
    this.#keeper.stdin?.end('stop\n');
    this.#keeper = undefined;
    await ended;
  }

  /** Where a database of this cluster is. */
  url(database: string): string {
    return `postgresql:///${database}?host=${encodeURIComponent(this.#folder)}&user=timbre`;
  }

  /** The folder with everything that the server keeps, its log of changes too. */
  get folder(): string {
    return path.join(this.#folder, 'data');
  }

  /** Ask a database of this cluster something. */
  async query(database: string, text: string): Promise<Record<string, unknown>[]> {
    const client = new Client({ connectionString: this.url(database) });
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(text)).rows;
    } finally {
      await client.end();
    }
  }
}

let shared: Promise<PrivatePostgres> | undefined;

/** The cluster of this process, with a migrated database to copy. */
export async function sharedPostgres(): Promise<PrivatePostgres> {
  shared ??= (async () => {
    const postgres = await PrivatePostgres.start();
    await postgres.query('postgres', 'create database migrated');
    const folder = mkdtempSync(path.join(tmpdir(), 'timbre-migrated-'));
    await (await openStorage({ dataDir: folder, databaseUrl: postgres.url('migrated') })).close();
    rmSync(folder, { recursive: true });
    return postgres;
  })();
  return await shared;
}

/** A migrated database of its own for the test. @returns its address */
export async function temporaryDatabase(t: TestContext): Promise<string> {
  const postgres = await sharedPostgres();
  const name = `t${randomUUID().replaceAll('-', '')}`;
  await postgres.query('postgres', `create database ${name} template migrated`);
  atEnd(t, () => postgres.query('postgres', `drop database ${name} with (force)`));
  return postgres.url(name);
}
