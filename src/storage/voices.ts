// Voices: what a person grows. A voice points at the version that speaks.
import { unlessErased } from './erased.ts';
import { randomUUID } from 'node:crypto';
import type { Kysely, Selectable, Transaction } from 'kysely';
import { plain } from '../words.ts';
import { blobsOf, neededBlobs } from './blob-references.ts';
import { handOnHearings } from './hearings.ts';
import { IdleVoices } from './idle.ts';
import { readJsonIfGood } from './json.ts';
import { purge, withDescendants } from './lineage.ts';
import { type StateManifest, stateManifest } from './records.ts';
import type { Database, VoicesTable } from './schema.ts';
import { timeOf } from './time.ts';
import { type RestoredVoice, restoreInto } from './restoring.ts';
import { candidatesFor, mayBeUsedBy } from './starting-points.ts';
import { noLongerShared, stopTrainingsFrom } from './stopping.ts';
import { inTransaction, lockRow } from './transaction.ts';
import { type Check, type Kept, countKept, keepUses } from './usage.ts';
import { type Version, toVersion } from './version.ts';

export interface Voice {
  readonly id: string;
  readonly ownerId: string;
  /** Unique for its owner. */
  readonly name: string;
  /** BCP 47, for example `en`. */
  readonly language: string;
  /** Null until the first training is done, and when every version it could fall back to was purged. */
  readonly activeVersionId: string | null;
  /** How often its owner chose by hand which version speaks. */
  readonly choices: number;
  /** When the owner allowed others to start their voices from it; null: not allowed. */
  readonly sharedAt: number | null;
  readonly createdAt: number;
}

/** A voice that another one may start from, and the version to begin with. */
export interface StartingPoint {
  readonly voice: Voice;
  /** Its active version; it can speak. */
  readonly version: Version;
}

/** Longest name of a voice, UTF-16 units. */
export const maxVoiceName = 32;

/**
 * A voice's name as it is kept: plain, lower-case. Lower-casing can make a text longer (`İ` becomes two), so it goes first,
 * and what is kept can be typed again.
 */
export const keptVoiceName = (typed: string): string =>
  plain(plain(typed).toLowerCase().normalize('NFC'), maxVoiceName);

export class Voices {
  readonly #db: Kysely<Database>;

  constructor(db: Kysely<Database>) {
    this.#db = db;
  }

  /** The owner's voice of this name, made when new (`language` matters only then). The owner must exist. */
  async ensure(ownerId: string, name = 'default', language = 'en'): Promise<Voice> {
    const known = await this.byName(ownerId, name);
    if (known !== null) return known;
    const now = await timeOf(this.#db);
    await unlessErased(() =>
      this.#db
        .insertInto('voices')
        .values({
          id: randomUUID(),
          owner_id: ownerId,
          name,
          language,
          active_version_id: null,
          choices: 0,
          shared_at: null,
          created_at: now,
          used_at: now,
        })
        .onConflict((conflict) => conflict.columns(['owner_id', 'name']).doNothing())
        .execute(),
    );
    const row = await this.#db
      .selectFrom('voices')
      .selectAll()
      .where('owner_id', '=', ownerId)
      .where('name', '=', name)
      .executeTakeFirstOrThrow();
    return toVoice(row);
  }

  /**
   * Bring a voice back as a new one of its owner, who must exist.
   * @param wanted its name and language; another name where the owner has a voice of that name
   * @param checkMore is given what its owner would keep with it; what it throws refuses all
   * @returns null when what its version started from is gone, or may not be used by this owner (any more)
   */
  async restore(
    ownerId: string,
    wanted: Pick<Voice, 'name' | 'language'>,
    restored: RestoredVoice,
    checkMore: Check<Kept>,
  ): Promise<Voice | null> {
    return await unlessErased(() =>
      inTransaction(this.#db, 'adds', async (db) => {
        await lockRow(db, 'users', ownerId);
        const startedFrom = restored.version?.startedFrom ?? null;
        if (startedFrom !== null && !(await new Voices(db).#isGround(startedFrom, ownerId))) return null;
        const kept = await countKept(db, ownerId);
        checkMore({
          voices: kept.voices + 1,
          clips: kept.clips + restored.clips.length,
          seconds: restored.clips.reduce((sum, { durationSeconds }) => sum + durationSeconds, kept.seconds),
        });
        const taken = await db.selectFrom('voices').select('name').where('owner_id', '=', ownerId).execute();
        const row = await db
          .insertInto('voices')
          .values({
            id: randomUUID(),
            owner_id: ownerId,
            name: freeName(wanted.name, new Set(taken.map(({ name }) => name))),
            language: wanted.language,
            active_version_id: null,
            choices: 0,
            shared_at: null,
            created_at: await timeOf(db),
            used_at: await timeOf(db),
          })
          .returningAll()
          .executeTakeFirstOrThrow();
        await restoreInto(db, row.id, restored);
        return await new Voices(db).get(row.id);
      }),
    );
  }

  /** Whether versions of this owner may stand on a version, which is there. */
  async #isGround(versionId: string, ownerId: string): Promise<boolean> {
    const version = await this.#db
      .selectFrom('versions')
      .select('status')
      .where('id', '=', versionId)
      .executeTakeFirst();
    return version?.status === 'complete' && (await this.#lineMayBeUsed(versionId, ownerId));
  }

  /**
   * The voice of this owner that has all of this already: clips (SHA-256), and a version with these weights where there is one.
   * Null: none has.
   */
  async havingAll(
    ownerId: string,
    clips: readonly string[],
    weights: Pick<StateManifest, 'files'> | null,
  ): Promise<Voice | null> {
    for (const voice of await this.list(ownerId)) {
      const rows = await this.#db.selectFrom('samples').select('sha256').where('voice_id', '=', voice.id).execute();
      const has = new Set(rows.map(({ sha256 }) => sha256));
      if (!clips.every((sha256) => has.has(sha256))) continue;
      if (weights === null) return voice;
      const versions = await this.#db
        .selectFrom('versions')
        .select('manifest')
        .where('voice_id', '=', voice.id)
        .where('status', '=', 'complete')
        .execute();
      const states = versions.flatMap(({ manifest }) => readJsonIfGood(stateManifest, manifest ?? 'null') ?? []);
      // A version may have lost the history of its training since.
      const isIn = ({ files }: StateManifest): boolean =>
        files.every(({ sha256 }) => weights.files.some((file) => file.sha256 === sha256));
      if (states.some(isIn)) return voice;
    }
    return null;
  }

  async get(id: string): Promise<Voice | null> {
    const row = await this.#db.selectFrom('voices').selectAll().where('id', '=', id).executeTakeFirst();
    return row === undefined ? null : toVoice(row);
  }

  async byName(ownerId: string, name: string): Promise<Voice | null> {
    const row = await this.#db
      .selectFrom('voices')
      .selectAll()
      .where('owner_id', '=', ownerId)
      .where('name', '=', name)
      .executeTakeFirst();
    return row === undefined ? null : toVoice(row);
  }

  /** All voices of a person, by name. */
  async list(ownerId: string): Promise<Voice[]> {
    const rows = await this.#db
      .selectFrom('voices')
      .selectAll()
      .where('owner_id', '=', ownerId)
      .orderBy('name')
      .execute();
    return rows.map(toVoice);
  }

  /** How many there are, and of how many people. */
  async counts(): Promise<{ voices: number; people: number }> {
    const { voices, people } = await this.#db
      .selectFrom('voices')
      .select(({ fn }) => [fn.countAll<number>().as('voices'), fn.count<number>('owner_id').distinct().as('people')])
      .executeTakeFirstOrThrow();
    return { voices, people };
  }

  /** The voices of everybody, by owner and name. */
  async all(): Promise<Voice[]> {
    const rows = await this.#db.selectFrom('voices').selectAll().orderBy('owner_id').orderBy('name').execute();
    return rows.map(toVoice);
  }

  /**
   * Give a voice another name.
   * @param name as {@link keptVoiceName} makes it
   * @returns false when its owner has another voice of that name, or it is gone
   */
  async rename(id: string, name: string): Promise<boolean> {
    return await inTransaction(this.#db, 'adds', async (db) => {
      const { numUpdatedRows } = await db
        .updateTable('voices')
        .set({ name })
        .where('id', '=', id)
        .where((eb) =>
          eb.not(
            eb.exists(
              eb
                .selectFrom('voices as other')
                .select('other.id')
                .whereRef('other.owner_id', '=', 'voices.owner_id')
                .where('other.name', '=', name)
                .where('other.id', '!=', id),
            ),
          ),
        )
        .executeTakeFirstOrThrow();
      return numUpdatedRows > 0n;
    });
  }

  /** Say which language (BCP 47) is spoken in a voice's recordings. */
  async setLanguage(id: string, language: string): Promise<void> {
    await this.#db.updateTable('voices').set({ language }).where('id', '=', id).execute();
  }

  /** Whether it is for this run to offer that the voice be grown anew from a better source: for the first one that asks. */
  async offerOnce(id: string, runId: string): Promise<boolean> {
    const { numUpdatedRows } = await this.#db
      .updateTable('voices')
      .set({ offered_by: runId })
      .where('id', '=', id)
      .where((eb) => eb.or([eb('offered_by', 'is', null), eb('offered_by', '=', runId)]))
      .executeTakeFirstOrThrow();
    return numUpdatedRows > 0n;
  }

  /** What {@link erase} would delete, counted. */
  async holdings(id: string): Promise<VoiceHoldings> {
    const { clips, seconds } = await this.#db
      .selectFrom('samples')
      .select(({ fn }) => [fn.countAll<number>().as('clips'), fn.sum<number | null>('duration_seconds').as('seconds')])
      .where('voice_id', '=', id)
      .executeTakeFirstOrThrow();
    const own = await this.#db.selectFrom('versions').select('id').where('voice_id', '=', id).execute();
    const derived = await withDescendants(
      this.#db,
      own.map((row) => row.id),
    );
    const speaking = derived.filter((version) => version.status === 'complete');
    const versions = speaking.filter((version) => version.voice_id === id).length;
    return { clips, seconds: seconds ?? 0, versions, versionsElsewhere: speaking.length - versions };
  }

  /**
   * Erase a voice in the given transaction: samples, versions, runs and uploads go with it, and versions of other voices
   * that had started from its own are purged. A trainer that works for it finds at its next write that it holds nothing. What
   * was used of the limits of a day stays.
   * @param idleDays only if it was idle for so long (see IdleVoices)
   * @returns SHA-256 of the blobs that were stored for it and that nobody else needs; null when there was no such voice
   */
  async erase(db: Transaction<Database>, id: string, idleDays: number | null = null): Promise<Set<string> | null> {
    if (idleDays !== null && (await new IdleVoices(db).due(idleDays, id)).length === 0) return null;
    const blobs = await blobsOf(db, { voiceId: id });
    await keepUses(db, [id]);
    await handOnHearings(db, [id]);
    const versions = await db.selectFrom('versions').select('id').where('voice_id', '=', id).execute();
    if (versions.length > 0) {
      await purge(
        db,
        id,
        versions.map((row) => row.id),
      );
    }
    const { numDeletedRows } = await db.deleteFrom('voices').where('id', '=', id).executeTakeFirstOrThrow();
    return numDeletedRows === 0n ? null : blobs.difference(await neededBlobs(db, blobs));
  }

  /**
   * Write down that the owner allows others to start their voices from this one, or does not any more. What started
   * from it before stays; without the consent, trainings of others that started from it and have not ended end at once.
   * @returns the ids of those
   */
  async share(id: string, allowed: boolean): Promise<string[]> {
    return await inTransaction(this.#db, allowed ? 'adds' : 'removes', async (db) => {
      const voice = await db
        .updateTable('voices')
        .set({ shared_at: allowed ? await timeOf(db) : null })
        .where('id', '=', id)
        .returning('owner_id')
        .executeTakeFirst();
      if (voice === undefined || allowed) return [];
      const versions = await db.selectFrom('versions').select('id').where('voice_id', '=', id).execute();
      return await stopTrainingsFrom(
        db,
        versions.map((version) => version.id),
        noLongerShared,
        voice.owner_id,
      );
    });
  }

  /**
   * What a voice may start from instead of from the base: other voices of its owner and those that their owners share, of
   * the same language, with an active version all of whose ancestors may be used too. At most {@link mostStartingPoints}.
   * @param wanted `near`: the centroid (see centroids.ts) that they are to be near to, nearest first; without it, oldest
   *   first. `usable`: whether a state can be gone on from. `voicesAtATime`: shared ones that one statement looks at
   */
  async startingPoints(
    id: string,
    wanted: {
      readonly near?: readonly number[] | null;
      readonly usable?: (state: StateManifest) => boolean;
      readonly voicesAtATime?: number;
    } = {},
  ): Promise<StartingPoint[]> {
    const voice = await this.get(id);
    if (voice === null) return [];
    const { near = null, usable = () => true, voicesAtATime } = wanted;
    const points: StartingPoint[] = [];
    let looked = 0;
    for (const most of [firstCandidates, mostCandidates]) {
      const candidates = await candidatesFor(this.#db, voice, near, most, voicesAtATime);
      for (const versionId of candidates.slice(looked)) {
        if (points.length === mostStartingPoints) return points;
        const version = await this.#db
          .selectFrom('versions')
          .select('manifest')
          .where('id', '=', versionId)
          .where('status', '=', 'complete')
          .executeTakeFirst();
        const state = version?.manifest == null ? null : readJsonIfGood(stateManifest, version.manifest);
        if (state === null || !usable(state) || !(await this.#lineMayBeUsed(versionId, voice.ownerId))) continue;
        const point = await this.#startingPoint(versionId);
        if (point !== null) points.push(point);
      }
      looked = candidates.length;
      if (looked < most) break;
    }
    return points;
  }

  /** An active version with its voice; null where it is no longer active, or a row is damaged: it is somebody else's. */
  async #startingPoint(versionId: string): Promise<StartingPoint | null> {
    const version = await this.#db.selectFrom('versions').selectAll().where('id', '=', versionId).executeTakeFirst();
    const voice = await this.#db
      .selectFrom('voices')
      .selectAll()
      .where('active_version_id', '=', versionId)
      .executeTakeFirst();
    if (version === undefined || voice === undefined) return null;
    try {
      return { voice: toVoice(voice), version: toVersion(version) };
    } catch {
      return null;
    }
  }

  /** Whether everything that a version comes from is of this owner's voices or of shared ones. */
  async #lineMayBeUsed(versionId: string, ownerId: string): Promise<boolean> {
    const foreign = await this.#db
      .withRecursive('line', (query) =>
        query
          .selectFrom('versions')
          .select(['versions.voice_id', 'versions.parent_id'])
          .where('versions.id', '=', versionId)
          .unionAll(
            query
              .selectFrom('line')
              .innerJoin('versions', 'versions.id', 'line.parent_id')
              .select(['versions.voice_id', 'versions.parent_id']),
          ),
      )
      .selectFrom('line')
      .innerJoin('voices', 'voices.id', 'line.voice_id')
      .select('voices.id')
      .where((eb) => eb.not(mayBeUsedBy(ownerId)(eb)))
      .limit(1)
      .executeTakeFirst();
    return foreign === undefined;
  }

  /**
   * The owner chose a version to speak, perhaps the one that does (compare-and-set). A training that is under way will not
   * override it.
   * @param expectedActiveId the active version that the caller decided on; null: none
   * @returns false when another one has become active since, or the version is purged or of another voice
   */
  async activate(voiceId: string, versionId: string, expectedActiveId: string | null): Promise<boolean> {
    return await inTransaction(this.#db, 'adds', async (db) => {
      const now = await timeOf(db);
      const { numUpdatedRows } = await db
        .updateTable('voices')
        .set((eb) => ({ active_version_id: versionId, choices: eb('choices', '+', 1), used_at: now }))
        .where('id', '=', voiceId)
        .where('active_version_id', 'is not distinct from', expectedActiveId)
        .where((eb) =>
          eb.exists(
            eb
              .selectFrom('versions')
              .select('versions.id')
              .where('versions.id', '=', versionId)
              .where('versions.voice_id', '=', voiceId)
              .where('versions.status', '=', 'complete'),
          ),
        )
        .executeTakeFirstOrThrow();
      return numUpdatedRows > 0n;
    });
  }
}

/** The name, or with a number behind it the first one that is not taken. */
function freeName(wanted: string, taken: ReadonlySet<string>): string {
  for (let number = 1; ; number += 1) {
    const suffix = number === 1 ? '' : `-${number}`;
    const name = keptVoiceName(wanted).slice(0, maxVoiceName - suffix.length) + suffix;
    if (!taken.has(name)) return name;
  }
}

/** How much goes with a voice. */
export interface VoiceHoldings {
  readonly clips: number;
  /** Seconds of audio in the clips. */
  readonly seconds: number;
  /** Versions that can speak. */
  readonly versions: number;
  /** Versions of other voices that had started from one of them, and would go with them. */
  readonly versionsElsewhere: number;
}

/** So many starting points are enough to choose from. */
const mostStartingPoints = 16;
/** How many versions are looked at for them, at first and at most: some may not be used, for what they come from. */
const firstCandidates = 64;
const mostCandidates = 512;

function toVoice(row: Selectable<VoicesTable>): Voice {
  return {
    id: row.id,
    ownerId: row.owner_id,
    name: row.name,
    language: row.language,
    activeVersionId: row.active_version_id,
    choices: row.choices,
    sharedAt: row.shared_at,
    createdAt: row.created_at,
  };
}
