// How the database came to its present shape: a list that only grows. Forward only; each entry runs once.
import { createHash } from 'node:crypto';
import { UserError } from '../errors.ts';
import { type CreateTableBuilder, type Kysely, type Transaction, sql } from 'kysely';
import { z } from 'zod';
import { readJsonIfGood } from './json.ts';
import { beginMigrating, endMigrating } from './postgres.ts';
import type { Database } from './schema.ts';
import { firstMigration } from './sqlite-file.ts';
import { isPostgres } from './transaction.ts';

interface Migration {
  readonly name: string;
  /** Runs inside the transaction that also records it. Typed loosely: it meets tables as they were then. */
  readonly up: (db: Transaction<unknown>) => Promise<void>;
}

const first: Migration = {
  name: firstMigration,
  up: async (db) => {
    await db.schema
      .createTable('users')
      .addColumn('id', 'text', (c) => c.primaryKey().notNull())
      .addColumn('locale', 'text', (c) => c.notNull())
      .addColumn('consent_version', 'integer')
      .addColumn('consent_at', 'bigint')
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .execute();
    await db.schema
      .createTable('voices')
      .addColumn('id', 'text', (c) => c.primaryKey().notNull())
      .addColumn('owner_id', 'text', (c) => c.notNull().references('users.id').onDelete('cascade'))
      .addColumn('name', 'text', (c) => c.notNull())
      .addColumn('language', 'text', (c) => c.notNull())
      // No foreign key: voices and versions would refer to each other. Only guarded statements write it.
      .addColumn('active_version_id', 'text')
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .addUniqueConstraint('voices_owner_name', ['owner_id', 'name'])
      .execute();
    await db.schema
      .createTable('samples')
      .addColumn('id', 'text', (c) => c.primaryKey().notNull())
      .addColumn('voice_id', 'text', (c) => c.notNull().references('voices.id').onDelete('cascade'))
      .addColumn('sha256', 'text', (c) => c.notNull())
      .addColumn('source_sha256', 'text', (c) => c.notNull())
      .addColumn('clip_index', 'integer', (c) => c.notNull())
      .addColumn('original_name', 'text', (c) => c.notNull())
      .addColumn('duration_seconds', 'double precision', (c) => c.notNull())
      .addColumn('transcript', 'text')
      .addColumn('measures', 'text', (c) => c.notNull())
      .addColumn('verdict', 'text', (c) => c.notNull())
      .addColumn('split', 'text', (c) => c.notNull().check(sql`split in ('train', 'held-out')`))
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .addUniqueConstraint('samples_voice_clip', ['voice_id', 'sha256'])
      .addUniqueConstraint('samples_voice_source', ['voice_id', 'source_sha256', 'clip_index'])
      .execute();
    await db.schema
      .createTable('intakes')
      .addColumn('id', 'text', (c) => c.primaryKey().notNull())
      .addColumn('user_id', 'text', (c) => c.notNull().references('users.id').onDelete('cascade'))
      .addColumn('voice_id', 'text', (c) => c.notNull().references('voices.id').onDelete('cascade'))
      .addColumn('items', 'text', (c) => c.notNull())
      .addColumn('answer_to', 'text', (c) => c.notNull())
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .addColumn('finished_at', 'bigint')
      .execute();
    await db.schema
      .createTable('runs')
      .addColumn('id', 'text', (c) => c.primaryKey().notNull())
      .addColumn('kind', 'text', (c) => c.notNull().check(sql`kind in ('train', 'synthesis')`))
      .addColumn('voice_id', 'text', (c) => c.notNull().references('voices.id').onDelete('cascade'))
      .addColumn('user_id', 'text', (c) => c.notNull().references('users.id').onDelete('cascade'))
      .addColumn('request', 'text', (c) => c.notNull())
      .addColumn('plan', 'text')
      .addColumn('state', 'text', (c) => c.notNull())
      .addColumn('fence', 'integer', (c) => c.notNull())
      .addColumn('lease_until', 'bigint')
      .addColumn('attempts', 'integer', (c) => c.notNull())
      .addColumn('progress', 'text')
      .addColumn('cancel_requested', 'integer', (c) => c.notNull().check(sql`cancel_requested in (0, 1)`))
      .addColumn('answer_to', 'text', (c) => c.notNull())
      .addColumn('progress_message_id', 'text')
      .addColumn('result', 'text')
      .addColumn('failure', 'text')
      .addColumn('delivered_at', 'bigint')
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .addColumn('updated_at', 'bigint', (c) => c.notNull())
      .addColumn('started_at', 'bigint')
      .addColumn('ended_at', 'bigint')
      .execute();
    const open = sql.raw("'queued', 'claimed', 'preparing', 'training', 'evaluating', 'publishing'");
    await sql`create unique index runs_one_training_per_user on runs (user_id)
      where kind = 'train' and state in (${open})`.execute(db);
    await sql`create index runs_open on runs (state) where state in (${open})`.execute(db);
    await sql`create index runs_unanswered on runs (ended_at) where delivered_at is null`.execute(db);
    await db.schema.createIndex('runs_voice').on('runs').columns(['voice_id', 'created_at']).execute();
    await db.schema
      .createTable('checkpoints')
      .addColumn('run_id', 'text', (c) => c.primaryKey().notNull().references('runs.id').onDelete('cascade'))
      .addColumn('epoch', 'integer', (c) => c.notNull())
      .addColumn('step', 'integer', (c) => c.notNull())
      .addColumn('manifest', 'text', (c) => c.notNull())
      .addColumn('losses', 'text', (c) => c.notNull())
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .execute();
    await db.schema
      .createTable('versions')
      .addColumn('id', 'text', (c) => c.primaryKey().notNull())
      .addColumn('voice_id', 'text', (c) => c.notNull().references('voices.id').onDelete('cascade'))
      .addColumn('number', 'integer', (c) => c.notNull())
      .addColumn('parent_id', 'text', (c) => c.references('versions.id'))
      .addColumn('run_id', 'text', (c) => c.notNull().unique().references('runs.id').onDelete('cascade'))
      .addColumn('engine', 'text', (c) => c.notNull())
      .addColumn('manifest', 'text')
      .addColumn('plan', 'text', (c) => c.notNull())
      .addColumn('metrics', 'text', (c) => c.notNull())
      .addColumn('status', 'text', (c) => c.notNull().check(sql`status in ('complete', 'purged')`))
      .addColumn('trained_seconds', 'double precision', (c) => c.notNull())
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .addUniqueConstraint('versions_voice_number', ['voice_id', 'number'])
      .addCheckConstraint('versions_purged_hold_nothing', sql`(status = 'purged') = (manifest is null)`)
      .execute();
    await db.schema
      .createTable('version_samples')
      .addColumn('version_id', 'text', (c) => c.notNull().references('versions.id').onDelete('cascade'))
      .addColumn('sample_id', 'text', (c) => c.notNull().references('samples.id').onDelete('cascade'))
      .addPrimaryKeyConstraint('version_samples_pk', ['version_id', 'sample_id'])
      .execute();
    await db.schema.createIndex('version_samples_sample').on('version_samples').column('sample_id').execute();
    await db.schema
      .createTable('outbox')
      .addColumn('id', 'text', (c) => c.primaryKey().notNull())
      .addColumn('run_id', 'text', (c) => c.notNull().references('runs.id').onDelete('cascade'))
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .execute();
  },
};

const comparedClips: Migration = {
  name: '0002-compared-clips',
  up: async (db) => {
    for (const column of ['print', 'held_back_reason']) {
      await db.schema.alterTable('samples').addColumn(column, 'text').execute();
    }
  },
};

const taughtWords: Migration = {
  name: '0003-taught-words',
  up: async (db) => {
    await db.schema
      .alterTable('version_samples')
      .addColumn('with_transcript', 'integer', (c) =>
        c
          .notNull()
          .defaultTo(0)
          .check(sql`with_transcript in (0, 1)`),
      )
      .execute();
    // Nobody wrote down until now which transcripts came later.
    await sql`update version_samples set with_transcript = 1
      where sample_id in (select id from samples where transcript is not null)`.execute(db);
  },
};

const livingVersions: Migration = {
  name: '0004-living-versions',
  up: async (db) => {
    // SQLite can drop no `not null`: both tables are made anew. A new reference follows its table when that is renamed.
    await db.schema
      .createTable('new_versions')
      .addColumn('id', 'text', (c) => c.primaryKey().notNull())
      .addColumn('voice_id', 'text', (c) => c.notNull().references('voices.id').onDelete('cascade'))
      .addColumn('number', 'integer', (c) => c.notNull())
      // The parent may be of another person, and go with that person.
      .addColumn('parent_id', 'text', (c) => c.references('new_versions.id').onDelete('set null'))
      .addColumn('run_id', 'text', (c) => c.unique().references('runs.id').onDelete('cascade'))
      .addColumn('imported_from', 'text')
      .addColumn('engine', 'text', (c) => c.notNull())
      .addColumn('manifest', 'text')
      .addColumn('plan', 'text')
      .addColumn('metrics', 'text', (c) => c.notNull())
      .addColumn('status', 'text', (c) => c.notNull().check(sql`status in ('complete', 'purged')`))
      .addColumn('pruned_at', 'bigint')
      .addColumn('kept_aside', 'integer', (c) => c.notNull().check(sql`kept_aside in (0, 1)`))
      .addColumn('tag', 'text')
      .addColumn('trained_seconds', 'double precision', (c) => c.notNull())
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .addUniqueConstraint('living_versions_number', ['voice_id', 'number'])
      .addCheckConstraint('versions_purged_hold_nothing', sql`(status = 'purged') = (manifest is null)`)
      .addCheckConstraint('versions_trained_or_imported', sql`(run_id is null) = (imported_from is not null)`)
      .execute();
    await sql`insert into new_versions select id, voice_id, number, parent_id, run_id, null, engine, manifest, plan, metrics,
      status, null, 0, null, trained_seconds, created_at from versions order by number`.execute(db);
    await db.schema
      .createTable('new_version_samples')
      .addColumn('version_id', 'text', (c) => c.notNull().references('new_versions.id').onDelete('cascade'))
      .addColumn('sample_id', 'text', (c) => c.notNull().references('samples.id').onDelete('cascade'))
      .addColumn('with_transcript', 'integer', (c) => c.notNull().check(sql`with_transcript in (0, 1)`))
      .addPrimaryKeyConstraint('living_version_samples_key', ['version_id', 'sample_id'])
      .execute();
    await sql`insert into new_version_samples select version_id, sample_id, with_transcript from version_samples`.execute(
      db,
    );
    for (const table of ['version_samples', 'versions']) {
      await db.schema.dropTable(table).execute();
      await db.schema.alterTable(`new_${table}`).renameTo(table).execute();
    }
    await db.schema.createIndex('version_samples_sample').on('version_samples').column('sample_id').execute();
    await db.schema.createIndex('versions_parent').on('versions').column('parent_id').execute();
    await db.schema.alterTable('voices').addColumn('shared_at', 'bigint').execute();
    await db.schema
      .createTable('notices')
      .addColumn('id', 'text', (c) => c.primaryKey().notNull())
      .addColumn('user_id', 'text', (c) => c.notNull().references('users.id').onDelete('cascade'))
      .addColumn('content', 'text', (c) => c.notNull())
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .addColumn('delivered_at', 'bigint')
      .execute();

    // What was kept aside is told by the result of its run.
    const { rows } = await sql<{ id: string; result: string }>`select versions.id, runs.result from versions
      join runs on runs.id = versions.run_id where runs.result is not null`.execute(db);
    for (const { id, result } of rows) {
      const { decision } = keptAsideResult.parse(JSON.parse(result));
      if (decision?.active === false) await sql`update versions set kept_aside = 1 where id = ${id}`.execute(db);
    }
  },
};

/** As much of a run's result as {@link livingVersions} reads. */
const keptAsideResult = z.object({ decision: z.object({ active: z.boolean() }).nullish() });

const laterChoices: Migration = {
  name: '0005-later-choices',
  up: async (db) => {
    await db.schema
      .alterTable('voices')
      .addColumn('choices', 'integer', (c) => c.notNull().defaultTo(0))
      .execute();
    await db.schema.alterTable('runs').addColumn('choices', 'integer').execute();
  },
};

const leaseLengths: Migration = {
  name: '0006-lease-lengths',
  up: async (db) => {
    await db.schema.alterTable('runs').addColumn('lease_ms', 'integer').execute();
  },
};

const versionsAlone: Migration = {
  name: '0007-versions-without-their-runs',
  up: async (db) => {
    // A version outlives the run that made it, and keeps what is told of it. SQLite can change no reference: both tables
    // are made anew.
    await db.schema
      .createTable('new_versions')
      .addColumn('id', 'text', (c) => c.primaryKey().notNull())
      .addColumn('voice_id', 'text', (c) => c.notNull().references('voices.id').onDelete('cascade'))
      .addColumn('number', 'integer', (c) => c.notNull())
      .addColumn('parent_id', 'text', (c) => c.references('new_versions.id').onDelete('set null'))
      .addColumn('run_id', 'text', (c) => c.unique().references('runs.id').onDelete('set null'))
      .addColumn('imported_from', 'text')
      .addColumn('engine', 'text', (c) => c.notNull())
      .addColumn('manifest', 'text')
      .addColumn('plan', 'text')
      .addColumn('metrics', 'text', (c) => c.notNull())
      .addColumn('status', 'text', (c) => c.notNull().check(sql`status in ('complete', 'purged')`))
      .addColumn('pruned_at', 'bigint')
      .addColumn('kept_aside', 'integer', (c) => c.notNull().check(sql`kept_aside in (0, 1)`))
      .addColumn('tag', 'text')
      .addColumn('trained_seconds', 'double precision', (c) => c.notNull())
      .addColumn('known_until', 'bigint', (c) => c.notNull())
      .addColumn('preview_text', 'text')
      .addColumn('training', 'text')
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .addUniqueConstraint('versions_number_in_voice', ['voice_id', 'number'])
      .addCheckConstraint('versions_purged_keep_nothing', sql`(status = 'purged') = (manifest is null)`)
      .addCheckConstraint('versions_imported_have_no_run', sql`run_id is null or imported_from is null`)
      .execute();
    await sql`insert into new_versions (id, voice_id, number, parent_id, run_id, imported_from, engine, manifest, plan,
        metrics, status, pruned_at, kept_aside, tag, trained_seconds, known_until, created_at)
      select versions.id, versions.voice_id, number, parent_id, run_id, imported_from, engine, manifest, versions.plan,
        metrics, status, pruned_at, kept_aside, tag, trained_seconds, coalesce(runs.started_at, versions.created_at),
        versions.created_at
      from versions left join runs on runs.id = versions.run_id order by versions.created_at, number`.execute(db);
    await db.schema
      .createTable('new_version_samples')
      .addColumn('version_id', 'text', (c) => c.notNull().references('new_versions.id').onDelete('cascade'))
      .addColumn('sample_id', 'text', (c) => c.notNull().references('samples.id').onDelete('cascade'))
      .addColumn('with_transcript', 'integer', (c) => c.notNull().check(sql`with_transcript in (0, 1)`))
      .addPrimaryKeyConstraint('version_samples_key', ['version_id', 'sample_id'])
      .execute();
    await sql`insert into new_version_samples select version_id, sample_id, with_transcript from version_samples`.execute(
      db,
    );
    for (const table of ['version_samples', 'versions']) {
      await db.schema.dropTable(table).execute();
      await db.schema.alterTable(`new_${table}`).renameTo(table).execute();
    }
    await db.schema.createIndex('version_samples_sample').on('version_samples').column('sample_id').execute();
    await db.schema.createIndex('versions_parent').on('versions').column('parent_id').execute();

    const { rows } = await sql<{ id: string; result: string }>`select versions.id, runs.result from versions
      join runs on runs.id = versions.run_id where runs.result is not null`.execute(db);
    for (const { id, result } of rows) {
      const { preview, ...facts } = toldOfTraining.parse(JSON.parse(result));
      await sql`update versions set preview_text = ${preview.text}, training = ${JSON.stringify(facts)}
        where id = ${id}`.execute(db);
    }
  },
};

const blobReferences: Migration = {
  name: '0009-blob-references',
  up: async (db) => {
    await db.schema
      .createTable('blob_references')
      .addColumn('sha256', 'text', (c) => c.notNull())
      .addColumn('version_id', 'text', (c) => c.references('versions.id').onDelete('cascade'))
      .addColumn('checkpoint_of', 'text', (c) => c.references('checkpoints.run_id').onDelete('cascade'))
      .addColumn('preview_of', 'text', (c) => c.references('runs.id').onDelete('cascade'))
      .addCheckConstraint(
        'blob_references_of_one_thing',
        sql`(case when version_id is null then 0 else 1 end) + (case when checkpoint_of is null then 0 else 1 end)
          + (case when preview_of is null then 0 else 1 end) = 1`,
      )
      .execute();
    for (const column of ['sha256', 'version_id', 'checkpoint_of', 'preview_of']) {
      await db.schema.createIndex(`blob_references_${column}`).on('blob_references').column(column).execute();
    }
    await db.schema.createIndex('samples_sha256').on('samples').column('sha256').execute();
    for (const [column, source] of [
      ['version_id', sql`select id, manifest as json from versions where manifest is not null`],
      ['checkpoint_of', sql`select run_id as id, manifest as json from checkpoints`],
      ['preview_of', sql`select id, result as json from runs where result is not null`],
    ] as const) {
      const { rows } = await source.$castTo<{ id: string; json: string }>().execute(db);
      for (const { id, json } of rows) {
        // By what they look like, so that a damaged row keeps its files too.
        const blobs = new Set([...json.matchAll(/"(?:sha256|blob)":"([0-9a-f]{64})"/g)].map(([, sha256]) => sha256));
        for (const sha256 of blobs) {
          await sql`insert into blob_references (sha256, ${sql.ref(column)}) values (${sha256}, ${id})`.execute(db);
        }
      }
    }
  },
};

/** What {@link versionsAlone} takes over from a run's result. */
const toldOfTraining = z.object({
  parentNumber: z.unknown().optional(),
  rival: z.unknown().optional(),
  decision: z.unknown().optional(),
  leftOut: z.unknown().optional(),
  remarks: z.unknown().optional(),
  heldOutIds: z.unknown().optional(),
  epochs: z.unknown().optional(),
  steps: z.unknown().optional(),
  bestEpoch: z.unknown().optional(),
  newSeconds: z.unknown().optional(),
  phaseSeconds: z.unknown().optional(),
  preview: z.object({ text: z.string() }),
});

const wordsLearnt: Migration = {
  name: '0008-words-learnt',
  up: async (db) => {
    await db.schema.alterTable('version_samples').addColumn('words_sha256', 'text').execute();
    // Nobody could change a transcript until now.
    const { rows } = await sql<{ id: string; transcript: string }>`select id, transcript from samples
      where transcript is not null`.execute(db);
    for (const { id, transcript } of rows) {
      await sql`update version_samples set words_sha256 = ${createHash('sha256').update(transcript).digest('hex')}
        where sample_id = ${id} and with_transcript = 1`.execute(db);
    }
    await db.schema.alterTable('version_samples').dropColumn('with_transcript').execute();
  },
};

const bans: Migration = {
  name: '0011-bans',
  up: async (db) => {
    await db.schema
      .createTable('bans')
      .addColumn('user_id', 'text', (c) => c.primaryKey().notNull())
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .execute();
  },
};

const fastQueries: Migration = {
  name: '0012-fast-queries',
  up: async (db) => {
    // No condition on bound values can use a partial index: those that stay are for conditions on null, or for uniqueness.
    await db.schema.dropIndex('runs_open').execute();
    for (const [table, ...indexed] of [
      ['runs', 'state', 'lease_until'],
      ['runs', 'user_id', 'kind', 'state'],
      ['runs', 'created_at'],
      ['intakes', 'user_id'],
      ['intakes', 'voice_id'],
      ['notices', 'user_id'],
      ['outbox', 'run_id'],
      ['outbox', 'created_at', 'id'],
      ['voices', 'language'],
      ['voices', 'active_version_id'],
    ] as const) {
      await db.schema
        .createIndex(`${table}_by_${indexed.join('_')}`)
        .on(table)
        .columns([...indexed])
        .execute();
    }
    await sql`create index intakes_unfinished on intakes (created_at) where finished_at is null`.execute(db);
    await sql`create index notices_untold on notices (created_at, id) where delivered_at is null`.execute(db);
    await db.schema
      .createTable('centroids')
      .addColumn('version_id', 'text', (c) => c.primaryKey().notNull().references('versions.id').onDelete('cascade'))
      .$call((table) =>
        Array.from({ length: 12 }, (_, i) => `c${i + 1}`).reduce(
          (made, column) => made.addColumn(column, 'double precision', (c) => c.notNull()),
          table as CreateTableBuilder<string, string>,
        ),
      )
      .execute();
    const { rows: versions } = await sql<{ id: string }>`select id from versions where status = 'complete'`.execute(db);
    for (const { id } of versions) {
      const { rows } = await sql<{ print: string }>`select print from samples join version_samples
        on version_samples.sample_id = samples.id where version_id = ${id} and print is not null`.execute(db);
      const voices = rows.flatMap(({ print }) => voicePrint.safeParse(print).data?.voice ?? []);
      const seconds = voices.reduce((sum, voice) => sum + voice.voicedSeconds, 0);
      if (seconds === 0) continue;
      const mean = Array.from({ length: 12 }, (_, i) =>
        voices.reduce((sum, voice) => sum + ((voice.mean[i] ?? 0) * voice.voicedSeconds) / seconds, 0),
      );
      await sql`insert into centroids values (${id}, ${sql.join(mean)})`.execute(db);
    }
  },
};

/** As much of a clip's print as {@link fastQueries} reads. */
const voicePrint = z
  .string()
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      context.addIssue('no JSON');
      return z.NEVER;
    }
  })
  .pipe(z.object({ voice: z.object({ voicedSeconds: z.number(), mean: z.array(z.number()).length(12) }).nullable() }));

const retentionAges: Migration = {
  name: '0013-retention',
  up: async (db) => {
    await db.schema
      .createTable('turns')
      .addColumn('job', 'text', (c) => c.primaryKey().notNull())
      .addColumn('taken_at', 'bigint', (c) => c.notNull())
      .execute();
    for (const table of ['runs', 'intakes']) {
      await db.schema
        .alterTable(table)
        .addColumn('token_cleared', 'integer', (c) => c.notNull().defaultTo(0))
        .execute();
      await sql`create index ${sql.ref(`${table}_with_token`)} on ${sql.table(table)} (token_cleared, created_at)`.execute(
        db,
      );
    }
    for (const table of ['intakes', 'notices']) {
      await db.schema.createIndex(`${table}_by_created_at`).on(table).column('created_at').execute();
    }
  },
};

const heardWords: Migration = {
  name: '0014-heard-words',
  up: async (db) => {
    await db.schema.alterTable('samples').addColumn('heard', 'text').execute();
  },
};

const descriptors: Migration = {
  name: '0015-descriptors',
  up: async (db) => {
    await db.schema.alterTable('samples').renameColumn('print', 'descriptor').execute();
  },
};

const hearings: Migration = {
  name: '0016-hearings',
  up: async (db) => {
    await db.schema
      .createTable('hearings')
      .addColumn('sha256', 'text', (c) => c.notNull())
      .addColumn('model', 'text', (c) => c.notNull())
      .addColumn('text', 'text', (c) => c.notNull())
      .addColumn('mean_log_probability', 'double precision', (c) => c.notNull())
      .addColumn('compression_ratio', 'double precision', (c) => c.notNull())
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .addPrimaryKeyConstraint('hearings_of_clip', ['sha256', 'model'])
      .execute();
  },
};

const enginesOfRuns: Migration = {
  name: '0017-engines',
  up: async (db) => {
    await db.schema.alterTable('runs').addColumn('engine', 'text').execute();
    await db.schema
      .createTable('trainers')
      .addColumn('id', 'text', (c) => c.primaryKey().notNull())
      .addColumn('engine', 'text', (c) => c.notNull())
      .addColumn('device', 'text', (c) => c.notNull())
      .addColumn('seen_at', 'bigint', (c) => c.notNull())
      .addColumn('lease_ms', 'bigint', (c) => c.notNull())
      .execute();
    // What has not ended goes on with the engine whose state it begins with; what begins with none, with any.
    const { rows } = await sql<{ id: string; request: string; plan: string | null; active: string | null }>`
      select runs.id, runs.request, runs.plan, voices.active_version_id as active
      from runs join voices on voices.id = runs.voice_id where runs.ended_at is null`.execute(db);
    for (const run of rows) {
      const request = readJsonIfGood(asked, run.request);
      const plan = run.plan === null ? null : readJsonIfGood(planned, run.plan);
      const version = request?.versionId ?? (plan === null ? run.active : plan.parentVersionId);
      if (request === null || request.mode === 'fresh' || version === null) continue;
      await sql`update runs set engine = (select engine from versions where id = ${version})
        where id = ${run.id}`.execute(db);
    }
  },
};

const wordsOfRuns: Migration = {
  name: '0018-words-of-runs',
  up: async (db) => {
    await db.schema.alterTable('runs').addColumn('words', 'text').execute();
    await db.schema
      .createTable('left_out')
      .addColumn('version_id', 'text', (c) => c.notNull().references('versions.id').onDelete('cascade'))
      .addColumn('sample_id', 'text', (c) => c.notNull().references('samples.id').onDelete('cascade'))
      .addColumn('words_sha256', 'text')
      .addPrimaryKeyConstraint('left_out_of_version', ['version_id', 'sample_id'])
      .execute();
    await db.schema.createIndex('left_out_by_sample').on('left_out').column('sample_id').execute();
  },
};

/** As much of a run's request and plan as {@link enginesOfRuns} reads. */
const asked = z.object({ mode: z.string().optional(), versionId: z.string().optional() });
const planned = z.object({ parentVersionId: z.string().nullable() });

const intakeFiles: Migration = {
  name: '0019-intake-files',
  up: async (db) => {
    await db.schema
      .createTable('intake_files')
      .addColumn('intake_id', 'text', (c) => c.notNull().references('intakes.id').onDelete('cascade'))
      .addColumn('item', 'integer', (c) => c.notNull())
      .addColumn('user_id', 'text', (c) => c.notNull().references('users.id').onDelete('cascade'))
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .addColumn('dispatched_at', 'bigint')
      .addColumn('fence', 'integer', (c) => c.notNull().defaultTo(0))
      .addColumn('attempts', 'integer', (c) => c.notNull().defaultTo(0))
      .addColumn('held_by', 'text')
      .addColumn('lease_until', 'bigint')
      .addColumn('lease_ms', 'bigint')
      .addPrimaryKeyConstraint('intake_files_pk', ['intake_id', 'item'])
      .execute();
    await db.schema.createIndex('intake_files_by_user').on('intake_files').column('user_id').execute();
    await db.schema
      .createTable('pictures')
      .addColumn('intake_id', 'text', (c) => c.primaryKey().notNull().references('intakes.id').onDelete('cascade'))
      .addColumn('answer_to', 'text', (c) => c.notNull())
      .addColumn('asked', 'integer', (c) => c.notNull())
      .addColumn('message', 'text')
      .addColumn('image', 'text')
      .addColumn('lease_until', 'bigint')
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .execute();
    await db.schema
      .alterTable('users')
      .addColumn('file_taken_at', 'bigint', (c) => c.notNull().defaultTo(0))
      .execute();
    await db.schema.alterTable('intakes').addColumn('teller', 'text').execute();
    await db.schema.alterTable('intakes').addColumn('teller_until', 'bigint').execute();
    await db.schema
      .alterTable('intakes')
      .addColumn('kept', 'integer', (c) => c.notNull().defaultTo(0))
      .execute();
    const { rows } = await sql<{ id: string; user_id: string; items: string; created_at: number }>`
      select id, user_id, items, created_at from intakes where finished_at is null`.execute(db);
    for (const row of rows) {
      for (const item of openItems.parse(row.items)) {
        await sql`insert into intake_files (intake_id, item, user_id, created_at)
          values (${row.id}, ${item}, ${row.user_id}, ${row.created_at})`.execute(db);
      }
    }
  },
};

/** Indexes of the files of an upload that nothing has become of. */
const openItems = z
  .string()
  .transform((text): unknown => JSON.parse(text))
  .pipe(z.array(z.object({ outcome: z.unknown() })))
  .transform((items) => items.flatMap(({ outcome }, index) => (outcome == null ? [index] : [])));

const pronunciations: Migration = {
  name: '0020-pronunciations',
  up: async (db) => {
    await db.schema
      .createTable('pronunciations')
      .addColumn('id', 'text', (c) => c.primaryKey().notNull())
      .addColumn('user_id', 'text', (c) => c.references('users.id').onDelete('cascade'))
      .addColumn('guild_id', 'text')
      .addColumn('word', 'text', (c) => c.notNull())
      .addColumn('word_key', 'text', (c) => c.notNull())
      .addColumn('spoken', 'text', (c) => c.notNull())
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .addUniqueConstraint('pronunciations_of_user', ['user_id', 'word_key'])
      .addUniqueConstraint('pronunciations_of_guild', ['guild_id', 'word_key'])
      .execute();
  },
};

const spokenTakes: Migration = {
  name: '0021-spoken-takes',
  async up(db) {
    await db.schema.alterTable('intakes').addColumn('recording', 'text').execute();
    await db.schema.alterTable('intake_files').addColumn('blob', 'text').execute();
    await db.schema.createIndex('intake_files_by_blob').on('intake_files').column('blob').execute();
  },
};

const manyBots: Migration = {
  name: '0022-many-bots',
  up: async (db) => {
    await db.schema
      .createTable('bots')
      .addColumn('id', 'text', (c) => c.primaryKey().notNull())
      .addColumn('seen_at', 'bigint', (c) => c.notNull())
      .addColumn('lease_ms', 'bigint', (c) => c.notNull())
      .execute();
    await db.schema.alterTable('intakes').dropColumn('teller_until').execute();
    for (const table of ['runs', 'notices']) {
      await db.schema.alterTable(table).addColumn('teller', 'text').execute();
      await db.schema
        .alterTable(table)
        .addColumn('kept', 'integer', (c) => c.notNull().defaultTo(0))
        .execute();
    }
    for (const table of ['runs', 'intakes', 'notices']) {
      await db.schema.alterTable(table).addColumn('told', 'text').execute();
    }
    await db.schema
      .alterTable('users')
      .addColumn('admitting_until', 'bigint', (c) => c.notNull().defaultTo(0))
      .execute();
  },
};

const leaders: Migration = {
  name: '0023-leaders',
  up: async (db) => {
    await db.schema
      .createTable('leaders')
      .addColumn('job', 'text', (c) => c.primaryKey().notNull())
      .addColumn('who', 'text', (c) => c.notNull())
      .addColumn('until', 'bigint', (c) => c.notNull())
      .execute();
  },
};

const guilds: Migration = {
  name: '0024-guilds',
  up: async (db) => {
    await db.schema
      .createTable('guilds')
      .addColumn('id', 'text', (c) => c.primaryKey().notNull())
      .addColumn('settings', 'text', (c) => c.notNull())
      .addColumn('updated_at', 'bigint', (c) => c.notNull())
      .execute();
    await db.schema
      .createTable('guild_blocks')
      .addColumn('guild_id', 'text', (c) => c.notNull())
      .addColumn('user_id', 'text', (c) => c.notNull())
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .addPrimaryKeyConstraint('guild_blocks_one', ['guild_id', 'user_id'])
      .execute();
  },
};

const keys: Migration = {
  name: '0025-keys',
  up: async (db) => {
    await db.schema
      .createTable('keys')
      .addColumn('name', 'text', (c) => c.primaryKey().notNull())
      .addColumn('private_key', 'text', (c) => c.notNull())
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .execute();
  },
};

const votes: Migration = {
  name: '0026-votes',
  up: async (db) => {
    await db.schema
      .createTable('votes')
      .addColumn('run_id', 'text', (c) => c.primaryKey().notNull())
      .addColumn('voice_id', 'text', (c) => c.notNull().references('voices.id').onDelete('cascade'))
      .addColumn('first_id', 'text', (c) => c.notNull().references('versions.id').onDelete('cascade'))
      .addColumn('second_id', 'text', (c) => c.notNull().references('versions.id').onDelete('cascade'))
      .addColumn('choice', 'text', (c) => c.notNull().check(sql`choice in ('first', 'second', 'same')`))
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .execute();
    // Without an index every deletion of what they refer to would look at all of them.
    for (const column of ['voice_id', 'first_id', 'second_id']) {
      await db.schema.createIndex(`votes_by_${column}`).on('votes').column(column).execute();
    }
  },
};

const grants: Migration = {
  name: '0027-grants',
  up: async (db) => {
    await db.schema
      .createTable('grants')
      .addColumn('id', 'text', (c) => c.primaryKey().notNull())
      .addColumn('voice_id', 'text', (c) => c.notNull().references('voices.id').onDelete('cascade'))
      .addColumn('guild_id', 'text', (c) => c.notNull())
      .addColumn('kind', 'text', (c) => c.notNull().check(sql`kind in ('person', 'role', 'server')`))
      .addColumn('grantee_id', 'text')
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .execute();
    await db.schema.createIndex('grants_by_voice').on('grants').column('voice_id').execute();
  },
};

const operations: Migration = {
  name: '0028-operations',
  up: async (db) => {
    await db.schema
      .createTable('reports')
      .addColumn('id', 'text', (c) => c.primaryKey().notNull())
      .addColumn('reporter_id', 'text', (c) => c.notNull())
      .addColumn('said_by', 'text', (c) => c.notNull())
      .addColumn('version_id', 'text', (c) => c.notNull())
      .addColumn('guild_id', 'text')
      .addColumn('channel_id', 'text')
      .addColumn('text', 'text', (c) => c.notNull())
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .execute();
    await db.schema.createIndex('reports_by_reporter').on('reports').column('reporter_id').execute();
    await db.schema
      .createTable('switches')
      .addColumn('name', 'text', (c) => c.primaryKey().notNull())
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .execute();
  },
};

const manners: Migration = {
  name: '0029-manners',
  up: async (db) => {
    await db.schema.alterTable('versions').addColumn('manners', 'text').execute();
  },
};

/** Why clips wait was kept as the sentence that people read, in English: now by its name, for every language. */
const reasonsByName: Migration = {
  name: '0030-reasons-by-name',
  up: async (db) => {
    await sql`update samples set held_back_reason = case held_back_reason
        when 'somebody else speaks in it' then 'stranger'
        when 'it seems to be cut off, so its transcript may say more than is heard' then 'cut-off'
        when 'its transcript is not what I hear' then 'doubt-other'
        when 'its transcript says more than I hear' then 'doubt-more'
        when 'I hear more than its transcript says' then 'doubt-less'
        else 'other-speaker' end
      where held_back_reason is not null`.execute(db);
  },
};

const idle: Migration = {
  name: '0031-idle-voices',
  up: async (db) => {
    await db.schema
      .alterTable('voices')
      .addColumn('used_at', 'bigint', (c) => c.notNull().defaultTo(0))
      .execute();
    await db.schema.alterTable('voices').addColumn('idle_notice_id', 'text').execute();
    // What was used before is not known: it begins now.
    await sql`update voices set used_at = ${Date.now()}`.execute(db);
    await db.schema.createIndex('voices_by_use').on('voices').column('used_at').execute();
  },
};

const reportsAbout: Migration = {
  name: '0032-reports-about',
  up: async (db) => {
    await db.schema.createIndex('reports_by_speaker').on('reports').column('said_by').execute();
    await db.schema.createIndex('reports_by_version').on('reports').column('version_id').execute();
  },
};

/** What looks for a voice to start from reads those that are shared in the order of their versions, and nothing else. */
const startingPoints: Migration = {
  name: '0033-starting-points',
  up: async (db) => {
    await sql`create index voices_to_start_from on voices (language, active_version_id, created_at, id)
      where shared_at is not null and active_version_id is not null`.execute(db);
  },
};

const offers: Migration = {
  name: '0034-offers',
  up: async (db) => {
    await db.schema.alterTable('voices').addColumn('offered_by', 'text').execute();
  },
};

const timesOfRuns: Migration = {
  name: '0035-times-of-runs',
  up: async (db) => {
    await db.schema
      .createTable('run_times')
      .addColumn('run_id', 'text', (c) => c.primaryKey().notNull().references('runs.id').onDelete('cascade'))
      .addColumn('engine', 'text', (c) => c.notNull())
      .addColumn('device', 'text', (c) => c.notNull())
      .addColumn('times', 'text', (c) => c.notNull())
      .addColumn('ended_at', 'bigint', (c) => c.notNull())
      .execute();
    await db.schema
      .createIndex('run_times_by_device')
      .on('run_times')
      .columns(['engine', 'device', 'ended_at'])
      .execute();
  },
};

const spokenConsents: Migration = {
  name: '0036-spoken-consents',
  up: async (db) => {
    await db.schema
      .createTable('spoken_consents')
      .addColumn('user_id', 'text', (c) => c.notNull().references('users.id').onDelete('cascade'))
      .addColumn('consent_version', 'integer', (c) => c.notNull())
      .addColumn('language', 'text', (c) => c.notNull())
      .addColumn('sentence', 'text', (c) => c.notNull())
      .addColumn('words', 'text', (c) => c.notNull())
      .addColumn('asked_at', 'bigint', (c) => c.notNull())
      .addColumn('recording', 'text')
      .addColumn('file_name', 'text')
      .addColumn('checked_by', 'text', (c) => c.check(sql`checked_by in ('heard', 'length')`))
      .addColumn('clip', 'text')
      .addColumn('spoken_at', 'bigint')
      .addPrimaryKeyConstraint('spoken_consents_one', ['user_id', 'consent_version'])
      .execute();
    // Without it every file that is deleted would look at all of them.
    await db.schema.createIndex('spoken_consents_by_recording').on('spoken_consents').column('recording').execute();
  },
};

const notify: Migration = {
  name: '0037-notify',
  up: async (db) => {
    await db.schema.alterTable('users').addColumn('notify', 'text').execute();
  },
};

const keeping: Migration = {
  name: '0038-keeping',
  up: async (db) => {
    // What was heard goes with the voice that the clip was sent for. SQLite can add no such reference: the table is made anew.
    await db.schema
      .createTable('new_hearings')
      .addColumn('sha256', 'text', (c) => c.notNull())
      .addColumn('voice_id', 'text', (c) => c.notNull().references('voices.id').onDelete('cascade'))
      .addColumn('model', 'text', (c) => c.notNull())
      .addColumn('text', 'text', (c) => c.notNull())
      .addColumn('mean_log_probability', 'double precision', (c) => c.notNull())
      .addColumn('compression_ratio', 'double precision', (c) => c.notNull())
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .addPrimaryKeyConstraint('hearings_one', ['sha256', 'model'])
      .execute();
    // Of a clip that no voice has it is not known whose it was: it is heard again.
    await sql`insert into new_hearings
      select hearings.sha256, min(samples.voice_id), model, text, mean_log_probability, compression_ratio,
        hearings.created_at
      from hearings join samples on samples.sha256 = hearings.sha256
      group by hearings.sha256, model, text, mean_log_probability, compression_ratio, hearings.created_at`.execute(db);
    await db.schema.dropTable('hearings').execute();
    await db.schema.alterTable('new_hearings').renameTo('hearings').execute();
    await db.schema.createIndex('hearings_by_voice').on('hearings').column('voice_id').execute();
    await db.schema
      .createTable('uses')
      .addColumn('id', 'text', (c) => c.primaryKey().notNull())
      .addColumn('user_id', 'text', (c) => c.notNull().references('users.id').onDelete('cascade'))
      .addColumn('kind', 'text', (c) => c.notNull().check(sql`kind in ('upload', 'training', 'preview')`))
      .addColumn('amount', 'bigint', (c) => c.notNull())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .execute();
    await db.schema.createIndex('uses_by_user').on('uses').columns(['user_id', 'kind', 'at']).execute();
    await db.schema.createIndex('uses_by_time').on('uses').column('at').execute();
    await db.schema.createIndex('grants_by_grantee').on('grants').column('grantee_id').execute();
  },
};

const migrations: readonly Migration[] = [
  first,
  comparedClips,
  taughtWords,
  livingVersions,
  laterChoices,
  leaseLengths,
  versionsAlone,
  wordsLearnt,
  blobReferences,
  bans,
  fastQueries,
  retentionAges,
  heardWords,
  descriptors,
  hearings,
  enginesOfRuns,
  wordsOfRuns,
  intakeFiles,
  pronunciations,
  spokenTakes,
  manyBots,
  leaders,
  guilds,
  keys,
  votes,
  grants,
  operations,
  manners,
  reasonsByName,
  idle,
  reportsAbout,
  startingPoints,
  offers,
  timesOfRuns,
  spokenConsents,
  notify,
  keeping,
];

/** The name of the newest migration. */
const newestMigration: string = keeping.name;

/** The names of the migrations that the database at hand has not had yet, and of those that this program does not know. */
export async function migrationState(db: Kysely<Database>): Promise<{ missing: string[]; unknown: string[] }> {
  const { rows } = await sql<{ name: string }>`select name from migrations`.execute(db);
  const applied = new Set(rows.map((row) => row.name));
  const missing = migrations.map(({ name }) => name).filter((name) => !applied.delete(name));
  return { missing, unknown: [...applied] };
}

/**
 * Bring the database to the present shape, or to that of an earlier time. One transaction that holds the write lock, so that of several processes that
 * start together one migrates and the others find it done.
 * @param last the name of the last migration to make
 * @throws UserError when a newer program has migrated this database already
 */
export async function migrate(db: Kysely<Database>, last: string = newestMigration): Promise<void> {
  const onPostgres = isPostgres(db);
  await (db as Kysely<unknown>).transaction().execute(async (transaction) => {
    if (onPostgres) await beginMigrating(transaction);
    await sql`create table if not exists migrations (name text primary key not null, applied_at bigint not null)`.execute(
      transaction,
    );
    const { rows } = await sql<{ name: string }>`select name from migrations`.execute(transaction);
    const applied = new Set(rows.map((row) => row.name));
    const wanted = migrations.slice(0, 1 + migrations.findIndex(({ name }) => name === last));
    for (const migration of wanted) {
      if (applied.delete(migration.name)) continue;
      await migration.up(transaction);
      await sql`insert into migrations (name, applied_at) values (${migration.name}, ${Date.now()})`.execute(
        transaction,
      );
    }
    if (onPostgres) await endMigrating(transaction);
    const [unknown] = applied;
    if (unknown !== undefined) {
      throw new UserError(
        'newer-database',
        `A newer version of Timbre made this database (it has “${unknown}”).`,
        'Bring this one up to date: git pull, then npm start again.',
      );
    }
  });
}
