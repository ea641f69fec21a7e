// The people who own voices.
import type { Kysely, Selectable } from 'kysely';
import type { Database, UsersTable } from './schema.ts';

export interface User {
  /** Discord snowflake. */
  readonly id: string;
  readonly locale: string;
  /** The version of the consent text that was agreed to; null: none yet. */
  readonly consentVersion: number | null;
  readonly consentAt: number | null;
  readonly createdAt: number;
}

export class Users {
  readonly #db: Kysely<Database>;

  constructor(db: Kysely<Database>) {
    this.#db = db;
  }

  async get(id: string): Promise<User | null> {
    const row = await this.#db.selectFrom('users').selectAll().where('id', '=', id).executeTakeFirst();
    return row === undefined ? null : toUser(row);
  }

  /** The user, made when new; the locale is kept up to date. */
  async ensure(id: string, locale: string): Promise<User> {
    const row = await this.#db
      .insertInto('users')
      .values({ id, locale, consent_version: null, consent_at: null, created_at: Date.now() })
      .onConflict((conflict) => conflict.column('id').doUpdateSet({ locale }))
      .returningAll()
      .executeTakeFirstOrThrow();
    return toUser(row);
  }

  /** Record that the user agreed to this version of the consent text. */
  async giveConsent(id: string, consentVersion: number): Promise<User> {
    const row = await this.#db
      .updateTable('users')
      .set({ consent_version: consentVersion, consent_at: Date.now() })
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirstOrThrow();
    return toUser(row);
  }

  /**
   * Forget a person: voices, samples, versions, runs and uploads go with them. Their blobs go with the next sweep, and
   * a trainer that works for them finds at its next write that it holds nothing any more.
   * @returns whether there was such a user
   */
  async erase(id: string): Promise<boolean> {
    const { numDeletedRows } = await this.#db.deleteFrom('users').where('id', '=', id).executeTakeFirstOrThrow();
    return numDeletedRows > 0n;
  }
}

function toUser(row: Selectable<UsersTable>): User {
  return {
    id: row.id,
    locale: row.locale,
    consentVersion: row.consent_version,
    consentAt: row.consent_at,
    createdAt: row.created_at,
  };
}
