// Who does what one process at a time does: the one that holds its row, as long as it goes on saying so.
import type { Kysely } from 'kysely';
import type { Database } from './schema.ts';
import { timeOf } from './time.ts';

/** For how long without a further word, ms. */
export const leadingMs = 5_000;

export class Leaders {
  readonly #db: Kysely<Database>;

  constructor(db: Kysely<Database>) {
    this.#db = db;
  }

  /** Go on leading, or begin to where nobody does. To be asked again within {@link leadingMs}. @returns whether `who` leads */
  async lead(job: string, who: string): Promise<boolean> {
    const now = await timeOf(this.#db);
    const row = await this.#db.selectFrom('leaders').selectAll().where('job', '=', job).executeTakeFirst();
    const left = (row?.until ?? 0) - now;
    // One that ends far later than anybody can have said was taken before the clock was set back. Others may have looked at it a
    // moment later than this one, and written first.
    const isHeld = left > 0 && left <= 2 * leadingMs;
    if (isHeld && row?.who !== who) return false;
    // The write lock is not taken each time.
    if (isHeld && left > leadingMs / 2) return true;
    const until = now + leadingMs;
    const taken = await this.#db
      .insertInto('leaders')
      .values({ job, who, until })
      .onConflict((conflict) =>
        conflict
          .column('job')
          .doUpdateSet({ who, until })
          .where((eb) =>
            eb.or([
              eb('leaders.who', '=', who),
              eb('leaders.until', '<=', now),
              eb('leaders.until', '>', now + 2 * leadingMs),
            ]),
          ),
      )
      .returning('job')
      .executeTakeFirst();
    return taken !== undefined;
  }

  /** Others may. */
  async resign(job: string, who: string): Promise<void> {
    await this.#db.deleteFrom('leaders').where('job', '=', job).where('who', '=', who).execute();
  }
}
