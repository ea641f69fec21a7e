// A laboratory for the bot: the real one and the real intake worker, in this process, between the Discord stand-in, a private Redis, SQLite and
// ffmpeg; and a trainer that does in SQL and Redis what the other process does, by a script instead of an engine.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { APIApplicationCommand } from 'discord.js';
import pino from 'pino';
import { type Ffmpeg, locateFfmpeg } from '../../src/audio/ffmpeg.ts';
import { type VoiceMessage, encodeVoiceMessage } from '../../src/audio/voice-message.ts';
import { startBot } from '../../src/bot/bot.ts';
import { startIntake } from '../../src/intake/worker.ts';
import type { Clock } from '../../src/bot/clock.ts';
import { registerCommands } from '../../src/bot/discord/registration.ts';
import { consent } from '../../src/bot/replies/consent.ts';
import { type Config, readConfig } from '../../src/config.ts';
import { publishRunEvent } from '../../src/queue/events.ts';
import type { Told } from '../../src/i18n/notes.ts';
import { queueName } from '../../src/queue/jobs.ts';
import { type PrivateRedis, connect, startPrivateRedis } from '../../src/queue/redis.ts';
import { startWorker } from '../../src/queue/worker.ts';
import type { Preview, RunFailure, RunProgress, TrainingFacts } from '../../src/storage/records.ts';
import { type Run, type Storage, type Version, type Voice, openStorage } from '../../src/storage/storage.ts';
import type { Person, Upload } from '../discord/person.ts';
import { type Discord, startDiscord } from '../discord/standin.ts';
import type { Channel, Guild } from '../discord/world.ts';
import { metrics, newSample, newVersion, progress, sha256, training } from '../storage/support.ts';
import { openMigrated } from '../support/migrated.ts';
import { patienceMs } from '../support/patience.ts';
import { type Prompt, recordedPrompts } from '../support/speech.ts';

const previewSentence = 'This is how I sound.';

/** Something that happens when the test says so. */
export function gate(): { readonly opened: Promise<void>; open(): void } {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { opened: promise, open: resolve };
}

/** Resolves when the training is cancelled, at once when it was already. */
export async function cancellation({ cancelled }: Training): Promise<void> {
  if (!cancelled.aborted) await new Promise((resolve) => cancelled.addEventListener('abort', resolve));
}

/** The bot broke no rule of Discord's, was refused nothing, and logged no error. */
export function assertClean(lab: Lab): void {
  assert.deepEqual(lab.discord.violations, []);
  assert.deepEqual(lab.discord.rest.refused, []);
  assert.deepEqual(lab.errors, []);
}

/** How often the database is looked at by those who wait for a row, ms. */
const lookMs = 20;

/** The first result of `read` that satisfies `wanted`; for what only SQL tells. */
export async function eventually<T>(read: () => Promise<T>, wanted: (value: T) => boolean): Promise<T> {
  const late = AbortSignal.timeout(patienceMs);
  for (;;) {
    const value = await read();
    if (wanted(value)) return value;
    late.throwIfAborted();
    await setTimeout(lookMs);
  }
}

/** Resolves when the bot has marked the run as delivered. */
export async function delivered(lab: Lab, runId: string): Promise<Run> {
  const run = await eventually(
    () => lab.storage.runs.get(runId),
    (now) => now?.deliveredAt != null,
  );
  assert.ok(run);
  return run;
}

/** What a scripted training can do, each as the trainer would. */
export interface Training {
  readonly run: Run;
  /** Aborted when the user cancels, or the run is gone. */
  readonly cancelled: AbortSignal;
  progress(changes?: Partial<RunProgress>): Promise<void>;
  /** @param aside it got worse: the active version stays */
  publish(aside?: boolean): Promise<Version | null>;
  fail(failure: RunFailure): Promise<void>;
  end(): Promise<void>;
}

export interface Lab {
  readonly discord: Discord;
  readonly guild: Guild;
  readonly channel: Channel;
  readonly ann: Person;
  readonly ben: Person;
  readonly storage: Storage;
  readonly config: Config;
  readonly ffmpeg: Ffmpeg;
  readonly redisUrl: string;
  /** Lines that the bot logged as error. */
  readonly errors: { msg: string; reference?: string }[];
  /** What the next trainings do; by default some progress, then a version. */
  script: (training: Training) => Promise<void>;
  /** What previews sound like. */
  readonly voiceMessage: VoiceMessage;
  /** Texts that sound different. */
  readonly sounds: Map<string, VoiceMessage>;
  /** What the next previews and trainings come with. */
  remark: Told | undefined;
  /** With an intake worker. @param shards those of the gateway that it has; all when absent */
  startBot(shards?: Config['shards']): Promise<void>;
  /** One more, beside the other; until the lab closes. */
  startAnotherBot(shards?: Config['shards']): Promise<void>;
  stopBot(): Promise<void>;
  /** Consent, and a voice with this many transcribed clips. */
  readyVoice(person: Person, clips?: number): Promise<Voice>;
  /** A version of a voice as if trained long ago, with its run, delivered. */
  trainedVersion(person: Person, voice: Voice): Promise<Version>;
  close(): Promise<void>;
}

/** The stand-in's clock as the bot's, so that both can be moved together. */
function botClock(discord: Discord): Clock {
  return {
    now: () => discord.clock.now(),
    elapsed: () => discord.clock.elapsed(),
    after(ms, task) {
      let wanted = true;
      discord.clock.at(discord.clock.now() + ms, () => {
        if (wanted) task();
      });
      return () => {
        wanted = false;
      };
    },
  };
}

/** A tone as a voice message. */
export async function tone(ffmpeg: Ffmpeg, hertz: number, seconds: number): Promise<VoiceMessage> {
  const sampleRate = 24_000;
  const samples = Float32Array.from(
    { length: seconds * sampleRate },
    (_, n) => 0.3 * Math.sin((2 * Math.PI * hertz * n) / sampleRate),
  );
  return await encodeVoiceMessage(ffmpeg, { samples, sampleRate });
}

/** ffmpeg, and what previews sound like; made once for all tests. */
async function makeTools() {
  const ffmpeg = await locateFfmpeg();
  return { ffmpeg, voiceMessage: await tone(ffmpeg, 220, 1) };
}
let tools: ReturnType<typeof makeTools> | undefined;

const leaseMs = 60_000;

/** One server for all labs, in which each has a prefix of its own. */
let sharedRedis: Promise<PrivateRedis> | undefined;
let labs = 0;
after(async () => (await sharedRedis)?.close());

async function placeInSharedRedis(): Promise<Pick<PrivateRedis, 'url' | 'close'>> {
  sharedRedis ??= mkdtemp(path.join(tmpdir(), 'timbre-redis-')).then(startPrivateRedis);
  const { url } = await sharedRedis;
  labs += 1;
  return { url: `${url}?prefix=lab${labs}`, close: async () => {} };
}

/** What Discord kept of our commands, by the settings: it keeps the same of the same. */
const keptCommands = new Map<string, readonly APIApplicationCommand[]>();

/** The first lab registers its commands; those after it begin as if they had. */
async function haveCommands({ world }: Discord, config: Config, settings: string): Promise<void> {
  const kept = keptCommands.get(settings);
  if (kept === undefined) {
    await registerCommands(config);
    keptCommands.set(settings, world.commands.get(null) ?? []);
  } else {
    const own = kept.map((command) => ({ ...command, id: world.ids.next(), application_id: world.applicationId }));
    world.commands.set(null, own);
  }
}

/**
 * @param options.redis `own`: in the lab's folder
 * @param options.trainer `none`: the test starts one of its own
 * @param options.databaseUrl a Postgres instead of SQLite
 * @param options.env settings of the bot
 */
export async function startLab(
  options: {
    readonly trainer?: 'scripted' | 'none';
    readonly redis?: 'own';
    readonly databaseUrl?: string | undefined;
    /** Those that are turned on for the application. */
    readonly privilegedIntents?: number;
    readonly env?: Readonly<Record<string, string>>;
  } = {},
): Promise<Lab> {
  const folder = await mkdtemp(path.join(tmpdir(), 'timbre-bot-'));
  tools ??= makeTools();
  const [discord, redis, { ffmpeg, voiceMessage }, storage] = await Promise.all([
    startDiscord({ privilegedIntents: options.privilegedIntents ?? 0 }),
    options.redis === 'own' ? startPrivateRedis(path.join(folder, 'redis')) : placeInSharedRedis(),
    tools,
    options.databaseUrl === undefined
      ? openMigrated(folder)
      : openStorage({ dataDir: folder, databaseUrl: options.databaseUrl }),
  ]);
  const config = readConfig({ ...discord.env, DATA_DIR: folder, DATABASE_URL: options.databaseUrl, ...options.env });
  const guild = discord.guild('Voice lab');
  const publisher = connect(redis.url, 'producer');
  const errors: Lab['errors'] = [];
  const log = pino({ level: 'error' }, { write: (line: string) => void errors.push(JSON.parse(line)) });
  let bot: { close(): Promise<void> } | undefined;
  let intake: { close(): Promise<void> } | undefined;
  const others: { close(): Promise<void> }[] = [];
  const start = (shards: Config['shards']): Promise<{ close(): Promise<void> }> =>
    startBot({ config: { ...config, shards }, storage, redisUrl: redis.url, log, clock: botClock(discord) });

  const tell = (run: Run, what: 'progress' | 'ended') => publishRunEvent(publisher, { runId: run.id, what });

  const speech = async (text: string): Promise<Omit<Preview, 'versionId'>> => {
    const { ogg, durationSeconds, waveform } = lab.sounds.get(text) ?? voiceMessage;
    const { sha256: blob, bytes } = await storage.blobs.put(ogg);
    return { text, blob, bytes, durationSeconds, waveform };
  };

  const publish = async (run: Run, aside = false): Promise<Version | null> => {
    const voice = await storage.voices.get(run.voiceId);
    const samples = await storage.samples.list(run.voiceId);
    const parent = voice?.activeVersionId ? await storage.versions.get(voice.activeVersionId) : null;
    for (const phase of ['training', 'evaluating', 'publishing'] as const)
      await storage.runs.advance(run.id, run.fence, phase);
    const spoken = await speech(previewSentence);
    const trained = samples.filter((sample) => sample.split === 'train');
    const decision: TrainingFacts['decision'] = {
      active: !aside,
      reason: `It is ${aside ? 'further from' : 'closer to'} you.`,
      details: [`By ${aside ? '+' : '−'}0.30 dB.`],
      comparison: aside ? 'further' : 'closer',
    };
    const version = newVersion({
      parentId: parent?.id ?? null,
      sampleIds: trained.map((sample) => sample.id),
      leftOutIds: [],
      words: new Map(trained.flatMap(({ id, transcript }) => (transcript === null ? [] : [[id, transcript]]))),
      metrics: { ...metrics, mcdDb: 6 - 0.3 * (parent?.number ?? 0) },
      training: {
        ...training,
        parentNumber: parent?.number ?? null,
        rival: parent && { versionId: parent.id, number: parent.number, metrics: parent.metrics },
        decision: parent && decision,
        bestEpoch: 3,
        newSeconds: 12,
        phaseSeconds: { preparing: 1.5, training: 20 },
        remarks: lab.remark === undefined ? [] : [lab.remark],
      },
      activate: !aside,
      choices: voice?.choices ?? 0,
    });
    return await storage.runs.publish(run.id, run.fence, version, {
      preview: spoken,
      rivalPreview: aside && parent ? { ...spoken, versionId: parent.id } : null,
      losses: [0, 1, 2, 3].map((epoch) => ({
        epoch,
        train: epoch === 0 ? null : 1 / epoch,
        heldOut: 1.2 / (epoch + 1),
      })),
    });
  };

  const train = async (run: Run): Promise<void> => {
    const cancelled = new AbortController();
    // The real trainer also hears of it through Redis; SQL says it in any case.
    const heartbeat = setInterval(() => {
      void storage.runs
        .renew(run.id, run.fence, leaseMs)
        .then(({ held, cancelRequested }) => (cancelRequested || !held) && cancelled.abort());
    }, 100);
    await storage.runs.advance(run.id, run.fence, 'preparing');
    try {
      await lab.script({
        run,
        cancelled: cancelled.signal,
        async progress(changes = {}) {
          await storage.runs.saveProgress(run.id, run.fence, { ...progress, ...changes });
          await tell(run, 'progress');
        },
        publish: (aside) => publish(run, aside),
        async fail(failure) {
          await storage.runs.fail(run.id, run.fence, failure);
        },
        async end() {
          await storage.runs.markCancelled(run.id, run.fence);
        },
      });
    } finally {
      clearInterval(heartbeat);
    }
    await tell(run, 'ended');
  };

  const speak = async (run: Run): Promise<void> => {
    if (run.request.kind !== 'synthesis') return;
    const { versionId, text, against } = run.request;
    const isWanted = await storage.runs.complete(run.id, run.fence, {
      kind: 'synthesis',
      preview: { ...(await speech(text)), versionId },
      ...(against === undefined ? {} : { second: { ...(await speech(text)), versionId: against } }),
      ...(lab.remark === undefined ? {} : { remark: lab.remark }),
    });
    if (!isWanted) await storage.runs.markCancelled(run.id, run.fence);
    await tell(run, 'ended');
  };

  const queues =
    options.trainer === 'none' ? [] : ([queueName('train', 'builtin'), queueName('synthesis', 'builtin')] as const);
  const workers = queues.map((queue) =>
    startWorker({
      redisUrl: redis.url,
      queue,
      concurrency: 4,
      log,
      async handler(runId) {
        const run = await storage.runs.claim(runId, leaseMs, 'builtin');
        if (run !== null) await (run.kind === 'train' ? train(run) : speak(run));
      },
    }),
  );

  const lab: Lab = {
    discord,
    guild,
    channel: guild.channel('voices'),
    ann: discord.person('ann'),
    ben: discord.person('ben'),
    storage,
    config,
    ffmpeg,
    redisUrl: redis.url,
    errors,
    voiceMessage,
    sounds: new Map(),
    remark: undefined,
    script: async (training) => {
      await training.progress();
      await training.publish();
    },
    async startBot(shards) {
      [bot, intake] = await Promise.all([
        start(shards),
        startIntake({ config, storage, redisUrl: redis.url, log, ffmpeg, ears: null, speakers: null }),
      ]);
    },
    async startAnotherBot(shards) {
      others.push(await start(shards));
    },
    async stopBot() {
      await Promise.all([bot?.close(), intake?.close()]);
      [bot, intake] = [undefined, undefined];
    },
    async readyVoice(person, clips = 5) {
      await storage.users.ensure(person.id, person.locale);
      await storage.users.giveConsent(person.id, consent.version);
      // The question belongs to tests of their own.
      await storage.users.askNotify(person.id);
      const voice = await storage.voices.ensure(person.id);
      const samples = Array.from({ length: clips }, (_, index) =>
        newSample(0, { sourceSha256: sha256(`clip ${index}`), originalName: `clip ${index + 1}.wav` }),
      );
      await storage.samples.add(voice.id, samples);
      return voice;
    },
    async trainedVersion(person, { id: voiceId }) {
      const run = await storage.runs.request({
        voiceId,
        userId: person.id,
        engine: 'builtin',
        request: { kind: 'train', mode: 'continue', epochs: null },
        answerTo: {
          applicationId: discord.applicationId,
          interactionToken: 'long-dead',
          createdAt: discord.clock.now() - 3_600_000,
          channelId: null,
          guildId: null,
          userId: person.id,
          locale: 'en-US',
          ephemeral: false,
          canPost: false,
          canSendVoice: false,
          attachmentSizeLimit: 1,
        },
      });
      const claimed = await storage.runs.claim(run.id, leaseMs, 'builtin');
      if (claimed === null) throw new Error('the trainer was faster: make versions before the bot is started');
      await storage.runs.advance(claimed.id, claimed.fence, 'preparing');
      const version = await publish(claimed);
      if (version === null) throw new Error('not published');
      await storage.runs.markDelivered(run.id);
      return version;
    },
    async close() {
      await lab.stopBot();
      await Promise.all(others.map((other) => other.close()));
      await Promise.all(workers.map((worker) => worker.close()));
      publisher.disconnect();
      await discord.close();
      await redis.close();
      await storage.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
  await storage.trainers.announce({ id: 'lab', engine: 'builtin', device: 'none' }, 3_600_000);
  await haveCommands(discord, config, JSON.stringify(options.env ?? {}));
  return lab;
}

type Recording = Upload & { readonly text: string };
const decoded = new Map<string, Promise<Recording>>();

async function decode({ name, path: file, text }: Prompt): Promise<Recording> {
  const { stdout } = await promisify(execFile)(
    'ffmpeg',
    ['-v', 'error', '-f', 'g722', '-i', file, '-f', 'wav', 'pipe:1'],
    { encoding: 'buffer', maxBuffer: 1 << 24 },
  );
  return { name: `${path.basename(name)}.wav`, data: stdout, text };
}

/** `count` recordings of real speech as WAV uploads, with what is said in them. */
export async function recordings(count: number): Promise<Recording[]> {
  const shortest = recordedPrompts()
    .toSorted((a, b) => a.seconds - b.seconds)
    .slice(0, count);
  return await Promise.all(
    shortest.map(async (prompt) => {
      const once = decoded.get(prompt.name) ?? decode(prompt);
      decoded.set(prompt.name, once);
      return { ...(await once) };
    }),
  );
}
