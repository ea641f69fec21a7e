// Notices: what a person must be told that did not come of anything they asked for. Written in the transaction that made
// it true, and told at least once.
import type { Kysely } from 'kysely';
import { readJson } from './json.ts';
import { type Notice, noticeContent } from './records.ts';
import type { Database } from './schema.ts';
import { timeOf } from './time.ts';

export class Notices {
  readonly #db: Kysely<Database>;

  constructor(db: Kysely<Database>) {
    this.#db = db;
  }

  /** Those (of these) that were not told yet, oldest first. */
  async pending(among?: readonly string[]): Promise<Notice[]> {
    const rows = await this.#db
      .selectFrom('notices')
      .select(['id', 'user_id', 'content'])
      .where('delivered_at', 'is', null)
      .$if(among !== undefined, (query) => query.where('id', 'in', among ?? []))
      .orderBy('created_at')
      .orderBy('id')
      .execute();
    return rows.map((row) => ({
      id: row.id,
      userId: row.user_id,
      content: readJson(noticeContent, row.content, `notices.content of ${row.id}`),
    }));
  }

  /** The person knows. */
  async markDelivered(id: string): Promise<void> {
    await this.#db
      .updateTable('notices')
      .set({ delivered_at: await timeOf(this.#db) })
      .where('id', '=', id)
      .execute();
  }
}
