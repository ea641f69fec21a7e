// Which blobs some row still needs. Everything else may be swept.
import type { Kysely } from 'kysely';
import { readJson } from './json.ts';
import { runResult, stateManifest } from './records.ts';
import type { Database } from './schema.ts';

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
  const referenced = new Set(samples.map((sample) => sample.sha256));
  const addManifest = (manifest: string, where: string): void => {
    for (const file of readJson(stateManifest, manifest, where).files) referenced.add(file.sha256);
  };
  for (const { id, manifest } of versions) {
    if (manifest !== null) addManifest(manifest, `versions.manifest of ${id}`);
  }
  for (const { run_id: id, manifest } of checkpoints) addManifest(manifest, `checkpoints.manifest of ${id}`);
  for (const { id, result } of results) {
    if (result === null) continue;
    const told = readJson(runResult, result, `runs.result of ${id}`);
    referenced.add(told.preview.blob);
    if (told.kind === 'train' && told.rivalPreview !== null) referenced.add(told.rivalPreview.blob);
  }
  return referenced;
}
