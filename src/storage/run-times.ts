// How long trainings took here: a row for each that ended with a version, which goes with its run.
import type { Kysely, Transaction } from 'kysely';
import { readJson } from './json.ts';
import { type RunTimes, runTimes } from './records.ts';
import type { Database } from './schema.ts';

/** Where a training took so long. */
interface Where {
  readonly engine: string;
  /** What it was computed on, as trainers announce it. */
  readonly device: string;
}

/** Of each device, so many of the newest are looked at. */
const mostPast = 60;

export class PastRuns {
  readonly #db: Kysely<Database>;

  constructor(db: Kysely<Database>) {
    this.#db = db;
  }

  /** The newest trainings that ended with a version, newest first. @param devices any of them */
  async times(engine: string, devices: readonly string[]): Promise<RunTimes[]> {
    if (devices.length === 0) return [];
    const rows = await this.#db
      .selectFrom('run_times')
      .select(['run_id', 'times'])
      .where('engine', '=', engine)
      .where('device', 'in', devices)
      .orderBy('ended_at', 'desc')
      .orderBy('run_id', 'desc')
      .limit(mostPast)
      .execute();
    return rows.map((row) => readJson(runTimes, row.times, `run_times.times of ${row.run_id}`));
  }

  /** What the version that a run made is made from; null: not known. */
  async sourceOf(runId: string): Promise<string | null> {
    const row = await this.#db.selectFrom('run_times').select('times').where('run_id', '=', runId).executeTakeFirst();
    return row === undefined ? null : readJson(runTimes, row.times, `run_times.times of ${runId}`).source;
  }
}

/** Note in the given transaction how long a run took that ends now. */
export async function noteTimes(
  db: Transaction<Database>,
  runId: string,
  { engine, device, times }: Where & { readonly times: RunTimes },
  now: number,
): Promise<void> {
  await db
    .insertInto('run_times')
    .values({ run_id: runId, engine, device, times: JSON.stringify(times), ended_at: now })
    .execute();
}
