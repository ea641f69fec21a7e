// People whom the operator does not let use the bot. A ban outlives what is kept of a person: forgetting does not lift it.
import type { Kysely } from 'kysely';
import type { Database } from './schema.ts';
import { timeOf } from './time.ts';

export interface Ban {
  /** Discord snowflake; there need not be such a user here. */
  readonly userId: string;
  readonly createdAt: number;
}

export class Bans {
  readonly #db: Kysely<Database>;

  constructor(db: Kysely<Database>) {
    this.#db = db;
  }

  async has(userId: string): Promise<boolean> {
    const row = await this.#db.selectFrom('bans').select('user_id').where('user_id', '=', userId).executeTakeFirst();
    return row !== undefined;
  }

  /** @returns false when the person was banned already */
  async add(userId: string): Promise<boolean> {
    const { numInsertedOrUpdatedRows } = await this.#db
      .insertInto('bans')
      .values({ user_id: userId, created_at: await timeOf(this.#db) })
      .onConflict((conflict) => conflict.column('user_id').doNothing())
      .executeTakeFirstOrThrow();
    return numInsertedOrUpdatedRows === 1n;
  }

  /** @returns false when the person was not banned */
  async lift(userId: string): Promise<boolean> {
    const { numDeletedRows } = await this.#db
      .deleteFrom('bans')
      .where('user_id', '=', userId)
      .executeTakeFirstOrThrow();
    return numDeletedRows > 0n;
  }

  /** Oldest first. */
  async list(): Promise<Ban[]> {
    const rows = await this.#db.selectFrom('bans').selectAll().orderBy('created_at').orderBy('user_id').execute();
    return rows.map((row) => ({ userId: row.user_id, createdAt: row.created_at }));
  }
}
