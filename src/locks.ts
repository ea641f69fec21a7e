// A lock on a file, for one process at a time: also for those of other containers that share the folder, where ids of
// processes say nothing.
import { DatabaseSync } from 'node:sqlite';
import { UserError } from './errors.ts';
import { metAt } from './outage.ts';

/**
 * Take a lock without waiting. The kernel gives a lock of SQLite back when its process is gone, however that ended.
 * @param file made when absent, and left there: to remove it would take the lock away from who opens it meanwhile
 * @returns what gives it back; null while another process holds it
 * @throws UserError `no-lock` where something else is in its place
 */
export function tryLock(file: string): (() => void) | null {
  let lock: DatabaseSync | undefined;
  try {
    lock = new DatabaseSync(file, { timeout: 0 });
    lock.exec('begin exclusive');
  } catch (error) {
    lock?.close();
    const code = error instanceof Error && 'errcode' in error ? error.errcode : null;
    if (code === sqliteBusy) return null;
    if (code === sqliteCorrupt || code === sqliteNotADatabase) {
      throw new UserError(
        'no-lock',
        `${file} is not the lock that Timbre keeps there.`,
        'Move it away: it holds nothing of Timbre that is needed.',
        { cause: error },
      );
    }
    throw metAt(file, error);
  }
  return () => {
    if (lock.isOpen) lock.close();
  };
}

const sqliteBusy = 5;
const sqliteCorrupt = 11;
const sqliteNotADatabase = 26;
