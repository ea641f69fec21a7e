// How long rows are kept that nobody needs any more.
import type { Kysely } from 'kysely';
import { sentenceCountsMs } from './consents.ts';
import { readJsonIfGood } from './json.ts';
import { answerTo } from './records.ts';
import type { Database } from './schema.ts';
import { timeOf } from './time.ts';
import { keepUsesMs } from './usage.ts';

/** Discord takes the token of an interaction for 15 minutes. */
const tokenMs = 15 * 60_000;
const dayMs = 24 * 3_600_000;
/**
 * After their end, runs and uploads are kept this long, and notices after they were told: their texts and previews too. What no
 * way led to anybody with is kept no longer.
 */
const keepEndedMs = 30 * dayMs;
/** A trainer or a bot that was silent for this long won't come back under its name. */
const keepSilentMs = dayMs;
/** A picture that nobody has shown in so long is asked for again by whoever wants it. */
const keepPictureMs = dayMs;
/** A sentence of consent that was not said counts for a day; a recording of it that is being listened to has another one. */
const keepSentenceMs = 2 * sentenceCountsMs;
const messageTurn = 'message ';
const batchSize = 200;

export class Retention {
  readonly #db: Kysely<Database>;

  constructor(db: Kysely<Database>) {
    this.#db = db;
  }

  /**
   * Take the turn to do a job that one process at a time does now and then.
   * @returns true for one caller in `everyMs`
   */
  async takeTurn(job: string, everyMs: number): Promise<boolean> {
    const now = await timeOf(this.#db);
    const row = await this.#db
      .insertInto('turns')
      .values({ job, taken_at: now })
      .onConflict((conflict) =>
        conflict
          .column('job')
          .doUpdateSet({ taken_at: now })
          // One that lies ahead was taken before the clock was set back.
          .where((eb) => eb.or([eb('turns.taken_at', '<=', now - everyMs), eb('turns.taken_at', '>', now)])),
      )
      .returning('job')
      .executeTakeFirst();
    return row !== undefined;
  }

  /** Take on answering a message that every bot hears. @returns true for one caller */
  async takeMessage(id: string): Promise<boolean> {
    return await this.takeTurn(messageTurn + id, keepSilentMs);
  }

  /** Delete what ended so long ago. @returns how many rows */
  async deleteEnded(): Promise<number> {
    const now = await timeOf(this.#db);
    const before = now - keepEndedMs;
    const deleted = await Promise.all([
      ...(['trainers', 'bots'] as const).map(
        async (table) =>
          await this.#db
            .deleteFrom(table)
            .where('seen_at', '<', now - keepSilentMs)
            .executeTakeFirst(),
      ),
      this.#db
        .deleteFrom('turns')
        .where('job', '>', messageTurn)
        .where('job', '<', `${messageTurn}~`)
        .where('taken_at', '<', now - keepSilentMs)
        .executeTakeFirst(),
      this.#db.deleteFrom('runs').where('created_at', '<', before).where('ended_at', '<', before).executeTakeFirst(),
      this.#db
        .deleteFrom('intakes')
        .where('created_at', '<', before)
        .where((eb) => eb.or([eb('finished_at', '<', before), eb.and({ finished_at: null, kept: 1 })]))
        .executeTakeFirst(),
      this.#db
        .deleteFrom('notices')
        .where('created_at', '<', before)
        .where((eb) => eb.or([eb('delivered_at', '<', before), eb.and({ delivered_at: null, kept: 1 })]))
        .executeTakeFirst(),
      this.#db
        .deleteFrom('pictures')
        .where('created_at', '<', now - keepPictureMs)
        .executeTakeFirst(),
      this.#db
        .deleteFrom('spoken_consents')
        .where('recording', 'is', null)
        .where('asked_at', '<', now - keepSentenceMs)
        .executeTakeFirst(),
      this.#db
        .deleteFrom('uses')
        .where('at', '<', now - keepUsesMs)
        .executeTakeFirst(),
    ]);
    return deleted.reduce((sum, { numDeletedRows }) => sum + Number(numDeletedRows), 0);
  }

  /** Clear the tokens that Discord does not take any more. @returns how many */
  async clearTokens(): Promise<number> {
    const before = (await timeOf(this.#db)) - tokenMs;
    let cleared = 0;
    for (const table of ['runs', 'intakes'] as const) {
      for (;;) {
        const rows = await this.#db
          .selectFrom(table)
          .select(['id', 'answer_to'])
          .where('created_at', '<', before)
          .where('token_cleared', '=', 0)
          .limit(batchSize)
          .execute();
        for (const { id, answer_to } of rows) {
          const way = readJsonIfGood(answerTo, answer_to);
          await this.#db
            .updateTable(table)
            .set({
              token_cleared: 1,
              ...(way === null ? {} : { answer_to: JSON.stringify({ ...way, interactionToken: '' }) }),
            })
            .where('id', '=', id)
            .execute();
        }
        cleared += rows.length;
        if (rows.length < batchSize) break;
      }
    }
    return cleared + (await this.#clearPictures(before));
  }

  /** There are few of them at a time. One that can't be read is of no use. */
  async #clearPictures(before: number): Promise<number> {
    const rows = await this.#db
      .selectFrom('pictures')
      .select(['intake_id', 'answer_to'])
      .where('created_at', '<', before)
      .execute();
    let cleared = 0;
    for (const { intake_id: id, answer_to } of rows) {
      const way = readJsonIfGood(answerTo, answer_to);
      // The way to an answer that was given late is younger than the picture.
      if (way !== null && (way.interactionToken === '' || way.createdAt >= before)) continue;
      if (way === null) await this.#db.deleteFrom('pictures').where('intake_id', '=', id).execute();
      else {
        await this.#db
          .updateTable('pictures')
          .set({ answer_to: JSON.stringify({ ...way, interactionToken: '' }) })
          .where('intake_id', '=', id)
          // Unless it was asked for anew in this moment.
          .where('answer_to', '=', answer_to)
          .execute();
      }
      cleared += 1;
    }
    return cleared;
  }
}
