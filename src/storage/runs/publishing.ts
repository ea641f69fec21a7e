// How a training ends with its new version: all in one transaction, if nothing that it stands on has gone meanwhile.
import { randomUUID } from 'node:crypto';
import type { Kysely, Transaction } from 'kysely';
import { UserError } from '../../errors.ts';
import { notePreviews } from '../blob-references.ts';
import { noteCentroid } from '../centroids.ts';
import type {
  LossPoint,
  Preview,
  RunTimes,
  StateManifest,
  TrainResult,
  TrainingFacts,
  TrainingPlan,
  VersionManner,
  VoiceMetrics,
} from '../records.ts';
import { noteTimes } from '../run-times.ts';
import type { Database } from '../schema.ts';
import { wordsDigest } from '../taught-words.ts';
import { timeOf } from '../time.ts';
import { inTransaction } from '../transaction.ts';
import { type Version, insertVersion, takeNumber } from '../version.ts';
import { dropCheckpoint } from './leases.ts';
import { ended, heldBy } from './run.ts';

export interface NewVersion {
  readonly engine: string;
  /** The version it continued from; null: trained from the base. */
  readonly parentId: string | null;
  readonly manifest: StateManifest;
  readonly plan: TrainingPlan;
  readonly metrics: VoiceMetrics;
  /** Every sample it was trained on, without repeats. */
  readonly sampleIds: readonly string[];
  /** Samples that it could not be trained on. */
  readonly leftOutIds: readonly string[];
  /** The transcripts that they all had, by sample, of those that had one: the words that were learnt, or did not fit. */
  readonly words: ReadonlyMap<string, string>;
  readonly training: TrainingFacts;
  /** The manners that it can speak in beside its usual one; null: its engine knows none. */
  readonly manners: readonly VersionManner[] | null;
  /** Whether it speaks from now on; otherwise the active version stays. */
  readonly activate: boolean;
  /** `choices` of the voice when that was decided. */
  readonly choices: number;
  /** How long it took; null: it was interrupted, which tells nothing of others. */
  readonly took: { readonly device: string; readonly times: RunTimes } | null;
}

/** What its owner hears and sees once, when a version is made. */
export interface Shown {
  /** Its preview; the text is kept with the version. */
  readonly preview: Omit<Preview, 'versionId'>;
  readonly rivalPreview: Preview | null;
  readonly losses: readonly LossPoint[];
}

/** The owner chose which version speaks after it had been decided whether a new one does: decide again. */
export class ChosenMeanwhile extends Error {
  override readonly name = 'ChosenMeanwhile';
}

export const publishing = (root: Kysely<Database>) => ({
  /**
   * End a training with its new version: version, lineage, active pointer, result and the run's end in one transaction.
   * @returns null, and nothing is changed, when the fence is stale, the run is not publishing, or the user cancelled it
   * @throws UserError `samples-removed` when a sample or the parent it was trained from was removed meanwhile,
   *   `no-longer-shared` when the parent is another person's who took the consent back; the caller then fails the run
   * @throws ChosenMeanwhile, and nothing is changed
   */
  async publish(
    id: string,
    fence: number,
    version: NewVersion,
    { preview, rivalPreview, losses }: Shown,
  ): Promise<Version | null> {
    return await inTransaction(root, 'adds', async (db) => {
      const now = await timeOf(db);
      // The guarded write comes first: it decides who publishes, on every database.
      const run = await db
        .updateTable('runs')
        .set(ended('done', now))
        .where(heldBy(id, fence))
        .where('kind', '=', 'train')
        .where('state', '=', 'publishing')
        .where('cancel_requested', '=', 0)
        .returning(['voice_id', 'started_at'])
        .executeTakeFirst();
      if (run === undefined) return null;
      const versionId = randomUUID();
      const number = await takeNumber(db, run.voice_id, version.activate ? versionId : null);
      const { choices } = await db
        .selectFrom('voices')
        .select('choices')
        .where('id', '=', run.voice_id)
        .executeTakeFirstOrThrow();
      if (choices !== version.choices) throw new ChosenMeanwhile();

      const samples = await db
        .selectFrom('samples')
        .select(['id', 'duration_seconds', 'descriptor'])
        .where('voice_id', '=', run.voice_id)
        .execute();
      const seconds = new Map(samples.map((sample) => [sample.id, sample.duration_seconds]));
      const ground = version.parentId === null ? 'there' : await groundOf(db, run.voice_id, version.parentId);
      if (ground === 'gone' || version.sampleIds.some((sampleId) => !seconds.has(sampleId))) {
        throw new UserError('samples-removed');
      }
      if (ground === 'withdrawn') {
        throw new UserError('no-longer-shared');
      }

      const trainedSeconds = version.sampleIds.reduce((sum, sampleId) => sum + (seconds.get(sampleId) ?? 0), 0);
      const published = await insertVersion(db, {
        ...version,
        id: versionId,
        voiceId: run.voice_id,
        number,
        runId: id,
        importedFrom: null,
        keptAside: !version.activate,
        trainedSeconds,
        knownUntil: run.started_at ?? now,
        previewText: preview.text,
        createdAt: now,
      });
      const trained = new Set(version.sampleIds);
      await noteCentroid(
        db,
        versionId,
        samples.filter(({ id: sampleId }) => trained.has(sampleId)).map(({ descriptor }) => descriptor),
      );
      const link = (sampleId: string) => {
        const words = version.words.get(sampleId);
        const digest = words === undefined ? null : wordsDigest(words);
        return { version_id: versionId, sample_id: sampleId, words_sha256: digest };
      };
      for (const sampleId of version.sampleIds) {
        await db.insertInto('version_samples').values(link(sampleId)).execute();
      }
      for (const sampleId of version.leftOutIds.filter((leftOutId) => seconds.has(leftOutId))) {
        await db.insertInto('left_out').values(link(sampleId)).execute();
      }
      const result: TrainResult = {
        kind: 'train',
        versionId,
        versionNumber: number,
        plan: version.plan,
        metrics: version.metrics,
        totalSeconds: trainedSeconds,
        ...version.training,
        losses: [...losses],
        preview: { ...preview, versionId },
        rivalPreview,
      };
      await db
        .updateTable('runs')
        .set({ result: JSON.stringify(result) })
        .where('id', '=', id)
        .execute();
      await notePreviews(db, id, result);
      if (version.took !== null) await noteTimes(db, id, { engine: version.engine, ...version.took }, now);
      await dropCheckpoint(db, id);
      return published;
    });
  },
});

/** Whether a new version may stand on this parent: it must be there, and of the same owner or of a shared voice. */
async function groundOf(
  db: Transaction<Database>,
  voiceId: string,
  parentId: string,
): Promise<'there' | 'gone' | 'withdrawn'> {
  const parent = await db
    .selectFrom('versions')
    .innerJoin('voices', 'voices.id', 'versions.voice_id')
    .select(['versions.status', 'voices.owner_id', 'voices.shared_at'])
    .where('versions.id', '=', parentId)
    .executeTakeFirst();
  if (parent?.status !== 'complete') return 'gone';
  const child = await db.selectFrom('voices').select('owner_id').where('id', '=', voiceId).executeTakeFirstOrThrow();
  return parent.owner_id === child.owner_id || parent.shared_at !== null ? 'there' : 'withdrawn';
}
