// Where a process and its children keep what they need for a moment: a folder of the process's own among the temporary ones.
// People's recordings lie in it, so what a process leaves that was killed goes when the next one starts.
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { UserError } from './errors.ts';
import { exists } from './files.ts';
import { tryLock } from './locks.ts';
import { mustBeWritable } from './writable.ts';

/** Held by whom the folder is, for as long as it lives. */
const lockName = 'lock.sqlite';
/** A folder that has no lock for so long will never get one, ms. */
const unlockedMs = 60_000;

/**
 * Make the folder, and let `tmpdir()` lead into it, here and in all that this process starts from now on. What others of the
 * same DATA_DIR left that are no more is removed.
 * @returns removes it again
 * @throws UserError where there is no folder for it
 */
export async function ownScratchFolder(dataDir: string): Promise<() => Promise<void>> {
  const home = await examineTemporaryFolder();
  const prefix = `timbre-${createHash('sha256').update(dataDir).digest('hex').slice(0, 16)}-`;
  for (const name of await readdir(home)) {
    if (name.startsWith(prefix)) await sweep(path.join(home, name));
  }
  const folder = await mkdtemp(path.join(home, prefix));
  const unlock = tryLock(path.join(folder, lockName));
  process.env['TMPDIR'] = folder;
  return async () => {
    process.env['TMPDIR'] = home;
    await rm(folder, { recursive: true, force: true });
    unlock?.();
  };
}

/** @returns the folder of temporary ones. @throws UserError where there is none, or it can't be written to */
export async function examineTemporaryFolder(): Promise<string> {
  const home = tmpdir();
  const found = await stat(home).catch(() => null);
  if (!found?.isDirectory()) {
    throw new UserError(
      'no-temporary-folder',
      `There is no folder ${home}, where TMPDIR leads.`,
      'Make it, or leave TMPDIR unset.',
    );
  }
  await mustBeWritable(home, 'TMPDIR');
  return home;
}

/** Remove such a folder unless somebody uses it. One that can't be removed is left: it may be another user's. */
async function sweep(folder: string): Promise<void> {
  try {
    const lock = path.join(folder, lockName);
    if (!(await exists(lock)) && Date.now() - (await stat(folder)).mtimeMs < unlockedMs) return;
    const unlock = tryLock(lock);
    if (unlock === null) return;
    await rm(folder, { recursive: true, force: true });
    unlock();
  } catch {
    // Gone meanwhile, or not ours.
  }
}
