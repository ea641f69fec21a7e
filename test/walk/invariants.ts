// What must hold of rows, blobs and answers whenever nothing is going on, whatever people did before.
import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Storage } from '../../src/storage/storage.ts';
import type { Interaction } from '../discord/interaction.ts';
import type { Message } from '../discord/world.ts';
import type { Walker } from './steps.ts';

/** Read the database beside the bot. */
export function query(dataDir: string, sql: string): Record<string, unknown>[] {
  const db = new DatabaseSync(path.join(dataDir, 'timbre.sqlite'), { readOnly: true });
  try {
    return db.prepare(sql).all();
  } finally {
    db.close();
  }
}

/** Counts of what is still going on; all 0 when nothing is. */
const goingOn = `select
  (select count(*) from runs where state not in ('done', 'failed', 'cancelled')) as runs,
  (select count(*) from runs where delivered_at is null) as untold,
  (select count(*) from intakes where finished_at is null) as uploads,
  (select count(*) from outbox) as outbox`;

/** Folders of intake workers: each has its own for as long as it lives. */
function workersIn(dataDir: string): string[] {
  const home = path.join(dataDir, 'intake');
  return existsSync(home) ? readdirSync(home).map((worker) => path.join('intake', worker)) : [];
}

/** What the bot still owes, in words; empty when everything is done and told. */
export function unfinished(dataDir: string, sent: readonly Interaction[]): string[] {
  const rows = Object.entries(query(dataDir, goingOn)[0] ?? {}).filter(([, count]) => count !== 0);
  const waiting = sent.filter(
    ({ failed, acknowledgement, message }) => !failed && (acknowledgement === null || message?.loading === true),
  );
  // Whose row is gone or ended may still be worked on for a moment.
  const folders = ['work', ...workersIn(dataDir)].filter((name) => {
    const folder = path.join(dataDir, name);
    return existsSync(folder) && readdirSync(folder).length > 0;
  });
  return [
    ...folders.map((name) => `folders in ${name}`),
    ...rows.map(([what, count]) => `${what}: ${String(count)}`),
    ...(waiting.length === 0 ? [] : [`answers: ${waiting.length}`]),
  ];
}

/** Rows that must not be there. */
const wrongRows: Readonly<Record<string, string>> = {
  'a foreign key leads nowhere': 'pragma foreign_key_check',
  'the active version is no complete version of its voice': `select voices.id from voices
    left join versions on versions.id = voices.active_version_id and versions.voice_id = voices.id and versions.status = 'complete'
    where voices.active_version_id is not null and versions.id is null`,
  'a voice with complete versions that were not kept aside has none active': `select voices.id from voices
    where voices.active_version_id is null and exists (select 1 from versions
      where versions.voice_id = voices.id and versions.status = 'complete' and versions.kept_aside = 0)`,
  'a version and its state disagree': `select id from versions where (status = 'purged') <> (manifest is null)`,
  'a version learnt from clips of another voice': `select version_samples.version_id from version_samples
    join versions on versions.id = version_samples.version_id join samples on samples.id = version_samples.sample_id
    where samples.voice_id <> versions.voice_id`,
  'a version continues from a later one': `select versions.id from versions
    join versions as parents on parents.id = versions.parent_id
    where parents.voice_id = versions.voice_id and parents.number >= versions.number`,
  'a purged version has a complete descendant': `select versions.id from versions
    join versions as parents on parents.id = versions.parent_id
    where parents.status = 'purged' and versions.status = 'complete'`,
  'a clip is there twice': 'select voice_id, sha256 from samples group by voice_id, sha256 having count(*) > 1',
  'a run belongs to nobody’s voice': `select runs.id from runs join voices on voices.id = runs.voice_id
    where voices.owner_id <> runs.user_id`,
  'a checkpoint outlived its run': `select run_id from checkpoints join runs on runs.id = checkpoints.run_id
    where runs.state in ('done', 'failed', 'cancelled')`,
  'two trainings of a person at once': `select user_id from runs where kind = 'train'
    and state not in ('done', 'failed', 'cancelled') group by user_id having count(*) > 1`,
};

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
}

/** Rows; they must hold at every moment. */
export function checkRows(dataDir: string, walkers: readonly Walker[], isSpoken: boolean): void {
  const unspoken = `select id from runs where kind = 'train'
    and user_id not in (select user_id from spoken_consents where recording is not null)`;
  if (isSpoken) assert.deepEqual(query(dataDir, unspoken), [], 'a training of somebody who has not agreed aloud');
  for (const [what, sql] of Object.entries(wrongRows)) assert.deepEqual(query(dataDir, sql), [], what);
  for (const { person, mark } of walkers) {
    const others = query(
      dataDir,
      `select original_name, transcript from samples join voices on voices.id = samples.voice_id
        where voices.owner_id = '${person.id}' and original_name not like '%${mark}%'`,
    );
    assert.deepEqual(others, [], 'clips of somebody else');
  }
}

/** The blobs that lie there are those that rows refer to. Sweeps, so that what nobody needs is gone. */
export async function blobsHold(dataDir: string, storage: Storage): Promise<void> {
  await storage.sweepBlobs(0);
  const referenced = query(
    dataDir,
    `select sha256 from samples
      union select recording from spoken_consents where recording is not null
      union select sha256 from blob_references
      left join runs on runs.id = preview_of where runs.delivered_at is null order by sha256`,
  ).map(({ sha256 }) => String(sha256));
  const present = (await filesBelow(path.join(dataDir, 'blobs')))
    .map((file) => file.split(path.sep).slice(-2).join(''))
    .sort();
  assert.deepEqual(present, referenced, 'blobs are those that rows refer to');
}

/** Everything that belongs to an answer. */
const messagesOf = (interaction: Interaction): Message[] =>
  [interaction.message, ...interaction.followUps].filter((message) => message !== null);

/** Each command was answered once, nobody reads what is somebody else's, and nothing was a bug. */
export function checkAnswers(sent: readonly Interaction[], walkers: readonly Walker[]): void {
  for (const interaction of sent) {
    const { person, failed, message } = interaction;
    assert.ok(!failed, `${person.name} was not answered within 3 s`);
    assert.ok(interaction.modal !== null || (message !== null && !message.loading), `${person.name} has an answer`);
    if (interaction.isCommand) {
      const answers = interaction.channel.messages.filter(
        (one) => one.interaction === interaction && !interaction.followUps.includes(one),
      );
      assert.ok(answers.length <= 1, `one answer, not ${answers.length}`);
    }
    // Who runs the bot reads what others reported.
    const foreign = walkers
      .filter((walker) => walker.person !== person && walker.manager !== person)
      .map(({ mark }) => mark);
    for (const one of messagesOf(interaction)) {
      assert.doesNotMatch(one.text, /tell the operator this reference/, 'a bug was answered');
      // A button may stand under somebody else's public message.
      if (one !== interaction.source) {
        for (const mark of foreign)
          assert.ok(!one.text.includes(mark), `${person.name} reads of somebody else: ${one.text}`);
        assert.ok(one.visibleTo === null || one.visibleTo === person, 'a private answer is for who asked');
      }
    }
  }
  for (const { person, mark } of walkers) {
    for (const message of person.dm.messages) {
      for (const other of walkers)
        if (other.mark !== mark) assert.ok(!message.text.includes(other.mark), 'somebody else’s direct message');
    }
  }
}
