// One version as a row: how it is read, and how a voice gets its next one.
import type { Selectable, Transaction } from 'kysely';
import { z } from 'zod';
import { noteVersion } from './blob-references.ts';
import { readJson, readJsonOrNull } from './json.ts';
import {
  type StateManifest,
  type TrainingFacts,
  type TrainingPlan,
  type VersionManner,
  type VoiceMetrics,
  stateManifest,
  trainingFacts,
  trainingPlan,
  versionManner,
  voiceMetrics,
} from './records.ts';
import type { Database, VersionsTable } from './schema.ts';

export interface Version {
  readonly id: string;
  readonly voiceId: string;
  /** 1, 2, 3… within its voice; never used twice. */
  readonly number: number;
  /** The version it continued from, perhaps of another person's voice; null: trained from the base, or imported. */
  readonly parentId: string | null;
  /** The run that made it, while that is kept; null for one that was imported or brought back. */
  readonly runId: string | null;
  /** Name of the voice that an imported one comes from; null: trained here. */
  readonly importedFrom: string | null;
  readonly engine: string;
  /** Null once purged. */
  readonly manifest: StateManifest | null;
  /** Null for one that was imported or brought back. */
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
  /** What is told of its training; null for one that was imported or brought back. */
  readonly training: TrainingFacts | null;
  /** The manners that it can speak in beside its usual one; null: not known. */
  readonly manners: readonly VersionManner[] | null;
  readonly createdAt: number;
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
    manners: readJsonOrNull(z.array(versionManner), row.manners, `versions.manners of ${row.id}`),
    createdAt: row.created_at,
  };
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

/** What is known of a version when it is made. */
export type MadeVersion = Omit<Version, 'engine' | 'manifest' | 'status' | 'prunedAt' | 'tag'> & {
  readonly manifest: StateManifest;
};

/** Write a new version down, with the blobs that it needs. */
export async function insertVersion(db: Transaction<Database>, made: MadeVersion): Promise<Version> {
  const row = await db
    .insertInto('versions')
    .values({
      id: made.id,
      voice_id: made.voiceId,
      number: made.number,
      parent_id: made.parentId,
      run_id: made.runId,
      imported_from: made.importedFrom,
      engine: made.manifest.engine,
      manifest: JSON.stringify(made.manifest),
      plan: made.plan === null ? null : JSON.stringify(made.plan),
      metrics: JSON.stringify(made.metrics),
      status: 'complete',
      pruned_at: null,
      kept_aside: made.keptAside ? 1 : 0,
      tag: null,
      trained_seconds: made.trainedSeconds,
      known_until: made.knownUntil,
      preview_text: made.previewText,
      training: made.training === null ? null : JSON.stringify(made.training),
      manners: made.manners === null ? null : JSON.stringify(made.manners),
      created_at: made.createdAt,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  await noteVersion(db, row.id, made.manifest);
  return toVersion(row);
}
