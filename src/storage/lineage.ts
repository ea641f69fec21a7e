// What versions come from and what has come from them, across all voices: a version may have started from a version of
// another person's voice. And what follows when the ground is taken from under one: it is purged with all that grew on it.
import { randomUUID } from 'node:crypto';
import type { Kysely, Selectable, Transaction } from 'kysely';
import { noteVersion } from './blob-references.ts';
import { fromLine } from './line.ts';
import type { Notice } from './records.ts';
import type { Database, VersionsTable } from './schema.ts';
import { timeOf } from './time.ts';
import { samplesRemoved, stopTrainingsFrom } from './stopping.ts';
import { type Version, toVersion } from './version.ts';

/** The rows of these versions and of all that continued from them, oldest first. */
export async function withDescendants(
  db: Kysely<Database>,
  ids: readonly string[],
): Promise<Selectable<VersionsTable>[]> {
  if (ids.length === 0) return [];
  return await fromLine(db, ids)
    .selectAll('versions')
    .orderBy('versions.created_at')
    .orderBy('versions.number')
    .orderBy('versions.id')
    .execute();
}

/** What a version continued from, nearest first. */
export async function ancestors(db: Kysely<Database>, version: Version): Promise<Version[]> {
  const line: Version[] = [];
  for (let id = version.parentId; id !== null;) {
    const row = await db.selectFrom('versions').selectAll().where('id', '=', id).executeTakeFirst();
    if (row === undefined) break;
    const parent = toVersion(row);
    line.push(parent);
    id = parent.parentId;
  }
  return line;
}

/** A version that can't speak any more. */
export type PurgedVersion = Pick<Version, 'id' | 'voiceId' | 'number'>;

export interface Purged {
  /** Those of the voice where it began, by number. */
  readonly own: PurgedVersion[];
  /** Those of other voices that started from this one. Their owners get a notice. */
  readonly elsewhere: PurgedVersion[];
  /** Number of the version that speaks in the voice where it began; null: none. */
  readonly activeNumber: number | null;
  /** Ids of trainings that went on from one of them, in whichever voice. They have ended. */
  readonly stopped: string[];
}

/**
 * Purge these versions and all that continued from them, in whichever voice. Where the active one is among them, its
 * nearest unpurged ancestor in the same voice speaks again, or none. Trainings that go on from one of them end. Reads no
 * JSON, so that no damaged row, of whomever, can keep what has to go.
 * @param voiceId the voice where it begins
 */
export async function purge(db: Transaction<Database>, voiceId: string, ids: readonly string[]): Promise<Purged> {
  const purged: PurgedVersion[] = [];
  for (const row of await withDescendants(db, ids)) {
    if (row.status === 'purged') continue;
    await db.updateTable('versions').set({ status: 'purged', manifest: null }).where('id', '=', row.id).execute();
    await noteVersion(db, row.id, null);
    purged.push({ id: row.id, voiceId: row.voice_id, number: row.number });
  }
  const elsewhere = purged.filter((version) => version.voiceId !== voiceId);
  for (const [otherId, versions] of Map.groupBy(elsewhere, (version) => version.voiceId)) {
    const activeNumber = await handOver(db, otherId);
    await tellOwner(db, otherId, versions, activeNumber);
  }
  return {
    own: purged.filter((version) => version.voiceId === voiceId),
    elsewhere,
    activeNumber: await handOver(db, voiceId),
    stopped: await stopTrainingsFrom(
      db,
      purged.map(({ id }) => id),
      samplesRemoved,
    ),
  };
}

/**
 * Move the active pointer of a voice off purged versions, up the line of parents.
 * @returns the number of the version that speaks now
 */
async function handOver(db: Transaction<Database>, voiceId: string): Promise<number | null> {
  const rows = await db
    .selectFrom('versions')
    .select(['id', 'number', 'parent_id', 'status'])
    .where('voice_id', '=', voiceId)
    .execute();
  const byId = new Map(rows.map((row) => [row.id, row]));
  const voice = await db
    .selectFrom('voices')
    .select('active_version_id')
    .where('id', '=', voiceId)
    .executeTakeFirstOrThrow();
  let active = byId.get(voice.active_version_id ?? '');
  while (active?.status === 'purged') active = byId.get(active.parent_id ?? '');
  const id = active?.id ?? null;
  if (id !== voice.active_version_id) {
    await db.updateTable('voices').set({ active_version_id: id }).where('id', '=', voiceId).execute();
  }
  return active?.number ?? null;
}

/** Write down what the owner of a voice must be told of it. */
async function tellOwner(
  db: Transaction<Database>,
  voiceId: string,
  purged: readonly PurgedVersion[],
  activeNumber: number | null,
): Promise<void> {
  const { owner_id, name } = await db
    .selectFrom('voices')
    .select(['owner_id', 'name'])
    .where('id', '=', voiceId)
    .executeTakeFirstOrThrow();
  const content: Notice['content'] = {
    kind: 'purged',
    voiceName: name,
    numbers: purged.map((version) => version.number).sort((a, b) => a - b),
    activeNumber,
  };
  await db
    .insertInto('notices')
    .values({
      id: randomUUID(),
      user_id: owner_id,
      content: JSON.stringify(content),
      created_at: await timeOf(db),
      delivered_at: null,
    })
    .execute();
}
