// A folder that a setting or a command names: whether it can be made and written to; if not, why, and what the operator can do about it.
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Unavailable, UserError } from './errors.ts';
import { outage } from './outage.ts';

/** What is written and removed again to see whether there is room: about what a start needs. */
const probeBytes = 65_536;

/** What is not there yet is made in the nearest folder that is. */
export function nearestFolder(folder: string): string {
  return existsSync(folder) ? folder : nearestFolder(path.dirname(folder));
}

/**
 * Write something into a folder and remove it again.
 * @param folder must be there
 * @param setting what leads there, for example `DATA_DIR`; null: a word of the command line
 * @throws UserError `data-folder`; Unavailable `disk-full`, `read-only` or `forbidden`
 */
export async function mustBeWritable(folder: string, setting: string | null = null): Promise<void> {
  let probe: string | undefined;
  try {
    probe = await mkdtemp(path.join(folder, '.timbre-'));
    await writeFile(path.join(probe, 'probe'), new Uint8Array(probeBytes));
  } catch (error) {
    throw (await cannotWrite(folder, setting, error)) ?? error;
  } finally {
    if (probe !== undefined) await rm(probe, { recursive: true, force: true });
  }
}

/**
 * Make a folder that somebody names, with those above it, where it is not there. Node asks for ever in folders like /proc, which
 * take none: the nearest one that is there is asked first.
 * @throws UserError `data-folder`, `not-empty` (a file is in its place); Unavailable `disk-full`, `read-only` or `forbidden`
 */
export async function makeFolder(folder: string, mode?: number): Promise<void> {
  const nearest = nearestFolder(folder);
  if (!(await stat(nearest)).isDirectory()) {
    throw new UserError('not-empty', `${nearest} is a file.`, 'Name a folder.');
  }
  if (nearest === folder) return;
  await mustBeWritable(nearest);
  await mkdir(folder, { recursive: true, mode }).catch(async (error: unknown) => {
    throw (await cannotWrite(folder, null, error)) ?? error;
  });
}

/** @returns what is said of it; null when it is none of the things that are known to happen to a folder */
export async function cannotWrite(place: string, setting: string | null, error: unknown): Promise<UserError | null> {
  const elsewhere = setting === null ? 'name another folder' : `set ${setting} in .env to another folder`;
  const because = { cause: error };
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'ENAMETOOLONG') {
    return setting === null
      ? new UserError('data-folder', `${place} is too long a name.`, 'Name a folder with a shorter one.', because)
      : new UserError('data-folder', `The path in ${setting} is too long.`, `Set ${setting} in .env to a shorter one.`);
  }
  // As in /proc, which is no disk.
  if (code === 'ENOENT') {
    return new UserError('data-folder', `Nothing can be kept in ${place}.`, `To go on, ${elsewhere}.`, because);
  }
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
