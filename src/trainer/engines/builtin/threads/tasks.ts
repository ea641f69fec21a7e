// What the pool's workers can do.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { threadId } from 'node:worker_threads';
import { type Note, noteOf } from '../../../../i18n/notes.ts';
import type { Ffmpeg } from '../../../../audio/ffmpeg.ts';
import type { ClipFigures } from '../../measuring/figures.ts';
import type { Provider } from '../../../../learning/runtime.ts';
import type { Delivery, EngineClip, EngineEvent, Speech, TrainOutcome, TrainRequest } from '../../engine.ts';
import { type Encoder, openEncoder } from '../../../../speakers/encoder.ts';
import { Converter } from '../speaking/conversion.ts';
import { readSummary } from '../speaker/corpus.ts';
import type { Tools } from '../speaker/corpus.ts';
import { transcriptFit } from '../speaker/fit.ts';
import { fliteSource } from '../source/flite-source.ts';
import { Flite } from '../source/flite.ts';
import { openKokoro, openSpeakers } from '../source/sources.ts';
import { isNatural, unlearnt } from '../source/source-choice.ts';
import type { AnySource, KokoroVoice } from '../source/source-choice.ts';
import { forgetMoments } from '../tuning/moment.ts';
import { isFollowed, readParallel } from '../tuning/parallel.ts';
import { tune } from '../tuning/tune.ts';
import type { MannerClip, StepsLearnt, Stretch, Tuned } from '../tuning/tune.ts';
import type { Mouths } from '../source/sources.ts';
import type { AskKokoro, KokoroAnswers } from '../source/kokoro/process.ts';
import { openMouth } from '../source/kokoro-mouth.ts';
import type { KokoroFiles } from '../source/kokoro-mouth.ts';
import { isSaid, transcriptFeatures } from '../source/source.ts';
import { choose } from '../training/material.ts';
import type { FliteModule, SourceVoice } from '../source/flite.ts';
import { measure } from '../speaking/metrics.ts';
import { nearestState } from '../training/nearest.ts';
import { inReach, speak, spokenRate } from '../speaking/render.ts';
import { readState, stateKey } from '../speaker/state.ts';
import type { Pitch } from '../source/statistics.ts';
import { parentOf, train } from '../training/train.ts';

/** What a worker is given when it starts. */
export interface WorkerSettings {
  readonly ffmpeg: Ffmpeg;
  readonly fliteModule: FliteModule;
  /** Folder for the workers' temporary files. */
  readonly folder: string;
  readonly checkpointSeconds: number;
  /** What the network is computed on. */
  readonly provider: Provider;
  /** Folder of the speaker encoder; null: there is none. */
  readonly encoder: string | null;
  /** The neural source; absent or null: there is none. */
  readonly kokoro?: KokoroFiles | null;
}

/**
 * What a task reports on the way: events of a training as the trainer gets them, each clip that was measured, steps that a
 * timbre has learnt, and a clip whose recording it is about to read.
 */
export type TaskEvent =
  | EngineEvent
  | { readonly type: 'measured' }
  | StepsLearnt
  | { readonly type: 'wanted'; readonly clip: EngineClip };

/** What a running task is given. */
interface TaskContext {
  readonly signal: AbortSignal;
  /** Waits until the event has been dealt with. */
  readonly emit: (event: TaskEvent) => Promise<void>;
}

type Task<Input, Output> = (input: Input, context: TaskContext) => Promise<Output>;

export interface Tasks {
  /** Analyse a recording; a reason in words when it can't be used. */
  readonly analyseClip: Task<
    { readonly clip: EngineClip; readonly cacheDir: string },
    { readonly pitch: Pitch | null; readonly failure: Note | null }
  >;
  /** Let the source voice speak a clip's transcript: how well the two fit (see transcriptFit); null when nothing can be spoken. */
  readonly analyseTranscript: Task<
    { readonly clip: EngineClip; readonly voice: SourceVoice; readonly cacheDir: string },
    number | null
  >;
  /** See nearestState. */
  readonly nearest: Task<
    { readonly stateDirs: readonly string[]; readonly clips: readonly EngineClip[]; readonly cacheDir: string },
    number | null
  >;
  /** See choose. */
  readonly choose: Task<
    { readonly request: TrainRequest; readonly cacheDir: string },
    Awaited<ReturnType<typeof choose>>
  >;
  /** Of which clips followClip or speakTranscript would find all in the cache. */
  readonly isKept: Task<
    {
      readonly part: 'follow' | 'say';
      readonly clips: readonly MannerClip[];
      readonly voice: KokoroVoice;
      readonly cacheDir: string;
    },
    readonly boolean[]
  >;
  /** Let the neural source speak a clip's transcript, so that it lies in the cache: its sound, too, where a version will be measured on it. */
  readonly speakTranscript: Task<
    {
      readonly clip: EngineClip;
      readonly voice: KokoroVoice;
      readonly manner: number;
      readonly isTest: boolean;
      readonly cacheDir: string;
    },
    void
  >;
  /** Let the neural source say a clip's transcript as the person did, so that it lies in the cache. */
  readonly followClip: Task<
    { readonly clip: EngineClip; readonly voice: KokoroVoice; readonly cacheDir: string },
    void
  >;
  /** See tune. */
  readonly tune: Task<{ readonly voice: KokoroVoice; readonly stretch: Stretch; readonly cacheDir: string }, Tuned>;
  readonly train: Task<
    {
      readonly request: TrainRequest;
      readonly cacheDir: string;
      readonly chosen: AnySource;
      readonly told: readonly Note[];
    },
    TrainOutcome
  >;
  readonly evaluate: Task<
    { readonly stateDir: string; readonly clips: readonly EngineClip[]; readonly cacheDir: string },
    ClipFigures[]
  >;
  readonly speak: Task<{ readonly stateDir: string; readonly text: string; readonly delivery: Delivery }, Speech>;
}
export type TaskName = keyof Tasks;
export type TaskInput<Name extends TaskName> = Parameters<Tasks[Name]>[0];
export type TaskOutput<Name extends TaskName> = Awaited<ReturnType<Tasks[Name]>>;

/** What a worker asks of the other side: the neural source, of which there is one. */
export type Question = readonly [name: keyof KokoroAnswers, asked: unknown];

/** The tasks, with what they share on this worker. */
export function startTasks(
  { ffmpeg, fliteModule, folder, checkpointSeconds, provider, encoder, kokoro = null }: WorkerSettings,
  ask: (asked: Question) => Promise<unknown>,
): Tasks {
  const ownFolder = path.join(folder, `${threadId}`);
  mkdirSync(ownFolder, { recursive: true });
  const flite = new Flite(fliteModule, ownFolder);
  const askKokoro = ((...question: Question) => ask(question)) as AskKokoro;
  const mouths: Mouths = { flite, kokoro: kokoro && openMouth(kokoro, flite, askKokoro) };
  const tools = (cacheDir: string, { signal, emit }: TaskContext): Tools => ({
    ...mouths,
    ffmpeg,
    cacheDir,
    signal,
    fetch: (clip) => emit({ type: 'wanted', clip }),
    provider,
    encoder: openedEncoder,
  });

  let opened: Promise<Encoder> | undefined;
  const openedEncoder = async (): Promise<Encoder | null> =>
    encoder === null ? null : await (opened ??= openEncoder(encoder));

  return {
    async analyseClip({ clip, cacheDir }, context) {
      const { pitch, speechFrames } = await readSummary(tools(cacheDir, context), clip);
      return { pitch, failure: speechFrames > 0 ? null : noteOf('no-speech-in-it') };
    },

    async analyseTranscript({ clip, voice, cacheDir }, context) {
      return transcriptFit(tools(cacheDir, context), clip, fliteSource(flite, voice));
    },

    nearest({ stateDirs, clips, cacheDir }, context) {
      return nearestState(stateDirs, clips, tools(cacheDir, context));
    },

    async choose({ request, cacheDir }, context) {
      return choose(request, await parentOf(request), tools(cacheDir, context));
    },

    async isKept({ part, clips, voice, cacheDir }) {
      return Promise.all(
        clips.map(({ clip, manner }) =>
          part === 'follow'
            ? isFollowed(cacheDir, openKokoro(mouths, unlearnt(voice)), clip)
            : isSaid(cacheDir, openKokoro(mouths, voice, manner), clip.transcript ?? ''),
        ),
      );
    },

    async speakTranscript({ clip: { transcript }, voice, manner, isTest, cacheDir }) {
      const source = openKokoro(mouths, voice, manner);
      if (isTest && encoder !== null) await source.sound(cacheDir, transcript ?? '');
      await transcriptFeatures(cacheDir, source, transcript ?? '');
    },

    async followClip({ clip, voice, cacheDir }, context) {
      await readParallel(tools(cacheDir, context), openKokoro(mouths, unlearnt(voice)), clip);
    },

    tune({ voice, stretch, cacheDir }, context) {
      return tune(voice, stretch, { ...tools(cacheDir, context), emit: context.emit, checkpointSeconds });
    },

    async train({ request, cacheDir, chosen, told }, context) {
      const options = { ...tools(cacheDir, context), emit: context.emit, checkpointSeconds, chosen, told };
      const outcome = await train(request, options);
      await forgetMoments(cacheDir, request.trainClips);
      return outcome;
    },

    async evaluate({ stateDir, clips, cacheDir }, context) {
      const state = await readState(stateDir);
      const converter = await Converter.open(state, provider);
      const measuring = {
        tools: tools(cacheDir, context),
        state,
        speakers: openSpeakers(mouths, state.voice.sourceVoice),
        mouths,
        stateKey: await stateKey(stateDir),
        converter,
        encoder: await openedEncoder(),
      };
      try {
        const figures: ClipFigures[] = [];
        for (const clip of clips) {
          const ofClip = await measure(measuring, clip);
          if (ofClip) figures.push(ofClip);
          context.signal.throwIfAborted();
          await context.emit({ type: 'measured' });
        }
        return figures;
      } finally {
        await converter.close();
      }
    },

    async speak({ stateDir, text, delivery }, { signal }) {
      const state = await readState(stateDir);
      const { voice } = state;
      const isFlite = !isNatural(voice.sourceVoice);
      const reach = inReach(voice, delivery);
      const converter = await Converter.open(state, provider);
      try {
        return {
          samples: await speak(text, { voice, mouths, converter }, { delivery: reach.delivery, signal }),
          sampleRate: spokenRate(voice.sourceVoice),
          // Flite speaks English.
          ...(isFlite && mouths.kokoro?.speaks('en') && { remark: noteOf('grow-anew') }),
          ...(reach.lowest !== null && { remark: noteOf('lowest-pitch', { semitones: -reach.lowest }) }),
        };
      } finally {
        await converter.close();
      }
    },
  };
}
