// Looks at DATA_DIR before anything in it is opened, and says in plain words what stands in the way: a file in its place, a
// full or read-only disk, somebody else's files, another program's database.
import { constants, existsSync, statSync } from 'node:fs';
import { access, mkdtemp, open, rm, stat, statfs, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Unavailable, UserError } from '../errors.ts';
import { outage } from '../outage.ts';

export const databaseName = 'timbre.sqlite';

/** What is written and removed again to see whether there is room: about what a start needs. */
const probeBytes = 65_536;
const sqliteMagic = 'SQLite format 3\0';
const elsewhere = 'set DATA_DIR in .env to another folder';

export interface DataFolder {
  /** The folder, or the nearest one that is there already. */
  readonly folder: string;
  /** For this user, on its disk. */
  readonly freeBytes: number;
}

/**
 * Look whether everything that must survive can be kept in a folder. Leaves nothing behind.
 * @param dataDir absolute; need not be there yet
 * @throws UserError `data-folder` where it can't be one; Unavailable `disk-full`, `read-only` or `forbidden`
 */
export async function examineDataFolder(dataDir: string): Promise<DataFolder> {
  const folder = nearestFolder(dataDir);
  if (!statSync(folder).isDirectory()) {
    throw new UserError(
      'data-folder',
      `${folder} is a file, and DATA_DIR must be a folder.`,
      `To go on, ${elsewhere}.`,
    );
  }
  await tryWriting(folder, dataDir);
  if (folder === dataDir) {
    for (const name of [
      databaseName,
      `${databaseName}-wal`,
      `${databaseName}-shm`,
      'blobs',
      'redis',
      'cache',
      'work',
    ]) {
      await mustBeOurs(path.join(dataDir, name));
    }
    await mustBeDatabase(path.join(dataDir, databaseName));
  }
  const { bavail, bsize } = await statfs(folder);
  return { folder, freeBytes: bavail * bsize };
}

/** What is not there yet is made in the nearest folder that is. */
export function nearestFolder(folder: string): string {
  return existsSync(folder) ? folder : nearestFolder(path.dirname(folder));
}

async function tryWriting(folder: string, dataDir: string): Promise<void> {
  let probe: string | undefined;
  try {
    probe = await mkdtemp(path.join(folder, '.timbre-'));
    await writeFile(path.join(probe, 'probe'), new Uint8Array(probeBytes));
    // Names that are too long are only found out by making them.
    if (folder !== dataDir) await stat(dataDir).catch(ifMissing);
  } catch (error) {
    throw (await cannotWrite(folder, error)) ?? error;
  } finally {
    if (probe !== undefined) await rm(probe, { recursive: true, force: true });
  }
}

function ifMissing(error: unknown): void {
  if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
}

/** @returns null when it is none of the things that are known to happen to a folder */
async function cannotWrite(place: string, error: unknown): Promise<UserError | null> {
  if (error instanceof Error && 'code' in error && error.code === 'ENAMETOOLONG') {
    return new UserError('data-folder', 'The path in DATA_DIR is too long.', 'Set DATA_DIR in .env to a shorter one.');
  }
  const because = { cause: error };
  switch (outage(error)?.kind) {
    case 'disk-full':
      return new Unavailable(
        'disk-full',
        `There is no room left on the disk of ${place}.`,
        `Make room there, or ${elsewhere}, on a larger disk. Nothing needs to be restored.`,
        because,
      );
    case 'read-only':
      return new Unavailable(
        'read-only',
        `The disk of ${place} is mounted read-only.`,
        `Mount it writable, or ${elsewhere}. Nothing needs to be restored.`,
        because,
      );
    case 'forbidden':
      return new Unavailable('forbidden', `${place} can't be written to.`, await permissionCommand(place), because);
    default:
      return null;
  }
}

/** Whose it is decides what helps: an owner can change the mode, nobody else can. */
async function permissionCommand(place: string): Promise<string> {
  const { uid } = await stat(place);
  return uid === process.getuid?.() ? `chmod -R u+rwX ${place}` : `sudo chown -R "$(id -un)" ${place}`;
}

async function mustBeOurs(place: string): Promise<void> {
  if (!existsSync(place)) return;
  const needed = constants.R_OK | constants.W_OK | (statSync(place).isDirectory() ? constants.X_OK : 0);
  try {
    await access(place, needed);
  } catch (error) {
    throw (await cannotWrite(place, error)) ?? error;
  }
}

async function mustBeDatabase(file: string): Promise<void> {
  if (!existsSync(file)) return;
  const foreign = new UserError(
    'not-a-database',
    `${file} is not a database of Timbre.`,
    `If DATA_DIR belongs to another program, ${elsewhere}; if it is Timbre's, put the last backup of it in its place.`,
  );
  if (!statSync(file).isFile()) throw foreign;
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(sqliteMagic.length), 0, sqliteMagic.length, 0);
    if (bytesRead > 0 && buffer.toString('latin1', 0, bytesRead) !== sqliteMagic) throw foreign;
  } finally {
    await handle.close();
  }
}
