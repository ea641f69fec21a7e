// The files of uploads that nothing has become of yet, as jobs: intake workers take them from here, each for as long as its
// lease lasts, so that the file of a worker that died is taken up by another one. Redis is told that there is something to
// take; what is taken is decided here, so that people take turns however many workers there are.
import type { ExpressionBuilder, Kysely, Transaction } from 'kysely';
import { type IntakeItem, blobOf } from './records.ts';
import type { Database } from './schema.ts';
import { timeOf } from './time.ts';
import { inTransaction } from './transaction.ts';

/** A file, as Redis is told of it. */
export interface WaitingFile {
  readonly intakeId: string;
  /** Index in the upload's items. */
  readonly item: number;
  /** How often it was taken from a worker. */
  readonly fence: number;
}

/** A file that a worker has. */
export interface HeldFile {
  readonly intakeId: string;
  readonly item: number;
  /** Which worker begins with it for the how manieth time: 1, 2… */
  readonly attempts: number;
  /** The blob that it lies in, which nobody needs once it was taken in; null: it is to be fetched. */
  readonly blob: string | null;
}

/** Note in the given transaction that the files of an upload wait. */
export async function addFiles(
  db: Transaction<Database>,
  intake: { readonly id: string; readonly userId: string; readonly items: readonly IntakeItem[] },
  now: number,
): Promise<void> {
  const open = intake.items.flatMap(({ outcome, url }, item) =>
    outcome === null ? [{ item, blob: blobOf(url) }] : [],
  );
  if (open.length > 0) await insert(db, intake, open, now);
}

/** Note in the given transaction that a file was added to an upload. */
export async function addFile(
  db: Transaction<Database>,
  intake: { readonly id: string; readonly userId: string },
  item: number,
  url: string,
): Promise<void> {
  await insert(db, intake, [{ item, blob: blobOf(url) }], await timeOf(db));
}

async function insert(
  db: Transaction<Database>,
  intake: { readonly id: string; readonly userId: string },
  files: readonly { readonly item: number; readonly blob: string | null }[],
  now: number,
): Promise<void> {
  await db
    .insertInto('intake_files')
    .values(
      files.map((file) => ({
        ...file,
        intake_id: intake.id,
        user_id: intake.userId,
        created_at: now,
        dispatched_at: null,
        held_by: null,
        lease_until: null,
        lease_ms: null,
      })),
    )
    .execute();
}

/** Note in the given transaction that a file has its outcome. */
export async function dropFile(db: Transaction<Database>, intakeId: string, item: number): Promise<void> {
  await db.deleteFrom('intake_files').where('intake_id', '=', intakeId).where('item', '=', item).execute();
}

type Builder = ExpressionBuilder<Database, 'intake_files'>;

/** Whether a lease is over; one that lasts far longer than it was taken for is from before the clock was set back. */
const isOver = (now: number) => (eb: Builder) =>
  eb.or([eb('lease_until', '<=', now), eb(eb('lease_until', '-', now), '>', eb('lease_ms', '*', 2))]);

const isFree = (now: number) => (eb: Builder) => eb.or([eb('held_by', 'is', null), isOver(now)(eb)]);

export class IntakeFiles {
  readonly #db: Kysely<Database>;

  constructor(db: Kysely<Database>) {
    this.#db = db;
  }

  /**
   * Take the file whose turn it is: of whoever has the fewest in work and was served longest ago, the oldest.
   * @param worker names the process
   * @param each how many files of one person may be held at once
   * @returns null when there is none that may be taken now
   */
  async claim(worker: string, leaseMs: number, each: number): Promise<HeldFile | null> {
    return await inTransaction(this.#db, 'adds', async (db) => {
      for (;;) {
        const claimed = await this.#claimOne(db, worker, leaseMs, each);
        // Somebody else was faster: look again.
        if (claimed !== 'lost') return claimed;
      }
    });
  }

  async #claimOne(
    db: Transaction<Database>,
    worker: string,
    leaseMs: number,
    each: number,
  ): Promise<HeldFile | 'lost' | null> {
    const now = await timeOf(db);
    const held = await db
      .selectFrom('intake_files')
      .select(({ fn }) => ['user_id', fn.countAll<number>().as('files')])
      .where('held_by', 'is not', null)
      .where((eb) => eb.not(isOver(now)(eb)))
      .groupBy('user_id')
      .execute();
    const filesOf = new Map(held.map((row) => [row.user_id, row.files]));
    const full = held.filter(({ files }) => files >= each).map((row) => row.user_id);
    const waiting = await db
      .selectFrom('intake_files')
      .innerJoin('users', 'users.id', 'intake_files.user_id')
      .select(({ fn }) => ['user_id', 'file_taken_at', fn.min('intake_files.created_at').as('since')])
      .where(isFree(now))
      .$if(full.length > 0, (query) => query.where('user_id', 'not in', full))
      .groupBy(['user_id', 'file_taken_at'])
      .execute();
    const [next] = waiting.sort(
      (a, b) =>
        (filesOf.get(a.user_id) ?? 0) - (filesOf.get(b.user_id) ?? 0) ||
        a.file_taken_at - b.file_taken_at ||
        a.since - b.since,
    );
    if (next === undefined) return null;
    const file = await db
      .selectFrom('intake_files')
      .select(['intake_id', 'item'])
      .where('user_id', '=', next.user_id)
      .where(isFree(now))
      .orderBy('created_at')
      .orderBy('intake_id')
      .orderBy('item')
      .limit(1)
      .executeTakeFirst();
    if (file === undefined) return 'lost';
    const row = await db
      .updateTable('intake_files')
      .set(({ eb }) => ({
        held_by: worker,
        lease_until: now + leaseMs,
        lease_ms: leaseMs,
        attempts: eb('attempts', '+', 1),
      }))
      .where('intake_id', '=', file.intake_id)
      .where('item', '=', file.item)
      .where(isFree(now))
      .returning(['attempts', 'blob'])
      .executeTakeFirst();
    if (row === undefined) return 'lost';
    // Later than any before, so that nobody's turn is lost within a millisecond.
    await db
      .updateTable('users')
      .set({ file_taken_at: Math.max(now, ...waiting.map((one) => one.file_taken_at + 1)) })
      .where('id', '=', next.user_id)
      .execute();
    return { intakeId: file.intake_id, item: file.item, ...row };
  }

  /** A worker is alive: it keeps what it has. @returns its files */
  async renew(worker: string, leaseMs: number): Promise<Pick<HeldFile, 'intakeId' | 'item'>[]> {
    const rows = await this.#db
      .updateTable('intake_files')
      .set({ lease_until: (await timeOf(this.#db)) + leaseMs })
      .where('held_by', '=', worker)
      .returning(['intake_id', 'item'])
      .execute();
    return rows.map((row) => ({ intakeId: row.intake_id, item: row.item }));
  }

  /** Give a file back as it was taken: the attempt does not count. */
  async handBack(worker: string, { intakeId, item }: Pick<HeldFile, 'intakeId' | 'item'>): Promise<void> {
    await this.#db
      .updateTable('intake_files')
      .set(({ eb }) => ({
        held_by: null,
        lease_until: null,
        dispatched_at: null,
        fence: eb('fence', '+', 1),
        attempts: eb('attempts', '-', 1),
      }))
      .where('intake_id', '=', intakeId)
      .where('item', '=', item)
      .where('held_by', '=', worker)
      .execute();
  }

  /** Free the files of workers that went silent. @returns how many */
  async releaseExpired(): Promise<number> {
    const expired = isOver(await timeOf(this.#db));
    const one = await this.#db.selectFrom('intake_files').select('item').where(expired).limit(1).executeTakeFirst();
    // Most of the time there is none: then the write lock is not taken.
    if (one === undefined) return 0;
    const { numUpdatedRows } = await this.#db
      .updateTable('intake_files')
      .set(({ eb }) => ({ held_by: null, lease_until: null, dispatched_at: null, fence: eb('fence', '+', 1) }))
      .where(expired)
      .executeTakeFirstOrThrow();
    return Number(numUpdatedRows);
  }

  /** Files that Redis has yet to be told of, oldest first. */
  async undispatched(limit: number): Promise<WaitingFile[]> {
    return await this.#waiting(limit, true);
  }

  /** All that wait for a worker. */
  async waiting(): Promise<WaitingFile[]> {
    return await this.#waiting(null, false);
  }

  /** How many files nobody has taken up yet, and how long the oldest of them has waited. */
  async backlog(): Promise<{ readonly count: number; readonly oldestSeconds: number }> {
    const now = await timeOf(this.#db);
    const { count, oldest } = await this.#db
      .selectFrom('intake_files')
      .select(({ fn }) => [fn.countAll<number>().as('count'), fn.min<number | null>('created_at').as('oldest')])
      .where('held_by', 'is', null)
      .executeTakeFirstOrThrow();
    return { count, oldestSeconds: Math.max(0, now - (oldest ?? now)) / 1000 };
  }

  async #waiting(limit: number | null, isNew: boolean): Promise<WaitingFile[]> {
    const rows = await this.#db
      .selectFrom('intake_files')
      .select(['intake_id', 'item', 'fence'])
      .where('held_by', 'is', null)
      .$if(isNew, (query) => query.where('dispatched_at', 'is', null))
      .orderBy('created_at')
      .orderBy('intake_id')
      .orderBy('item')
      .$if(limit !== null, (query) => query.limit(limit ?? 0))
      .execute();
    return rows.map((row) => ({ intakeId: row.intake_id, item: row.item, fence: row.fence }));
  }

  /** Redis has these. */
  async markDispatched(files: readonly WaitingFile[]): Promise<void> {
    if (files.length === 0) return;
    await inTransaction(this.#db, 'adds', async (db) => {
      const now = await timeOf(db);
      for (const { intakeId, item, fence } of files) {
        await db
          .updateTable('intake_files')
          .set({ dispatched_at: now })
          .where('intake_id', '=', intakeId)
          .where('item', '=', item)
          .where('fence', '=', fence)
          .execute();
      }
    });
  }

  /** The uploads that have files which nothing has become of. */
  async openIntakes(): Promise<Set<string>> {
    const rows = await this.#db.selectFrom('intake_files').select('intake_id').distinct().execute();
    return new Set(rows.map((row) => row.intake_id));
  }

  /** The workers that have files now. */
  async workers(): Promise<Set<string>> {
    const now = await timeOf(this.#db);
    const rows = await this.#db
      .selectFrom('intake_files')
      .select('held_by')
      .distinct()
      .where('held_by', 'is not', null)
      .where('lease_until', '>', now)
      .execute();
    return new Set(rows.flatMap((row) => row.held_by ?? []));
  }
}
