// Who speaks in the voice bench: each source voice trains on a split and says what was held out, at every step of its way
// from the source to the person, with what nobody has (the person's own spectrum or melody) in place of what it predicts.
import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { decodePcm } from '../../src/audio/decode.ts';
import type { Ffmpeg } from '../../src/audio/ffmpeg.ts';
import { alignFrames } from '../../src/dsp/dtw.ts';
import { resample } from '../../src/dsp/resample.ts';
import { readClip, readPairs } from '../../src/trainer/engines/builtin/speaker/corpus.ts';
import type { Tools } from '../../src/trainer/engines/builtin/speaker/corpus.ts';
import { cepstrumWidth, sampleRate } from '../../src/trainer/engines/builtin/source/features.ts';
import type { Features, SourceFeatures } from '../../src/trainer/engines/builtin/source/features.ts';
import { openSpeakers } from '../../src/trainer/engines/builtin/source/sources.ts';
import { Converter } from '../../src/trainer/engines/builtin/speaking/conversion.ts';
import { stepZero } from '../../src/trainer/engines/builtin/speaking/metrics.ts';
import { synthesizeFeatures } from '../../src/trainer/engines/builtin/speaking/render.ts';
import { readState } from '../../src/trainer/engines/builtin/speaker/state.ts';
import { secondsOf } from '../../src/audio/clip.ts';
import { firstOf } from '../../src/trainer/engines/clips.ts';
import type { EngineClip, EngineContext, TrainRequest, VoiceEngine } from '../../src/trainer/engines/engine.ts';
import type { TrainingPlan } from '../../src/storage/records.ts';
import { translate } from '../../src/i18n/i18n.ts';
import { toldIn } from '../../src/i18n/notes.ts';
import { spent } from '../load/processes.ts';
import { overTelephone } from './speakers.ts';
import type { Split } from './speakers.ts';

/** What it takes to train and to speak. */
export interface Workshop {
  readonly ffmpeg: Ffmpeg;
  readonly engine: VoiceEngine;
  readonly tools: Tools;
  readonly context: EngineContext;
  readonly epochs: number;
  /** At most, of a new voice's timbre; usual where absent. */
  readonly timbreSteps: number | undefined;
  /** With what nobody has. */
  readonly oracles: boolean;
  /** For states. */
  readonly folder: string;
}

/** An utterance of a held-out clip's words. */
export interface Spoken {
  /** What spoke. */
  readonly by: string;
  readonly clip: EngineClip;
  /** Mono, at {@link sampleRate}. */
  readonly samples: Float32Array;
  /** What it was synthesized from; null where it was not. */
  readonly features: Features | SourceFeatures | null;
  /** The person saying it. */
  readonly natural: Features;
}

interface SourceVoice {
  /** Whether the engine is to be given the neural source, and whether that learns. */
  readonly engine: 'plain' | 'neural' | 'learning';
  readonly speak: (workshop: Workshop, split: Split, voiceId: string) => AsyncGenerator<Spoken>;
}

/** Source voices by name, as `--sources` has them. */
export const sources: ReadonlyMap<string, SourceVoice> = new Map([
  ['flite', { engine: 'plain', speak: speakByFlite }],
  ['kokoro', { engine: 'neural', speak: speakByKokoro }],
  ['kokoro-learning', { engine: 'learning', speak: speakByKokoro }],
  ['kokoro-manners', { engine: 'learning', speak: speakInManners }],
  ['kokoro-grown', { engine: 'learning', speak: speakGrown }],
]);

/** What a training goes on from, and learns. */
interface Lesson {
  readonly stateDir: string;
  readonly start: TrainRequest['start'];
  readonly plan: TrainingPlan;
  readonly train: readonly EngineClip[];
  readonly heldOut: readonly EngineClip[];
  readonly fresh: readonly EngineClip[];
}

/** Train, and print what was told of it and what it cost. */
async function teach({ engine, context }: Workshop, { train, heldOut, fresh, ...given }: Lesson): Promise<void> {
  const newClipIds = new Set(fresh.map(({ id }) => id));
  const request = { ...given, trainClips: train, heldOutClips: heldOut, newClipIds, earlierLosses: [] };
  const before = spent();
  const { reasons = [], remarks } = await engine.train(request, context);
  const t = translate('en');
  const told = [...remarks, ...reasons].map((note) => toldIn(note, t));
  console.log([`${(spent() - before).toFixed(0)} processor seconds.`, ...told].join(' '));
}

/** Train a voice from the base. @returns the folder of its state */
async function train(workshop: Workshop, clips: readonly EngineClip[], voiceId: string): Promise<string> {
  const { engine, epochs, timbreSteps, folder } = workshop;
  const stateDir = await mkdtemp(path.join(folder, 'state-'));
  const amounts = { newSeconds: secondsOf(clips), oldSeconds: 0, heldOutClips: 0 };
  const device = await engine.device();
  const usual = engine.plan({ mode: 'fresh', epochs, ...amounts, news: null, device, parent: null, voiceId });
  const plan = timbreSteps === undefined ? usual : { ...usual, timbreSteps };
  await teach(workshop, { stateDir, start: 'base', plan, train: clips, heldOut: [], fresh: clips });
  return stateDir;
}

async function* speakByFlite(workshop: Workshop, split: Split, voiceId: string): AsyncGenerator<Spoken> {
  const { ffmpeg, tools, oracles } = workshop;
  const stateDir = await train(workshop, split.train, voiceId);
  const state = await readState(stateDir);
  await rm(stateDir, { recursive: true });
  const converter = await Converter.open(state, 'cpu');
  try {
    const { voice } = state;
    const pairs = await readPairs(tools, openSpeakers(tools, voice.sourceVoice), voice.manners, split.test);
    for (const { clip, source, target, manner } of pairs) {
      const seed = createHash('sha256').update(clip.id).digest().readUInt32LE(0);
      const synthesized = (by: string, features: Features | SourceFeatures): Spoken => {
        return { by, clip, samples: synthesizeFeatures(features, seed), features, natural: target };
      };
      const trained = await converter.convert(source, manner);
      yield synthesized('source', source);
      yield synthesized('step 0', stepZero(source, voice, manner));
      yield synthesized('trained', trained);
      if (oracles) {
        yield synthesized('natural spectrum', withSpectrum(trained, target));
        yield synthesized('natural melody', withMelody(trained, target));
        yield synthesized('copy', target);
      }
      const samples = await decodePcm(ffmpeg, clip.path, { sampleRate });
      yield { by: 'natural', clip, samples, features: target, natural: target };
    }
  } finally {
    await converter.close();
  }
}

/** What it says is a filtered waveform: heard as a preview is. */
async function* sayings(
  { ffmpeg, tools, engine, context }: Workshop,
  [by, stateDir]: readonly [string, string],
  clips: readonly EngineClip[],
): AsyncGenerator<Spoken> {
  for (const clip of clips) {
    const natural = await readClip(tools, clip);
    const spoken = await engine.synthesize(stateDir, clip.transcript ?? '', context, { manner: 0 });
    const samples = resample(spoken.samples, spoken.sampleRate, sampleRate);
    yield { by, clip, samples, features: null, natural };
    if (by !== 'trained') continue;
    const recorded = await decodePcm(ffmpeg, clip.path, { sampleRate });
    yield { by: 'natural', clip, samples: recorded, features: natural, natural };
  }
}

async function* speakByKokoro(workshop: Workshop, split: Split, voiceId: string): AsyncGenerator<Spoken> {
  const stateDir = await train(workshop, split.train, voiceId);
  yield* sayings(workshop, ['trained', stateDir], split.test);
  await rm(stateDir, { recursive: true });
}

/** Seconds over a telephone that come new. */
const telephoneSeconds = 30;

/** Before and after half a minute of the person over a telephone; both in the manner of the other recordings. */
async function* speakInManners(workshop: Workshop, split: Split, voiceId: string): AsyncGenerator<Spoken> {
  const fresh: EngineClip[] = [];
  for (const clip of firstOf(split.others, telephoneSeconds)) fresh.push(await overTelephone(workshop.ffmpeg, clip));
  yield* speakThen(workshop, split, voiceId, { by: 'then telephone', fresh, otherConditions: 1 });
}

/** Before and after twice as much more of the same. */
async function* speakGrown(workshop: Workshop, split: Split, voiceId: string): AsyncGenerator<Spoken> {
  const fresh = firstOf(split.others, 2 * secondsOf(split.train));
  yield* speakThen(workshop, split, voiceId, { by: 'then more', fresh, otherConditions: 0 });
}

/** Before and after a training as the planner says. */
async function* speakThen(
  workshop: Workshop,
  split: Split,
  voiceId: string,
  {
    by,
    fresh,
    otherConditions,
  }: { readonly by: string; readonly fresh: readonly EngineClip[]; readonly otherConditions: number },
): AsyncGenerator<Spoken> {
  const { engine, context } = workshop;
  const stateDir = await train(workshop, split.train, voiceId);
  yield* sayings(workshop, ['trained', stateDir], split.test);
  // All that there is has been learnt.
  if (fresh.length === 0) return;
  await engine.prepare(fresh, context);
  // As on a quiet machine.
  const { stepSeconds: _, ...device } = await engine.device();
  const alike = { otherSpeaker: 0, otherManner: 0, snrDb: null, usualSnrDb: null, widerPitch: 0, newWords: 0 };
  const plan = engine.plan({
    mode: 'continue',
    epochs: null,
    newSeconds: secondsOf(fresh),
    oldSeconds: secondsOf(split.train),
    heldOutClips: 0,
    news: { ...alike, otherConditions },
    device,
    parent: { id: '1', number: 1, steps: (await readState(stateDir)).voice.steps },
    voiceId,
  });
  const lesson = { plan, train: [...split.train, ...fresh], heldOut: [], fresh } as const;
  await teach(workshop, { stateDir, start: 'continue', ...lesson });
  yield* sayings(workshop, [by, stateDir], split.test);
  await rm(stateDir, { recursive: true });
}

/** For each frame of `to` the row of the frame of `from` that belongs to it. */
function warped(from: Features, to: Features): Float32Array {
  const warping = alignFrames(to.cepstrum, from.cepstrum, cepstrumWidth, 1);
  const rows = new Float32Array(to.cepstrum.length);
  for (const [i, frame] of warping.a.entries()) {
    const at = warping.b[i] * cepstrumWidth;
    rows.set(from.cepstrum.subarray(at, at + cepstrumWidth), frame * cepstrumWidth);
  }
  return rows;
}

/** The voice's melody, voicing and time with the person's spectrum. */
const withSpectrum = (spoken: SourceFeatures, natural: Features): SourceFeatures => ({
  ...spoken,
  cepstrum: warped(natural, spoken),
});

/** The person's melody, voicing and time with the voice's spectrum. */
const withMelody = (spoken: Features, natural: Features): Features => ({
  ...natural,
  cepstrum: warped(spoken, natural),
});
