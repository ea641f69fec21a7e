// Bots that are there: each says so again and again, and what it had begun to tell is others' once it was silent for too long.
import { type Expression, type Kysely, type SqlBool, sql } from 'kysely';
import { fleeting } from './fleeting.ts';
import type { Database } from './schema.ts';
import { timeOf } from './time.ts';

export class Bots {
  readonly #db: Kysely<Database>;

  constructor(db: Kysely<Database>) {
    this.#db = db.withPlugin(fleeting);
  }

  /** A bot is there. @param leaseMs for how long, without a further word of it */
  async announce(id: string, leaseMs: number): Promise<void> {
    const seen = { seen_at: await timeOf(this.#db), lease_ms: leaseMs };
    await this.#db
      .insertInto('bots')
      .values({ id, ...seen })
      .onConflict((conflict) => conflict.column('id').doUpdateSet(seen))
      .execute();
  }

  /** It ends in good order. */
  async withdraw(id: string): Promise<void> {
    await this.#db.deleteFrom('bots').where('id', '=', id).execute();
  }
}

/** Whether a row of those that announce themselves counts as there. One that was seen later than now was seen before the clock was set back. */
export const isThere = (now: number): Expression<SqlBool> =>
  sql<SqlBool>`${now} - seen_at between -lease_ms and lease_ms`;
