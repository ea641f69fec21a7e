// Versions: numbered states of a voice, whose weights never change. They are made by Runs.publish or imported, lose the
// history of their training when they are pruned, and everything when a sample of theirs is removed.
import { randomUUID } from 'node:crypto';
import type { Kysely, Selectable, Transaction } from 'kysely';
import { readJson, readJsonOrNull } from './json.ts';
import { ancestors, withDescendants } from './lineage.ts';
import { type PrunedVersion, type PruneRules, pruneVoice } from './pruning.ts';
import {
  type StateManifest,
  type TrainingFacts,
  type TrainingPlan,
  type VoiceMetrics,
  stateManifest,
  trainingFacts,
  trainingPlan,
  voiceMetrics,
} from './records.ts';
import type { Database, VersionsTable } from './schema.ts';
import { wordsDigest } from './taught-words.ts';
import { timeAfterClips } from './time.ts';

export interface Version {
  readonly id: string;
  readonly voiceId: string;
  /** 1, 2, 3… within its voice; never used twice. */
  readonly number: number;
  /** The version it continued from, perhaps of another person's voice; null: trained from the base, or imported. */
  readonly parentId: string | null;
  /** The run that made it, while that is kept; null for an imported one. */
  readonly runId: string | null;
  /** Name of the voice that an imported one comes from; null: trained here. */
  readonly importedFrom: string | null;
  readonly engine: string;
  /** Null once purged. */
  readonly manifest: StateManifest | null;
  /** Null for an imported one. */
  readonly plan: TrainingPlan | null;
  readonly metrics: VoiceMetrics;
  /** `purged`: a sample it was trained on, itself or through an ancestor, was removed. It can never speak again. */
  readonly status: 'complete' | 'purged';
  /** When it lost what only an exact continuation needs: it goes on from its weights. Null: it has it still. */
  readonly prunedAt: number | null;
  /** Whether it was not let active when it was made: it had got worse, or its owner chose another one meanwhile. */
  readonly keptAside: boolean;
  /** The name that its owner gave it; it is never pruned then. */
  readonly tag: string | null;
  /** Seconds of audio in the samples it was trained on. */
  readonly trainedSeconds: number;
  /** Clips that came later than this, UTC ms, are new to it. */
  readonly knownUntil: number;
  /** What it said first; null for an imported one. */
  readonly previewText: string | null;
  /** What is told of its training; null for an imported one. */
  readonly training: TrainingFacts | null;
  readonly createdAt: number;
}

/** What a version comes from. */
export interface Lineage {
  /** What it continued from, nearest first, across voices. */
  readonly ancestors: Version[];
  /** Every sample that it or an ancestor was trained on, without those removed since. */
  readonly samples: {
    readonly id: string;
    readonly voiceId: string;
    readonly originalName: string;
    readonly clipIndex: number;
  }[];
}

/** A version that was made elsewhere. Its blobs must be stored before. */
export interface ImportedVersion {
  readonly voiceId: string;
  /** Name of the voice that it comes from. */
  readonly importedFrom: string;
  readonly manifest: StateManifest;
  readonly metrics: VoiceMetrics;
  readonly trainedSeconds: number;
  /** Whether it speaks from now on. */
  readonly activate: boolean;
}

export class Versions {
  readonly #db: Kysely<Database>;

  constructor(db: Kysely<Database>) {
    this.#db = db;
  }

  async get(id: string): Promise<Version | null> {
    const row = await this.#db.selectFrom('versions').selectAll().where('id', '=', id).executeTakeFirst();
    return row === undefined ? null : toVersion(row);
  }

  async byNumber(voiceId: string, number: number): Promise<Version | null> {
    const row = await this.#db
      .selectFrom('versions')
      .selectAll()
      .where('voice_id', '=', voiceId)
      .where('number', '=', number)
      .executeTakeFirst();
    return row === undefined ? null : toVersion(row);
  }

  /** All versions of a voice, purged ones too, newest first. */
  async list(voiceId: string): Promise<Version[]> {
    const rows = await this.#db
      .selectFrom('versions')
      .selectAll()
      .where('voice_id', '=', voiceId)
      .orderBy('number', 'desc')
      .execute();
    return rows.map(toVersion);
  }

  /** The samples it was trained on, without those removed since. */
  async sampleIds(versionId: string): Promise<string[]> {
    const rows = await this.#db
      .selectFrom('version_samples')
      .select('sample_id')
      .where('version_id', '=', versionId)
      .orderBy('sample_id')
      .execute();
    return rows.map((row) => row.sample_id);
  }

  /** What a version comes from; null when there is no such version. */
  async lineage(versionId: string): Promise<Lineage | null> {
    const version = await this.get(versionId);
    if (version === null) return null;
    const line = await ancestors(this.#db, version);
    const samples = await this.#db
      .selectFrom('samples')
      .select(['id', 'voice_id', 'original_name', 'clip_index'])
      .where('id', 'in', (query) =>
        query
          .selectFrom('version_samples')
          .select('sample_id')
          .where(
            'version_id',
            'in',
            [version, ...line].map(({ id }) => id),
          ),
      )
      .orderBy('created_at')
      .orderBy('original_name')
      .orderBy('clip_index')
      .execute();
    return {
      ancestors: line,
      samples: samples.map((row) => ({
        id: row.id,
        voiceId: row.voice_id,
        originalName: row.original_name,
        clipIndex: row.clip_index,
      })),
    };
  }

  /**
   * Which versions samples went into: trained on one of them, or continued from such a version, in whichever voice. These
   * are what removing the samples purges, and those that are purged already. Oldest first.
   */
  async derivedFrom(sampleIds: readonly string[]): Promise<Version[]> {
    if (sampleIds.length === 0) return [];
    const rows = await this.#db
      .selectFrom('version_samples')
      .select('version_id')
      .distinct()
      .where('sample_id', 'in', sampleIds)
      .execute();
    return await withDescendants(
      this.#db,
      rows.map((row) => row.version_id),
    );
  }

  /**
   * Name a version, or take its name away. Who names the active one has chosen it: a training that is under way will not
   * override it.
   * @returns false when it can't be named any more: it was purged, or is gone
   */
  async setTag(id: string, tag: string | null): Promise<boolean> {
    return await this.#db.transaction().execute(async (db) => {
      const { numUpdatedRows } = await db
        .updateTable('versions')
        .set({ tag })
        .where('id', '=', id)
        .where('status', '=', 'complete')
        .executeTakeFirstOrThrow();
      if (tag !== null) {
        await db
          .updateTable('voices')
          .set((eb) => ({ choices: eb('choices', '+', 1) }))
          .where('active_version_id', '=', id)
          .execute();
      }
      return numUpdatedRows > 0n;
    });
  }

  /** See {@link pruneVoice}. */
  async prune(voiceId: string, rules: PruneRules): Promise<PrunedVersion[]> {
    return await pruneVoice(this.#db, voiceId, rules);
  }

  /** Take a version in that was made elsewhere: the next number of its voice, without parent, run and samples. */
  async import(imported: ImportedVersion): Promise<Version> {
    return await this.#db.transaction().execute(async (db) => {
      const id = randomUUID();
      const now = await timeAfterClips(db, imported.voiceId);
      const number = await takeNumber(db, imported.voiceId, imported.activate ? id : null);
      if (imported.activate) {
        await db
          .updateTable('voices')
          .set((eb) => ({ choices: eb('choices', '+', 1) }))
          .where('id', '=', imported.voiceId)
          .execute();
      }
      const row = await db
        .insertInto('versions')
        .values({
          id,
          voice_id: imported.voiceId,
          number,
          parent_id: null,
          run_id: null,
          imported_from: imported.importedFrom,
          engine: imported.manifest.engine,
          manifest: JSON.stringify(imported.manifest),
          plan: null,
          metrics: JSON.stringify(imported.metrics),
          status: 'complete',
          pruned_at: null,
          kept_aside: 0,
          tag: null,
          trained_seconds: imported.trainedSeconds,
          known_until: now,
          preview_text: null,
          training: null,
          created_at: now,
        })
        .returningAll()
        .executeTakeFirstOrThrow();
      return toVersion(row);
    });
  }

  /**
   * What a version has learnt.
   * @returns whether it learnt from a sample all that the sample can teach: one whose transcript came or was corrected
   *   later has words to teach
   */
  async learnt(versionId: string): Promise<(sample: { id: string; transcript: string | null }) => boolean> {
    const rows = await this.#db
      .selectFrom('version_samples')
      .select(['sample_id', 'words_sha256'])
      .where('version_id', '=', versionId)
      .execute();
    const words = new Map(rows.map((row) => [row.sample_id, row.words_sha256]));
    return ({ id, transcript }) => (transcript === null ? words.has(id) : words.get(id) === wordsDigest(transcript));
  }

  /**
   * The clips of a voice that versions learnt with other words than they have now, because they were corrected since.
   * @returns ids of the samples by id of the version; versions without such clips are not in it
   */
  async learntOtherwise(voiceId: string): Promise<Map<string, Set<string>>> {
    const rows = await this.#db
      .selectFrom('version_samples')
      .innerJoin('samples', 'samples.id', 'version_samples.sample_id')
      .select(['version_id', 'sample_id', 'words_sha256', 'transcript'])
      .where('samples.voice_id', '=', voiceId)
      .where('words_sha256', 'is not', null)
      .execute();
    const others = rows.filter((row) => row.transcript === null || wordsDigest(row.transcript) !== row.words_sha256);
    return new Map(
      [...Map.groupBy(others, (row) => row.version_id)].map(([id, links]) => [
        id,
        new Set(links.map((link) => link.sample_id)),
      ]),
    );
  }
}

/**
 * The number of the next version of a voice. Writing the voice first makes those who make versions of one voice take
 * their numbers one after the other.
 * @param activeId the version that speaks from now on; null: the active one stays
 */
export async function takeNumber(db: Transaction<Database>, voiceId: string, activeId: string | null): Promise<number> {
  await db
    .updateTable('voices')
    .set((eb) => ({ active_version_id: activeId ?? eb.ref('active_version_id') }))
    .where('id', '=', voiceId)
    .execute();
  const { highest } = await db
    .selectFrom('versions')
    .select(({ fn }) => fn.max<number | null>('number').as('highest'))
    .where('voice_id', '=', voiceId)
    .executeTakeFirstOrThrow();
  return (highest ?? 0) + 1;
}

/** Parse a row of `versions`. */
export function toVersion(row: Selectable<VersionsTable>): Version {
  return {
    id: row.id,
    voiceId: row.voice_id,
    number: row.number,
    parentId: row.parent_id,
    runId: row.run_id,
    importedFrom: row.imported_from,
    engine: row.engine,
    manifest: readJsonOrNull(stateManifest, row.manifest, `versions.manifest of ${row.id}`),
    plan: readJsonOrNull(trainingPlan, row.plan, `versions.plan of ${row.id}`),
    metrics: readJson(voiceMetrics, row.metrics, `versions.metrics of ${row.id}`),
    status: row.status,
    prunedAt: row.pruned_at,
    keptAside: row.kept_aside === 1,
    tag: row.tag,
    trainedSeconds: row.trained_seconds,
    knownUntil: row.known_until,
    previewText: row.preview_text,
    training: readJsonOrNull(trainingFacts, row.training, `versions.training of ${row.id}`),
    createdAt: row.created_at,
  };
}
