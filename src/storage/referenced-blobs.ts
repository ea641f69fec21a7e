// Which blobs the rows name: those that some row still needs (everything else may be swept), and those of one person.
import type { Kysely } from 'kysely';
import { readJson } from './json.ts';
import { withDescendants } from './lineage.ts';
import { runResult, stateManifest } from './records.ts';
import type { CheckpointsTable, Database, RunsTable, SamplesTable, VersionsTable } from './schema.ts';

/**
 * SHA-256 of every blob that a sample, a version, the checkpoint of an open run or a preview that was not delivered yet
 * refers to.
 */
export async function referencedBlobs(db: Kysely<Database>): Promise<Set<string>> {
  const [samples, versions, checkpoints, results] = await Promise.all([
    db.selectFrom('samples').select('sha256').execute(),
    db.selectFrom('versions').select(['id', 'manifest']).execute(),
    db.selectFrom('checkpoints').select(['run_id', 'manifest']).execute(),
    db.selectFrom('runs').select(['id', 'result']).where('delivered_at', 'is', null).execute(),
  ]);
  return named({ samples, versions, checkpoints, results });
}

/**
 * SHA-256 of every blob that was stored for a person, previews told long ago too, and of what others made from their
 * versions. Others may need the same bytes.
 */
export async function blobsOf(db: Kysely<Database>, userId: string): Promise<Set<string>> {
  const voices = db.selectFrom('voices').select('id').where('owner_id', '=', userId);
  const runs = db.selectFrom('runs').select('id').where('user_id', '=', userId);
  const own = await db.selectFrom('versions').select('id').where('voice_id', 'in', voices).execute();
  const derived = await withDescendants(
    db,
    own.map((row) => row.id),
  );
  const ids = derived.map((version) => version.id);
  const made = db.selectFrom('versions').select('run_id').where('id', 'in', ids).where('run_id', 'is not', null);
  const [samples, versions, checkpoints, results] = await Promise.all([
    db.selectFrom('samples').select('sha256').where('voice_id', 'in', voices).execute(),
    db.selectFrom('versions').select(['id', 'manifest']).where('id', 'in', ids).execute(),
    db.selectFrom('checkpoints').select(['run_id', 'manifest']).where('run_id', 'in', runs).execute(),
    db
      .selectFrom('runs')
      .select(['id', 'result'])
      .where((eb) => eb.or([eb('user_id', '=', userId), eb('id', 'in', made)]))
      .execute(),
  ]);
  return named({ samples, versions, checkpoints, results });
}

/** The blobs that these rows name. */
function named(rows: {
  readonly samples: readonly Pick<SamplesTable, 'sha256'>[];
  readonly versions: readonly Pick<VersionsTable, 'id' | 'manifest'>[];
  readonly checkpoints: readonly Pick<CheckpointsTable, 'run_id' | 'manifest'>[];
  readonly results: readonly Pick<RunsTable, 'id' | 'result'>[];
}): Set<string> {
  const blobs = new Set(rows.samples.map((sample) => sample.sha256));
  const addManifest = (manifest: string, where: string): void => {
    for (const file of readJson(stateManifest, manifest, where).files) blobs.add(file.sha256);
  };
  for (const { id, manifest } of rows.versions) {
    if (manifest !== null) addManifest(manifest, `versions.manifest of ${id}`);
  }
  for (const { run_id: id, manifest } of rows.checkpoints) addManifest(manifest, `checkpoints.manifest of ${id}`);
  for (const { id, result } of rows.results) {
    if (result === null) continue;
    const told = readJson(runResult, result, `runs.result of ${id}`);
    blobs.add(told.preview.blob);
    if (told.kind === 'train' && told.rivalPreview !== null) blobs.add(told.rivalPreview.blob);
  }
  return blobs;
}
