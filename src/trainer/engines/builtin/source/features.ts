// What the engine knows of an utterance: mel-cepstrum, F0 and aperiodicity every 5 ms at 16 kHz, and for the source voice
// also which phone is spoken. Analysed once per recording and kept in the cache.
import type { NamedTensor, NamedTensors } from '../../../../learning/safetensors.ts';
import { estimateAperiodicity } from '../../../../dsp/aperiodicity.ts';
import { continueBand } from '../../../../dsp/band-edge.ts';
import { estimateEnvelope, envelopeFftSize } from '../../../../dsp/envelope.ts';
import { estimateF0 } from '../../../../dsp/f0.ts';
import { FRAME_PERIOD_MS, spectrumLevels, speechFrames } from '../../../../dsp/frames.ts';
import { type MelCepstrumBasis, melAlpha, melCepstrumBasis, powerToMelCepstrum } from '../../../../dsp/mel-cepstrum.ts';
import { cached } from './cache.ts';
import { phones } from './phones.ts';
import type { PhoneSpan } from './phones.ts';

/** Hz. Of the source voices, and of what is synthesized. */
export const sampleRate = 16_000;
/** Of all features. */
export const framesPerSecond = 1000 / FRAME_PERIOD_MS;
/** Mel-cepstral coefficients of a frame, c0 to c24. */
export const cepstrumWidth = 25;
/**
 * Changes with whatever changes the features of a recording. From 1 to 2 only those of encoders' edges, from 2 to 3 by a new
 * resampler, whose samples differ by -72 dB: states go on.
 */
export const extractorVersion = 3;

let made: MelCepstrumBasis | undefined;

/** Between spectra and cepstra; made by whoever needs it first, which most threads and processes never do. */
export const basis = (): MelCepstrumBasis =>
  (made ??= melCepstrumBasis(cepstrumWidth - 1, melAlpha(sampleRate), envelopeFftSize(sampleRate)));

/** Features of an utterance; every array has one element or row a frame. */
export interface Features {
  readonly frames: number;
  /** [frames × 25], row-major. */
  readonly cepstrum: Float32Array;
  /** Hz; 0 where unvoiced. */
  readonly f0: Float32Array;
  /** Share of the amplitude that is noise, 0 to 1. */
  readonly aperiodicity: Float32Array;
  /** 1 in speech, 0 in silence. */
  readonly speech: Uint8Array;
}

/** Features of the source voice, whose phones are known. */
export interface SourceFeatures extends Features {
  /** Index into `phones` of each segment of the utterance. */
  readonly segments: Uint8Array;
  /** Segment that a frame belongs to. */
  readonly segment: Int32Array;
  /** Where in its segment a frame lies, 0 to 1. */
  readonly position: Float32Array;
  /** Seconds that the frame's segment lasts. */
  readonly duration: Float32Array;
  /** Level that was planned, in deviations; absent: nothing was, and the spectrum tells. */
  readonly level?: Float32Array;
  /** What lies above the features, where somebody looked: see topLevels. */
  readonly top?: Float32Array;
}

/** c0 of each frame: the level that bands above the features are held against. */
export const levelsOf = ({ cepstrum, frames }: Pick<Features, 'cepstrum' | 'frames'>): Float32Array =>
  Float32Array.from({ length: frames }, (_, frame) => cepstrum[frame * cepstrumWidth]);

/**
 * Analyse what somebody says.
 * @param samples mono, −1 to 1, at {@link sampleRate}
 * @param isRecording it may have been through an encoder; the source voice has not
 */
export function analyse(samples: Float32Array, isRecording: boolean): Features {
  const { f0 } = estimateF0(samples, sampleRate);
  const power = estimateEnvelope(samples, sampleRate, f0);
  const speech = speechFrames(spectrumLevels(power, basis().bins));
  if (isRecording) continueBand(power, basis().bins, speech, sampleRate);
  return {
    frames: f0.length,
    cepstrum: powerToMelCepstrum(basis(), power),
    f0: Float32Array.from(f0),
    aperiodicity: estimateAperiodicity(samples, sampleRate, f0),
    speech,
  };
}

/** Features and the phones that are spoken in them. */
export function withPhones(features: Features, spans: readonly PhoneSpan[]): SourceFeatures {
  const { frames } = features;
  const segment = new Int32Array(frames);
  const position = new Float32Array(frames);
  const duration = new Float32Array(frames);
  let current = 0;
  for (let frame = 0; frame < frames; frame++) {
    const time = (frame * FRAME_PERIOD_MS) / 1000;
    while (current < spans.length - 1 && time >= spans[current].end) current++;
    const { start, end } = spans[current];
    segment[frame] = current;
    duration[frame] = end - start;
    position[frame] = Math.min(1, (time - start) / (end - start));
  }
  return {
    ...features,
    segments: Uint8Array.from(spans, ({ phone }) => phones.indexOf(phone)),
    segment,
    position,
    duration,
  };
}

/**
 * Features of a recording, from the cache where they are.
 * @param sha256 of the recording
 * @param decode reads it as samples at {@link sampleRate}
 */
export async function clipFeatures(
  cacheDir: string,
  sha256: string,
  decode: () => Promise<Float32Array>,
): Promise<Features> {
  const tensors = await cached(cacheDir, `${sha256}.v${extractorVersion}.clip`, async () =>
    toTensors(analyse(await decode(), true)),
  );
  return fromTensors(tensors);
}

/** Features of a source as tensors for the cache. */
export function sourceTensors(features: SourceFeatures): NamedTensors {
  const own = {
    segments: Float32Array.from(features.segments),
    segment: Float32Array.from(features.segment),
    position: features.position,
    duration: features.duration,
    ...(features.level === undefined ? {} : { level: features.level }),
    ...(features.top === undefined ? {} : { top: features.top }),
  };
  return new Map([...toTensors(features), ...named(own)]);
}

/** The way back from {@link sourceTensors}. */
export function fromSourceTensors(tensors: NamedTensors): SourceFeatures {
  return {
    ...fromTensors(tensors),
    segments: Uint8Array.from(array(tensors, 'segments')),
    segment: Int32Array.from(array(tensors, 'segment')),
    position: array(tensors, 'position'),
    duration: array(tensors, 'duration'),
    ...(tensors.has('level') ? { level: array(tensors, 'level') } : {}),
    ...(tensors.has('top') ? { top: array(tensors, 'top') } : {}),
  };
}

const named = (arrays: Readonly<Record<string, Float32Array>>): [string, NamedTensor][] =>
  Object.entries(arrays).map(([name, data]) => [name, { shape: [data.length], data }]);

const array = (tensors: NamedTensors, name: string): Float32Array => tensors.get(name)?.data ?? new Float32Array();

function toTensors({ cepstrum, f0, aperiodicity, speech }: Features): NamedTensors {
  return new Map(named({ cepstrum, f0, aperiodicity, speech: Float32Array.from(speech) }));
}

function fromTensors(tensors: NamedTensors): Features {
  const f0 = array(tensors, 'f0');
  return {
    frames: f0.length,
    cepstrum: array(tensors, 'cepstrum'),
    f0,
    aperiodicity: array(tensors, 'aperiodicity'),
    speech: Uint8Array.from(array(tensors, 'speech')),
  };
}
