// How words are said: of each person for what they let be spoken, and of a server for everybody there. A person's own word
// counts before the server's.
import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import { UserError } from '../errors.ts';
import { type Pronunciation, wordKey } from '../reading/pronunciation.ts';
import { unlessErased } from './erased.ts';
import type { Database } from './schema.ts';
import { timeOf } from './time.ts';
import { inTransaction } from './transaction.ts';

/** Whose list it is: a person's or a server's (snowflakes). */
export type ListOwner = { readonly userId: string } | { readonly guildId: string };

/** Most words of one list. */
export const mostPronunciations = 200;

const columnsOf = (owner: ListOwner): { user_id: string | null; guild_id: string | null } =>
  'userId' in owner ? { user_id: owner.userId, guild_id: null } : { user_id: null, guild_id: owner.guildId };

export class Pronunciations {
  readonly #db: Kysely<Database>;

  constructor(db: Kysely<Database>) {
    this.#db = db;
  }

  /**
   * Say a word so from now on.
   * @returns how it was said before; null: it was not on the list
   * @throws UserError `too-many-pronunciations`, `erased-meanwhile`
   */
  async set(owner: ListOwner, { word, spoken }: Pronunciation): Promise<string | null> {
    return await unlessErased(() =>
      inTransaction(this.#db, 'adds', async (db) => {
        const key = wordKey(word);
        const rows = await db
          .selectFrom('pronunciations')
          .select(['word_key', 'spoken'])
          .where((eb) => eb.and(ownedBy(owner)))
          .execute();
        const before = rows.find((row) => row.word_key === key)?.spoken ?? null;
        if (before === null && rows.length >= mostPronunciations) {
          throw new UserError('too-many-pronunciations', { most: mostPronunciations });
        }
        const row = {
          id: randomUUID(),
          ...columnsOf(owner),
          word,
          word_key: key,
          spoken,
          created_at: await timeOf(db),
        };
        const list = 'userId' in owner ? ('user_id' as const) : ('guild_id' as const);
        await db
          .insertInto('pronunciations')
          .values(row)
          .onConflict((conflict) => conflict.columns([list, 'word_key']).doUpdateSet({ word, spoken }))
          .execute();
        return before;
      }),
    );
  }

  /** @returns false when the word was not on the list */
  async remove(owner: ListOwner, word: string): Promise<boolean> {
    const { numDeletedRows } = await this.#db
      .deleteFrom('pronunciations')
      .where('word_key', '=', wordKey(word))
      .where((eb) => eb.and(ownedBy(owner)))
      .executeTakeFirstOrThrow();
    return numDeletedRows > 0n;
  }

  /** In the order of the alphabet. */
  async list(owner: ListOwner): Promise<Pronunciation[]> {
    const rows = await this.#db
      .selectFrom('pronunciations')
      .select(['word', 'spoken'])
      .where((eb) => eb.and(ownedBy(owner)))
      .execute();
    return rows.map(({ word, spoken }) => ({ word, spoken })).sort((a, b) => a.word.localeCompare(b.word, 'en'));
  }

  /** What counts when a person lets something be spoken in a server (null: elsewhere). */
  async for(userId: string, guildId: string | null): Promise<Pronunciation[]> {
    const own = await this.list({ userId });
    const everybody = guildId === null ? [] : await this.list({ guildId });
    const mine = new Set(own.map(({ word }) => wordKey(word)));
    return [...own, ...everybody.filter(({ word }) => !mine.has(wordKey(word)))];
  }
}

const ownedBy = (owner: ListOwner): { user_id: string } | { guild_id: string } =>
  'userId' in owner ? { user_id: owner.userId } : { guild_id: owner.guildId };
