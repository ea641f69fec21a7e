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
import type { EngineClip, EngineContext, VoiceEngine } from '../../src/trainer/engines/engine.ts';
import type { Split } from './speakers.ts';

/** What it takes to train and to speak. */
export interface Workshop {
  readonly ffmpeg: Ffmpeg;
  readonly engine: VoiceEngine;
  readonly tools: Tools;
  readonly context: EngineContext;
  readonly epochs: number;
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
]);

/** Train a voice from the base. @returns the folder of its state */
async function train({ engine, context, epochs, folder }: Workshop, clips: readonly EngineClip[], voiceId: string) {
  const stateDir = await mkdtemp(path.join(folder, 'state-'));
  const amounts = { newSeconds: secondsOf(clips), oldSeconds: 0, heldOutClips: 0 };
  const device = await engine.device();
  const plan = engine.plan({ mode: 'fresh', epochs, ...amounts, news: null, device, parent: null, voiceId });
  const newClipIds = new Set(clips.map(({ id }) => id));
  const request = { stateDir, start: 'base', plan, trainClips: clips, heldOutClips: [], newClipIds } as const;
  await engine.train({ ...request, earlierLosses: [] }, context);
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
async function* speakByKokoro(workshop: Workshop, split: Split, voiceId: string): AsyncGenerator<Spoken> {
  const { ffmpeg, tools, engine, context } = workshop;
  const stateDir = await train(workshop, split.train, voiceId);
  for (const clip of split.test) {
    const natural = await readClip(tools, clip);
    const spoken = await engine.synthesize(stateDir, clip.transcript ?? '', context);
    const samples = resample(spoken.samples, spoken.sampleRate, sampleRate);
    yield { by: 'trained', clip, samples, features: null, natural };
    const recorded = await decodePcm(ffmpeg, clip.path, { sampleRate });
    yield { by: 'natural', clip, samples: recorded, features: natural, natural };
  }
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
