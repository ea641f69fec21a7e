// A lock on a file, for one process at a time: also for those of other containers that share the folder, where ids of
// processes say nothing.
import { DatabaseSync } from 'node:sqlite';

/**
 * Take a lock without waiting. The kernel gives a lock of SQLite back when its process is gone, however that ended.
 * @param file made when absent, and left there: to remove it would take the lock away from who opens it meanwhile
 * @returns what gives it back; null while another process holds it
 */
export function tryLock(file: string): (() => void) | null {
  const lock = new DatabaseSync(file, { timeout: 0 });
  try {
    lock.exec('begin exclusive');
  } catch (error) {
    lock.close();
    if (error instanceof Error && 'errcode' in error && error.errcode === sqliteBusy) return null;
    throw error;
  }
  return () => {
    if (lock.isOpen) lock.close();
  };
}

const sqliteBusy = 5;
