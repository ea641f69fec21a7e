// What a version's voice sounds like, in twelve numbers: few enough that the database itself can find the nearest of
// thousands, whose clips are then compared as they should be.
import { type Expression, type Transaction, sql } from 'kysely';
import { type ClipDescriptor, clipDescriptor } from '../audio/clip.ts';
import { readJsonIfGood } from './json.ts';
import type { Database } from './schema.ts';

/** The columns, one for each mel-cepstral coefficient of a clip's descriptor. */
const columns = ['c1', 'c2', 'c3', 'c4', 'c5', 'c6', 'c7', 'c8', 'c9', 'c10', 'c11', 'c12'] as const;

/**
 * The mean mel-cepstrum c1…c12 of all voiced frames of these clips.
 * @returns null when there is none
 */
export function centroidOf(descriptors: readonly (ClipDescriptor | null)[]): number[] | null {
  const voices = descriptors.flatMap((descriptor) => descriptor?.voice ?? []);
  const seconds = voices.reduce((sum, voice) => sum + voice.voicedSeconds, 0);
  if (seconds === 0) return null;
  return columns.map(
    (_, i) => voices.reduce((sum, { mean, voicedSeconds }) => sum + mean[i] * voicedSeconds, 0) / seconds,
  );
}

/** Note what a new version sounds like, by the descriptors of the clips that it was trained on. */
export async function noteCentroid(
  db: Transaction<Database>,
  versionId: string,
  descriptors: readonly (string | null)[],
): Promise<void> {
  const centroid = centroidOf(
    descriptors.map((descriptor) => (descriptor === null ? null : readJsonIfGood(clipDescriptor, descriptor))),
  );
  if (centroid === null) return;
  const values = Object.fromEntries(columns.map((column, i) => [column, centroid[i]])) as Record<
    (typeof columns)[number],
    number
  >;
  await db
    .insertInto('centroids')
    .values({ version_id: versionId, ...values })
    .execute();
}

/** SQL for the squared distance of a row of `centroids` from this centroid; null where there is no row. */
export function squaredDistance(centroid: readonly number[]): Expression<number | null> {
  const squares = columns.map((column, i) => {
    const difference = sql`(${sql.ref(`centroids.${column}`)} - ${centroid[i]})`;
    return sql`${difference} * ${difference}`;
  });
  return sql`(${sql.join(squares, sql` + `)})`;
}
