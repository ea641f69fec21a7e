// Redis: how to connect to one, and how to run a private one as a child. It only dispatches; losing all of it loses nothing.
import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { chmod, lstat, mkdir, realpath } from 'node:fs/promises';
import { connect as connectSocket } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { Redis, type RedisOptions } from 'ioredis';
import { UserError } from '../errors.ts';
import { tryLock } from '../locks.ts';
import { BoundedLog } from './bounded-log.ts';

/**
 * `producer`: a command fails at once while Redis is away. `worker`, `subscriber`: it waits until Redis is back.
 */
export type ConnectionRole = 'producer' | 'worker' | 'subscriber';

const hostOf = (hostname: string): string => hostname.replace(/^\[|\]$/g, '') || '127.0.0.1';

/** A further sentinel, `host:port`. */
function sentinelOf(text: string): { host: string; port: number } {
  const { hostname, port } = new URL(`redis://${text}`);
  return { host: hostOf(hostname), port: Number(port || sentinelPort) };
}
const sentinelPort = 26_379;

/**
 * What ioredis needs to reach `url`.
 * @param url `redis://…`, `rediss://…` or `unix:///path/to.sock`; or `redis+sentinel://host:port/master/db?sentinel=host:port…`
 *   (`rediss+sentinel`): whichever Redis those say is the master. `ca` in its query is a file with the certificate that the
 *   server's is signed by, `sentinelPassword` the sentinels' own
 */
export function connectionOptions(url: string, role: ConnectionRole): RedisOptions {
  const { protocol, hostname, port, pathname, username, password, searchParams } = new URL(url);
  const ca = searchParams.get('ca');
  const secret = protocol.startsWith('rediss') ? (ca === null ? {} : { ca: readFileSync(ca) }) : null;
  const [first = '', second = ''] = pathname.slice(1).split('/');
  const sentinelPassword = searchParams.get('sentinelPassword');
  const place: RedisOptions =
    protocol === 'unix:'
      ? { path: decodeURIComponent(pathname) }
      : {
          ...(protocol.endsWith('+sentinel:')
            ? {
                sentinels: [
                  { host: hostOf(hostname), port: Number(port || sentinelPort) },
                  ...searchParams.getAll('sentinel').map(sentinelOf),
                ],
                name: decodeURIComponent(first),
                db: Number(second || 0),
                ...(sentinelPassword === null ? {} : { sentinelPassword }),
                ...(secret === null ? {} : { enableTLSForSentinelMode: true, sentinelTLS: secret }),
              }
            : { host: hostOf(hostname), port: port === '' ? 6379 : Number(port), db: Number(first || 0) }),
          ...(username === '' ? {} : { username: decodeURIComponent(username) }),
          ...(password === '' ? {} : { password: decodeURIComponent(password) }),
          ...(secret === null ? {} : { tls: secret }),
        };
  return {
    ...place,
    // The default backs off to 20 s, and so long would a run wait after Redis is back.
    retryStrategy: (times) => Math.min(100 * times, 1000),
    ...(role === 'producer'
      ? { enableOfflineQueue: false, maxRetriesPerRequest: 1, commandTimeout: 5000 }
      : { maxRetriesPerRequest: null }),
  };
}

/**
 * ioredis forgets the next attempt when it is told to disconnect between two, but never says `end`, and BullMQ waits for
 * that. This one makes the attempt, and ends with it.
 */
export class Connection extends Redis {
  /** What the names of everything begin with; null: what they begin with by themselves. */
  readonly prefix: string | null;

  constructor(options: RedisOptions, prefix: string | null) {
    super({ ...options, replyMapping: 'legacy' });
    this.prefix = prefix;
  }

  override disconnect(reconnect = false): void {
    if (reconnect || this.status !== 'reconnecting') return super.disconnect(reconnect);
    this.options.retryStrategy = null;
    this.once('connect', () => super.disconnect());
  }

  override duplicate(override?: Partial<RedisOptions>): Redis {
    return new Connection({ ...this.options, ...override }, this.prefix);
  }
}

/** A connection to `url` that is made again whenever it breaks, until `disconnect()`. */
export function connect(url: string, role: ConnectionRole): Connection {
  const connection = new Connection(connectionOptions(url, role), new URL(url).searchParams.get('prefix'));
  // A broken connection shows in the commands that fail or wait; without a listener ioredis prints every attempt.
  connection.on('error', () => {});
  return connection;
}

/** Resolves once a connection can be used, at the latest after so many milliseconds: Redis may also be away. */
export async function untilReady(connection: Connection, patienceMs: number): Promise<void> {
  if (connection.status === 'ready') return;
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, patienceMs);
    connection.once('ready', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

export interface PrivateRedis {
  /** `unix://…`; the same whenever Redis is started in the same folder. */
  readonly url: string;
  /** Resolves when the server has ended, for whatever reason. Then it may be started again. */
  readonly closed: Promise<void>;
  /** End it; resolves when it has ended. */
  close(): Promise<void>;
}

/**
 * Runs the server and ends it when standard input ends, which the kernel sees to even when our process is killed. The
 * reader is a background job, whose standard input the shell would replace: so it reads from a copy.
 */
const keeper = `
server=$(command -v redis-server || command -v valkey-server) || exit 127
exec 3<&0 </dev/null
"$server" "$@" 3<&- &
pid=$!
(read -r _ <&3; kill "$pid") &
watcher=$!
wait "$pid"
status=$?
kill "$watcher" 2>/dev/null
exit "$status"
`;

/** What Redis prints before it gives up is at most this many lines. */
const shownLines = 8;
/** Longest path of a unix socket: 108 bytes with its end on Linux, 104 elsewhere. */
const socketPathBytes = 103;
/** How long the server of a killed process may take to end. */
const orphanMs = 10_000;

/**
 * Run `redis-server` or `valkey-server`, whichever is on the PATH, for this process alone: on a unix socket in a private
 * folder, every write on the disk before it is answered. It ends with this process, also when that is killed.
 * @param folder made when absent, only for the owner; one server at a time
 * @throws UserError `redis-not-installed`, `redis-in-use` (another process runs one in this folder) or `redis-failed`
 */
export async function startPrivateRedis(folder: string): Promise<PrivateRedis> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await chmod(folder, 0o700);
  const home = await realpath(folder);
  const unlock = lockFolder(home);
  try {
    const socket = await socketPath(home);
    await untilNobodyListens(socket);
    const child = spawn('/bin/sh', ['-c', keeper, 'redis', ...serverArguments(home, socket)], {
      stdio: ['pipe', 'pipe', 'pipe'],
      // Its own session: Ctrl-C in a terminal ends us first, and we end it after those who still need it.
      detached: true,
    });
    child.stdin.on('error', () => {});
    const log = new BoundedLog(path.join(home, 'redis.log'));
    const lines = [createInterface(child.stdout), createInterface(child.stderr)];
    for (const reader of lines) reader.on('line', (line) => log.write(line));
    const closed = new Promise((resolve) => child.once('exit', resolve)).then(() => {
      // Should only the shell have been killed: its watcher is still there and ends the server.
      child.stdin.destroy();
      unlock();
    });
    await ready(child, lines);
    return {
      url: `unix://${pathToFileURL(socket).pathname}`,
      closed,
      close: async () => {
        child.stdin.destroy();
        await closed;
      },
    };
  } catch (error) {
    unlock();
    throw error;
  }
}

function serverArguments(home: string, socket: string): string[] {
  return Object.entries({
    port: '0',
    unixsocket: socket,
    unixsocketperm: '700',
    dir: home,
    daemonize: 'no',
    save: '',
    appendonly: 'yes',
    appendfsync: 'always',
    // Anything else would drop jobs when memory runs out.
    'maxmemory-policy': 'noeviction',
  }).flatMap(([name, value]) => [`--${name}`, value]);
}

/** Resolves when the server takes connections. */
async function ready(child: ChildProcess, lines: readonly ReturnType<typeof createInterface>[]): Promise<void> {
  const last: string[] = [];
  await new Promise<void>((resolve, reject) => {
    const onLine = (line: string): void => {
      last.push(line);
      if (last.length > shownLines) last.shift();
      if (/ready to accept connections/i.test(line)) settle(resolve);
    };
    // 'close' comes after the last line, 'exit' may come before it.
    const onClose = (code: number | null): void => settle(() => reject(startError(code, last)));
    const onError = (error: Error): void => settle(() => reject(error));
    const settle = (end: () => void): void => {
      for (const reader of lines) reader.off('line', onLine);
      child.off('close', onClose).off('error', onError);
      end();
    };
    for (const reader of lines) reader.on('line', onLine);
    child.on('close', onClose).on('error', onError);
  });
}

function startError(code: number | null, lines: readonly string[]): UserError {
  if (code === 127) {
    return new UserError(
      'redis-not-installed',
      'Redis is not installed: neither redis-server nor valkey-server is on the PATH.',
      'Install it with `sudo apt-get install -y redis-server`, or set REDIS_URL to a Redis that you have.',
    );
  }
  return new UserError(
    'redis-failed',
    `Redis ended while it was starting (exit code ${code}). Its last words:\n${lines.join('\n')}`,
    'Fix what it says. Its folder holds nothing that is not in the database too: it may be deleted.',
  );
}

/** Take the folder for this process. Redis itself would let two servers write the same files. */
function lockFolder(home: string): () => void {
  const unlock = tryLock(path.join(home, 'lock.sqlite'));
  if (unlock !== null) return unlock;
  throw new UserError(
    'redis-in-use',
    `Timbre runs already with this DATA_DIR: another process has its Redis in ${home}.`,
    'Stop the other one, or give this one another DATA_DIR.',
  );
}

/** Inside the folder where that is short enough, else in a private folder of the temporary one, named after it. */
async function socketPath(home: string): Promise<string> {
  const inside = path.join(home, 'redis.sock');
  if (Buffer.byteLength(inside) <= socketPathBytes) return inside;
  const hash = createHash('sha256').update(home).digest('hex').slice(0, 16);
  const { uid } = userInfo();
  const folder = path.join(await realpath(tmpdir()), `timbre-${uid}-${hash}`);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const found = await lstat(folder);
  const socket = path.join(folder, 'redis.sock');
  if (
    !found.isDirectory() ||
    found.uid !== uid ||
    (found.mode & 0o077) !== 0 ||
    Buffer.byteLength(socket) > socketPathBytes
  ) {
    throw new UserError(
      'redis-failed',
      `The path of ${home} is too long for a socket, and ${folder} cannot stand in for it.`,
      'Set DATA_DIR to a folder with a shorter path.',
    );
  }
  return socket;
}

/** The server of a killed process may still be ending, its last writes going into the files that we want to open. */
async function untilNobodyListens(socket: string): Promise<void> {
  const giveUp = AbortSignal.timeout(orphanMs);
  while (await listens(socket, giveUp)) {
    if (giveUp.aborted) {
      throw new UserError(
        'redis-in-use',
        `A Redis that this program did not start listens on ${socket}.`,
        'Stop it, or set DATA_DIR to another folder.',
      );
    }
  }
}

/** Whether somebody listened; resolves when that one is gone, or when told to give up. */
async function listens(socket: string, giveUp: AbortSignal): Promise<boolean> {
  const probe = connectSocket(socket);
  try {
    await once(probe, 'connect');
  } catch {
    return false;
  }
  probe.resume();
  try {
    await once(probe, 'close', { signal: giveUp });
  } catch {
    // Aborted, or reset by the ending server.
  } finally {
    probe.destroy();
  }
  return true;
}
