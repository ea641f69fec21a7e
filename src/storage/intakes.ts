// Intakes: uploads that were promised an answer. Written before the first byte is downloaded, so that a crash loses none.
import { unlessErased } from './erased.ts';
import { randomUUID } from 'node:crypto';
import type { Kysely, Selectable } from 'kysely';
import { z } from 'zod';
import { readJson } from './json.ts';
import { type AnswerTo, type IntakeItem, type IntakeOutcome, answerTo, intakeItem } from './records.ts';
import type { Database, IntakesTable } from './schema.ts';

export interface Intake {
  readonly id: string;
  readonly userId: string;
  readonly voiceId: string;
  readonly items: IntakeItem[];
  readonly answerTo: AnswerTo;
  readonly createdAt: number;
  /** When somebody took on giving the answer; null: not yet. */
  readonly finishedAt: number | null;
}

export class Intakes {
  readonly #db: Kysely<Database>;

  constructor(db: Kysely<Database>) {
    this.#db = db;
  }

  async create(intake: Pick<Intake, 'userId' | 'voiceId' | 'items' | 'answerTo'>): Promise<Intake> {
    const row = await unlessErased(() =>
      this.#db
        .insertInto('intakes')
        .values({
          id: randomUUID(),
          user_id: intake.userId,
          voice_id: intake.voiceId,
          items: JSON.stringify(intake.items),
          answer_to: JSON.stringify(intake.answerTo),
          created_at: Date.now(),
          finished_at: null,
        })
        .returningAll()
        .executeTakeFirstOrThrow(),
    );
    return toIntake(row);
  }

  async get(id: string): Promise<Intake | null> {
    const row = await this.#db.selectFrom('intakes').selectAll().where('id', '=', id).executeTakeFirst();
    return row === undefined ? null : toIntake(row);
  }

  /** Those that nobody has answered, oldest first: what a bot that was killed left behind. */
  async unfinished(): Promise<Intake[]> {
    const rows = await this.#db
      .selectFrom('intakes')
      .selectAll()
      .where('finished_at', 'is', null)
      .orderBy('created_at')
      .execute();
    return rows.map(toIntake);
  }

  /**
   * Write down what became of one file. The first outcome stands.
   * @returns false when there was one already, or the intake or the item does not exist
   */
  async recordOutcome(id: string, itemIndex: number, outcome: IntakeOutcome): Promise<boolean> {
    for (;;) {
      const row = await this.#db.selectFrom('intakes').select('items').where('id', '=', id).executeTakeFirst();
      if (row === undefined) return false;
      const items = readItems(row.items, id);
      const item = items[itemIndex];
      if (item === undefined || item.outcome !== null) return false;
      const { numUpdatedRows } = await this.#db
        .updateTable('intakes')
        .set({ items: JSON.stringify(items.with(itemIndex, { ...item, outcome })) })
        .where('id', '=', id)
        .where('items', '=', row.items)
        .executeTakeFirstOrThrow();
      if (numUpdatedRows > 0n) return true;
      // Another item of the same intake got its outcome in between: read again.
    }
  }

  /**
   * Take on giving the answer, once every item has its outcome.
   * @returns true for exactly one caller; false while items are open, and for all who come later
   */
  async finish(id: string): Promise<boolean> {
    const intake = await this.get(id);
    if (intake === null || intake.items.some((item) => item.outcome === null)) return false;
    const { numUpdatedRows } = await this.#db
      .updateTable('intakes')
      .set({ finished_at: Date.now() })
      .where('id', '=', id)
      .where('finished_at', 'is', null)
      .executeTakeFirstOrThrow();
    return numUpdatedRows > 0n;
  }
}

const readItems = (text: string, id: string): IntakeItem[] =>
  readJson(z.array(intakeItem), text, `intakes.items of ${id}`);

function toIntake(row: Selectable<IntakesTable>): Intake {
  return {
    id: row.id,
    userId: row.user_id,
    voiceId: row.voice_id,
    items: readItems(row.items, row.id),
    answerTo: readJson(answerTo, row.answer_to, `intakes.answer_to of ${row.id}`),
    createdAt: row.created_at,
    finishedAt: row.finished_at,
  };
}
