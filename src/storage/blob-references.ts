// Which blobs are needed: samples and consents name theirs in a column, everything else that holds blobs has rows in `blob_references`,
// which go with it. Nothing here reads the JSON of anybody's rows, so that a damaged one keeps nobody else's files.
import { type Kysely, type RawBuilder, type Transaction, sql } from 'kysely';
import { fromLine } from './line.ts';
import type { Preview, StateManifest, SynthesisResult, TrainResult } from './records.ts';
import type { BlobReferencesTable, Database } from './schema.ts';

/** What can hold blobs, each by its column. */
type Holder = Omit<BlobReferencesTable, 'sha256'>;

const nobody: Holder = { version_id: null, checkpoint_of: null, preview_of: null };

/** Note which blobs a version needs, instead of those that it needed before; null: none. */
export async function noteVersion(
  db: Transaction<Database>,
  versionId: string,
  manifest: StateManifest | null,
): Promise<void> {
  await db.deleteFrom('blob_references').where('version_id', '=', versionId).execute();
  await note(db, { ...nobody, version_id: versionId }, filesOf(manifest));
}

/** Note which blobs the checkpoint of a run needs, instead of those of its last one. */
export async function noteCheckpoint(db: Transaction<Database>, runId: string, manifest: StateManifest): Promise<void> {
  await db.deleteFrom('blob_references').where('checkpoint_of', '=', runId).execute();
  await note(db, { ...nobody, checkpoint_of: runId }, filesOf(manifest));
}

/** Note the previews that a run ended with. */
export async function notePreviews(
  db: Transaction<Database>,
  runId: string,
  result: TrainResult | SynthesisResult,
): Promise<void> {
  const previews: (Preview | null)[] = [
    result.preview,
    result.kind === 'train' ? result.rivalPreview : (result.second ?? null),
  ];
  await note(
    db,
    { ...nobody, preview_of: runId },
    previews.flatMap((preview) => preview?.blob ?? []),
  );
}

const filesOf = (manifest: StateManifest | null): string[] => (manifest?.files ?? []).map(({ sha256 }) => sha256);

async function note(db: Transaction<Database>, holder: Holder, blobs: readonly string[]): Promise<void> {
  const rows = [...new Set(blobs)].map((sha256) => ({ sha256, ...holder }));
  if (rows.length > 0) await db.insertInto('blob_references').values(rows).execute();
}

/** As many values go into one statement. */
const batchSize = 500;

/** What needs a blob: a sample, a consent that was spoken, a take that waits to be taken in, a version, the checkpoint of an open run, a preview that was not delivered yet. */
const needs: readonly { readonly column: string; readonly from: RawBuilder<unknown> }[] = [
  { column: 'samples.sha256', from: sql`samples where true` },
  { column: 'spoken_consents.recording', from: sql`spoken_consents where true` },
  { column: 'intake_files.blob', from: sql`intake_files where true` },
  {
    column: 'blob_references.sha256',
    from: sql`blob_references left join runs on runs.id = blob_references.preview_of where runs.delivered_at is null`,
  },
];

/** Those of the blobs that something needs. */
export async function neededBlobs(db: Kysely<Database>, blobs: Iterable<string>): Promise<Set<string>> {
  const all = [...blobs];
  const needed = new Set<string>();
  for (let from = 0; from < all.length; from += batchSize) {
    const batch = sql.join(all.slice(from, from + batchSize));
    const each = needs.map(
      (need) =>
        sql`select ${sql.ref(need.column)} as sha256 from ${need.from} and ${sql.ref(need.column)} in (${batch})`,
    );
    const { rows } = await sql<{ sha256: string }>`${sql.join(each, sql` union `)}`.execute(db);
    for (const { sha256 } of rows) needed.add(sha256);
  }
  return needed;
}

/** All blobs that something needs, some hundreds at a time. One may come several times. */
export async function* allNeededBlobs(db: Kysely<Database>): AsyncGenerator<string[]> {
  for (const need of needs) {
    const column = sql.ref(need.column);
    for (let after = ''; ;) {
      const { rows } = await sql<{ sha256: string }>`select distinct ${column} as sha256 from ${need.from}
        and ${column} > ${after} order by 1 limit ${sql.lit(batchSize)}`.execute(db);
      const last = rows.at(-1);
      if (last === undefined) break;
      yield rows.map(({ sha256 }) => sha256);
      after = last.sha256;
    }
  }
}

/**
 * SHA-256 of every blob that was stored for a person or a voice, previews told long ago too, and of what others made from
 * their versions. Others may need the same bytes.
 */
export async function blobsOf(
  db: Kysely<Database>,
  whose: { readonly userId: string } | { readonly voiceId: string },
): Promise<Set<string>> {
  const all = db.selectFrom('voices').select('id');
  const voices = 'userId' in whose ? all.where('owner_id', '=', whose.userId) : all.where('id', '=', whose.voiceId);
  const ofVoices = db.selectFrom('versions').select('versions.id').where('voice_id', 'in', voices);
  const rows = await lineOf(db, ofVoices);
  const theirs = db.selectFrom('runs').select('id');
  const runs = await (
    'userId' in whose
      ? // Others may have let their voices speak.
        theirs.where((eb) => eb.or([eb('user_id', '=', whose.userId), eb('voice_id', 'in', voices)]))
      : theirs.where('voice_id', '=', whose.voiceId)
  ).execute();
  const blobs = new Set<string>();
  const samples = await db.selectFrom('samples').select('sha256').where('voice_id', 'in', voices).execute();
  for (const { sha256 } of samples) blobs.add(sha256);
  if ('userId' in whose) {
    const spoken = db.selectFrom('spoken_consents').select('recording').where('user_id', '=', whose.userId);
    for (const { recording } of await spoken.execute()) if (recording !== null) blobs.add(recording);
  }
  const takes = await db
    .selectFrom('intake_files')
    .innerJoin('intakes', 'intakes.id', 'intake_files.intake_id')
    .select('blob')
    .where('blob', 'is not', null)
    .where('intakes.voice_id', 'in', voices)
    .execute();
  for (const { blob } of takes) if (blob !== null) blobs.add(blob);
  const ids = runs.map(({ id }) => id);
  for (const sha256 of await heldBy(db, rows, ids)) blobs.add(sha256);
  return blobs;
}

/** SHA-256 of every blob of these versions and of all that continued from them: states, and the previews that came with them. */
export async function blobsOfVersions(db: Kysely<Database>, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  return await heldBy(db, await lineOf(db, ids), []);
}

interface Line {
  readonly id: string;
  readonly run_id: string | null;
}

/** These versions and all that continued from them. */
const lineOf = (db: Kysely<Database>, ids: Parameters<typeof fromLine>[1]): Promise<Line[]> =>
  fromLine(db, ids).select(['versions.id', 'versions.run_id']).execute();

/** Blobs of versions, and of runs. */
async function heldBy(db: Kysely<Database>, line: readonly Line[], runs: readonly string[]): Promise<Set<string>> {
  const held: [keyof Holder, readonly string[]][] = [
    ['version_id', line.map(({ id }) => id)],
    ['checkpoint_of', runs],
    ['preview_of', [...runs, ...line.flatMap(({ run_id }) => run_id ?? [])]],
  ];
  const blobs = new Set<string>();
  for (const [column, ids] of held) {
    for (let from = 0; from < ids.length; from += batchSize) {
      const found = await db
        .selectFrom('blob_references')
        .select('sha256')
        .where(column, 'in', ids.slice(from, from + batchSize))
        .execute();
      for (const { sha256 } of found) blobs.add(sha256);
    }
  }
  return blobs;
}
