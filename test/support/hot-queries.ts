// What people and processes ask the database for all day, command by command; and how it goes about it.
import path from 'node:path';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { Client } from 'pg';
import { type ExecutedQuery, type Storage, openStorage } from '../../src/storage/storage.ts';
import {
  answerTo,
  manifest,
  metrics,
  newSample,
  newVersion,
  plan,
  progress,
  queuedRun,
  sha256,
  shown,
  synthesisResult,
} from '../storage/support.ts';
import { ownerOf, versionOf, voiceOf } from './many-rows.ts';

type Work = (storage: Storage) => Promise<unknown>;

const [me, voice, version] = [ownerOf(0), voiceOf(0), versionOf(0)];
const engine = { id: 'builtin', isHistory: () => false };

const commands: Record<string, Work> = {
  '/addsamples': async ({ users, voices, samples, hearings, intakes }) => {
    await users.ensure(me, 'en-US');
    const { id } = await voices.ensure(me);
    const intake = await intakes.create({ userId: me, voiceId: id, items: [], answerTo });
    await intakes.recordOutcome(intake.id, 0, { kind: 'failed', sampleIds: [], message: '' });
    await samples.add(id, [newSample(0, { sourceSha256: sha256('new') })]);
    await hearings.put(sha256('new'), id, 'model', { text: 'hello', meanLogProbability: 0, compressionRatio: 1 });
    await hearings.get(sha256('new'), 'model');
    await samples.minutes(id);
    await samples.list(id);
    await intakes.finish(intake.id);
  },
  '/samples': async ({ samples, versions }) => {
    const [first] = await samples.list(voice);
    await versions.derivedFrom([first?.id ?? '']);
    await samples.release([first?.id ?? ''], 'speaker');
    await samples.settle(first?.id ?? '', first?.transcript ?? null, 'other words', 'corrected');
  },
  '/samples remove': async ({ samples }) => await samples.remove('sample-1'),
  '/train': async (storage) => {
    const { runs, voices } = storage;
    const mine = { ...(await voices.get(voiceOf(3))), id: voiceOf(3), ownerId: ownerOf(3) };
    await runs.activeTraining(mine.ownerId);
    await runs.latest(mine.id);
    await storage.undeliveredTo(mine.ownerId);
    const { id } = await queuedRun(storage, mine as Parameters<typeof queuedRun>[1]);
    await storage.usage.trainedBefore([id]);
    await runs.setProgressMessage(id, '1');
    await runs.requestCancel(id);
    await runs.markDelivered(id);
  },
  '/preview': async (storage) => {
    const { runs, voices } = storage;
    const run = await queuedRun(
      storage,
      (await voices.get(voiceOf(4))) as Parameters<typeof queuedRun>[1],
      'synthesis',
    );
    await runs.claim(run.id, 60_000, 'builtin');
    await runs.advance(run.id, 1, 'preparing');
    await runs.advance(run.id, 1, 'publishing');
    await runs.complete(run.id, 1, synthesisResult);
  },
  '/versions': async ({ versions }) => {
    await versions.list(voice);
    await versions.byNumber(voice, 1);
    await versions.lineage(version);
    await versions.sampleIds(version);
    await versions.setTag(version, 'mine');
    await versions.learntOtherwise(voice);
  },
  '/rollback': async ({ voices }) => await voices.activate(voice, version, version),
  '/share off': async ({ voices }) => await voices.share(voice, false),
  '/forget': async (storage) => {
    await storage.users.holdings(ownerOf(6));
    await storage.forget(ownerOf(6));
  },
  'a training': async (storage) => {
    const { runs, voices, versions, samples } = storage;
    const other = (await voices.get(voiceOf(8))) as Parameters<typeof queuedRun>[1];
    const run = await queuedRun(storage, other);
    await runs.claim(run.id, 60_000, 'builtin');
    await runs.advance(run.id, 1, 'preparing');
    await samples.list(other.id);
    await voices.startingPoints(other.id, { near: Array.from({ length: 12 }, () => 0.1) });
    await versions.learnt(versionOf(8));
    await runs.advance(run.id, 1, 'training', { plan, choices: 0, words: new Map() });
    await runs.saveProgress(run.id, 1, progress);
    await runs.saveCheckpoint(run.id, 1, { epoch: 1, step: 1, manifest: manifest('c'), losses: [] });
    await runs.latestCheckpoint(run.id);
    await runs.renew(run.id, 1, 60_000);
    await runs.advance(run.id, 1, 'evaluating');
    await runs.advance(run.id, 1, 'publishing');
    await runs.publish(run.id, 1, newVersion({ metrics, parentId: versionOf(8), sampleIds: ['sample-8'] }), shown);
    await versions.prune(other.id, { keep: 1, engine });
  },
  'every second': async ({ runs, outbox, notices, intakes, bots, telling }) => {
    await runs.releaseExpired();
    await outbox.pending(100);
    await runs.active();
    await bots.announce('bot', 10_000);
    for (const kind of [telling.runs, telling.notices, telling.intakes]) {
      await kind.take('bot');
      await kind.takeKept('bot', me);
      await kind.held('bot');
      await kind.unkeep();
    }
    await runs.toldBy('bot');
    await notices.pending();
    await intakes.unfinished();
    await runs.newest(20);
  },
  'every look of Prometheus': async ({ runs }) => {
    await runs.waiting('builtin');
    await runs.usualSeconds('builtin');
  },
  'every hour': async (storage) => {
    await storage.neededBlobs(Array.from({ length: 500 }, (_, index) => sha256(`clip ${index}`)));
    for await (const clips of storage.samples.everywhere()) if (clips.length === 0) break;
  },
};

export interface AskedQuery extends ExecutedQuery {
  /** The command that asked it. */
  readonly command: string;
  /** Tables that are read from end to end for it. */
  readonly scanned: readonly string[];
}

/**
 * Do all of it once with the database in this folder.
 * @param databaseUrl a Postgres instead
 * @returns every statement that was made on the way, in order
 */
export async function askEverything(dataDir: string, databaseUrl?: string): Promise<AskedQuery[]> {
  let command = '';
  const asked: (ExecutedQuery & { command: string })[] = [];
  const storage = await openStorage({ dataDir, databaseUrl, onQuery: (query) => asked.push({ command, ...query }) });
  asked.length = 0;
  for (const [name, work] of Object.entries(commands)) {
    command = name;
    await work(storage);
  }
  await storage.close();
  const statements = asked.filter(({ sql }) => !/^(begin|commit|rollback|pragma|start|set)/.test(sql));
  if (databaseUrl !== undefined) return await explainedByPostgres(databaseUrl, statements);
  const file = new DatabaseSync(path.join(dataDir, 'timbre.sqlite'), { readOnly: true });
  file.function('now_ms', () => 0n);
  try {
    return statements.map((query) => ({ ...query, scanned: scannedBy(file, query) }));
  } finally {
    file.close();
  }
}

/** A statement is made so often again: others keep the processors busy now and then. */
const repetitions = 5;

/** Explain each statement, and take the shortest time that it took, on a database that it has been made in already. */
async function explainedByPostgres(
  databaseUrl: string,
  statements: readonly Omit<AskedQuery, 'scanned'>[],
): Promise<AskedQuery[]> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  const explained: AskedQuery[] = [];
  for (const query of statements) {
    const times = [query.ms];
    let plan: string[] = [];
    for (let n = 0; n < repetitions; n += 1) {
      await client.query('begin');
      try {
        const { rows } = await client.query<{ 'QUERY PLAN': string }>(`explain (analyze) ${query.sql}`, [
          ...query.parameters,
        ]);
        plan = rows.map((row) => row['QUERY PLAN']);
        const milliseconds = plan.map((line) =>
          Number(/^(?:Planning|Execution) Time: ([\d.]+) ms/.exec(line)?.[1] ?? 0),
        );
        times.push(milliseconds.reduce((sum, ms) => sum + ms, 0));
      } catch {
        // What was inserted can't be inserted again.
      }
      await client.query('rollback');
    }
    const scanned = plan.flatMap((line) => /Seq Scan on (\w+)/.exec(line)?.[1] ?? []);
    const large = scanned.filter((table) => !onePerProcess.has(table));
    explained.push({ ...query, ms: Math.min(...times), scanned: large });
  }
  await client.end();
  return explained;
}

/** Tables that never have many rows. */
const onePerProcess = new Set(['bots', 'trainers', 'leaders', 'turns']);

/**
 * To read an index in its order is to scan its table too, unless it is one of few rows (a partial one), or it is read up to a
 * limit.
 */
function scannedBy(file: DatabaseSync, { sql, parameters }: ExecutedQuery): string[] {
  const steps = file.prepare(`explain query plan ${sql}`).all(...(parameters as SQLInputValue[]));
  return steps.flatMap(({ detail }) => {
    const [, table, index] = /^SCAN (\w+)(?: USING (?:COVERING )?INDEX (\w+))?/.exec(String(detail)) ?? [];
    const isTable = table !== undefined && !onePerProcess.has(table) && schemaOf(file, table) !== null;
    const isShort = index !== undefined && (sql.endsWith(' limit ?') || / where /i.test(schemaOf(file, index) ?? ''));
    return isTable && !isShort ? [table] : [];
  });
}

/** How a table or an index was made; null: there is none of that name. */
function schemaOf(file: DatabaseSync, name: string): string | null {
  const row = file.prepare('select sql from sqlite_schema where name = ?').get(name);
  return row === undefined ? null : String(row.sql);
}
