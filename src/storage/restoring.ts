// A voice that was taken along comes back: as a new one, with new ids, which stands on the same ground as it did. What it learnt
// from is linked with what learnt it, so that a removal reaches as far as before.
import { randomUUID } from 'node:crypto';
import type { Transaction } from 'kysely';
import { noteCentroid } from './centroids.ts';
import { insertSample } from './samples.ts';
import type { NewSample, Sample } from './samples.ts';
import type { Database } from './schema.ts';
import { timeAfterClips, timeOfNewClip } from './time.ts';
import { type MadeVersion, insertVersion, takeNumber } from './version.ts';
import type { Ground } from './versions.ts';

export interface RestoredVoice {
  readonly clips: readonly (NewSample & Pick<Sample, 'split'> & { readonly isNew: boolean })[];
  /** What speaks; its blobs must be stored before. Null: there is none. */
  readonly version:
    | (Pick<MadeVersion, 'manifest' | 'metrics' | 'trainedSeconds' | 'previewText' | 'manners'> &
        Ground & {
          /** Whether the history of its training had been pruned. */
          readonly isPruned: boolean;
        })
    | null;
}

/** Put everything into a voice that has nothing yet. */
export async function restoreInto(
  db: Transaction<Database>,
  voiceId: string,
  { clips, version }: RestoredVoice,
): Promise<void> {
  const ids = new Map<string, string>();
  const add = async (some: RestoredVoice['clips'], at: number): Promise<void> => {
    for (const clip of some) ids.set(clip.sha256, (await insertSample(db, voiceId, clip, clip.split, at)).id);
  };
  await add(
    clips.filter(({ isNew }) => !isNew),
    await timeOfNewClip(db, voiceId),
  );
  if (version !== null) {
    const id = randomUUID();
    const now = await timeAfterClips(db, voiceId);
    await insertVersion(db, {
      ...version,
      id,
      voiceId,
      number: await takeNumber(db, voiceId, id),
      parentId: version.startedFrom,
      runId: null,
      importedFrom: null,
      plan: null,
      keptAside: false,
      knownUntil: now,
      training: null,
      createdAt: now,
    });
    if (version.isPruned) {
      await db.updateTable('versions').set({ pruned_at: now }).where('id', '=', id).execute();
    }
    for (const [table, links] of [
      ['version_samples', version.learnt],
      ['left_out', version.leftOut],
    ] as const) {
      for (const { sha256, words } of links) {
        const sampleId = ids.get(sha256);
        // What could not be used may have been removed since.
        if (sampleId === undefined) continue;
        await db.insertInto(table).values({ version_id: id, sample_id: sampleId, words_sha256: words }).execute();
      }
    }
    const learnt = new Set(version.learnt.map(({ sha256 }) => sha256));
    await noteCentroid(
      db,
      id,
      clips.flatMap(({ sha256, descriptor }) => (learnt.has(sha256) ? [JSON.stringify(descriptor)] : [])),
    );
  }
  await add(
    clips.filter(({ isNew }) => isNew),
    await timeOfNewClip(db, voiceId),
  );
}
