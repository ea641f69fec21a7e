// What the operator decides and is told while everything runs: whether there is maintenance, and what people reported.
import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Database } from './schema.ts';
import { timeOf } from './time.ts';

const pause = 'pause';
/** Rows of one statement: databases bound the values in it. */
const noticesAtOnce = 500;
const dayMs = 24 * 3_600_000;

/** Something that was spoken here and that somebody finds wrong. */
export interface Report {
  readonly id: string;
  readonly reporterId: string;
  /** Who let it be said; empty, as the version and the text, once they (or whose voice it was) have deleted everything. */
  readonly saidBy: string;
  readonly versionId: string;
  readonly guildId: string | null;
  readonly channelId: string | null;
  readonly text: string;
  readonly createdAt: number;
}

export class Operations {
  readonly #db: Kysely<Database>;

  constructor(db: Kysely<Database>) {
    this.#db = db;
  }

  async isPaused(): Promise<boolean> {
    const row = await this.#db.selectFrom('switches').select('name').where('name', '=', pause).executeTakeFirst();
    return row !== undefined;
  }

  async setPaused(isPaused: boolean): Promise<void> {
    if (!isPaused) {
      await this.#db.deleteFrom('switches').where('name', '=', pause).execute();
      return;
    }
    await this.#db
      .insertInto('switches')
      .values({ name: pause, created_at: await timeOf(this.#db) })
      .onConflict((conflict) => conflict.column('name').doNothing())
      .execute();
  }

  /** Tell everybody who agreed to something being kept of them. @returns how many people that is */
  async announce(text: string): Promise<number> {
    const people = await this.#db.selectFrom('users').select('id').where('consent_version', 'is not', null).execute();
    const now = await timeOf(this.#db);
    const content = JSON.stringify({ kind: 'operator', text });
    for (let from = 0; from < people.length; from += noticesAtOnce) {
      const rows = people
        .slice(from, from + noticesAtOnce)
        .map(({ id }) => ({ id: randomUUID(), user_id: id, content, created_at: now, delivered_at: null }));
      await this.#db.insertInto('notices').values(rows).execute();
    }
    return people.length;
  }

  async report(report: Omit<Report, 'id' | 'createdAt'>): Promise<Report> {
    const row = await this.#db
      .insertInto('reports')
      .values({
        id: randomUUID(),
        reporter_id: report.reporterId,
        said_by: report.saidBy,
        version_id: report.versionId,
        guild_id: report.guildId,
        channel_id: report.channelId,
        text: report.text,
        created_at: await timeOf(this.#db),
      })
      .returningAll()
      .executeTakeFirstOrThrow();
    return toReport(row);
  }

  /** How much a person has reported within a day. */
  async reportedBy(reporterId: string): Promise<number> {
    const since = (await timeOf(this.#db)) - dayMs;
    const { reports } = await this.#db
      .selectFrom('reports')
      .select(({ fn }) => fn.countAll<number>().as('reports'))
      .where('reporter_id', '=', reporterId)
      .where('created_at', '>', since)
      .executeTakeFirstOrThrow();
    return reports;
  }

  /** Those that nobody has dealt with, oldest first. */
  async reports(limit: number): Promise<Report[]> {
    const rows = await this.#db
      .selectFrom('reports')
      .selectAll()
      .orderBy('created_at')
      .orderBy('id')
      .limit(limit)
      .execute();
    return rows.map(toReport);
  }

  /** It was dealt with, and is kept no longer. @returns false when there is no such report */
  async settle(id: string): Promise<boolean> {
    const { numDeletedRows } = await this.#db.deleteFrom('reports').where('id', '=', id).executeTakeFirstOrThrow();
    return numDeletedRows > 0n;
  }
}

const toReport = (row: Database['reports']): Report => ({
  id: row.id,
  reporterId: row.reporter_id,
  saidBy: row.said_by,
  versionId: row.version_id,
  guildId: row.guild_id,
  channelId: row.channel_id,
  text: row.text,
  createdAt: row.created_at,
});
