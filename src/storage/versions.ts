// Versions: numbered states of a voice, whose weights never change. They are made by Runs.publish or imported, lose the
// history of their training when they are pruned, and everything when a sample of theirs is removed.
import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import { ancestors, withDescendants } from './lineage.ts';
import { type PrunedVersion, type PruneRules, pruneVoice } from './pruning.ts';
import type { StateManifest, VoiceMetrics } from './records.ts';
import type { Database } from './schema.ts';
import { wordsDigest } from './taught-words.ts';
import { timeAfterClips } from './time.ts';
import { inTransaction, lockRow } from './transaction.ts';
import { type Version, insertVersion, takeNumber, toVersion } from './version.ts';

/** What a version comes from. */
export interface Lineage {
  /** What it continued from, nearest first, across voices. */
  readonly ancestors: Version[];
  /** Every sample that it or an ancestor was trained on, without those removed since. */
  readonly samples: {
    readonly id: string;
    readonly voiceId: string;
    readonly originalName: string;
    readonly clipIndex: number;
  }[];
}

/** What a version stands on: what has to be there for as long as it is. */
export interface Ground {
  /** Samples of its own voice by their SHA-256, with the digests of the words that were learnt or could not be used. */
  readonly learnt: { readonly sha256: string; readonly words: string | null }[];
  readonly leftOut: { readonly sha256: string; readonly words: string | null }[];
  /** The version of another voice that it goes back to; null: none. */
  readonly startedFrom: string | null;
}

/** A version that was made elsewhere. Its blobs must be stored before. */
export interface ImportedVersion {
  readonly voiceId: string;
  /** Name of the voice that it comes from. */
  readonly importedFrom: string;
  readonly manifest: StateManifest;
  readonly metrics: VoiceMetrics;
  readonly trainedSeconds: number;
  /** The manners that it can speak in beside its usual one; null: not known. */
  readonly manners: Version['manners'];
  /** Whether it speaks from now on. */
  readonly activate: boolean;
}

export class Versions {
  readonly #db: Kysely<Database>;

  constructor(db: Kysely<Database>) {
    this.#db = db;
  }

  async get(id: string): Promise<Version | null> {
    const row = await this.#db.selectFrom('versions').selectAll().where('id', '=', id).executeTakeFirst();
    return row === undefined ? null : toVersion(row);
  }

  async byNumber(voiceId: string, number: number): Promise<Version | null> {
    const row = await this.#db
      .selectFrom('versions')
      .selectAll()
      .where('voice_id', '=', voiceId)
      .where('number', '=', number)
      .executeTakeFirst();
    return row === undefined ? null : toVersion(row);
  }

  /** All versions of a voice, purged ones too, newest first. */
  async list(voiceId: string): Promise<Version[]> {
    const rows = await this.#db
      .selectFrom('versions')
      .selectAll()
      .where('voice_id', '=', voiceId)
      .orderBy('number', 'desc')
      .execute();
    return rows.map(toVersion);
  }

  /** The samples it was trained on, without those removed since. */
  async sampleIds(versionId: string): Promise<string[]> {
    const rows = await this.#db
      .selectFrom('version_samples')
      .select('sample_id')
      .where('version_id', '=', versionId)
      .orderBy('sample_id')
      .execute();
    return rows.map((row) => row.sample_id);
  }

  /** What a version comes from; null when there is no such version. */
  async lineage(versionId: string): Promise<Lineage | null> {
    const version = await this.get(versionId);
    if (version === null) return null;
    const line = await ancestors(this.#db, version);
    const samples = await this.#db
      .selectFrom('samples')
      .select(['id', 'voice_id', 'original_name', 'clip_index'])
      .where('id', 'in', (query) =>
        query
          .selectFrom('version_samples')
          .select('sample_id')
          .where(
            'version_id',
            'in',
            [version, ...line].map(({ id }) => id),
          ),
      )
      .orderBy('created_at')
      .orderBy('original_name')
      .orderBy('clip_index')
      .orderBy('id')
      .execute();
    return {
      ancestors: line,
      samples: samples.map((row) => ({
        id: row.id,
        voiceId: row.voice_id,
        originalName: row.original_name,
        clipIndex: row.clip_index,
      })),
    };
  }

  /** What a version learnt from, itself and through earlier versions of its voice, and which other voice it began with. */
  async ground(version: Version): Promise<Ground> {
    const line = [version, ...(await ancestors(this.#db, version))];
    const other = line.findIndex(({ voiceId }) => voiceId !== version.voiceId);
    const ids = line.slice(0, other < 0 ? line.length : other).map(({ id }) => id);
    const linked = async (table: 'version_samples' | 'left_out', versions: readonly string[]) => {
      const rows = await this.#db
        .selectFrom(table)
        .innerJoin('samples', 'samples.id', `${table}.sample_id`)
        .select(['samples.sha256', `${table}.words_sha256 as words`, `${table}.version_id`])
        .where('version_id', 'in', versions)
        .where('samples.voice_id', '=', version.voiceId)
        .orderBy('samples.sha256')
        .execute();
      // What was learnt last counts.
      rows.sort((a, b) => ids.indexOf(b.version_id) - ids.indexOf(a.version_id));
      return [...new Map(rows.map((row) => [row.sha256, { sha256: row.sha256, words: row.words }])).values()];
    };
    return {
      learnt: await linked('version_samples', ids),
      leftOut: await linked('left_out', [version.id]),
      startedFrom: other < 0 ? null : line[other].id,
    };
  }

  /**
   * Which versions samples went into: trained on one of them, or continued from such a version, in whichever voice. These
   * are what removing the samples purges, and those that are purged already. Oldest first.
   */
  async derivedFrom(sampleIds: readonly string[]): Promise<Version[]> {
    if (sampleIds.length === 0) return [];
    const rows = await this.#db
      .selectFrom('version_samples')
      .select('version_id')
      .distinct()
      .where('sample_id', 'in', sampleIds)
      .execute();
    const line = await withDescendants(
      this.#db,
      rows.map((row) => row.version_id),
    );
    return line.map(toVersion);
  }

  /**
   * Name a version, or take its name away. Who names the active one has chosen it: a training that is under way will not
   * override it.
   * @returns false when it can't be named any more: it was purged, or is gone
   */
  async setTag(id: string, tag: string | null): Promise<boolean> {
    return await inTransaction(this.#db, 'adds', async (db) => {
      const { numUpdatedRows } = await db
        .updateTable('versions')
        .set({ tag })
        .where('id', '=', id)
        .where('status', '=', 'complete')
        .executeTakeFirstOrThrow();
      if (tag !== null) {
        await db
          .updateTable('voices')
          .set((eb) => ({ choices: eb('choices', '+', 1) }))
          .where('active_version_id', '=', id)
          .execute();
      }
      return numUpdatedRows > 0n;
    });
  }

  /** See {@link pruneVoice}. */
  async prune(voiceId: string, rules: PruneRules): Promise<PrunedVersion[]> {
    return await pruneVoice(this.#db, voiceId, rules);
  }

  /** Take a version in that was made elsewhere: the next number of its voice, without parent, run and samples. */
  async import(imported: ImportedVersion): Promise<Version> {
    return await inTransaction(this.#db, 'adds', async (db) => {
      await lockRow(db, 'voices', imported.voiceId);
      const id = randomUUID();
      const now = await timeAfterClips(db, imported.voiceId);
      const number = await takeNumber(db, imported.voiceId, imported.activate ? id : null);
      if (imported.activate) {
        await db
          .updateTable('voices')
          .set((eb) => ({ choices: eb('choices', '+', 1) }))
          .where('id', '=', imported.voiceId)
          .execute();
      }
      return await insertVersion(db, {
        ...imported,
        id,
        number,
        parentId: null,
        runId: null,
        plan: null,
        keptAside: false,
        knownUntil: now,
        previewText: null,
        training: null,
        createdAt: now,
      });
    });
  }

  /**
   * What a version knows of samples as they are now: one whose transcript came or was corrected later has something to teach.
   * @returns `learnt`: it learnt all that the sample can teach; `leftOut`: it could not use the sample, whose words are still
   *   those; null: the sample is new to it
   */
  async knowledge(
    versionId: string,
  ): Promise<(sample: { id: string; transcript: string | null }) => 'learnt' | 'leftOut' | null> {
    const wordsIn = async (table: 'version_samples' | 'left_out'): Promise<Map<string, string | null>> => {
      const rows = await this.#db
        .selectFrom(table)
        .select(['sample_id', 'words_sha256'])
        .where('version_id', '=', versionId)
        .execute();
      return new Map(rows.map((row) => [row.sample_id, row.words_sha256]));
    };
    const [learnt, leftOut] = [await wordsIn('version_samples'), await wordsIn('left_out')];
    return ({ id, transcript }) => {
      const digest = transcript === null ? null : wordsDigest(transcript);
      // Where there are no words, what was learnt with some is no less learnt.
      if (digest === null ? learnt.has(id) : learnt.get(id) === digest) return 'learnt';
      return leftOut.get(id) === digest ? 'leftOut' : null;
    };
  }

  /** Whether a sample has nothing to teach a version, because it is known (see {@link knowledge}). */
  async learnt(versionId: string): Promise<(sample: { id: string; transcript: string | null }) => boolean> {
    const knowledge = await this.knowledge(versionId);
    return (sample) => knowledge(sample) !== null;
  }

  /**
   * The clips of a voice that versions learnt with other words than they have now, because they were corrected since.
   * @returns ids of the samples by id of the version; versions without such clips are not in it
   */
  async learntOtherwise(voiceId: string): Promise<Map<string, Set<string>>> {
    const rows = await this.#db
      .selectFrom('version_samples')
      .innerJoin('samples', 'samples.id', 'version_samples.sample_id')
      .select(['version_id', 'sample_id', 'words_sha256', 'transcript'])
      .where('samples.voice_id', '=', voiceId)
      .where('words_sha256', 'is not', null)
      .execute();
    const others = rows.filter((row) => row.transcript === null || wordsDigest(row.transcript) !== row.words_sha256);
    return new Map(
      [...Map.groupBy(others, (row) => row.version_id)].map(([id, links]) => [
        id,
        new Set(links.map((link) => link.sample_id)),
      ]),
    );
  }
}
