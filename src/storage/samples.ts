// Samples: the clips a voice learns from, and which of them are held out to measure it.
import { randomUUID } from 'node:crypto';
import type { Kysely, Selectable, Transaction } from 'kysely';
import {
  secondsOf,
  type ClipMeasures,
  type ClipDescriptor,
  type ClipVerdict,
  type HeldBackReason,
  type HeldFor,
  clipMeasures,
  clipDescriptor,
  clipVerdict,
  heldBackReason,
  heldFor,
} from '../audio/clip.ts';
import { isDoubted } from '../ears/comparison.ts';
import { blobsOfVersions, neededBlobs } from './blob-references.ts';
import { deleteHearings } from './hearings.ts';
import { readJson, readJsonOrNull } from './json.ts';
import { type Purged, purge } from './lineage.ts';
import { type HeardWords, heardWords } from './records.ts';
import { noteRemoval } from './removals.ts';
import { openStates } from './run-states.ts';
import type { Database, SamplesTable } from './schema.ts';
import { stopTrainingsOn } from './stopping.ts';
import { timeOfNewClip } from './time.ts';
import { inTransaction, lockRow } from './transaction.ts';
import { type Check, type Kept, countKept } from './usage.ts';

export interface NewSample {
  /** Blob of the normalized clip. */
  readonly sha256: string;
  /** Hash of the upload that the clip was cut from. */
  readonly sourceSha256: string;
  readonly originalName: string;
  /** Position of the clip in the upload. */
  readonly clipIndex: number;
  /** What is said; null: not known. */
  readonly transcript: string | null;
  /** What a model heard; null: nobody listened. */
  readonly heard: HeardWords | null;
  readonly measures: ClipMeasures;
  readonly verdict: ClipVerdict;
  /** What later clips are compared with; null: nothing is known. */
  readonly descriptor: ClipDescriptor | null;
  /** Why it is not trained on until the person says so (see {@link Samples.release}), in words; null: it is. */
  readonly heldBack: HeldBackReason | null;
  readonly durationSeconds: number;
}

export interface Sample extends NewSample {
  readonly id: string;
  readonly voiceId: string;
  /** Held-out clips never enter training; decided once, when the sample has its transcript and is not held back. */
  readonly split: 'train' | 'held-out';
  readonly createdAt: number;
}

export interface AddedSamples {
  readonly added: Sample[];
  /** Those that the voice had already: the same clip, or the same place in the same upload. */
  readonly duplicates: NewSample[];
}

/** That a clip has another transcript now. */
export interface Transcribed {
  readonly sampleId: string;
  /** The one it had; null: none. */
  readonly before: string | null;
}

export interface RemovedSample {
  /** As it was. */
  readonly sample: Sample;
  readonly purged: Purged;
  /** Ids of trainings that used it, or went on from what was purged with it. They have ended. */
  readonly stopped: string[];
}

/** Of so many transcribed clips one is held out at most; and as soon as there are so many, one is. */
const clipsForOne = 4;

export class Samples {
  readonly #db: Kysely<Database>;

  constructor(db: Kysely<Database>) {
    this.#db = db;
  }

  /**
   * Add clips to a voice, all or none. About one transcribed clip in eight is held out: those whose SHA-256 is in the
   * lowest eighth, so that the same clip lands on the same side in every voice; while a voice is small, no more than one in
   * four. A voice with four transcribed clips or more and none held out gets the new one with the smallest hash. Clips that
   * are held back do not count, and are given their side when they are released.
   * @param checkMore is given what the voice's owner would keep with those that are new; what it throws refuses all
   */
  async add(
    voiceId: string,
    samples: readonly NewSample[],
    checkMore: Check<Pick<Kept, 'clips' | 'seconds'>> = () => {},
  ): Promise<AddedSamples> {
    return await inTransaction(this.#db, 'adds', async (db) => {
      const voice = await db.selectFrom('voices').select('owner_id').where('id', '=', voiceId).executeTakeFirst();
      if (voice !== undefined) await lockRow(db, 'users', voice.owner_id);
      await lockRow(db, 'voices', voiceId);
      const known = await db
        .selectFrom('samples')
        .select(['sha256', 'source_sha256', 'clip_index'])
        .where('voice_id', '=', voiceId)
        .execute();
      const clips = new Set(known.map((row) => row.sha256));
      const places = new Set(known.map((row) => place(row.source_sha256, row.clip_index)));
      const fresh: NewSample[] = [];
      const duplicates: NewSample[] = [];
      for (const sample of samples) {
        if (sample.verdict.grade === 'rejected')
          throw new Error(`"${sample.originalName}" was rejected and is not kept`);
        if (clips.has(sample.sha256) || places.has(place(sample.sourceSha256, sample.clipIndex))) {
          duplicates.push(sample);
          continue;
        }
        clips.add(sample.sha256);
        places.add(place(sample.sourceSha256, sample.clipIndex));
        fresh.push(sample);
      }

      if (voice !== undefined && fresh.length > 0) {
        const { clips: count, seconds } = await countKept(db, voice.owner_id);
        const more = secondsOf(fresh);
        checkMore({ clips: count + fresh.length, seconds: seconds + more });
      }
      const heldOut = chooseHeldOut(fresh.filter(isUsable), await usableClips(db, voiceId));
      const createdAt = await timeOfNewClip(db, voiceId);
      const added: Sample[] = [];
      for (const sample of fresh) {
        const split = heldOut.has(sample.sha256) ? 'held-out' : 'train';
        added.push(await insertSample(db, voiceId, sample, split, createdAt));
      }
      return { added, duplicates };
    });
  }

  async get(id: string): Promise<Sample | null> {
    const row = await this.#db.selectFrom('samples').selectAll().where('id', '=', id).executeTakeFirst();
    return row === undefined ? null : toSample(row);
  }

  /** All samples of a voice, oldest first, clips of one upload in their order. */
  async list(voiceId: string): Promise<Sample[]> {
    const rows = await this.#db
      .selectFrom('samples')
      .selectAll()
      .where('voice_id', '=', voiceId)
      .orderBy('created_at')
      .orderBy('original_name')
      .orderBy('source_sha256')
      .orderBy('clip_index')
      .execute();
    return rows.map(toSample);
  }

  /**
   * Give a clip that the voice has already (see {@link add}) this transcript, in place of the one it has. A clip that had
   * none is held out by the same rule as a new one, unless training has heard it or may be hearing it now.
   * @returns what was changed; null where these are its words already
   */
  async transcribe(
    voiceId: string,
    sample: Pick<NewSample, 'sha256' | 'sourceSha256' | 'clipIndex'>,
    transcript: string,
  ): Promise<Transcribed | null> {
    return await inTransaction(this.#db, 'adds', async (db) => {
      await lockRow(db, 'voices', voiceId);
      const rows = await db
        .selectFrom('samples')
        .selectAll()
        .where('voice_id', '=', voiceId)
        .where((eb) =>
          eb.or([
            eb('sha256', '=', sample.sha256),
            eb.and({ source_sha256: sample.sourceSha256, clip_index: sample.clipIndex }),
          ]),
        )
        .execute();
      // The very clip, before another one from the same place.
      const row = rows.find(({ sha256 }) => sha256 === sample.sha256) ?? rows[0];
      if (row === undefined || row.transcript === transcript) return null;
      await giveWords(db, row, transcript, 'corrected');
      return { sampleId: row.id, before: row.transcript };
    });
  }

  /**
   * Write down what the owner says of the words of a clip that was heard, so that it waits for that no longer.
   * @param seen the transcript it had when they were asked
   * @param transcript what is said in it; null: nobody knows
   * @returns false when it has other words than `seen`, or is gone
   */
  async settle(
    id: string,
    seen: string | null,
    transcript: string | null,
    owner: NonNullable<HeardWords['owner']>,
  ): Promise<boolean> {
    return await inTransaction(this.#db, 'adds', async (db) => {
      const found = await db.selectFrom('samples').select('voice_id').where('id', '=', id).executeTakeFirst();
      if (found === undefined) return false;
      await lockRow(db, 'voices', found.voice_id);
      const row = await db.selectFrom('samples').selectAll().where('id', '=', id).executeTakeFirst();
      if (row === undefined || row.transcript !== seen) return false;
      await giveWords(db, row, transcript, owner);
      return true;
    });
  }

  /**
   * Put one transcript in the place of another (compare-and-set).
   * @returns false when the clip has other words than `expected`, or is gone
   */
  async reword(id: string, expected: string, transcript: string): Promise<boolean> {
    return await inTransaction(this.#db, 'adds', async (db) => {
      const { numUpdatedRows } = await db
        .updateTable('samples')
        .set({ transcript })
        .where('id', '=', id)
        .where('transcript', '=', expected)
        .executeTakeFirstOrThrow();
      const isDone = numUpdatedRows > 0n;
      if (isDone && transcript !== expected) await noteRemoval(db);
      return isDone;
    });
  }

  /**
   * Use those of these clips after all that are held back for this. They count as added now, so that a training under way, which may have to begin again,
   * keeps to the clips it began with.
   * @returns those that were held back until now
   */
  async release(ids: readonly string[], wanted: HeldFor): Promise<Sample[]> {
    return await inTransaction(this.#db, 'adds', async (db) => {
      const voices = await db
        .selectFrom('samples')
        .select('voice_id')
        .distinct()
        .where('id', 'in', ids)
        .orderBy('voice_id')
        .execute();
      const released: Sample[] = [];
      for (const { voice_id: voiceId } of voices) {
        await lockRow(db, 'voices', voiceId);
        const known = await usableClips(db, voiceId);
        const rows = await db
          .updateTable('samples')
          .set({ held_back_reason: null, created_at: await timeOfNewClip(db, voiceId) })
          .where('voice_id', '=', voiceId)
          .where('id', 'in', ids)
          .where(
            'held_back_reason',
            'in',
            heldBackReason.options.filter((reason) => heldFor(reason) === wanted),
          )
          .returningAll()
          .execute();
        const heldOut = chooseHeldOut(
          rows.filter((row) => row.transcript !== null),
          known,
        );
        for (const row of rows) {
          const split = heldOut.has(row.sha256) ? 'held-out' : 'train';
          await db.updateTable('samples').set({ split }).where('id', '=', row.id).execute();
          released.push(toSample({ ...row, split }));
        }
      }
      return released;
    });
  }

  /** Put another descriptor in the place of a clip's. */
  async describe(id: string, descriptor: ClipDescriptor): Promise<void> {
    await this.#db
      .updateTable('samples')
      .set({ descriptor: JSON.stringify(descriptor) })
      .where('id', '=', id)
      .execute();
  }

  /** The clips of all voices, with what is said in them and in which language, some at a time. */
  async *everywhere(): AsyncGenerator<(Pick<Sample, 'sha256' | 'transcript'> & { readonly language: string })[]> {
    for (let last = ''; ;) {
      const rows = await this.#db
        .selectFrom('samples')
        .innerJoin('voices', 'voices.id', 'samples.voice_id')
        .select(['samples.id', 'samples.sha256', 'samples.transcript', 'voices.language'])
        .where('samples.id', '>', last)
        .orderBy('samples.id')
        .limit(200)
        .execute();
      const end = rows.at(-1);
      if (end === undefined) return;
      yield rows;
      last = end.id;
    }
  }

  /** Minutes of audio that the voice has. */
  async minutes(voiceId: string): Promise<number> {
    const { seconds } = await this.#db
      .selectFrom('samples')
      .select(({ fn }) => fn.sum<number | null>('duration_seconds').as('seconds'))
      .where('voice_id', '=', voiceId)
      .executeTakeFirstOrThrow();
    return (seconds ?? 0) / 60;
  }

  /**
   * Give a sample to another voice of the same owner, to which it is new. For the voice that had it, it is as if it had been
   * removed (see {@link remove}).
   * @returns `there`: that voice has it already, and nothing is changed; null: there is no such sample or voice
   */
  async move(id: string, voiceId: string): Promise<RemovedSample | 'there' | null> {
    return await inTransaction(this.#db, 'removes', async (db) => {
      const row = await db.selectFrom('samples').selectAll().where('id', '=', id).executeTakeFirst();
      if (row === undefined || row.voice_id === voiceId) return null;
      const voices = await db
        .selectFrom('voices')
        .select('owner_id')
        .where('id', 'in', [row.voice_id, voiceId])
        .execute();
      if (voices.length < 2 || voices[0].owner_id !== voices[1].owner_id) return null;
      const same = await db
        .selectFrom('samples')
        .select('id')
        .where('voice_id', '=', voiceId)
        .where((eb) =>
          eb.or([
            eb('sha256', '=', row.sha256),
            eb.and({ source_sha256: row.source_sha256, clip_index: row.clip_index }),
          ]),
        )
        .executeTakeFirst();
      if (same !== undefined) return 'there';
      const sample = toSample(row);
      const trainedOnIt = await db
        .deleteFrom('version_samples')
        .where('sample_id', '=', id)
        .returning('version_id')
        .execute();
      await db.deleteFrom('left_out').where('sample_id', '=', id).execute();
      const isHeldOut = isUsable(sample) && chooseHeldOut([sample], await usableClips(db, voiceId)).has(sample.sha256);
      await db
        .updateTable('samples')
        .set({
          voice_id: voiceId,
          split: isHeldOut ? 'held-out' : 'train',
          created_at: await timeOfNewClip(db, voiceId),
        })
        .where('id', '=', id)
        .execute();
      return { sample, ...(await withdraw(db, sample, trainedOnIt)) };
    });
  }

  /**
   * Remove a sample and everything made from it: the versions trained on it and all that continued from those are
   * purged, in other voices too (see {@link purge}). Trainings that have begun with it end at once. Rows only: see
   * {@link Storage.removeSample}.
   * @returns null when there is no such sample; `blobs`: what nobody needs any more
   */
  async remove(id: string): Promise<(RemovedSample & { readonly blobs: ReadonlySet<string> }) | null> {
    return await inTransaction(this.#db, 'removes', async (db) => {
      const trainedOnIt = await db
        .selectFrom('version_samples')
        .select('version_id')
        .where('sample_id', '=', id)
        .execute();
      const blobs = await blobsOfVersions(
        db,
        trainedOnIt.map((link) => link.version_id),
      );
      const row = await db.deleteFrom('samples').where('id', '=', id).returningAll().executeTakeFirst();
      if (row === undefined) return null;
      const sample = toSample(row);
      blobs.add(sample.sha256);
      const others = await db.selectFrom('samples').select('id').where('sha256', '=', row.sha256).executeTakeFirst();
      if (others === undefined) await deleteHearings(db, [row.sha256]);
      const withdrawn = await withdraw(db, sample, trainedOnIt);
      await noteRemoval(db);
      return { sample, ...withdrawn, blobs: blobs.difference(await neededBlobs(db, blobs)) };
    });
  }
}

/** Take what was made from a sample away from its voice: versions that were trained on it, and trainings that use it. */
async function withdraw(
  db: Transaction<Database>,
  sample: Sample,
  trainedOnIt: readonly { readonly version_id: string }[],
): Promise<Pick<RemovedSample, 'purged' | 'stopped'>> {
  const stopped = await stopTrainingsOn(db, sample);
  const purged = await purge(
    db,
    sample.voiceId,
    trainedOnIt.map((link) => link.version_id),
  );
  return { purged, stopped: [...stopped, ...purged.stopped] };
}

/** Write a clip down. */
export async function insertSample(
  db: Transaction<Database>,
  voiceId: string,
  sample: NewSample,
  split: Sample['split'],
  createdAt: number,
): Promise<Sample> {
  const row = await db
    .insertInto('samples')
    .values({
      id: randomUUID(),
      voice_id: voiceId,
      sha256: sample.sha256,
      source_sha256: sample.sourceSha256,
      clip_index: sample.clipIndex,
      original_name: sample.originalName,
      duration_seconds: sample.durationSeconds,
      transcript: sample.transcript,
      heard: sample.heard === null ? null : JSON.stringify(sample.heard),
      measures: JSON.stringify(sample.measures),
      verdict: JSON.stringify(sample.verdict),
      descriptor: sample.descriptor === null ? null : JSON.stringify(sample.descriptor),
      held_back_reason: sample.heldBack,
      split,
      created_at: createdAt,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  return toSample(row);
}

/** Give a clip its owner's words, by the rules of {@link Samples.transcribe}. If its words were all it waited for, it is used. */
async function giveWords(
  db: Transaction<Database>,
  row: Selectable<SamplesTable>,
  transcript: string | null,
  owner: NonNullable<HeardWords['owner']>,
): Promise<void> {
  const { id, voice_id: voiceId } = row;
  const { heard, heldBack } = toSample(row);
  const released = isDoubted({ heldBack }) && {
    held_back_reason: null,
    created_at: await timeOfNewClip(db, voiceId),
  };
  const isFree = row.held_back_reason === null;
  const wasUsable = row.transcript !== null && isFree;
  const becomesUsable = transcript !== null && !wasUsable && (isFree || released !== false);
  const isHeldOut =
    becomesUsable &&
    !(await isHeard(db, voiceId, id)) &&
    chooseHeldOut([row], await usableClips(db, voiceId)).has(row.sha256);
  await db
    .updateTable('samples')
    .set({
      transcript,
      ...(heard !== null && { heard: JSON.stringify({ ...heard, owner }) }),
      ...released,
      ...(isHeldOut && { split: 'held-out' }),
    })
    .where('id', '=', id)
    .execute();
  if (row.transcript !== null && row.transcript !== transcript) await noteRemoval(db);
}

/** Whether a version was trained on the sample, or a training of the voice that has not ended may be. */
async function isHeard(db: Transaction<Database>, voiceId: string, sampleId: string): Promise<boolean> {
  const version = await db
    .selectFrom('version_samples')
    .select('version_id')
    .where('sample_id', '=', sampleId)
    .executeTakeFirst();
  if (version !== undefined) return true;
  const run = await db
    .selectFrom('runs')
    .select('id')
    .where('voice_id', '=', voiceId)
    .where('kind', '=', 'train')
    .where('state', 'in', openStates)
    .executeTakeFirst();
  return run !== undefined;
}

const isUsable = ({ transcript, heldBack }: NewSample): boolean => transcript !== null && heldBack === null;

/** The clips of a voice that are trained on or held out: those with a transcript that are not held back. */
const usableClips = (db: Transaction<Database>, voiceId: string): Promise<Pick<SamplesTable, 'split'>[]> =>
  db
    .selectFrom('samples')
    .select('split')
    .where('voice_id', '=', voiceId)
    .where('transcript', 'is not', null)
    .where('held_back_reason', 'is', null)
    .execute();

/**
 * Which of the clips that become usable are held out (see {@link Samples.add}).
 * @param known those that the voice has already
 * @returns their hashes
 */
function chooseHeldOut(
  fresh: readonly Pick<NewSample, 'sha256'>[],
  known: readonly Pick<SamplesTable, 'split'>[],
): Set<string> {
  const before = known.filter(({ split }) => split === 'held-out').length;
  const most = Math.floor((known.length + fresh.length) / clipsForOne);
  const chosen = new Set<string>();
  for (const sha256 of fresh.map((clip) => clip.sha256).sort()) {
    const count = before + chosen.size;
    if (count < most && (count === 0 || inLowestEighth(sha256))) chosen.add(sha256);
  }
  return chosen;
}

const place = (sourceSha256: string, clipIndex: number): string => `${sourceSha256} ${clipIndex}`;

/** Whether the first 32 bits of the hash, as a fraction of their range, are below 1/8. */
const inLowestEighth = (sha256: string): boolean => Number.parseInt(sha256.slice(0, 8), 16) < 2 ** 32 / 8;

function toSample(row: Selectable<SamplesTable>): Sample {
  return {
    id: row.id,
    voiceId: row.voice_id,
    sha256: row.sha256,
    sourceSha256: row.source_sha256,
    originalName: row.original_name,
    clipIndex: row.clip_index,
    transcript: row.transcript,
    heard: readJsonOrNull(heardWords, row.heard, `samples.heard of ${row.id}`),
    measures: readJson(clipMeasures, row.measures, `samples.measures of ${row.id}`),
    verdict: readJson(clipVerdict, row.verdict, `samples.verdict of ${row.id}`),
    descriptor:
      row.descriptor === null ? null : readJson(clipDescriptor, row.descriptor, `samples.descriptor of ${row.id}`),
    heldBack: row.held_back_reason === null ? null : heldBackReason.parse(row.held_back_reason),
    durationSeconds: row.duration_seconds,
    split: row.split,
    createdAt: row.created_at,
  };
}
