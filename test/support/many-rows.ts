// A database as it is after a long time: thousands of voices with their clips, versions, runs and uploads. The rows are
// as good as real ones, the blobs are not there.
import path from 'node:path';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { Random } from '../../src/learning/random.ts';
import { openStorage } from '../../src/storage/storage.ts';
import { answerTo, manifest, metrics, newSample, plan, sha256, trainResult, training } from '../storage/support.ts';

export interface ManyRows {
  readonly voices: number;
  readonly clips: number;
}

/** Discord id of the owner of the voice with this index; each has one. */
export const ownerOf = (index: number): string => String(200_000_000_000_000_000n + BigInt(index));
export const voiceOf = (index: number): string => `voice-${index}`;
export const versionOf = (index: number): string => `version-${index}`;

/**
 * Make the database in the folder, and fill it. Every voice speaks, every second one is shared; each has a training that
 * is done, three previews, four uploads and a delivered notice. A run of every hundredth owner is open.
 */
export async function makeManyRows(dataDir: string, { voices, clips }: ManyRows): Promise<void> {
  await (await openStorage({ dataDir })).close();
  const file = new DatabaseSync(path.join(dataDir, 'timbre.sqlite'), { enableForeignKeyConstraints: true });
  const random = Random.seeded(1);
  const prepared = new Map<string, StatementSync>();
  const into = (table: string, row: Record<string, SQLInputValue>): void => {
    const columns = Object.keys(row);
    const text = `insert into ${table} (${columns.join(', ')}) values (${columns.map(() => '?').join(', ')})`;
    const statement = prepared.get(text) ?? file.prepare(text);
    prepared.set(text, statement);
    statement.run(...Object.values(row));
  };
  const run = (index: number, id: string, kind: 'train' | 'synthesis', state: 'done' | 'queued'): void =>
    into('runs', {
      id,
      kind,
      voice_id: voiceOf(index),
      user_id: ownerOf(index),
      request: JSON.stringify(
        kind === 'train'
          ? { kind, mode: 'continue', epochs: null }
          : { kind, text: 'Hello.', versionId: versionOf(index) },
      ),
      plan: kind === 'train' ? JSON.stringify(plan) : null,
      state,
      fence: 1,
      attempts: 1,
      cancel_requested: 0,
      answer_to: JSON.stringify({ ...answerTo, userId: ownerOf(index) }),
      result:
        state === 'queued'
          ? null
          : JSON.stringify(
              kind === 'train'
                ? trainResult(versionOf(index), 1)
                : { kind, preview: trainResult(versionOf(index), 1).preview },
            ),
      delivered_at: state === 'done' ? index : null,
      created_at: index,
      updated_at: index,
      started_at: index,
      ended_at: state === 'done' ? index : null,
    });
  file.exec('begin');
  for (let index = 0; index < voices; index += 1) {
    const id = voiceOf(index);
    into('users', { id: ownerOf(index), locale: 'en-US', consent_version: 1, consent_at: 1, created_at: index });
    into('voices', {
      id,
      owner_id: ownerOf(index),
      name: 'default',
      language: 'en',
      active_version_id: versionOf(index),
      shared_at: index % 2 === 0 ? 1 : null,
      created_at: index,
    });
    run(index, `training-${index}`, 'train', 'done');
    for (let n = 0; n < 3; n += 1) run(index, `preview-${index}-${n}`, 'synthesis', 'done');
    if (index % 100 === 0) run(index, `open-${index}`, 'train', 'queued');
    into('versions', {
      id: versionOf(index),
      voice_id: id,
      number: 1,
      parent_id: index % 10 === 2 ? versionOf(index - 2) : null,
      run_id: `training-${index}`,
      engine: 'builtin',
      manifest: JSON.stringify(manifest(id)),
      plan: JSON.stringify(plan),
      metrics: JSON.stringify(metrics),
      status: 'complete',
      kept_aside: 0,
      trained_seconds: 60,
      known_until: index,
      preview_text: 'Hello.',
      training: JSON.stringify(training),
      created_at: index,
    });
    into('blob_references', { sha256: sha256(id), version_id: versionOf(index) });
    into('blob_references', { sha256: sha256(`${id} spoken`), preview_of: `preview-${index}-0` });
    const centroid = Array.from({ length: 12 }, (_, i) => [`c${i + 1}`, random.normal()] as const);
    into('centroids', { version_id: versionOf(index), ...Object.fromEntries(centroid) });
    for (let n = 0; n < 4; n += 1) {
      into('intakes', {
        id: `intake-${index}-${n}`,
        user_id: ownerOf(index),
        voice_id: id,
        items: '[]',
        answer_to: JSON.stringify(answerTo),
        created_at: index,
        finished_at: index,
      });
    }
    into('notices', {
      id: `notice-${index}`,
      user_id: ownerOf(index),
      content: JSON.stringify({ kind: 'purged', voiceName: 'default', numbers: [1], activeNumber: null }),
      created_at: index,
      delivered_at: index,
    });
  }
  const { measures, verdict } = newSample(0);
  const [measured, judged] = [JSON.stringify(measures), JSON.stringify(verdict)];
  const mean = Array.from({ length: 12 }, (_, i) => i / 10);
  const covariance = Array.from({ length: 78 }, (_, i) => 1 / (1 + i));
  const descriptor = JSON.stringify({ voice: { voicedSeconds: 3, mean, covariance }, fingerprint: 'AAAA'.repeat(50) });
  for (let clip = 0; clip < clips; clip += 1) {
    const index = clip % voices;
    into('samples', {
      id: `sample-${clip}`,
      voice_id: voiceOf(index),
      sha256: sha256(`clip ${clip}`),
      source_sha256: sha256(`source ${clip}`),
      clip_index: 0,
      original_name: `clip ${clip}.wav`,
      duration_seconds: 3,
      transcript: 'hello there',
      measures: measured,
      verdict: judged,
      descriptor,
      split: clip % 8 === 0 ? 'held-out' : 'train',
      created_at: clip,
    });
    into('version_samples', { version_id: versionOf(index), sample_id: `sample-${clip}` });
  }
  file.exec('commit');
  file.close();
}
