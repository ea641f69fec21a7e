// Pictures of uploads that somebody is to see: a bot wants one, an intake worker draws it, a bot takes and sends it. They are
// for the moment: what gets lost on the way can be asked for again.
import type { Kysely } from 'kysely';
import { fleeting } from './fleeting.ts';
import { readJson, readJsonOrNull } from './json.ts';
import { type AnswerTo, type SentMessage, answerTo, sentMessage } from './records.ts';
import type { Database } from './schema.ts';
import { timeOf } from './time.ts';

/** A picture that was drawn. */
export interface DrawnPicture {
  readonly answerTo: AnswerTo;
  /** The message that shows it, where that is known. */
  readonly message: SentMessage | null;
  readonly image: Buffer;
}

/** How long somebody may take to draw one before another one does, ms. */
const drawingMs = 60_000;

export class Pictures {
  readonly #db: Kysely<Database>;

  constructor(db: Kysely<Database>) {
    this.#db = db.withPlugin(fleeting);
  }

  /**
   * A picture of an upload is wanted.
   * @param way how the message that is to show it can be reached
   * @param asked whether somebody waits for it: those come first
   */
  async want(intakeId: string, way: AnswerTo, asked: boolean): Promise<void> {
    const columns = {
      answer_to: JSON.stringify(way),
      asked: asked ? (1 as const) : (0 as const),
      message: null,
      image: null,
      lease_until: null,
      created_at: await timeOf(this.#db),
    };
    await this.#db
      .insertInto('pictures')
      .values({ intake_id: intakeId, ...columns })
      .onConflict((conflict) => conflict.column('intake_id').doUpdateSet(columns))
      .execute();
  }

  async isWanted(intakeId: string): Promise<boolean> {
    const row = await this.#db
      .selectFrom('pictures')
      .select('intake_id')
      .where('intake_id', '=', intakeId)
      .executeTakeFirst();
    return row !== undefined;
  }

  /** This message is to show it. */
  async toldBy(intakeId: string, way: AnswerTo, message: SentMessage): Promise<void> {
    await this.#db
      .updateTable('pictures')
      .set({ answer_to: JSON.stringify(way), message: JSON.stringify(message) })
      .where('intake_id', '=', intakeId)
      .execute();
  }

  /** Of uploads that were answered and whose picture nobody draws: those to draw, first come first served. */
  async waiting(asked: 'all' | 'asked' = 'all', limit = 100): Promise<string[]> {
    const now = await timeOf(this.#db);
    const rows = await this.#db
      .selectFrom('pictures')
      .innerJoin('intakes', 'intakes.id', 'pictures.intake_id')
      .select('pictures.intake_id')
      .where('image', 'is', null)
      .where('intakes.finished_at', 'is not', null)
      .where((eb) => eb.or([eb('lease_until', 'is', null), eb('lease_until', '<=', now)]))
      .$if(asked === 'asked', (query) => query.where('asked', '=', 1))
      .orderBy('pictures.created_at')
      .orderBy('pictures.intake_id')
      .limit(limit)
      .execute();
    return rows.map((row) => row.intake_id);
  }

  /**
   * Take one to draw.
   * @param asked `asked`: only those that somebody waits for
   * @returns the upload; null when there is nothing to draw
   */
  async claim(asked: 'all' | 'asked'): Promise<string | null> {
    for (;;) {
      const [intakeId] = await this.waiting(asked, 1);
      if (intakeId === undefined) return null;
      const now = await timeOf(this.#db);
      const { numUpdatedRows } = await this.#db
        .updateTable('pictures')
        .set({ lease_until: now + drawingMs })
        .where('intake_id', '=', intakeId)
        .where((eb) => eb.or([eb('lease_until', 'is', null), eb('lease_until', '<=', now)]))
        .executeTakeFirstOrThrow();
      if (numUpdatedRows > 0n) return intakeId;
    }
  }

  /** It was drawn. */
  async put(intakeId: string, image: Uint8Array): Promise<void> {
    await this.#db
      .updateTable('pictures')
      .set({ image: Buffer.from(image).toString('base64'), lease_until: null })
      .where('intake_id', '=', intakeId)
      .execute();
  }

  /** There is none to be seen. */
  async drop(intakeId: string): Promise<void> {
    await this.#db.deleteFrom('pictures').where('intake_id', '=', intakeId).execute();
  }

  /** Uploads whose picture was drawn. */
  async drawn(): Promise<string[]> {
    const rows = await this.#db.selectFrom('pictures').select('intake_id').where('image', 'is not', null).execute();
    return rows.map((row) => row.intake_id);
  }

  /** Take a drawn one, to send it: one caller has it. Null when there is none. */
  async take(intakeId: string): Promise<DrawnPicture | null> {
    const row = await this.#db
      .deleteFrom('pictures')
      .where('intake_id', '=', intakeId)
      .where('image', 'is not', null)
      .returningAll()
      .executeTakeFirst();
    if (row === undefined) return null;
    return {
      answerTo: readJson(answerTo, row.answer_to, `pictures.answer_to of ${intakeId}`),
      message: readJsonOrNull(sentMessage, row.message, `pictures.message of ${intakeId}`),
      image: Buffer.from(row.image ?? '', 'base64'),
    };
  }
}
