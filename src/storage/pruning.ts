// Pruning: older versions lose what only an exact continuation needs and keep what speaks. Nothing that anybody works with
// is touched, and a version that is pruned can still be activated and continued.
import type { Kysely, Selectable, Transaction } from 'kysely';
import { noteVersion } from './blob-references.ts';
import { readJson } from './json.ts';
import { type StateManifest, stateManifest, trainingPlan } from './records.ts';
import { openStates } from './run-states.ts';
import type { Database, VersionsTable } from './schema.ts';
import { timeOf } from './time.ts';
import { inTransaction } from './transaction.ts';
import { type Version, toVersion } from './version.ts';

export interface PruneRules {
  /** So many of the newest versions that were trained here and have everything stay as they are. */
  readonly keep: number;
  /** Versions of other engines are left alone: only an engine knows its files. */
  readonly engine: { readonly id: string; isHistory(fileName: string): boolean };
}

export interface PrunedVersion {
  readonly version: Version;
  /** Size of the files that it lost. */
  readonly freedBytes: number;
}

/**
 * Prune the versions of a voice, except the active one, its parent, tagged ones, the newest, and those that a training
 * which has not ended continues from. A voice whose training has been claimed and has no plan yet is left alone as a
 * whole: it is not known yet what it continues from. The files themselves go with the next sweep.
 * @returns those that were pruned now
 */
export async function pruneVoice(db: Kysely<Database>, voiceId: string, rules: PruneRules): Promise<PrunedVersion[]> {
  return await inTransaction(db, 'removes', async (transaction) => {
    const wanted = await parentsOfOpenTrainings(transaction, voiceId);
    const voice = await transaction
      .selectFrom('voices')
      .select('active_version_id')
      .where('id', '=', voiceId)
      .executeTakeFirst();
    if (wanted === null || voice === undefined) return [];
    const rows = await transaction
      .selectFrom('versions')
      .selectAll()
      .where('voice_id', '=', voiceId)
      .where('status', '=', 'complete')
      .orderBy('number', 'desc')
      .execute();
    const active = rows.find((row) => row.id === voice.active_version_id);
    const newest = rows.filter((row) => row.imported_from === null && row.pruned_at === null).slice(0, rules.keep);
    const kept = new Set([...wanted, active?.id, active?.parent_id, ...newest.map((row) => row.id)]);
    const pruned: PrunedVersion[] = [];
    for (const row of rows) {
      if (kept.has(row.id) || row.tag !== null || row.engine !== rules.engine.id) continue;
      const version = await pruneVersion(transaction, row, rules.engine);
      if (version !== null) pruned.push(version);
    }
    return pruned;
  });
}

/** Ids of the versions that open trainings continue from; null while one of the voice is just choosing. */
async function parentsOfOpenTrainings(db: Transaction<Database>, voiceId: string): Promise<string[] | null> {
  const runs = await db
    .selectFrom('runs')
    .select(['id', 'voice_id', 'state', 'plan'])
    .where('kind', '=', 'train')
    .where('state', 'in', openStates)
    .execute();
  if (runs.some((run) => run.voice_id === voiceId && run.plan === null && run.state !== 'queued')) return null;
  return runs.flatMap(({ id, plan }) =>
    plan === null ? [] : (readJson(trainingPlan, plan, `runs.plan of ${id}`).parentVersionId ?? []),
  );
}

/** @returns null when the version has nothing to lose, or somebody was faster */
async function pruneVersion(
  db: Transaction<Database>,
  row: Selectable<VersionsTable>,
  engine: PruneRules['engine'],
): Promise<PrunedVersion | null> {
  if (row.manifest === null) return null;
  const manifest = readJson(stateManifest, row.manifest, `versions.manifest of ${row.id}`);
  const weights = weightsOf(manifest, engine);
  if (weights === null || weights.files.length === manifest.files.length) return null;
  const updated = await db
    .updateTable('versions')
    .set({ manifest: JSON.stringify(weights), pruned_at: await timeOf(db) })
    .where('id', '=', row.id)
    .where('manifest', '=', row.manifest)
    .where('tag', 'is', null)
    .returningAll()
    .executeTakeFirst();
  if (updated === undefined) return null;
  await noteVersion(db, row.id, weights);
  return { version: toVersion(updated), freedBytes: bytes(manifest) - bytes(weights) };
}

const bytes = ({ files }: StateManifest): number => files.reduce((sum, file) => sum + file.bytes, 0);

/** A state without its history: what speaks; null when nothing would be left. */
export function weightsOf(manifest: StateManifest, engine: PruneRules['engine']): StateManifest | null {
  const files = manifest.files.filter(({ name }) => !engine.isHistory(name));
  return files.length === 0 ? null : { ...manifest, files };
}
