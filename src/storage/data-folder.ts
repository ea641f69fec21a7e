// Looks at DATA_DIR before anything in it is opened, and says in plain words what stands in the way: a file in its place, a
// full or read-only disk, somebody else's files, another program's database.
import { constants, existsSync, statSync } from 'node:fs';
import { access, stat, statfs } from 'node:fs/promises';
import path from 'node:path';
import { UserError } from '../errors.ts';
import { cannotWrite, mustBeWritable, nearestFolder } from '../writable.ts';
import { isNewSqlite } from './sqlite-file.ts';

export const databaseName = 'timbre.sqlite';

const setting = 'DATA_DIR';
const elsewhere = 'set DATA_DIR in .env to another folder';
/** What a folder that `backup` wrote is known by. */
export const manifestName = 'backup.json';
/** What lies in the folder beside the database's files. */
const folders = ['blobs', 'redis', 'cache', 'work'];

export interface DataFolder {
  /** The folder, or the nearest one that is there already. */
  readonly folder: string;
  /** For this user, on its disk. */
  readonly freeBytes: number;
}

/**
 * Look whether everything that must survive can be kept in a folder. Leaves nothing behind.
 * @param dataDir absolute; need not be there yet
 * @throws UserError `data-folder` where it can't be one, `not-a-database` or `database-missing`; Unavailable `disk-full`,
 *   `read-only` or `forbidden`
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
  await mustBeWritable(folder, setting);
  // Names that are too long are only found out by asking for them.
  await mustHaveName(dataDir);
  if (folder === dataDir) {
    const file = path.join(dataDir, databaseName);
    for (const place of [file, `${file}-wal`, `${file}-shm`]) await mustBeOurs(place);
    for (const name of folders) await mustBeFolder(path.join(dataDir, name));
    if (existsSync(path.join(dataDir, manifestName)) && !existsSync(file)) throw isBackup(dataDir);
    isNewSqlite(file);
  }
  const { bavail, bsize } = await statfs(folder);
  return { folder, freeBytes: bavail * bsize };
}

async function mustHaveName(dataDir: string): Promise<void> {
  try {
    await stat(dataDir);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return;
    throw (await cannotWrite(nearestFolder(dataDir), setting, error)) ?? error;
  }
}

async function mustBeOurs(place: string): Promise<void> {
  if (!existsSync(place)) return;
  const needed = constants.R_OK | constants.W_OK | (statSync(place).isDirectory() ? constants.X_OK : 0);
  try {
    await access(place, needed);
  } catch (error) {
    throw (await cannotWrite(place, setting, error)) ?? error;
  }
}

/** What is not there is made as a folder. */
async function mustBeFolder(place: string): Promise<void> {
  if (existsSync(place) && !statSync(place).isDirectory()) {
    throw new UserError(
      'data-folder',
      `${place} is a file, and Timbre keeps a folder there.`,
      `Move it away, or ${elsewhere}.`,
    );
  }
  await mustBeOurs(place);
}

/** Begun anew there, all that is in it would be taken for what nothing refers to. */
const isBackup = (folder: string): UserError =>
  new UserError(
    'data-folder',
    `${folder} is a backup, not what a backup is made of.`,
    `Set DATA_DIR in .env to a new folder, then: npm run cli -- restore ${folder}. Nothing was changed.`,
  );
