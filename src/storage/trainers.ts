// Trainers that are there: each announces itself again and again, and is gone when it has been silent for too long.
import type { Kysely } from 'kysely';
import { isThere } from './bots.ts';
import { fleeting } from './fleeting.ts';
import type { Database } from './schema.ts';
import { timeOf } from './time.ts';

export interface AnnouncedTrainer {
  /** Of its process. */
  readonly id: string;
  readonly engine: string;
  /** What it computes on, for a person. */
  readonly device: string;
}

export class Trainers {
  readonly #db: Kysely<Database>;

  constructor(db: Kysely<Database>) {
    this.#db = db.withPlugin(fleeting);
  }

  /** A trainer is there. @param leaseMs for how long, without a further word of it */
  async announce({ id, engine, device }: AnnouncedTrainer, leaseMs: number): Promise<void> {
    const seen = { seen_at: await timeOf(this.#db), lease_ms: leaseMs };
    await this.#db
      .insertInto('trainers')
      .values({ id, engine, device, ...seen })
      .onConflict((conflict) => conflict.column('id').doUpdateSet(seen))
      .execute();
  }

  /** It ends in good order. */
  async withdraw(id: string): Promise<void> {
    await this.#db.deleteFrom('trainers').where('id', '=', id).execute();
  }

  /** Those that are there, by engine. */
  async alive(): Promise<AnnouncedTrainer[]> {
    const now = await timeOf(this.#db);
    const rows = await this.#db
      .selectFrom('trainers')
      .select(['id', 'engine', 'device'])
      .where(isThere(now))
      .orderBy('engine')
      .orderBy('id')
      .execute();
    return rows.map(({ id, engine, device }) => ({ id, engine, device }));
  }
}
