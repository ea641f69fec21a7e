// The people who own voices.
import type { ExpressionBuilder, Kysely, Selectable, Transaction } from 'kysely';
import { UserError } from '../errors.ts';
import { blobsOf, neededBlobs } from './blob-references.ts';
import { handOnHearings } from './hearings.ts';
import { purge, withDescendants } from './lineage.ts';
import type { Notify } from './records.ts';
import { countKept, keepUses } from './usage.ts';
import type { Database, RunsTable, UsersTable } from './schema.ts';
import { timeOf } from './time.ts';

export interface User {
  /** Discord snowflake. */
  readonly id: string;
  readonly locale: string;
  /** The version of the consent text that was agreed to; null: none yet. */
  readonly consentVersion: number | null;
  readonly consentAt: number | null;
  /** How they want to be told that a training is done; null: they did not say. */
  readonly notify: Notify | null;
  readonly createdAt: number;
}

/** How much is kept of a person. */
export interface Holdings {
  readonly voices: number;
  readonly clips: number;
  /** Seconds of audio in the clips. */
  readonly seconds: number;
  readonly transcripts: number;
  /** Versions that can speak. */
  readonly versions: number;
  /** Versions of others that had started from theirs, and would go with them. */
  readonly versionsOfOthers: number;
  readonly uploads: number;
  readonly trainings: number;
  readonly previews: number;
  /** Recordings in which they agreed. */
  readonly spokenConsents: number;
  /** Reports to the operator that they made, or that are about what they let be said or their voices. */
  readonly reports: number;
  /** That others let them speak with a voice. */
  readonly grants: number;
  /** Whether they agreed; of whoever did not, there can be no more than reports and grants. */
  readonly hasAgreed: boolean;
}

export class Users {
  readonly #db: Kysely<Database>;

  constructor(db: Kysely<Database>) {
    this.#db = db;
  }

  async get(id: string): Promise<User | null> {
    const row = await this.#db.selectFrom('users').selectAll().where('id', '=', id).executeTakeFirst();
    return row === undefined ? null : toUser(row);
  }

  /** The user, made when new; the locale is kept up to date. */
  async ensure(id: string, locale: string): Promise<User> {
    const row = await this.#db
      .insertInto('users')
      .values({ id, locale, consent_version: null, consent_at: null, created_at: await timeOf(this.#db) })
      .onConflict((conflict) => conflict.column('id').doUpdateSet({ locale }))
      .returningAll()
      .executeTakeFirstOrThrow();
    return toUser(row);
  }

  /**
   * Before something is kept of somebody who agreed: a command may have waited for long since it looked.
   * @throws UserError `erased-meanwhile` where they have deleted everything
   */
  async checkStillThere(id: string, locale: string): Promise<void> {
    const { numUpdatedRows } = await this.#db
      .updateTable('users')
      .set({ locale })
      .where('id', '=', id)
      .where('consent_version', 'is not', null)
      .executeTakeFirstOrThrow();
    if (numUpdatedRows === 0n) throw new UserError('erased-meanwhile');
  }

  /** Record that the user agreed to this version of the consent text. */
  async giveConsent(id: string, consentVersion: number): Promise<User> {
    const row = await this.#db
      .updateTable('users')
      .set({ consent_version: consentVersion, consent_at: await timeOf(this.#db) })
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirstOrThrow();
    return toUser(row);
  }

  /** Take on asking how they want to be told that a training is done: true for one caller, ever. */
  async askNotify(id: string): Promise<boolean> {
    const { numUpdatedRows } = await this.#db
      .updateTable('users')
      .set({ notify: 'asked' })
      .where('id', '=', id)
      .where('notify', 'is', null)
      .executeTakeFirstOrThrow();
    return numUpdatedRows > 0n;
  }

  async setNotify(id: string, notify: Notify): Promise<void> {
    await this.#db.updateTable('users').set({ notify }).where('id', '=', id).execute();
  }

  /** What is kept of a person, counted; null when it is nothing at all. */
  async holdings(id: string): Promise<Holdings | null> {
    const user = await this.get(id);
    const theirs = this.#db.selectFrom('voices').select('id').where('owner_id', '=', id);
    const [{ reports }, { grants }] = await Promise.all([
      this.#db
        .selectFrom('reports')
        .select(({ fn }) => fn.countAll<number>().as('reports'))
        .where((eb) => eb.or([eb('reporter_id', '=', id), isAbout(this.#db, id)(eb)]))
        .executeTakeFirstOrThrow(),
      this.#db
        .selectFrom('grants')
        .select(({ fn }) => fn.countAll<number>().as('grants'))
        .where('kind', '=', 'person')
        .where('grantee_id', '=', id)
        .executeTakeFirstOrThrow(),
    ]);
    if (user === null && reports + grants === 0) return null;
    const own = await this.#db
      .selectFrom('versions')
      .select(['id', 'status'])
      .where('voice_id', 'in', theirs)
      .execute();
    const derived = await withDescendants(
      this.#db,
      own.map((row) => row.id),
    );
    const [kept, { uploads }, { spokenConsents }, runs] = await Promise.all([
      countKept(this.#db, id),
      this.#db
        .selectFrom('intakes')
        .select(({ fn }) => fn.countAll<number>().as('uploads'))
        .where('user_id', '=', id)
        .executeTakeFirstOrThrow(),
      this.#db
        .selectFrom('spoken_consents')
        .select(({ fn }) => fn.count<number>('recording').as('spokenConsents'))
        .where('user_id', '=', id)
        .executeTakeFirstOrThrow(),
      this.#db
        .selectFrom('runs')
        .select(({ fn }) => ['kind', fn.countAll<number>().as('runs')])
        .where('user_id', '=', id)
        .groupBy('kind')
        .execute(),
    ]);
    const runsOf = (kind: RunsTable['kind']): number => runs.find((row) => row.kind === kind)?.runs ?? 0;
    return {
      ...kept,
      versions: complete(own),
      versionsOfOthers: complete(derived) - complete(own),
      uploads,
      trainings: runsOf('train'),
      previews: runsOf('synthesis'),
      spokenConsents,
      reports,
      grants,
      hasAgreed: user !== null,
    };
  }

  /**
   * Erase every row of a person in the given transaction: voices, samples, versions, runs and uploads go with them, and
   * versions of others that had started from theirs are purged. A trainer that works for them finds at its next write that
   * it holds nothing any more. What others used with their voices stays written down for those others.
   * @returns SHA-256 of the blobs that were stored for them and that nobody else needs; null when there was nothing of theirs
   */
  async erase(db: Transaction<Database>, id: string): Promise<Set<string> | null> {
    const made = await db.deleteFrom('reports').where('reporter_id', '=', id).executeTakeFirstOrThrow();
    // That somebody reported something stays, without who and what it was about.
    const about = await db
      .updateTable('reports')
      .set({ said_by: '', version_id: '', text: '' })
      .where((eb) => isAbout(db, id)(eb))
      .executeTakeFirstOrThrow();
    const granted = await db
      .deleteFrom('grants')
      .where('kind', '=', 'person')
      .where('grantee_id', '=', id)
      .executeTakeFirstOrThrow();
    const blobs = await blobsOf(db, { userId: id });
    const rows = await db.selectFrom('voices').select('id').where('owner_id', '=', id).execute();
    const voices = rows.map((voice) => voice.id);
    await keepUses(db, voices, id);
    await handOnHearings(db, voices);
    const versions = await db
      .selectFrom('versions')
      .innerJoin('voices', 'voices.id', 'versions.voice_id')
      .select(['versions.id', 'versions.voice_id'])
      .where('voices.owner_id', '=', id)
      .execute();
    for (const [voiceId, rows] of Map.groupBy(versions, (row) => row.voice_id)) {
      await purge(
        db,
        voiceId,
        rows.map((row) => row.id),
      );
    }
    const { numDeletedRows } = await db.deleteFrom('users').where('id', '=', id).executeTakeFirstOrThrow();
    const gone = numDeletedRows + made.numDeletedRows + about.numUpdatedRows + granted.numDeletedRows;
    return gone === 0n ? null : blobs.difference(await neededBlobs(db, blobs));
  }
}

/** Whether a report is about what this person let be said, or about one of their voices. */
function isAbout(db: Kysely<Database>, userId: string) {
  const theirs = db.selectFrom('voices').select('id').where('owner_id', '=', userId);
  const spokenBy = db.selectFrom('versions').select('id').where('voice_id', 'in', theirs);
  return (eb: ExpressionBuilder<Database, 'reports'>) =>
    eb.or([eb('said_by', '=', userId), eb('version_id', 'in', spokenBy)]);
}

const complete = (rows: readonly { readonly status: string }[]): number =>
  rows.filter((row) => row.status === 'complete').length;

function toUser(row: Selectable<UsersTable>): User {
  return {
    id: row.id,
    locale: row.locale,
    consentVersion: row.consent_version,
    consentAt: row.consent_at,
    notify: row.notify === 'asked' ? null : row.notify,
    createdAt: row.created_at,
  };
}
