// Versions: immutable, numbered states of a voice. They are made by Runs.publish and purged by Samples.remove.
import type { Kysely, Selectable } from 'kysely';
import { readJson, readJsonOrNull } from './json.ts';
import {
  type StateManifest,
  type TrainingPlan,
  type VoiceMetrics,
  stateManifest,
  trainingPlan,
  voiceMetrics,
} from './records.ts';
import type { Database, VersionsTable } from './schema.ts';

export interface Version {
  readonly id: string;
  readonly voiceId: string;
  /** 1, 2, 3… within its voice; never used twice. */
  readonly number: number;
  /** The version it continued from; null: trained from the base. */
  readonly parentId: string | null;
  readonly runId: string;
  readonly engine: string;
  /** Null once purged. */
  readonly manifest: StateManifest | null;
  readonly plan: TrainingPlan;
  readonly metrics: VoiceMetrics;
  /** `purged`: a sample it was trained on, itself or through an ancestor, was removed. It can never speak again. */
  readonly status: 'complete' | 'purged';
  /** Seconds of audio in the samples it was trained on. */
  readonly trainedSeconds: number;
  readonly createdAt: number;
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

  /**
   * What a version has learnt.
   * @returns whether it learnt from a sample all that the sample can teach: one that got its transcript later has words
   *   to teach
   */
  async learnt(versionId: string): Promise<(sample: { id: string; transcript: string | null }) => boolean> {
    const rows = await this.#db
      .selectFrom('version_samples')
      .select(['sample_id', 'with_transcript'])
      .where('version_id', '=', versionId)
      .execute();
    const withTranscript = new Map(rows.map((row) => [row.sample_id, row.with_transcript === 1]));
    return ({ id, transcript }) => (transcript === null ? withTranscript.has(id) : withTranscript.get(id) === true);
  }
}

/** Parse a row of `versions`. */
export function toVersion(row: Selectable<VersionsTable>): Version {
  return {
    id: row.id,
    voiceId: row.voice_id,
    number: row.number,
    parentId: row.parent_id,
    runId: row.run_id,
    engine: row.engine,
    manifest: readJsonOrNull(stateManifest, row.manifest, `versions.manifest of ${row.id}`),
    plan: readJson(trainingPlan, row.plan, `versions.plan of ${row.id}`),
    metrics: readJson(voiceMetrics, row.metrics, `versions.metrics of ${row.id}`),
    status: row.status,
    trainedSeconds: row.trained_seconds,
    createdAt: row.created_at,
  };
}
