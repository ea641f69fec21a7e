// What is kept of people, column by column: what /forget and deleting a voice take, and with what age the rest goes. A column that
// stands here under no heading fails the first test; what is said of it here, the others do.
import assert from 'node:assert/strict';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import test, { type TestContext } from 'node:test';
import { Client } from 'pg';
import type { Database } from '../../src/storage/schema.ts';
import { filesWith } from '../support/bytes.ts';
import { databaseOf, onEachDatabase } from '../support/databases.ts';
import { answerTo, plan, sha256, type TemporaryStorage, temporaryStorage } from './support.ts';

/**
 * `whose`: Discord's id of a person. `told`: what they said, typed, named or wrote, or what tells of how they sound. `way`: how
 * they can be answered, with a token. `plain`: ids of ours, times, figures and states, and what is a server's.
 */
type What = 'whose' | 'told' | 'way' | 'plain';

interface Table<Columns> {
  readonly columns: Readonly<Record<keyof Columns & string, What>>;
  /** What /forget of the person does to the rows: `emptied` of what tells of them. */
  readonly forget: 'gone' | 'emptied' | 'stays';
  /** What deleting the voice does. */
  readonly voice: 'gone' | 'stays';
  /** Days after which a row goes whose matter has ended; or until when it stays. */
  readonly age: number | 'until it is taken back' | 'with what it belongs to';
}

const decided: { readonly [Name in keyof Database]: Table<Database[Name]> } = {
  users: {
    columns: {
      id: 'whose',
      locale: 'plain',
      consent_version: 'plain',
      consent_at: 'plain',
      created_at: 'plain',
      file_taken_at: 'plain',
      admitting_until: 'plain',
      notify: 'plain',
    },
    forget: 'gone',
    voice: 'stays',
    age: 'until it is taken back',
  },
  spoken_consents: {
    columns: {
      user_id: 'whose',
      consent_version: 'plain',
      language: 'plain',
      sentence: 'told',
      words: 'told',
      asked_at: 'plain',
      recording: 'plain',
      file_name: 'told',
      checked_by: 'plain',
      clip: 'told',
      spoken_at: 'plain',
    },
    forget: 'gone',
    voice: 'stays',
    age: 'until it is taken back',
  },
  voices: {
    columns: {
      id: 'plain',
      owner_id: 'whose',
      name: 'told',
      language: 'plain',
      active_version_id: 'plain',
      choices: 'plain',
      shared_at: 'plain',
      offered_by: 'plain',
      created_at: 'plain',
      used_at: 'plain',
      idle_notice_id: 'plain',
    },
    forget: 'gone',
    voice: 'gone',
    age: 'until it is taken back',
  },
  samples: {
    columns: {
      id: 'plain',
      voice_id: 'plain',
      sha256: 'plain',
      source_sha256: 'plain',
      clip_index: 'plain',
      original_name: 'told',
      duration_seconds: 'plain',
      transcript: 'told',
      heard: 'told',
      measures: 'told',
      verdict: 'told',
      descriptor: 'told',
      held_back_reason: 'plain',
      split: 'plain',
      created_at: 'plain',
    },
    forget: 'gone',
    voice: 'gone',
    age: 'until it is taken back',
  },
  intakes: {
    columns: {
      id: 'plain',
      user_id: 'whose',
      voice_id: 'plain',
      items: 'told',
      answer_to: 'way',
      token_cleared: 'plain',
      created_at: 'plain',
      finished_at: 'plain',
      recording: 'plain',
      teller: 'plain',
      kept: 'plain',
      told: 'told',
    },
    forget: 'gone',
    voice: 'gone',
    age: 30,
  },
  intake_files: {
    columns: {
      intake_id: 'plain',
      item: 'plain',
      user_id: 'whose',
      blob: 'plain',
      created_at: 'plain',
      dispatched_at: 'plain',
      fence: 'plain',
      attempts: 'plain',
      held_by: 'plain',
      lease_until: 'plain',
      lease_ms: 'plain',
    },
    forget: 'gone',
    voice: 'gone',
    age: 'with what it belongs to',
  },
  pictures: {
    columns: {
      intake_id: 'plain',
      answer_to: 'way',
      asked: 'plain',
      message: 'told',
      image: 'told',
      lease_until: 'plain',
      created_at: 'plain',
    },
    forget: 'gone',
    voice: 'gone',
    age: 1,
  },
  runs: {
    columns: {
      id: 'plain',
      kind: 'plain',
      voice_id: 'plain',
      user_id: 'whose',
      engine: 'plain',
      request: 'told',
      plan: 'told',
      choices: 'plain',
      words: 'told',
      state: 'plain',
      fence: 'plain',
      lease_until: 'plain',
      lease_ms: 'plain',
      attempts: 'plain',
      progress: 'told',
      cancel_requested: 'plain',
      answer_to: 'way',
      token_cleared: 'plain',
      progress_message_id: 'told',
      result: 'told',
      failure: 'told',
      delivered_at: 'plain',
      created_at: 'plain',
      updated_at: 'plain',
      started_at: 'plain',
      ended_at: 'plain',
      teller: 'plain',
      kept: 'plain',
      told: 'told',
    },
    forget: 'gone',
    voice: 'gone',
    age: 30,
  },
  run_times: {
    columns: { run_id: 'plain', engine: 'plain', device: 'plain', times: 'told', ended_at: 'plain' },
    forget: 'gone',
    voice: 'gone',
    age: 30,
  },
  checkpoints: {
    columns: {
      run_id: 'plain',
      epoch: 'plain',
      step: 'plain',
      manifest: 'told',
      losses: 'told',
      created_at: 'plain',
    },
    forget: 'gone',
    voice: 'gone',
    age: 'with what it belongs to',
  },
  versions: {
    columns: {
      id: 'plain',
      voice_id: 'plain',
      number: 'plain',
      parent_id: 'plain',
      run_id: 'plain',
      imported_from: 'told',
      engine: 'plain',
      manifest: 'told',
      plan: 'told',
      metrics: 'told',
      status: 'plain',
      pruned_at: 'plain',
      kept_aside: 'plain',
      tag: 'told',
      trained_seconds: 'plain',
      known_until: 'plain',
      preview_text: 'told',
      training: 'told',
      manners: 'told',
      created_at: 'plain',
    },
    forget: 'gone',
    voice: 'gone',
    age: 'until it is taken back',
  },
  version_samples: {
    columns: { version_id: 'plain', sample_id: 'plain', words_sha256: 'told' },
    forget: 'gone',
    voice: 'gone',
    age: 'with what it belongs to',
  },
  left_out: {
    columns: { version_id: 'plain', sample_id: 'plain', words_sha256: 'told' },
    forget: 'gone',
    voice: 'gone',
    age: 'with what it belongs to',
  },
  outbox: {
    columns: { id: 'plain', run_id: 'plain', created_at: 'plain' },
    forget: 'gone',
    voice: 'gone',
    age: 'with what it belongs to',
  },
  notices: {
    columns: {
      id: 'plain',
      user_id: 'whose',
      content: 'told',
      created_at: 'plain',
      delivered_at: 'plain',
      teller: 'plain',
      kept: 'plain',
      told: 'told',
    },
    forget: 'gone',
    voice: 'stays',
    age: 30,
  },
  bans: {
    columns: { user_id: 'whose', created_at: 'plain' },
    forget: 'stays',
    voice: 'stays',
    age: 'until it is taken back',
  },
  blob_references: {
    columns: { sha256: 'plain', version_id: 'plain', checkpoint_of: 'plain', preview_of: 'plain' },
    forget: 'gone',
    voice: 'gone',
    age: 'with what it belongs to',
  },
  centroids: {
    columns: {
      version_id: 'plain',
      c1: 'plain',
      c2: 'plain',
      c3: 'plain',
      c4: 'plain',
      c5: 'plain',
      c6: 'plain',
      c7: 'plain',
      c8: 'plain',
      c9: 'plain',
      c10: 'plain',
      c11: 'plain',
      c12: 'plain',
    },
    forget: 'gone',
    voice: 'gone',
    age: 'with what it belongs to',
  },
  turns: { columns: { job: 'plain', taken_at: 'plain' }, forget: 'stays', voice: 'stays', age: 1 },
  hearings: {
    columns: {
      sha256: 'plain',
      voice_id: 'plain',
      model: 'plain',
      text: 'told',
      mean_log_probability: 'plain',
      compression_ratio: 'plain',
      created_at: 'plain',
    },
    forget: 'gone',
    voice: 'gone',
    age: 'with what it belongs to',
  },
  trainers: {
    columns: { id: 'plain', engine: 'plain', device: 'plain', seen_at: 'plain', lease_ms: 'plain' },
    forget: 'stays',
    voice: 'stays',
    age: 1,
  },
  pronunciations: {
    columns: {
      id: 'plain',
      user_id: 'whose',
      guild_id: 'plain',
      word: 'told',
      word_key: 'told',
      spoken: 'told',
      created_at: 'plain',
    },
    forget: 'gone',
    voice: 'stays',
    age: 'until it is taken back',
  },
  bots: {
    columns: { id: 'plain', seen_at: 'plain', lease_ms: 'plain' },
    forget: 'stays',
    voice: 'stays',
    age: 1,
  },
  leaders: {
    columns: { job: 'plain', who: 'plain', until: 'plain' },
    forget: 'stays',
    voice: 'stays',
    age: 'until it is taken back',
  },
  guilds: {
    columns: { id: 'plain', settings: 'plain', updated_at: 'plain' },
    forget: 'stays',
    voice: 'stays',
    age: 'until it is taken back',
  },
  guild_blocks: {
    columns: { guild_id: 'plain', user_id: 'whose', created_at: 'plain' },
    forget: 'stays',
    voice: 'stays',
    age: 'until it is taken back',
  },
  keys: {
    columns: { name: 'plain', private_key: 'plain', created_at: 'plain' },
    forget: 'stays',
    voice: 'stays',
    age: 'until it is taken back',
  },
  votes: {
    columns: {
      run_id: 'plain',
      voice_id: 'plain',
      first_id: 'plain',
      second_id: 'plain',
      choice: 'plain',
      created_at: 'plain',
    },
    forget: 'gone',
    voice: 'gone',
    age: 'with what it belongs to',
  },
  grants: {
    columns: {
      id: 'plain',
      voice_id: 'plain',
      guild_id: 'plain',
      kind: 'plain',
      grantee_id: 'whose',
      created_at: 'plain',
    },
    forget: 'gone',
    voice: 'stays',
    age: 'until it is taken back',
  },
  reports: {
    columns: {
      id: 'plain',
      reporter_id: 'whose',
      said_by: 'whose',
      version_id: 'plain',
      guild_id: 'plain',
      channel_id: 'plain',
      text: 'told',
      created_at: 'plain',
    },
    forget: 'gone',
    voice: 'stays',
    age: 'until it is taken back',
  },
  switches: {
    columns: { name: 'plain', created_at: 'plain' },
    forget: 'stays',
    voice: 'stays',
    age: 'until it is taken back',
  },
  uses: {
    columns: { id: 'plain', user_id: 'whose', kind: 'plain', amount: 'plain', at: 'plain' },
    forget: 'gone',
    voice: 'stays',
    age: 2,
  },
};

type Name = keyof Database;
type Value = string | number | null;
const names = Object.keys(decided) as Name[];
const staysForgotten = (name: Name): boolean => decided[name].forget === 'stays';
const dayMs = 24 * 3_600_000;

const person = '477777777777777771';
const somebodyElse = '599999999999999991';
const secret = 'Secret-of-theirs';
const token = 'Token-of-theirs';

/** A row of every table, of one person with one voice, everything of it told and over. */
function everything(now: number): Record<Name, Record<string, Value>[]> {
  const told = JSON.stringify(secret);
  const way = JSON.stringify({ ...answerTo, userId: person, interactionToken: token });
  const times = { created_at: now, updated_at: now, started_at: now - 1000, ended_at: now };
  return {
    users: [{ id: person, locale: 'en-US', consent_version: 1, consent_at: now, created_at: now }],
    spoken_consents: [
      {
        user_id: person,
        consent_version: 1,
        language: 'en',
        sentence: secret,
        words: told,
        asked_at: now,
        recording: sha256('consent'),
        file_name: secret,
        checked_by: 'heard',
        clip: told,
        spoken_at: now,
      },
    ],
    voices: [
      {
        id: 'voice',
        owner_id: person,
        name: secret,
        language: 'en',
        active_version_id: 'version',
        choices: 0,
        shared_at: null,
        created_at: now,
        used_at: now,
      },
    ],
    samples: [
      {
        id: 'sample',
        voice_id: 'voice',
        sha256: sha256('clip'),
        source_sha256: sha256('source'),
        clip_index: 0,
        original_name: secret,
        duration_seconds: 3,
        transcript: secret,
        heard: told,
        measures: told,
        verdict: told,
        descriptor: told,
        held_back_reason: null,
        split: 'train',
        created_at: now,
      },
    ],
    intakes: [
      {
        id: 'intake',
        user_id: person,
        voice_id: 'voice',
        items: told,
        answer_to: way,
        created_at: now,
        finished_at: now,
        recording: null,
        told,
      },
    ],
    intake_files: [{ intake_id: 'intake', item: 0, user_id: person, created_at: now }],
    pictures: [{ intake_id: 'intake', answer_to: way, asked: 1, message: told, image: secret, created_at: now }],
    runs: [
      {
        id: 'run',
        kind: 'train',
        voice_id: 'voice',
        user_id: person,
        engine: 'builtin',
        request: told,
        plan: JSON.stringify({ ...plan, reasons: [secret] }),
        words: told,
        state: 'done',
        fence: 1,
        attempts: 1,
        progress: told,
        cancel_requested: 0,
        answer_to: way,
        progress_message_id: secret,
        result: told,
        failure: told,
        delivered_at: now,
        ...times,
        told,
      },
    ],
    run_times: [{ run_id: 'run', engine: 'builtin', device: 'cpu', times: told, ended_at: now }],
    checkpoints: [{ run_id: 'run', epoch: 1, step: 1, manifest: told, losses: told, created_at: now }],
    versions: [
      {
        id: 'version',
        voice_id: 'voice',
        number: 1,
        parent_id: null,
        run_id: null,
        imported_from: secret,
        engine: 'builtin',
        manifest: told,
        plan: told,
        metrics: told,
        status: 'complete',
        kept_aside: 0,
        tag: secret,
        trained_seconds: 3,
        known_until: now,
        preview_text: secret,
        training: told,
        manners: told,
        created_at: now,
      },
    ],
    version_samples: [{ version_id: 'version', sample_id: 'sample', words_sha256: secret }],
    left_out: [{ version_id: 'version', sample_id: 'sample', words_sha256: secret }],
    outbox: [{ id: 'outbox', run_id: 'run', created_at: now }],
    notices: [{ id: 'notice', user_id: person, content: told, created_at: now, delivered_at: now, told }],
    bans: [{ user_id: person, created_at: now }],
    blob_references: [{ sha256: sha256('state'), version_id: 'version' }],
    centroids: [
      { version_id: 'version', ...Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`c${index + 1}`, 1])) },
    ],
    turns: [{ job: 'message 1', taken_at: now }],
    hearings: [
      {
        sha256: sha256('a clip that no voice got'),
        voice_id: 'voice',
        model: 'model',
        text: secret,
        mean_log_probability: 0,
        compression_ratio: 1,
        created_at: now,
      },
    ],
    trainers: [{ id: 'trainer', engine: 'builtin', device: 'cpu', seen_at: now, lease_ms: 1 }],
    pronunciations: [{ id: 'word', user_id: person, word: secret, word_key: secret, spoken: secret, created_at: now }],
    bots: [{ id: 'bot', seen_at: now, lease_ms: 1 }],
    leaders: [{ job: 'job', who: 'process', until: now }],
    guilds: [{ id: '9', settings: '{}', updated_at: now }],
    guild_blocks: [{ guild_id: '9', user_id: person, created_at: now }],
    keys: [{ name: 'key', private_key: 'key', created_at: now }],
    votes: [
      {
        run_id: 'a comparison',
        voice_id: 'voice',
        first_id: 'version',
        second_id: 'version',
        choice: 'same',
        created_at: now,
      },
    ],
    grants: [{ id: 'grant', voice_id: 'another', guild_id: '9', kind: 'person', grantee_id: person, created_at: now }],
    reports: [{ id: 'by', reporter_id: person, said_by: person, version_id: 'version', text: secret, created_at: now }],
    switches: [{ name: 'switch', created_at: now }],
    uses: [{ id: 'use', user_id: person, kind: 'upload', amount: 5, at: now }],
  };
}

const literal = (value: Value): string =>
  value === null ? 'null' : typeof value === 'number' ? String(value) : `'${value.replaceAll("'", "''")}'`;

const inserted = (table: string, row: Record<string, Value>): string =>
  `insert into ${table} (${Object.keys(row).join(', ')}) values (${Object.values(row).map(literal).join(', ')})`;

/** What the database itself answers. */
async function ask(t: TestContext, { dataDir }: TemporaryStorage, query: string): Promise<Record<string, unknown>[]> {
  const connectionString = databaseOf(t);
  if (connectionString !== undefined) {
    const client = new Client({ connectionString });
    await client.connect();
    const { rows } = await client.query<Record<string, unknown>>(query);
    await client.end();
    return rows;
  }
  const file = new DatabaseSync(path.join(dataDir, 'timbre.sqlite'), { readOnly: true });
  const rows = file.prepare(query).all();
  file.close();
  return rows;
}

/** Everything of the person, but for what is said to stay, which their id would be found in. */
async function filled(t: TestContext, now: number, without: (name: Name) => boolean = () => false) {
  const storage = await temporaryStorage(t);
  await storage.setClock(now);
  const rows = everything(now);
  const statements = [
    `insert into users (id, locale, created_at) values ('${somebodyElse}', 'en-US', 1)`,
    `insert into voices (id, owner_id, name, language, created_at) values ('another', '${somebodyElse}', 'other', 'en', 1)`,
    ...names.filter((name) => !without(name)).flatMap((name) => rows[name].map((row) => inserted(name, row))),
  ];
  await storage.change(statements.join(';\n'));
  return storage;
}

/** Whether the row of a table is there, by its first column. */
async function isThere(t: TestContext, storage: TemporaryStorage, name: Name): Promise<boolean> {
  const [row] = everything(0)[name];
  const [[column, value]] = Object.entries(row);
  return (await ask(t, storage, `select 1 as one from ${name} where ${column} = ${literal(value)}`)).length > 0;
}

const standing = async (t: TestContext, storage: TemporaryStorage): Promise<Name[]> => {
  const found: Name[] = [];
  for (const name of names) if (await isThere(t, storage, name)) found.push(name);
  return found;
};

onEachDatabase('of every column there is it is decided what it holds and what becomes of it', async (t) => {
  const storage = await temporaryStorage(t);
  const rows = await ask(
    t,
    storage,
    databaseOf(t) === undefined
      ? `select tables.name as "table", columns.name as "column" from sqlite_schema as tables
          join pragma_table_info(tables.name) as columns where tables.type = 'table'`
      : `select table_name as "table", column_name as "column" from information_schema.columns
          where table_schema = current_schema()`,
  );
  const there = rows
    .filter(({ table }) => table !== 'migrations')
    .map(({ table, column }) => `${String(table)}.${String(column)}`);
  const known = names.flatMap((name) => Object.keys(decided[name].columns).map((column) => `${name}.${column}`));
  assert.deepEqual(there.sort(), known.sort());
});

test('whatever can tell of a person is filled in where these tests look whether it goes', () => {
  const rows = everything(1);
  for (const name of names) {
    for (const [column, what] of Object.entries<What>(decided[name].columns)) {
      const mark = { whose: person, told: secret, way: token, plain: '' }[what];
      const isFilled = rows[name].some((row) => String(row[column]).includes(mark));
      assert.ok(what === 'plain' || isFilled, `${name}.${column}`);
    }
  }
});

onEachDatabase('/forget takes every row of a person, and leaves no byte of them in any file', async (t) => {
  const storage = await filled(t, Date.now(), staysForgotten);
  // Somebody else reported what this person let be said.
  await storage.change(`insert into reports (id, reporter_id, said_by, version_id, text, created_at)
    values ('about', '${somebodyElse}', '${person}', 'version', '${secret}', 1)`);
  const traces = async (): Promise<string[]> =>
    (await Promise.all((await storage.folders()).map((folder) => filesWith(folder, [person, secret, token])))).flat();
  assert.ok((await traces()).length > 0);
  assert.notEqual(await storage.forget(person), null);
  assert.deepEqual(await standing(t, storage), []);
  assert.deepEqual(await traces(), []);
  const [report] = await storage.operations.reports(5);
  assert.deepEqual([report?.reporterId, report?.saidBy, report?.versionId, report?.text], [somebodyElse, '', '', '']);

  const rows = everything(1);
  await storage.change(
    names
      .filter(staysForgotten)
      .flatMap((name) => rows[name].map((row) => inserted(name, row)))
      .join(';\n'),
  );
  assert.equal(await storage.forget(person), null, 'there is nothing of theirs');
  assert.deepEqual((await standing(t, storage)).sort(), names.filter(staysForgotten).sort());
});

onEachDatabase('deleting a voice takes every row of it, and none of its owner', async (t) => {
  const storage = await filled(t, Date.now());
  assert.notEqual(await storage.removeVoice('voice'), null);
  const stays = names.filter((name) => decided[name].voice === 'stays');
  assert.deepEqual((await standing(t, storage)).sort(), stays.sort());
});

onEachDatabase('what is over goes at its age and not before; all the rest stays', async (t) => {
  const now = Date.now();
  const storage = await filled(t, now);
  const ages = [...new Set(Object.values(decided).map(({ age }) => age))].filter((age) => typeof age === 'number');
  assert.deepEqual(
    ages.sort((a, b) => a - b),
    [1, 2, 30],
  );
  const old = (days: number): Name[] => names.filter((name) => Number(decided[name].age) <= days);
  for (const days of ages) {
    await storage.setClock(now + days * dayMs - 1000);
    await storage.retention.deleteEnded();
    for (const name of names.filter((one) => decided[one].age === days)) {
      assert.ok(await isThere(t, storage, name), `${name} before ${days} days`);
    }
    await storage.setClock(now + days * dayMs + 1000);
    await storage.retention.deleteEnded();
    for (const name of old(days)) assert.ok(!(await isThere(t, storage, name)), `${name} after ${days} days`);
  }
  await storage.setClock(now + 4000 * dayMs);
  await storage.retention.deleteEnded();
  for (const name of names.filter((one) => decided[one].age === 'until it is taken back')) {
    assert.ok(await isThere(t, storage, name), name);
  }
});

onEachDatabase('tokens are cleared wherever they stand once Discord takes them no more', async (t) => {
  const now = Date.now();
  const storage = await filled(t, now);
  const ways = names.flatMap((name) =>
    Object.entries<What>(decided[name].columns).flatMap(([column, what]) => (what === 'way' ? [{ name, column }] : [])),
  );
  assert.equal(ways.length, 3);
  const withToken = async (): Promise<Name[]> => {
    const found: Name[] = [];
    for (const { name, column } of ways) {
      const rows = await ask(t, storage, `select 1 as one from ${name} where ${column} like '%${token}%'`);
      if (rows.length > 0) found.push(name);
    }
    return found;
  };
  await storage.setClock(now + 14 * 60_000);
  assert.equal(await storage.retention.clearTokens(), 0);
  assert.equal((await withToken()).length, 3);
  await storage.setClock(now + 16 * 60_000);
  assert.equal(await storage.retention.clearTokens(), 3);
  assert.deepEqual(await withToken(), []);
  assert.equal(await storage.retention.clearTokens(), 0, 'once is enough');
});
