// How much a person has and has asked for lately: what limits are compared with.
import { setTimeout } from 'node:timers/promises';
import { randomUUID } from 'node:crypto';
import type { Kysely, Selectable, Transaction } from 'kysely';
import { z } from 'zod';
import { unlessErased } from './erased.ts';
import { fleeting } from './fleeting.ts';
import { readJson, readJsonIfGood } from './json.ts';
import { type UseKind, intakeItem, synthesisRequest } from './records.ts';
import type { Database } from './schema.ts';
import { timeOf } from './time.ts';

/** What a person keeps here, in all their voices. */
export interface Kept {
  readonly voices: number;
  readonly clips: number;
  /** Of audio in the clips. */
  readonly seconds: number;
}

/** Look at how much there is, inside of the transaction that writes. @throws UserError when it is too much */
export type Check<T> = (much: T) => void;

/** Something that was used at a time: bytes of an upload, ms of a training, one preview. */
export interface Use {
  /** UTC ms. */
  readonly at: number;
  readonly amount: number;
}

/** Count what a person keeps; `transcripts`: clips that have one. */
export async function countKept(
  db: Kysely<Database>,
  userId: string,
): Promise<Kept & { readonly transcripts: number }> {
  const theirs = db.selectFrom('voices').select('id').where('owner_id', '=', userId);
  const [{ voices }, clips] = await Promise.all([
    db
      .selectFrom('voices')
      .select(({ fn }) => fn.countAll<number>().as('voices'))
      .where('owner_id', '=', userId)
      .executeTakeFirstOrThrow(),
    db
      .selectFrom('samples')
      .select(({ fn }) => [
        fn.countAll<number>().as('clips'),
        fn.sum<number | null>('duration_seconds').as('seconds'),
        fn.count<number>('transcript').as('transcripts'),
      ])
      .where('voice_id', 'in', theirs)
      .executeTakeFirstOrThrow(),
  ]);
  return { voices, ...clips, seconds: clips.seconds ?? 0 };
}

const dayMs = 24 * 3_600_000;
/**
 * What was used is looked at for so long: a run that waits keeps the place in the line that the day before it gave, so that a
 * day alone is too short.
 */
export const keepUsesMs = 2 * dayMs;
/** For how long one process has a person to itself, ms. */
const admittingMs = 10_000;
/** How often whoever waits for that looks again, ms. */
const lookAgainMs = 20;

export class Usage {
  readonly #db: Kysely<Database>;

  constructor(db: Kysely<Database>) {
    this.#db = db;
  }

  /** UTC ms, by the clock that wrote the times of the uses. */
  async now(): Promise<number> {
    return await timeOf(this.#db);
  }

  /**
   * Do something for a person while nobody else does, in any process: what they have does not change by such work meanwhile.
   * Whoever died with it is not waited for longer than {@link admittingMs}.
   */
  async admit<T>(userId: string, work: () => Promise<T>): Promise<T> {
    const until = await this.#takeUser(userId);
    try {
      return await work();
    } finally {
      await this.#db
        .withPlugin(fleeting)
        .updateTable('users')
        .set({ admitting_until: 0 })
        .where('id', '=', userId)
        .where('admitting_until', '=', until)
        .execute();
    }
  }

  async #takeUser(userId: string): Promise<number> {
    for (;;) {
      const now = await timeOf(this.#db);
      const until = now + admittingMs;
      const row = await this.#db
        .withPlugin(fleeting)
        .updateTable('users')
        .set({ admitting_until: until })
        .where('id', '=', userId)
        // One that lies so far ahead was taken before the clock was set back; not one of whoever looked at it a moment later.
        .where((eb) => eb.or([eb('admitting_until', '<=', now), eb('admitting_until', '>', now + 2 * admittingMs)]))
        .returning('id')
        .executeTakeFirst();
      if (row !== undefined) return until;
      const user = await this.#db.selectFrom('users').select('id').where('id', '=', userId).executeTakeFirst();
      // Nobody: there is nothing to keep apart.
      if (user === undefined) return until;
      await setTimeout(lookAgainMs);
    }
  }

  async kept(userId: string): Promise<Kept> {
    return await countKept(this.#db, userId);
  }

  /** Files that the person has sent and that nothing has become of yet. */
  async openFiles(userId: string): Promise<number> {
    const rows = await this.#db
      .selectFrom('intakes')
      .select(['id', 'items'])
      .where('user_id', '=', userId)
      .where('finished_at', 'is', null)
      .execute();
    return rows.flatMap((row) => readItems(row).filter((item) => item.outcome === null)).length;
  }

  /**
   * Write down that a person sends something of which no upload will tell.
   * @returns what {@link takeBack} takes
   */
  async noteSent(userId: string, bytes: number): Promise<string> {
    const row = { id: randomUUID(), user_id: userId, kind: 'upload' as const, amount: bytes };
    await unlessErased(async () =>
      this.#db
        .insertInto('uses')
        .values({ ...row, at: await timeOf(this.#db) })
        .execute(),
    );
    return row.id;
  }

  /** An upload tells of it after all. */
  async takeBack(id: string): Promise<void> {
    await this.#db.deleteFrom('uses').where('id', '=', id).execute();
  }

  /** What was written down for itself, beside what uploads and runs tell. */
  async #noted(userId: string, kind: UseKind, since: number): Promise<Use[]> {
    return await this.#db
      .selectFrom('uses')
      .select(['at', 'amount'])
      .where('user_id', '=', userId)
      .where('kind', '=', kind)
      .where('at', '>', since)
      .execute();
  }

  /** Bytes that the person has sent since then, oldest first. */
  async uploads(userId: string, since: number): Promise<Use[]> {
    const rows = await this.#db
      .selectFrom('intakes')
      .select(['id', 'items', 'created_at'])
      .where('user_id', '=', userId)
      .where('created_at', '>', since)
      .execute();
    const sent = rows.map((row) => ({ at: row.created_at, amount: bytesOf(readItems(row)) }));
    return inOrder([...sent, ...(await this.#noted(userId, 'upload', since))]);
  }

  /** Trainings of the person that were at work since then, ms of each, by when they ended (or now), oldest first. */
  async trainings(userId: string, since: number): Promise<Use[]> {
    const now = await this.now();
    const rows = await this.#db
      .selectFrom('runs')
      .select(['started_at', 'ended_at'])
      .where('user_id', '=', userId)
      .where('kind', '=', 'train')
      .where('started_at', 'is not', null)
      .where((eb) => eb.or([eb('ended_at', 'is', null), eb('ended_at', '>', since)]))
      .execute();
    return inOrder([...rows.map((row) => training(row, now)), ...(await this.#noted(userId, 'training', since))]);
  }

  /**
   * How long trainings of whoever asked for these runs had been at work within the day before, seconds, by run. It stays the
   * same for as long as they wait, so that a place in the queue is one.
   */
  async trainedBefore(runIds: readonly string[]): Promise<Map<string, number>> {
    const rows = await this.#db
      .selectFrom('runs as waiting')
      .innerJoin('runs as past', 'past.user_id', 'waiting.user_id')
      .select('waiting.id')
      .select(({ fn, eb }) => fn.sum<number>(eb('past.ended_at', '-', eb.ref('past.started_at'))).as('ms'))
      .where('waiting.id', 'in', [...runIds])
      .where('past.kind', '=', 'train')
      .where('past.started_at', 'is not', null)
      .where((eb) => eb('past.ended_at', '>', eb('waiting.created_at', '-', dayMs)))
      .groupBy('waiting.id')
      .execute();
    const noted = await this.#db
      .selectFrom('runs as waiting')
      .innerJoin('uses', 'uses.user_id', 'waiting.user_id')
      .select(({ fn }) => ['waiting.id', fn.sum<number>('uses.amount').as('ms')])
      .where('waiting.id', 'in', [...runIds])
      .where('uses.kind', '=', 'training')
      .where((eb) => eb('uses.at', '>', eb('waiting.created_at', '-', dayMs)))
      .groupBy('waiting.id')
      .execute();
    const seconds = new Map<string, number>();
    for (const { id, ms } of [...rows, ...noted]) seconds.set(id, (seconds.get(id) ?? 0) + Math.max(0, ms) / 1000);
    return seconds;
  }

  /** Previews that the person has asked for since then, oldest first; the parts of one sentence are one. */
  async previews(userId: string, since: number): Promise<Use[]> {
    const rows = await this.#db
      .selectFrom('runs')
      .select(['created_at', 'request'])
      .where('user_id', '=', userId)
      .where('kind', '=', 'synthesis')
      .where('created_at', '>', since)
      .execute();
    return inOrder([...rows.map(preview), ...(await this.#noted(userId, 'preview', since))]);
  }
}

/**
 * Before rows of voices go: what people used with them stays written down, so that the limits of a day don't begin anew.
 * Reads no JSON that must be good.
 * @param except somebody of whom nothing stays
 */
export async function keepUses(
  db: Transaction<Database>,
  voiceIds: readonly string[],
  except: string | null = null,
): Promise<void> {
  if (voiceIds.length === 0) return;
  const now = await timeOf(db);
  const since = now - keepUsesMs;
  const intakes = await db
    .selectFrom('intakes')
    .select(['user_id', 'items', 'created_at'])
    .where('voice_id', 'in', voiceIds)
    .where('created_at', '>', since)
    .execute();
  const runs = await db
    .selectFrom('runs')
    .select(['user_id', 'kind', 'request', 'created_at', 'started_at', 'ended_at'])
    .where('voice_id', 'in', voiceIds)
    .where((eb) => eb.or([eb('created_at', '>', since), eb('ended_at', 'is', null), eb('ended_at', '>', since)]))
    .execute();
  const uses = [
    ...intakes.map((row) => ({
      user_id: row.user_id,
      kind: 'upload' as const,
      at: row.created_at,
      amount: bytesOf(readJsonIfGood(z.array(intakeItem), row.items) ?? []),
    })),
    ...runs.map((row) => ({
      user_id: row.user_id,
      kind: row.kind === 'train' ? ('training' as const) : ('preview' as const),
      ...(row.kind === 'train' ? training(row, now) : preview(row)),
    })),
  ];
  const kept = uses.filter((use) => use.amount > 0 && use.at > since && use.user_id !== except);
  for (let from = 0; from < kept.length; from += batchSize) {
    const rows = kept.slice(from, from + batchSize).map((use) => ({ id: randomUUID(), ...use }));
    await db.insertInto('uses').values(rows).execute();
  }
}

/** Rows of one statement. */
const batchSize = 500;

const inOrder = (uses: readonly Use[]): Use[] => uses.toSorted((a, b) => a.at - b.at);

const bytesOf = (items: readonly { readonly bytes: number }[]): number =>
  items.reduce((sum, { bytes }) => sum + bytes, 0);

type RunRow = Selectable<Database['runs']>;

/** A training that may be under way. */
const training = (
  { started_at: started, ended_at: ended }: Pick<RunRow, 'started_at' | 'ended_at'>,
  now: number,
): Use => ({
  at: ended ?? now,
  amount: Math.max(0, (ended ?? now) - (started ?? ended ?? now)),
});

const preview = ({ created_at: at, request }: Pick<RunRow, 'created_at' | 'request'>): Use => ({
  at,
  amount: readJsonIfGood(synthesisRequest, request)?.isRest === true ? 0 : 1,
});

const readItems = (row: { readonly id: string; readonly items: string }) =>
  readJson(z.array(intakeItem), row.items, `intakes.items of ${row.id}`);
