// A real object store for the tests of one process: versitygw over a folder, started by the first test that needs it and gone
// with the process; and something between it and us that can break answers.
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { mkdir, utimes, writeFile } from 'node:fs/promises';
import { type IncomingMessage, type ServerResponse, createServer, request } from 'node:http';
import { type AddressInfo, Socket } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import type { TestContext } from 'node:test';
import type { ObjectStoreSettings } from '../../src/storage/s3-blobs.ts';
import { atEnd } from './at-end.ts';

/** Where `sh scripts/setup.sh s3` puts it: outside of the checkout, because it takes minutes to build. */
const built = path.join(process.env['XDG_CACHE_HOME'] ?? path.join(homedir(), '.cache'), 'timbre', 'versitygw-1.8.0');
/** The program; null: there is none. */
export const storeProgram =
  [built, ...(process.env['PATH'] ?? '').split(':').map((folder) => path.join(folder, 'versitygw'))].find(existsSync) ??
  null;

/** Why there is none to test with; false: there is one. For the option `skip` of a test. */
export const noObjectStore: string | false =
  storeProgram === null
    ? 'versitygw is not there; to test with it (needs Go, some minutes): sh scripts/setup.sh s3'
    : false;

const keys = { accessKeyId: 'timbre', secretAccessKey: 'a secret of timbre' };

export interface PrivateStore {
  readonly port: number;
  /** Buckets are folders in it. */
  readonly folder: string;
  /** Stop it at once, as a crash does. */
  stop(): Promise<void>;
  /** Start it again. */
  start(): Promise<void>;
}

let shared: Promise<PrivateStore> | undefined;

/** A port of 127.0.0.1 that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => {
    server.close(resolve);
  });
  return port;
}

/** Runs the store until we are gone, however we went. */
const keep = '"$@" & read -r stop; kill $!; wait';

/** A store of its own; buckets are made by making folders. It is gone with this process. */
export async function startStore(): Promise<PrivateStore> {
  if (storeProgram === null) throw new Error(String(noObjectStore));
  const folder = mkdtempSync(path.join(tmpdir(), 'timbre-s3-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const [sidecar, buckets] = ['sidecar', 'buckets'].map((name) => path.join(folder, name)) as [string, string];
  for (const one of [sidecar, buckets]) mkdirSync(one);
  const port = await freePort();
  const command = [storeProgram, '--port', `127.0.0.1:${port}`, 'posix', '--sidecar', sidecar, buckets];
  let keeper: ChildProcess | undefined;
  const answers = async (): Promise<boolean> => {
    try {
      await (await fetch(`http://127.0.0.1:${port}/`)).text();
      return true;
    } catch {
      return false;
    }
  };
  const store: PrivateStore = {
    port,
    folder: buckets,
    async start() {
      const started = spawn('sh', ['-c', keep, 'sh', ...command], {
        stdio: ['pipe', 'ignore', 'ignore'],
        env: { ...process.env, ROOT_ACCESS_KEY: keys.accessKeyId, ROOT_SECRET_KEY: keys.secretAccessKey },
      });
      keeper = started;
      started.unref();
      if (started.stdin instanceof Socket) started.stdin.unref();
      while (!(await answers())) if (started.exitCode !== null) throw new Error('versitygw ended');
    },
    async stop() {
      if (keeper === undefined) return;
      const ended = once(keeper, 'exit');
      keeper.ref();
      keeper.stdin?.end();
      keeper = undefined;
      await ended;
    },
  };
  await store.start();
  return store;
}

/** What may be done to a request instead of passing it on; undefined: it is passed on. */
export type Breakage = 'error' | 'silence' | 'half' | 'damage' | 'slow' | undefined;

export interface Bucket {
  readonly settings: ObjectStoreSettings;
  /** What becomes of the next requests, one after the other; then they pass. */
  readonly breakages: Breakage[];
  /** `METHOD path` of every request. */
  readonly requests: string[];
  /** Make an object look as if it had been put two hours ago. */
  readonly age: (sha256: string) => Promise<void>;
  /** Put something else in its place. */
  readonly damage: (sha256: string, bytes: string) => Promise<void>;
}

/** An empty bucket for the test, reached through something that can break answers. */
export async function temporaryBucket(t: TestContext, cacheBytes = 1e9): Promise<Bucket> {
  shared ??= startStore();
  const bucket = await openBucket(await shared, cacheBytes);
  atEnd(t, () => bucket.close());
  return bucket;
}

/** As {@link temporaryBucket}, of a store, until it is closed. */
export async function openBucket(
  { port, folder }: PrivateStore,
  cacheBytes: number,
): Promise<Bucket & { close(): void }> {
  const bucket = path.basename(mkdtempSync(path.join(folder, 'bucket')).toLowerCase());
  await mkdir(path.join(folder, bucket), { recursive: true });
  const breakages: Breakage[] = [];
  const requests: string[] = [];
  const server = createServer((incoming, outgoing) => {
    requests.push(`${incoming.method} ${incoming.url}`);
    passOn(incoming, outgoing, port, breakages.shift());
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const fileOf = (sha256: string): string => path.join(folder, bucket, sha256.slice(0, 2), sha256.slice(2));
  return {
    settings: {
      ...keys,
      endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      bucket,
      region: 'us-east-1',
      cacheBytes,
    },
    breakages,
    requests,
    async age(sha256) {
      const then = new Date(Date.now() - 2 * 3_600_000);
      await utimes(fileOf(sha256), then, then);
    },
    damage: (sha256, bytes) => writeFile(fileOf(sha256), bytes),
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** How long something slow takes, ms. */
const slowMs = 5_000;

function passOn(incoming: IncomingMessage, outgoing: ServerResponse, port: number, breakage: Breakage): void {
  if (breakage === 'silence') return;
  if (breakage === 'slow') {
    setTimeout(() => passOn(incoming, outgoing, port, undefined), slowMs);
    return;
  }
  if (breakage === 'error') {
    incoming.resume();
    incoming.once('end', () => outgoing.writeHead(500).end('<Error><Code>InternalError</Code></Error>'));
    return;
  }
  const { method, url, headers } = incoming;
  const onward = request({ host: '127.0.0.1', port, method, path: url, headers }, (answer) => {
    outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
    if (breakage !== 'half') answer.pipe(outgoing);
    else {
      answer.once('data', (chunk: Buffer) => {
        onward.destroy();
        outgoing.write(chunk.subarray(0, 10), () => outgoing.destroy());
      });
    }
  });
  onward.once('error', () => outgoing.destroy());
  if (breakage !== 'damage') incoming.pipe(onward);
  else {
    incoming.once('data', (chunk: Buffer) => onward.write(Buffer.concat([Buffer.from('x'), chunk.subarray(1)])));
    incoming.once('end', () => onward.end());
  }
}
