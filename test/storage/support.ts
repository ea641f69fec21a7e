// A storage in a folder of its own, and rows to put into it.
import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { TestContext } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { Client } from 'pg';
import type {
  AnswerTo,
  IntakeItem,
  Preview,
  RunFailure,
  RunProgress,
  StateManifest,
  TrainResult,
  TrainingFacts,
  TrainingPlan,
  VoiceMetrics,
} from '../../src/storage/records.ts';
import { type PhaseState, type RunState, phaseEnteredFrom } from '../../src/storage/run-states.ts';
import {
  type NewSample,
  type NewVersion,
  type Run,
  type Shown,
  type Storage,
  type TrainingRun,
  type Version,
  type Voice,
  type WantedRun,
  openStorage,
} from '../../src/storage/storage.ts';
import { atEnd } from '../support/at-end.ts';
import { databaseOf } from '../support/databases.ts';
import { openMigrated } from '../support/migrated.ts';
import { sharedPostgres } from '../support/postgres.ts';

export async function temporaryFolder(t: TestContext): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'timbre-storage-'));
  atEnd(t, () => rm(folder, { recursive: true, force: true }));
  return folder;
}

export interface TemporaryStorage extends Storage {
  readonly dataDir: string;
  /** Change rows behind its back. */
  change(sql: string): Promise<void>;
  /** Folders with all files in which it keeps rows now; what it logs to recover from a crash is not among a Postgres'. */
  folders(): Promise<string[]>;
  /** Set the clock by which the database tells the time, UTC ms. */
  setClock(now: number): Promise<void>;
}

/** A storage that the test closes at its end, in the given folder or a new one, on the database that the test is about. */
export async function temporaryStorage(t: TestContext, folder?: string): Promise<TemporaryStorage> {
  const dataDir = folder ?? (await temporaryFolder(t));
  const databaseUrl = databaseOf(t);
  const storage = databaseUrl === undefined ? await openMigrated(dataDir) : await openStorage({ dataDir, databaseUrl });
  atEnd(t, () => storage.close());
  const change = async (sql: string): Promise<void> => {
    if (databaseUrl === undefined) {
      const file = new DatabaseSync(path.join(dataDir, 'timbre.sqlite'), { timeout: 5000 });
      file.exec(sql);
      file.close();
    } else {
      const client = new Client({ connectionString: databaseUrl });
      await client.connect();
      await client.query(sql);
      await client.end();
    }
  };
  let isSet = false;
  const setClock = async (now: number): Promise<void> => {
    if (databaseUrl !== undefined) {
      await change(
        `create or replace function now_ms() returns bigint language sql volatile as 'select ${now}::bigint'`,
      );
    } else if (isSet) t.mock.timers.setTime(now);
    else t.mock.timers.enable({ apis: ['Date'], now });
    isSet = true;
  };
  const folders = async (): Promise<string[]> => {
    if (databaseUrl === undefined) return [dataDir];
    await change('checkpoint');
    return [dataDir, path.join((await sharedPostgres()).folder, 'base')];
  };
  return { ...storage, dataDir, change, folders, setClock };
}

/** A user with a voice of that user. */
export async function someVoice(storage: Storage, userId = '100000000000000001'): Promise<Voice> {
  await storage.users.ensure(userId, 'en-US');
  return await storage.voices.ensure(userId);
}

export const sha256 = (text: string | Buffer): string => createHash('sha256').update(text).digest('hex');

/** Clip `index` of one upload; the hash follows from both unless given. */
export function newSample(index: number, changes: Partial<NewSample> = {}): NewSample {
  const source = changes.sourceSha256 ?? sha256('upload');
  return {
    sha256: sha256(`${source} ${index}`),
    sourceSha256: source,
    originalName: 'hello.wav',
    clipIndex: index,
    transcript: 'hello there',
    durationSeconds: 3,
    measures: {
      durationSeconds: 3,
      loudnessLufs: -20.5,
      truePeakDb: -3,
      clippedSamples: 0,
      snrDb: 40,
      speechShare: 0.9,
      bandwidthHz: 7000,
      f0: { lowHz: 160, medianHz: 200, highHz: 260 },
    },
    verdict: { grade: 'good', remarks: [] },
    descriptor: null,
    heldBack: null,
    heard: null,
    ...changes,
  };
}

export const answerTo: AnswerTo = {
  applicationId: '1',
  interactionToken: 'token',
  createdAt: 1_700_000_000_000,
  channelId: '2',
  guildId: null,
  userId: '100000000000000001',
  locale: 'en-US',
  ephemeral: false,
  canPost: true,
  canSendVoice: true,
  attachmentSizeLimit: 10_000_000,
};

export const plan: TrainingPlan = {
  mode: 'continue',
  parentVersionId: null,
  epochs: 20,
  learningRate: 0.001,
  warmupSteps: 10,
  batchSize: 256,
  replayShare: 1,
  earlyStopPatience: null,
  seed: 7,
  pilotEpochs: 0,
  reasons: [{ note: 'plan-epochs-asked', params: { count: 20 } }],
  warnings: [],
};

export const metrics: VoiceMetrics = {
  heldOutClips: 2,
  heldOutSeconds: 6,
  mcdDb: 5.9,
  mcdSourceDb: 10.4,
  mcdStepZeroDb: 7.6,
  similarity: null,
  ownSimilarity: null,
  f0RmseCents: 200,
  voicingErrorPercent: 8,
};

export const progress: RunProgress = {
  phase: 'training',
  done: 3,
  total: 20,
  epoch: 3,
  epochs: 20,
  step: 900,
  trainLoss: 0.5,
  heldOutLoss: 0.6,
  secondsLeft: 12,
  wholeSecondsLeft: null,
  losses: [],
  at: 1_700_000_000_000,
};

export const failure: RunFailure = { code: 'no-usable-clips', message: 'No clip can be used.', hint: 'Add some.' };

export const manifest = (name: string): StateManifest => ({
  engine: 'builtin',
  engineVersion: '1',
  files: [{ name: 'state.safetensors', sha256: sha256(name), bytes: 10 }],
});

export const training: TrainingFacts = {
  parentNumber: null,
  rival: null,
  decision: null,
  leftOut: [],
  remarks: [],
  heldOutIds: [],
  epochs: 20,
  steps: 900,
  bestEpoch: 18,
  newSeconds: 30,
  phaseSeconds: { training: 12 },
};

export const newVersion = (changes: Partial<NewVersion> = {}): NewVersion => ({
  engine: 'builtin',
  parentId: null,
  manifest: manifest('state'),
  plan,
  metrics,
  sampleIds: [],
  leftOutIds: [],
  words: new Map((changes.sampleIds ?? []).map((id) => [id, 'hello there'])),
  training,
  manners: null,
  activate: true,
  choices: 0,
  took: null,
  ...changes,
});

/** A preview that tells which one it is. */
export function spoken(name: string): Omit<Preview, 'versionId'> {
  return {
    text: 'Hello.',
    blob: sha256(`preview of ${name}`),
    bytes: 1000,
    durationSeconds: 1.5,
    waveform: 'AAAA',
  };
}

/** What is shown of a version that {@link newVersion} makes. */
export const shown: Shown = {
  preview: spoken('version'),
  rivalPreview: null,
  losses: [{ epoch: 0, train: null, heldOut: 1 }],
};

/** The result of a run that published a version of {@link newVersion} and {@link shown}. */
export const trainResult = (versionId: string, versionNumber: number): TrainResult => ({
  kind: 'train',
  versionId,
  versionNumber,
  plan,
  metrics,
  totalSeconds: 0,
  ...training,
  losses: [...shown.losses],
  preview: { ...shown.preview, versionId },
  rivalPreview: null,
});

export const synthesisResult = {
  kind: 'synthesis',
  preview: { ...spoken('some version'), versionId: 'some version' },
} as const;

/** The whole row of a training that was just asked for. */
export const trainingRun = (changes: Partial<TrainingRun> = {}): TrainingRun => ({
  id: 'run',
  kind: 'train',
  voiceId: 'voice',
  userId: '1',
  request: { kind: 'train', mode: 'continue', epochs: null },
  plan: null,
  choices: null,
  words: null,
  engine: 'builtin',
  state: 'queued',
  fence: 0,
  leaseUntil: null,
  attempts: 0,
  progress: null,
  cancelRequested: false,
  answerTo,
  progressMessageId: null,
  result: null,
  failure: null,
  deliveredAt: null,
  createdAt: 0,
  updatedAt: 0,
  startedAt: null,
  endedAt: null,
  ...changes,
});

/** Queue a training or a synthesis for the voice. */
export async function queuedRun(
  storage: Storage,
  voice: Voice,
  kind: Run['kind'] = 'train',
  checkOpen?: (open: number) => void,
): Promise<Run> {
  const wanted: WantedRun = {
    voiceId: voice.id,
    userId: voice.ownerId,
    engine: 'builtin',
    request:
      kind === 'train' ? { kind, mode: 'continue', epochs: null } : { kind, text: 'Hello.', versionId: 'some version' },
    answerTo,
  };
  return await storage.runs.request(wanted, checkOpen);
}

/** A file of an upload, of which nothing is known yet. */
export const sentFile = (bytes: number): IntakeItem => ({
  url: 'https://cdn.discordapp.com/a.wav',
  fileName: 'a.wav',
  bytes,
  contentType: null,
  transcript: null,
  outcome: null,
});

/** Of what was written in one millisecond, any may come first: whoever counts on an order waits for the next one. */
export async function nextMillisecond(after: number): Promise<void> {
  while (Date.now() <= after) await setImmediate();
}

const longLeaseMs = 600_000;

/** Queue a run and bring it into `state` on the shortest legal way. */
export async function runIn(
  storage: Storage,
  voice: Voice,
  state: RunState,
  kind: Run['kind'] = 'train',
): Promise<Run> {
  const { runs } = storage;
  const { id } = await queuedRun(storage, voice, kind);
  const enter = async (phase: RunState): Promise<void> => {
    if (phase === 'queued') return;
    if (phase === 'claimed') {
      await runs.claim(id, longLeaseMs, 'builtin');
      return;
    }
    const before = phaseEnteredFrom[kind][phase as PhaseState];
    if (before === null) throw new Error(`a ${kind} is never ${phase}`);
    await enter(before);
    if (!(await runs.advance(id, 1, phase as PhaseState))) throw new Error(`could not enter ${phase}`);
  };
  if (state === 'done') {
    await enter('publishing');
    if (kind === 'train') await runs.publish(id, 1, newVersion(), shown);
    else await runs.complete(id, 1, synthesisResult);
  } else if (state === 'failed') {
    await enter('claimed');
    await runs.fail(id, 1, failure);
  } else if (state === 'cancelled') {
    await runs.requestCancel(id);
  } else {
    await enter(state);
  }
  return await mustGet(storage, id);
}

export async function mustGet(storage: Storage, runId: string): Promise<Run> {
  const run = await storage.runs.get(runId);
  if (run === null) throw new Error('the run is gone');
  return run;
}

/** Train the voice to its next version on these samples. */
export async function publishedVersion(
  storage: Storage,
  voice: Voice,
  changes: Partial<NewVersion> = {},
): Promise<Version> {
  const run = await runIn(storage, voice, 'publishing');
  const choices = (await storage.voices.get(voice.id))?.choices ?? 0;
  const version = await storage.runs.publish(run.id, run.fence, newVersion({ choices, ...changes }), shown);
  if (version === null) throw new Error('not published');
  return version;
}
