// What becomes of trainings whose ground is taken away while they go on: they end at once, with the reason. Written in the
// transaction that takes it away; the trainer that holds such a run finds at its next look that it holds nothing any more.
import type { Transaction } from 'kysely';
import { readJsonIfGood } from './json.ts';
import { type RunFailure, trainingPlan } from './records.ts';
import { openStates } from './run-states.ts';
import { ended } from './runs/run.ts';
import { UserError, kept } from '../errors.ts';
import type { Database } from './schema.ts';
import { timeOf } from './time.ts';

/** Why a training can't go on when clips that it uses, or what it goes on from, are gone. */
export const samplesRemoved: RunFailure = kept(new UserError('samples-removed'));

/** Why a training can't go on when its parent may not be used any more. */
export const noLongerShared: RunFailure = kept(new UserError('no-longer-shared'));

/** End the trainings that have begun with this sample. @returns their ids */
export async function stopTrainingsOn(
  db: Transaction<Database>,
  sample: { readonly voiceId: string; readonly createdAt: number; readonly heldBack: string | null },
): Promise<string[]> {
  if (sample.heldBack !== null) return [];
  const runs = await db
    .selectFrom('runs')
    .select('id')
    .where('voice_id', '=', sample.voiceId)
    .where('kind', '=', 'train')
    .where('state', 'in', openStates)
    // A training uses what was there when it was first claimed.
    .where('started_at', '>=', sample.createdAt)
    .execute();
  return await stop(
    db,
    runs.map(({ id }) => id),
    samplesRemoved,
  );
}

/**
 * End the trainings that go on from one of these versions.
 * @param except a user whose trainings may go on all the same
 * @returns their ids
 */
export async function stopTrainingsFrom(
  db: Transaction<Database>,
  versionIds: readonly string[],
  failure: RunFailure,
  except: string | null = null,
): Promise<string[]> {
  const runs = await db
    .selectFrom('runs')
    .select(['id', 'user_id', 'plan'])
    .where('kind', '=', 'train')
    .where('state', 'in', openStates)
    .where('plan', 'is not', null)
    .execute();
  const gone = new Set(versionIds);
  const ids = runs.flatMap(({ id, user_id, plan }) => {
    if (plan === null || user_id === except) return [];
    const parentId = readJsonIfGood(trainingPlan, plan)?.parentVersionId ?? null;
    return parentId !== null && gone.has(parentId) ? [id] : [];
  });
  return await stop(db, ids, failure);
}

async function stop(db: Transaction<Database>, ids: readonly string[], failure: RunFailure): Promise<string[]> {
  if (ids.length === 0) return [];
  const now = await timeOf(db);
  const rows = await db
    .updateTable('runs')
    .set({ ...ended('failed', now), failure: JSON.stringify(failure) })
    .where('id', 'in', ids)
    .where('state', 'in', openStates)
    .returning('id')
    .execute();
  const stopped = rows.map(({ id }) => id);
  await db.deleteFrom('checkpoints').where('run_id', 'in', stopped).execute();
  return stopped;
}
