// Intakes: uploads that were promised an answer. Written before the first byte is downloaded, so that a crash loses none.
import { unlessErased } from './erased.ts';
import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Kysely, Selectable } from 'kysely';
import { z } from 'zod';
import { noteUse } from './idle.ts';
import { addFile, addFiles, dropFile } from './intake-files.ts';
import { readJson } from './json.ts';
import { type AnswerTo, type IntakeItem, type IntakeOutcome, answerTo, intakeItem } from './records.ts';
import type { Database, IntakesTable } from './schema.ts';
import { timeOf } from './time.ts';
import { inTransaction } from './transaction.ts';

export interface Intake {
  readonly id: string;
  readonly userId: string;
  readonly voiceId: string;
  readonly items: IntakeItem[];
  readonly answerTo: AnswerTo;
  readonly createdAt: number;
  /** When somebody took on giving the answer; null: not yet. */
  readonly finishedAt: number | null;
  /**
   * Of takes spoken in a voice channel. `on`: further ones may come; `interrupted`: none will, because the bot that
   * listened is no more; null: these are all.
   */
  readonly recording: 'on' | 'interrupted' | null;
}

export class Intakes {
  readonly #db: Kysely<Database>;

  constructor(db: Kysely<Database>) {
    this.#db = db;
  }

  /**
   * @param intake.isOver everything has become of it already, and was told
   * @param teller the bot that tells of it
   */
  async create(
    intake: Pick<Intake, 'userId' | 'voiceId' | 'items' | 'answerTo'> & {
      readonly recording?: 'on';
      readonly isOver?: true;
    },
    teller: string | null = null,
  ): Promise<Intake> {
    const row = await unlessErased(() =>
      inTransaction(this.#db, 'adds', async (db) => {
        const now = await timeOf(db);
        const made = await db
          .insertInto('intakes')
          .values({
            id: randomUUID(),
            user_id: intake.userId,
            voice_id: intake.voiceId,
            items: JSON.stringify(intake.items),
            answer_to: JSON.stringify(intake.answerTo),
            created_at: now,
            finished_at: intake.isOver === true ? now : null,
            recording: intake.recording ?? null,
            teller,
          })
          .returningAll()
          .executeTakeFirstOrThrow();
        await addFiles(db, { ...intake, id: made.id }, now);
        await noteUse(db, intake.voiceId);
        return made;
      }),
    );
    return toIntake(row);
  }

  /** Whether the person sent an upload within so many ms before this one. */
  async followsAnother({ id, userId, createdAt }: Intake, withinMs: number): Promise<boolean> {
    const row = await this.#db
      .selectFrom('intakes')
      .select('id')
      .where('user_id', '=', userId)
      .where('id', '!=', id)
      .where('created_at', '<=', createdAt)
      .where('created_at', '>', createdAt - withinMs)
      .limit(1)
      .executeTakeFirst();
    return row !== undefined;
  }

  /** Id of the voice that the person's latest upload was for; null: none is on record. */
  async lastVoice(userId: string): Promise<string | null> {
    const row = await this.#db
      .selectFrom('intakes')
      .select('voice_id')
      .where('user_id', '=', userId)
      .orderBy('created_at', 'desc')
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirst();
    return row?.voice_id ?? null;
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
      .orderBy('id')
      .execute();
    return rows.map(toIntake);
  }

  /**
   * Write down what became of one file. The first outcome stands.
   * @returns false when there was one already, or the intake or the item does not exist
   */
  async recordOutcome(id: string, itemIndex: number, outcome: IntakeOutcome): Promise<boolean> {
    return await inTransaction(this.#db, 'adds', async (db) => {
      for (;;) {
        const row = await db.selectFrom('intakes').select('items').where('id', '=', id).executeTakeFirst();
        if (row === undefined) return false;
        const items = readItems(row.items, id);
        const item = items[itemIndex];
        if (item === undefined || item.outcome !== null) return false;
        const { numUpdatedRows } = await db
          .updateTable('intakes')
          .set({ items: JSON.stringify(items.with(itemIndex, { ...item, outcome })) })
          .where('id', '=', id)
          .where('items', '=', row.items)
          .executeTakeFirstOrThrow();
        // Where another item of the same intake got its outcome in between: read again.
        if (numUpdatedRows === 0n) continue;
        await dropFile(db, id, itemIndex);
        return true;
      }
    });
  }

  /**
   * Add a take to an upload that is being spoken.
   * @returns its index; null when no takes are added to it any more, or it is gone
   */
  async addTake(id: string, item: IntakeItem): Promise<number | null> {
    return await inTransaction(this.#db, 'adds', async (db) => {
      for (;;) {
        const row = await db
          .selectFrom('intakes')
          .select(['items', 'user_id', 'recording'])
          .where('id', '=', id)
          .executeTakeFirst();
        if (row === undefined || row.recording !== 'on') return null;
        const items = readItems(row.items, id);
        const { numUpdatedRows } = await db
          .updateTable('intakes')
          .set({ items: JSON.stringify([...items, item]) })
          .where('id', '=', id)
          .where('items', '=', row.items)
          .where('recording', '=', 'on')
          .executeTakeFirstOrThrow();
        if (numUpdatedRows === 0n) continue;
        await addFile(db, { id, userId: row.user_id }, items.length, item.url);
        return items.length;
      }
    });
  }

  /** No more takes are added to an upload. @param how `interrupted`: not because anybody wanted that */
  async endRecording(id: string, how: 'interrupted' | null): Promise<void> {
    await this.#db
      .updateTable('intakes')
      .set({ recording: how })
      .where('id', '=', id)
      .where('recording', '=', 'on')
      .execute();
  }

  /**
   * Write down what became of a recording of an archive, as an item of its own. The first outcome stands.
   * @param item with its outcome, and `unpackedFrom`
   */
  async addUnpacked(id: string, item: IntakeItem): Promise<void> {
    await inTransaction(this.#db, 'adds', async (db) => {
      for (;;) {
        const row = await db.selectFrom('intakes').select('items').where('id', '=', id).executeTakeFirst();
        if (row === undefined) return;
        const items = readItems(row.items, id);
        if (items.some(({ unpackedFrom }) => isDeepStrictEqual(unpackedFrom, item.unpackedFrom))) return;
        const { numUpdatedRows } = await db
          .updateTable('intakes')
          .set({ items: JSON.stringify([...items, item]) })
          .where('id', '=', id)
          .where('items', '=', row.items)
          .executeTakeFirstOrThrow();
        if (numUpdatedRows > 0n) return;
      }
    });
  }

  /**
   * Take on giving the answer, once every item has its outcome.
   * @returns true for exactly one caller; false while items are open, and for all who come later
   */
  async finish(id: string): Promise<boolean> {
    const intake = await this.get(id);
    if (intake === null || intake.recording === 'on' || intake.items.some((item) => item.outcome === null))
      return false;
    const { numUpdatedRows } = await this.#db
      .updateTable('intakes')
      .set({ finished_at: await timeOf(this.#db) })
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
    recording: row.recording,
  };
}
