// Who tells people of what. A run, an upload or a notice is told by one bot, as long as that one is there; then by whichever
// takes it. Of each part of an answer it is written down before that it is being sent, and after where it is: so whoever goes
// on knows what arrived, and what may have.
import { type Kysely, type RawBuilder, type SqlBool, sql } from 'kysely';
import { z } from 'zod';
import { isThere } from './bots.ts';
import { readJson } from './json.ts';
import { type SentMessage, sentMessage } from './records.ts';
import type { Database } from './schema.ts';
import { timeOf } from './time.ts';

/** What says in each table that its row was told. */
const toldAt = { runs: 'delivered_at', intakes: 'finished_at', notices: 'delivered_at' } as const;

/** So many are taken at a time. */
const mostAtOnce = 500;

const parts = z.record(z.string(), sentMessage.nullable());

/**
 * What is known of a part that is to be sent now: nothing; that somebody began to send it, and not what came of it; where it
 * is. `not-ours`: this bot is not to tell it any more.
 */
export type Known = 'nothing' | 'begun' | 'not-ours' | SentMessage;

export class Telling {
  readonly #db: Kysely<Database>;
  readonly #table: keyof typeof toldAt;

  constructor(db: Kysely<Database>, table: keyof typeof toldAt) {
    this.#db = db;
    this.#table = table;
  }

  /** Take on what nobody tells of: because no bot has, or the one that had is gone. What is kept is left out. @returns ids */
  async take(bot: string): Promise<string[]> {
    const nobodys = await this.#nobodys();
    return await this.#taken(bot, sql`kept = 0 and ${nobodys}`);
  }

  /** As {@link take}, of one. False when another bot tells of it, or there is nothing to tell. */
  async takeOne(bot: string, id: string): Promise<boolean> {
    const nobodys = await this.#nobodys();
    return (await this.#taken(bot, sql`id = ${id} and kept = 0 and ${nobodys}`)).length > 0;
  }

  /** Take on telling a person what no way had led to them with. @returns ids */
  async takeKept(bot: string, userId: string): Promise<string[]> {
    return await this.#taken(bot, sql`user_id = ${userId} and kept = 1`);
  }

  async #nobodys(): Promise<RawBuilder<SqlBool>> {
    const now = await timeOf(this.#db);
    return sql`(teller is null or teller not in (select id from bots where ${isThere(now)}))`;
  }

  async #taken(bot: string, which: RawBuilder<unknown>): Promise<string[]> {
    const table = sql.table(this.#table);
    const untold = sql`${sql.ref(toldAt[this.#table])} is null`;
    const found = await sql<{ id: string }>`select id from ${table} where ${untold} and ${which}
      order by created_at, id limit ${mostAtOnce}`.execute(this.#db);
    const ids = found.rows.map(({ id }) => id);
    // Most of the time there is none: then the write lock is not taken.
    if (ids.length === 0) return [];
    const { rows } = await sql<{ id: string }>`update ${table} set teller = ${bot}, kept = 0
      where id in (${sql.join(ids)}) and ${untold} and ${which} returning id`.execute(this.#db);
    const taken = new Set(rows.map(({ id }) => id));
    return ids.filter((id) => taken.has(id));
  }

  /** What this bot tells of, oldest first. */
  async held(bot: string): Promise<string[]> {
    const { rows } = await sql<{ id: string }>`select id from ${sql.table(this.#table)}
      where ${sql.ref(toldAt[this.#table])} is null and teller = ${bot} order by created_at, id`.execute(this.#db);
    return rows.map(({ id }) => id);
  }

  /** No way leads to the person: whichever bot hears them next tells them. */
  async keep(bot: string, id: string): Promise<void> {
    await sql`update ${sql.table(this.#table)} set teller = null, kept = 1
      where id = ${id} and teller = ${bot}`.execute(this.#db);
  }

  /** At a bot's start: what was kept is tried once more. */
  async unkeep(): Promise<void> {
    await sql`update ${sql.table(this.#table)} set kept = 0
      where ${sql.ref(toldAt[this.#table])} is null and kept = 1`.execute(this.#db);
  }

  /** A part is about to be sent. Of one thing, one part after the other. */
  async begin(bot: string, id: string, part: string): Promise<Known> {
    const told = await this.#told(bot, id);
    if (told === null) return 'not-ours';
    const known = told[part];
    if (known !== undefined) return known ?? 'begun';
    return (await this.#setTold(bot, id, { ...told, [part]: null })) ? 'nothing' : 'not-ours';
  }

  /** A part was sent. */
  async sent(bot: string, id: string, part: string, message: SentMessage): Promise<void> {
    const told = await this.#told(bot, id);
    if (told !== null) await this.#setTold(bot, id, { ...told, [part]: message });
  }

  async #told(bot: string, id: string): Promise<z.infer<typeof parts> | null> {
    const { rows } = await sql<{ told: string | null }>`select told from ${sql.table(this.#table)}
      where id = ${id} and teller = ${bot} and ${sql.ref(toldAt[this.#table])} is null`.execute(this.#db);
    const [row] = rows;
    if (row === undefined) return null;
    return row.told === null ? {} : readJson(parts, row.told, `${this.#table}.told of ${id}`);
  }

  async #setTold(bot: string, id: string, told: z.infer<typeof parts>): Promise<boolean> {
    const { numAffectedRows } = await sql`update ${sql.table(this.#table)} set told = ${JSON.stringify(told)}
      where id = ${id} and teller = ${bot}`.execute(this.#db);
    return numAffectedRows !== undefined && numAffectedRows > 0n;
  }
}
