// What this program needs of a database beyond Kysely's dialects.
import type { Dialect, Transaction } from 'kysely';
import type { Database } from './schema.ts';

export interface WipingDialect extends Dialect {
  /** Note in the given transaction, which deletes something for good, that {@link wipe} has to follow. */
  owesWiping(db: Transaction<Database>): Promise<void>;
  /**
   * Make sure that nothing that was deleted can be found in the database's files. Does nothing where nothing is owed.
   * @throws Error when others are in the way all the time; then the wiping is still owed
   */
  wipe(): Promise<void>;
}
