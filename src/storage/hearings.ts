// What models heard in clips: each clip is heard once by a model, whoever sends it and however often.
import { type Kysely, type Transaction, sql } from 'kysely';
import { isOfNobody } from './erased.ts';
import type { Database } from './schema.ts';
import { timeOf } from './time.ts';

/** What was heard, and how sure that is. */
export interface Hearing {
  readonly text: string;
  /** Mean natural logarithm of the probability of each token, the end among them. */
  readonly meanLogProbability: number;
  /** Bytes of the text over those of its compressed form: above 2.4 it repeats itself. */
  readonly compressionRatio: number;
}

export class Hearings {
  readonly #db: Kysely<Database>;

  constructor(db: Kysely<Database>) {
    this.#db = db;
  }

  /** @param model which one, by name and digest */
  async get(sha256: string, model: string): Promise<Hearing | null> {
    const row = await this.#db
      .selectFrom('hearings')
      .selectAll()
      .where('sha256', '=', sha256)
      .where('model', '=', model)
      .executeTakeFirst();
    return row === undefined
      ? null
      : {
          text: row.text,
          meanLogProbability: row.mean_log_probability,
          compressionRatio: row.compression_ratio,
        };
  }

  /**
   * Write down what was heard; who was first counts. Nothing is written once the voice is gone.
   * @param voiceId that the clip was sent for: with it goes what was heard, also of a clip that no voice gets
   */
  async put(sha256: string, voiceId: string, model: string, hearing: Hearing): Promise<void> {
    try {
      await this.#db
        .insertInto('hearings')
        .values({
          sha256,
          voice_id: voiceId,
          model,
          text: hearing.text,
          mean_log_probability: hearing.meanLogProbability,
          compression_ratio: hearing.compressionRatio,
          created_at: await timeOf(this.#db),
        })
        .onConflict((conflict) => conflict.columns(['sha256', 'model']).doNothing())
        .execute();
    } catch (error) {
      // Others may have heard the same clip with it: it is theirs too.
      if (!isOfNobody(error)) throw error;
    }
  }

  /**
   * Delete what was heard in clips that no voice has.
   * @param olderThanMs younger ones stay: the clip may be on its way into a voice
   * @returns how many
   */
  async sweep(olderThanMs: number): Promise<number> {
    const { numDeletedRows } = await this.#db
      .deleteFrom('hearings')
      .where('created_at', '<=', (await timeOf(this.#db)) - olderThanMs)
      .where((eb) =>
        eb.not(eb.exists(eb.selectFrom('samples').select('id').whereRef('samples.sha256', '=', 'hearings.sha256'))),
      )
      .executeTakeFirstOrThrow();
    return Number(numDeletedRows);
  }
}

/** Before these voices go: what was heard in clips that others have too stays with one of those. */
export async function handOnHearings(db: Transaction<Database>, voiceIds: readonly string[]): Promise<void> {
  if (voiceIds.length === 0) return;
  const going = sql.join(voiceIds);
  const staying = sql`from samples where samples.sha256 = hearings.sha256 and samples.voice_id not in (${going})`;
  await sql`update hearings set voice_id = (select min(samples.voice_id) ${staying})
    where voice_id in (${going}) and exists (select 1 ${staying})`.execute(db);
}

/** Parameters of one statement. */
const batchSize = 500;

/** Delete what was heard in these clips (SHA-256), which no voice has any more. */
export async function deleteHearings(db: Transaction<Database>, clips: Iterable<string>): Promise<void> {
  const all = [...clips];
  for (let from = 0; from < all.length; from += batchSize) {
    await db
      .deleteFrom('hearings')
      .where('sha256', 'in', all.slice(from, from + batchSize))
      .execute();
  }
}
