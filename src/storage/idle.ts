// Voices that nobody uses: their owners are told some time before they are deleted, and whatever uses them meanwhile keeps them.
import { randomUUID } from 'node:crypto';
import type { ExpressionBuilder, Kysely } from 'kysely';
import type { Notice } from './records.ts';
import type { Database } from './schema.ts';
import { timeOf } from './time.ts';
import { inTransaction } from './transaction.ts';

const dayMs = 24 * 3_600_000;
/** Their owners are told so long before. */
const warningDays = 14;
const mostAtOnce = 200;

/** Somebody uses a voice: sends recordings, trains it, lets it speak, or chooses a version. */
export async function noteUse(db: Kysely<Database>, voiceId: string): Promise<void> {
  await db
    .updateTable('voices')
    .set({ used_at: await timeOf(db) })
    .where('id', '=', voiceId)
    .execute();
}

/** Whether the notice about a voice came after its last use. */
const isWarned = (eb: ExpressionBuilder<Database, 'voices'>) =>
  eb.exists(
    eb
      .selectFrom('notices')
      .select('notices.id')
      .whereRef('notices.id', '=', 'voices.idle_notice_id')
      .whereRef('notices.created_at', '>=', 'voices.used_at'),
  );

export class IdleVoices {
  readonly #db: Kysely<Database>;

  constructor(db: Kysely<Database>) {
    this.#db = db;
  }

  /**
   * Write down what owners must be told whose voices will have been idle for so many days soon.
   * @returns how many voices
   */
  async warn(days: number): Promise<number> {
    return await inTransaction(this.#db, 'adds', async (db) => {
      const now = await timeOf(db);
      const rows = await db
        .selectFrom('voices')
        .select(['id', 'owner_id', 'name', 'used_at'])
        .where('used_at', '<=', now - (days - warningDays) * dayMs)
        .where((eb) => eb.not(isWarned(eb)))
        .orderBy('id')
        .limit(mostAtOnce)
        .execute();
      for (const { id, owner_id, name, used_at } of rows) {
        const content: Notice['content'] = {
          kind: 'idle',
          voiceName: name,
          usedAt: used_at,
          eraseAt: Math.max(now + warningDays * dayMs, used_at + days * dayMs),
        };
        const notice = randomUUID();
        await db
          .insertInto('notices')
          .values({
            id: notice,
            user_id: owner_id,
            content: JSON.stringify(content),
            created_at: now,
            delivered_at: null,
          })
          .execute();
        await db.updateTable('voices').set({ idle_notice_id: notice }).where('id', '=', id).execute();
      }
      return rows.length;
    });
  }

  /**
   * Voices that were idle for so many days, and whose owners were told long enough ago, or could not be told.
   * @param id only whether this one is among them
   */
  async due(days: number, id?: string): Promise<string[]> {
    const now = await timeOf(this.#db);
    const told = now - warningDays * dayMs;
    const rows = await this.#db
      .selectFrom('voices')
      .innerJoin('notices', 'notices.id', 'voices.idle_notice_id')
      .select('voices.id')
      .where('voices.used_at', '<=', now - days * dayMs)
      .whereRef('notices.created_at', '>=', 'voices.used_at')
      .where('notices.created_at', '<=', told)
      .where((eb) =>
        eb.or([
          eb('notices.delivered_at', '<=', told),
          // No way led to them in all that time.
          eb.and([eb('notices.delivered_at', 'is', null), eb('notices.kept', '=', 1)]),
        ]),
      )
      .$if(id !== undefined, (query) => query.where('voices.id', '=', id ?? ''))
      .orderBy('voices.id')
      .limit(mostAtOnce)
      .execute();
    return rows.map((row) => row.id);
  }
}
