// The built-in voice engine: a source speaks, a network turns its voice into the speaker's, and our own vocoder, or a filter over
// a natural source, makes it sound. Needs no download and no GPU. All computing happens in worker threads; this side only passes messages.
import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';
import { secondsOf } from '../../../audio/clip.ts';
import type { Ffmpeg } from '../../../audio/ffmpeg.ts';
import { UserError } from '../../../errors.ts';
import { type Note, noteOf } from '../../../i18n/notes.ts';
import { chooseProvider } from '../../../learning/providers.ts';
import type { Compute, ProviderChoice } from '../../../learning/providers.ts';
import { clipProgress } from '../clips.ts';
import { speeds, transpositions } from '../../../storage/records.ts';
import type {
  Delivery,
  Device,
  EngineClip,
  EngineContext,
  Finding,
  PrepareReport,
  TrainRequest,
  VoiceEngine,
} from '../engine.ts';
import { sampleRate } from './source/features.ts';
import { spokenKey } from './source/source.ts';
import { misfits, otherText } from './speaker/fit.ts';
import { compileFlite, sourceVoices } from './source/flite.ts';
import { KokoroProcess } from './source/kokoro/process.ts';
import { kokoroFiles } from './source/kokoro-mouth.ts';
import type { KokoroFiles } from './source/kokoro-mouth.ts';
import { kokoroSpeaker } from './source/source-choice.ts';
import { isNatural } from './source/source-choice.ts';
import type { KokoroVoice } from './source/source-choice.ts';
import { learningBytes } from './network/memory.ts';
import { reasonsFor } from './tuning/reasons.ts';
import { stepsFor } from './tuning/tune.ts';
import type { MannerClip, StepsLearnt, Stretch } from './tuning/tune.ts';
import type { Chosen } from './training/material.ts';
import { chooseSourceVoice } from './training/choose-source.ts';
import { planTraining } from './plan.ts';
import { defaultPoolSize, WorkerPool } from './threads/pool.ts';
import type { TaskOptions } from './threads/pool.ts';
import { installation } from './installation.ts';
import { Paces, Preparation } from './preparation.ts';
import { preflight } from './preflight.ts';
import { otherManners } from './network/manner-traits.ts';
import { engineVersion, isHistory, readState } from './speaker/state.ts';
import type { Pitch } from './source/statistics.ts';
import type { Question, TaskEvent, WorkerSettings } from './threads/tasks.ts';
import { toSentences } from '../../../reading/english.ts';
import { sentencesOf } from '../../../reading/sentences.ts';

export const usualCheckpointSeconds = 3;
/** Under whose names speech lies in the cache. */
const speakers = [...sourceVoices, kokoroSpeaker];

export interface BuiltinEngineOptions {
  readonly ffmpeg: Ffmpeg;
  /** Worker threads; default: one per core, two at least. */
  readonly threads?: number;
  /** Shortest time between two checkpoints of a training, seconds; default {@link usualCheckpointSeconds}. Does not change what is learnt. */
  readonly checkpointSeconds?: number;
  /** What the network is computed on; default: the processor. */
  readonly compute?: Compute;
  /** Folder of the speaker encoder, which tells who is heard in what a voice says; null: nobody tells. */
  readonly encoder?: string | null;
  /** The neural source; null: all voices are made from flite. */
  readonly kokoro?: { readonly folder: string; readonly partsDir: string } | null;
  /** Whether the neural source learns the person's timbre by gradients; default: it stays a mix of its voices. */
  readonly learnsTimbre?: boolean;
}

/** Start the engine; worker threads come up with the first work. */
export function createBuiltinEngine(options: BuiltinEngineOptions): VoiceEngine {
  return new BuiltinEngine(options);
}

interface Running {
  readonly pool: WorkerPool;
  /** The neural source, for all workers; null: there is none. */
  readonly kokoro: KokoroProcess | null;
  /** Temporary folder of the workers. */
  readonly folder: string;
}

interface ToLearn {
  readonly stretch: Stretch | null;
  readonly reasons: readonly Note[];
}

class BuiltinEngine implements VoiceEngine {
  readonly id = 'builtin';
  readonly version = engineVersion;
  readonly sampleRate = sampleRate;
  readonly plan = planTraining;
  readonly isHistory = isHistory;
  readonly #options: BuiltinEngineOptions;
  #running: Promise<Running> | undefined;
  #chosen: Promise<ProviderChoice> | undefined;
  /** That a step of learning the timbre took when it last did. */
  #stepSeconds: number | undefined;
  readonly #paces = new Paces();
  #found: Promise<KokoroFiles | null> | undefined;

  constructor(options: BuiltinEngineOptions) {
    this.#options = options;
  }

  async installation(): Promise<Finding[]> {
    return installation();
  }

  async preflight(request: TrainRequest): Promise<Finding[]> {
    const { learnsTimbre = false } = this.#options;
    return preflight(request, await this.device(), { kokoro: await this.#kokoro(), learnsTimbre });
  }

  cacheKeys({ sha256, transcript, language }: Pick<EngineClip, 'sha256' | 'transcript' | 'language'>): string[] {
    // The embedded source speaks English, and reads everything so.
    const spoken = [otherText, transcript ?? ''].flatMap((text) => [toSentences(text), sentencesOf(text, language)]);
    return [sha256, ...speakers.flatMap((speaker) => spoken.map((sentences) => spokenKey(speaker, sentences)))];
  }

  async prepare(clips: readonly EngineClip[], context: EngineContext): Promise<PrepareReport> {
    const { failures, fits } = await this.#analyse(clips, context);
    const misfit = misfits(fits);
    return {
      fits,
      prepared: clips.length - failures.size - misfit.length,
      failed: [
        ...[...failures].map(([clipId, reason]) => ({ clipId, reason })),
        ...misfit.map((clipId) => ({
          clipId,
          reason: noteOf('misfit'),
          misfit: true,
        })),
      ],
    };
  }

  async fits(clips: readonly EngineClip[], context: EngineContext): Promise<ReadonlyMap<string, number>> {
    return (await this.#analyse(clips, context)).fits;
  }

  /** @returns by clip id: why it can't be used, and its fit (see transcriptFit) */
  async #analyse(
    clips: readonly EngineClip[],
    context: EngineContext,
  ): Promise<{ readonly failures: ReadonlyMap<string, Note>; readonly fits: ReadonlyMap<string, number> }> {
    const { signal, cacheDir } = context;
    const pool = await this.#pool();
    const options = taskOptions(context);
    const failures = new Map<string, Note>();
    const pitches: Pitch[] = [];
    const started = performance.now();
    let done = 0;
    const each = (work: (clip: EngineClip) => Promise<Note | null>): Promise<void[]> =>
      Promise.all(
        clips.map(async (clip) => {
          const failure = failures.has(clip.id) ? null : await work(clip);
          if (failure !== null) failures.set(clip.id, failure);
          done++;
          await context.onEvent(clipProgress('preparing', started, done / 2, clips.length));
        }),
      );
    await each(async (clip) => {
      try {
        const { pitch, failure } = await pool.run('analyseClip', { clip, cacheDir }, options);
        if (pitch) pitches.push(pitch);
        return failure;
      } catch (error) {
        signal.throwIfAborted();
        if (error instanceof UserError && error.code === 'clips-missing') throw error;
        return noteOf('unreadable', { why: error instanceof Error ? error.message : String(error) });
      }
    });
    const fits = new Map<string, number>();
    const voice = chooseSourceVoice(meanPitch(pitches));
    const isRead = (await this.#kokoro()) !== null;
    await each(async (clip) => {
      // Flite, which tells how well they fit, reads English.
      if (clip.transcript === null || (isRead && !/^en\b/i.test(clip.language))) return null;
      const fit = await pool.run('analyseTranscript', { clip, voice, cacheDir }, options);
      if (fit !== null) fits.set(clip.id, fit);
      return fit === null ? noteOf('unspeakable') : null;
    });
    return { failures, fits };
  }

  async nearest(
    stateDirs: readonly string[],
    clips: readonly EngineClip[],
    context: EngineContext,
  ): Promise<number | null> {
    const { cacheDir } = context;
    return (await this.#pool()).run('nearest', { stateDirs, clips, cacheDir }, taskOptions(context));
  }

  async train(request: Parameters<VoiceEngine['train']>[0], context: EngineContext): ReturnType<VoiceEngine['train']> {
    const { cacheDir } = context;
    const pool = await this.#pool();
    const options = taskOptions(context);
    const { sourceVoice, said, told, ...learning } = await pool.run('choose', { request, cacheDir }, options);
    if (!isNatural(sourceVoice)) {
      await context.onEvent({ type: 'chosen', source: 'flite' });
      const outcome = await pool.run('train', { request, cacheDir, chosen: sourceVoice, told }, options);
      return { ...outcome, source: 'flite' };
    }
    const { stretch, reasons: whyNot } = await this.#toLearn(learning);
    await context.onEvent({ type: 'chosen', source: 'natural', learnsTimbre: stretch !== null });
    const preparation = new Preparation(this.#paces);
    // What is learnt is taken to be kept: then all is said in it.
    if (stretch !== null) preparation.is('say', secondsOf(said.map(({ clip }) => clip)));
    const { voice: chosen, reasons: found } =
      stretch === null
        ? { voice: sourceVoice, reasons: whyNot }
        : await this.#learnTimbre(sourceVoice, { ...learning, stretch }, preparation, context);
    // After a checkpoint nothing is learnt any more.
    const reasons = [...told, ...found];
    // It takes as long as it takes to say it.
    await this.#withEach('say', said, chosen, preparation, context, ({ clip, manner, isTest }, options) =>
      pool.run('speakTranscript', { clip, voice: chosen, manner, isTest, cacheDir }, options),
    );
    const outcome = await pool.run('train', { request, cacheDir, chosen, told: reasons }, options);
    return { ...outcome, source: 'natural', reasons };
  }

  /** What a timbre is to be learnt from; null: nothing, and why. */
  async #toLearn({
    stretch,
    nearEnough,
    isPutOff,
    isGone,
  }: Pick<Chosen, 'stretch' | 'nearEnough' | 'isPutOff' | 'isGone'>): Promise<ToLearn> {
    const notLearnt = (note: Note) => nothing(...(isGone ? [noteOf('timbre-gone')] : []), note);
    if (!this.#options.learnsTimbre) return nothing();
    if (isPutOff) return notLearnt(noteOf('timbre-put-off'));
    if (stretch === null)
      return nearEnough === null ? nothing() : nothing(noteOf('timbre-near', { likeness: nearEnough }));
    const { freeBytes } = await this.device();
    if (freeBytes !== null && freeBytes < learningBytes) return notLearnt(noteOf('timbre-little-memory'));
    return { stretch, reasons: [] };
  }

  /** See tune. */
  async #learnTimbre(
    voice: KokoroVoice,
    { stretch, isGone }: Pick<Chosen, 'isGone'> & { readonly stretch: Stretch },
    preparation: Preparation,
    context: EngineContext,
  ): Promise<{ readonly voice: KokoroVoice; readonly reasons: readonly Note[] }> {
    const { cacheDir } = context;
    const pool = await this.#pool();
    const clips = [...stretch.clips, ...stretch.heldOut];
    preparation.is('learn', stepsFor(secondsOf(stretch.clips.map(({ clip }) => clip)), stretch.most));
    await this.#withEach('follow', clips, voice, preparation, context, ({ clip }, options) =>
      pool.run('followClip', { clip, voice, cacheDir }, options),
    );
    const options = taskOptions(context, {
      learnt: async ({ steps, most }) => {
        preparation.is('learn', most);
        preparation.reached('learn', steps);
        await context.onEvent(preparation.event());
      },
    });
    const tuned = await preparation.during('learn', () => pool.run('tune', { voice, stretch, cacheDir }, options));
    this.#stepSeconds = tuned.stepSeconds ?? this.#stepSeconds;
    return { voice: tuned.voice, reasons: reasonsFor(tuned, isGone) };
  }

  /** Look how much of a part there is to do. @returns ids of the recordings of which something is not in the cache */
  async #expect(
    part: 'follow' | 'say',
    given: readonly MannerClip[],
    voice: KokoroVoice,
    preparation: Preparation,
    context: EngineContext,
  ): Promise<ReadonlySet<string>> {
    const clips = given.map(({ clip, manner }) => ({ clip, manner }));
    const { cacheDir } = context;
    const kept = await (await this.#pool()).run('isKept', { part, clips, voice, cacheDir }, taskOptions(context));
    const lacking = clips.flatMap(({ clip }, i) => (kept[i] ? [] : [clip]));
    preparation.is(part, secondsOf(lacking));
    return new Set(lacking.map(({ id }) => id));
  }

  /** Do something with the words of each recording that has any, on all threads. */
  async #withEach<Said extends MannerClip>(
    part: 'follow' | 'say',
    said: readonly Said[],
    voice: KokoroVoice,
    preparation: Preparation,
    context: EngineContext,
    work: (said: Said, options: TaskOptions) => Promise<void>,
  ): Promise<void> {
    const clips = said.filter(({ clip }) => clip.transcript !== null);
    const lacking = await this.#expect(part, clips, voice, preparation, context);
    let done = 0;
    const ended = new AbortController();
    const signal = AbortSignal.any([context.signal, ended.signal]);
    const all = async (): Promise<void> => {
      const worked = clips.map(async (own) => {
        await work(own, { ...taskOptions(context), signal });
        if (lacking.has(own.clip.id)) done += own.clip.durationSeconds;
        preparation.reached(part, done);
        await context.onEvent(preparation.event());
      });
      try {
        await Promise.all(worked);
      } catch (error) {
        ended.abort(error);
        await Promise.allSettled(worked);
        throw error;
      }
    };
    await preparation.during(part, all);
  }

  async evaluate(
    stateDir: string,
    heldOutClips: readonly EngineClip[],
    context: EngineContext,
  ): ReturnType<VoiceEngine['evaluate']> {
    const { cacheDir } = context;
    const pool = await this.#pool();
    const started = performance.now();
    let done = 0;
    const options = taskOptions(context, {
      measured: async () => {
        done++;
        await context.onEvent(clipProgress('evaluating', started, done, heldOutClips.length));
      },
    });
    const share = Math.max(1, Math.ceil(heldOutClips.length / pool.size));
    const parts = Array.from({ length: Math.ceil(heldOutClips.length / share) }, (_, i) =>
      heldOutClips.slice(i * share, (i + 1) * share),
    );
    const figures = await Promise.all(
      parts.map((clips) => pool.run('evaluate', { stateDir, clips, cacheDir }, options)),
    );
    return figures.flat();
  }

  async synthesize(
    stateDir: string,
    text: string,
    { signal }: EngineContext,
    delivery: Delivery = {},
  ): ReturnType<VoiceEngine['synthesize']> {
    const { speed = 1, semitones = 0 } = delivery;
    const isPossible = within(speed, speeds) && within(semitones, transpositions);
    if (!isPossible) throw new RangeError(`Nobody speaks ${speed} times as fast and ${semitones} semitones higher`);
    return (await this.#pool()).run('speak', { stateDir, text, delivery }, { signal });
  }

  async manners(stateDir: string): ReturnType<NonNullable<VoiceEngine['manners']>> {
    const { voice } = await readState(stateDir);
    return otherManners(voice.manners, voice.usualManner);
  }

  async verify(stateDir: string): Promise<void> {
    await readState(stateDir);
  }

  async device(): Promise<Device> {
    const { provider, refused } = await this.#provider();
    const measured = { ...(this.#stepSeconds !== undefined && { stepSeconds: this.#stepSeconds }), refused };
    if (provider !== 'cpu') return { provider, name: 'graphics card', freeBytes: null, ...measured };
    return { provider, name: cpus()[0]?.model ?? 'CPU', freeBytes: process.availableMemory(), ...measured };
  }

  async close(): Promise<void> {
    const running = await this.#running;
    await running?.kokoro?.close();
    await running?.pool.close();
    if (running) await rm(running.folder, { recursive: true, force: true });
  }

  /** The neural source's files; null: there is none. */
  #kokoro(): Promise<KokoroFiles | null> {
    const { kokoro } = this.#options;
    this.#found ??= kokoro ? kokoroFiles(kokoro.folder, kokoro.partsDir) : Promise.resolve(null);
    return this.#found;
  }

  /** @throws UserError when what was asked for does not work here */
  #provider(): Promise<ProviderChoice> {
    this.#chosen ??= chooseProvider(this.#options.compute ?? 'cpu');
    return this.#chosen;
  }

  async #pool(): Promise<WorkerPool> {
    this.#running ??= this.#start();
    return (await this.#running).pool;
  }

  async #start(): Promise<Running> {
    const { ffmpeg, threads, checkpointSeconds = usualCheckpointSeconds, encoder = null } = this.#options;
    const { provider } = await this.#provider();
    const folder = await mkdtemp(path.join(tmpdir(), 'timbre-builtin-'));
    const fliteModule = await compileFlite();
    const files = await this.#kokoro();
    const kokoro = files && new KokoroProcess(files);
    const answer = async (asked: unknown): Promise<unknown> => kokoro?.ask(...(asked as Question));
    const settings: WorkerSettings = {
      ffmpeg,
      fliteModule,
      folder,
      checkpointSeconds,
      provider,
      encoder,
      kokoro: files,
    };
    return { pool: new WorkerPool(threads ?? defaultPoolSize(), settings, answer), kokoro, folder };
  }
}

const nothing = (...reasons: readonly Note[]): ToLearn => ({ stretch: null, reasons });

const within = (value: number, { least, most }: { readonly least: number; readonly most: number }): boolean =>
  value >= least && value <= most;

/** How a task is listened to. @param heard are awaited: after each clip that was measured, and after steps that a timbre learnt */
function taskOptions(
  context: EngineContext,
  heard: { readonly measured?: () => Promise<void>; readonly learnt?: (steps: StepsLearnt) => Promise<void> } = {},
): TaskOptions {
  const onEvent = async (event: TaskEvent): Promise<void> => {
    if (event.type === 'wanted') await context.fetch?.(event.clip);
    else if (event.type === 'measured') await heard.measured?.();
    else if (event.type === 'learnt') await heard.learnt?.(event);
    else await context.onEvent(event);
  };
  return { signal: context.signal, onEvent };
}

function meanPitch(pitches: readonly Pitch[]): Pitch | null {
  if (pitches.length === 0) return null;
  const mean = (of: (pitch: Pitch) => number): number =>
    pitches.reduce((sum, pitch) => sum + of(pitch), 0) / pitches.length;
  return { mean: mean((pitch) => pitch.mean), deviation: mean((pitch) => pitch.deviation) };
}
