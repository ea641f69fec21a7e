// What the people who manage a server decided about the bot there: where, by whom and for what it may be used, and whom they
// blocked. A server that nobody decided anything about has no row.
import type { Kysely } from 'kysely';
import { z } from 'zod';
import { readJson } from './json.ts';
import { mostCharacters } from './records.ts';
import type { Database } from './schema.ts';
import { timeOf } from './time.ts';
import { inTransaction } from './transaction.ts';

/** What a server can forbid. */
export const features = ['voice-channels', 'voice-messages', 'read-aloud', 'sharing'] as const;
export type Feature = (typeof features)[number];

/** Most channels or roles that can be named. */
export const mostNamed = 25;
/** Texts of one person that may wait in a voice channel, where nothing else was decided. */
export const mostTextsWaiting = 5;

const snowflakes = z.array(z.string()).max(mostNamed).default([]);

const guildSettings = z.object({
  /** The only channels where the bot answers; none: everywhere. */
  channels: snowflakes,
  /** The only roles whose members it answers; none: everybody. */
  roles: snowflakes,
  forbidden: z.array(z.enum(features)).default([]),
  /** Whether only who asked sees the answers. */
  isQuiet: z.boolean().default(false),
  /** Most characters of a text that is said. */
  longestText: z.number().int().min(1).max(mostCharacters).default(mostCharacters),
  /** Most texts of one person that wait in a voice channel. */
  textsWaiting: z.number().int().min(1).max(mostTextsWaiting).default(mostTextsWaiting),
});
export type GuildSettings = z.infer<typeof guildSettings>;

/** Of a server where nobody decided anything. */
export const usualSettings: GuildSettings = guildSettings.parse({});

export class Guilds {
  readonly #db: Kysely<Database>;

  constructor(db: Kysely<Database>) {
    this.#db = db;
  }

  /** @param guildId null: no server, where everything is as usual */
  async settings(guildId: string | null): Promise<GuildSettings> {
    if (guildId === null) return usualSettings;
    const row = await this.#db.selectFrom('guilds').select('settings').where('id', '=', guildId).executeTakeFirst();
    return row === undefined
      ? usualSettings
      : readJson(guildSettings, row.settings, `guilds.settings of server ${guildId}`);
  }

  /** Change what was decided. @returns how it is now */
  async change(guildId: string, changed: (settings: GuildSettings) => GuildSettings): Promise<GuildSettings> {
    return await inTransaction(this.#db, 'adds', async (db) => {
      const settings = guildSettings.parse(changed(await new Guilds(db).settings(guildId)));
      const row = { settings: JSON.stringify(settings), updated_at: await timeOf(db) };
      await db
        .insertInto('guilds')
        .values({ id: guildId, ...row })
        .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
        .execute();
      return settings;
    });
  }

  async hasBlocked(guildId: string, userId: string): Promise<boolean> {
    const row = await this.#db
      .selectFrom('guild_blocks')
      .select('user_id')
      .where('guild_id', '=', guildId)
      .where('user_id', '=', userId)
      .executeTakeFirst();
    return row !== undefined;
  }

  async block(guildId: string, userId: string): Promise<void> {
    await this.#db
      .insertInto('guild_blocks')
      .values({ guild_id: guildId, user_id: userId, created_at: await timeOf(this.#db) })
      .onConflict((conflict) => conflict.columns(['guild_id', 'user_id']).doNothing())
      .execute();
  }

  async unblock(guildId: string, userId: string): Promise<void> {
    await this.#db.deleteFrom('guild_blocks').where('guild_id', '=', guildId).where('user_id', '=', userId).execute();
  }

  /** Ids of people, who was blocked first first. */
  async blocked(guildId: string): Promise<string[]> {
    const rows = await this.#db
      .selectFrom('guild_blocks')
      .select('user_id')
      .where('guild_id', '=', guildId)
      .orderBy('created_at')
      .orderBy('user_id')
      .execute();
    return rows.map((row) => row.user_id);
  }
}
