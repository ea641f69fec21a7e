// Recordings as training data: which frames of the source voice were spoken how by the speaker.
import { createHash } from 'node:crypto';
import type { Ffmpeg } from '../../../../audio/ffmpeg.ts';
import { decodePcm } from '../../../../audio/decode.ts';
import type { Provider } from '../../../../learning/runtime.ts';
import type { EngineClip } from '../../engine.ts';
import { alignUtterance, alongSource } from './alignment.ts';
import type { Alignment } from './alignment.ts';
import { cached } from '../source/cache.ts';
import { cepstrumWidth, clipFeatures, extractorVersion, sampleRate } from '../source/features.ts';
import type { Features, SourceFeatures } from '../source/features.ts';
import { phones } from '../source/phones.ts';
import type { Mouths, Speakers } from '../source/sources.ts';
import { transcriptFeatures } from '../source/source.ts';
import type { Encoder } from '../../../../speakers/encoder.ts';
import { nearestManner } from '../network/manners.ts';
import type { Manner, Sound } from '../network/manners.ts';
import { joinFloats } from '../source/floats.ts';
import { inputRows, joinRows } from '../network/model.ts';
import type { InputRows } from '../network/model.ts';
import { cepstrumStatistics, normalize, pitchStatistics } from '../source/statistics.ts';
import type { Normalization, Pitch } from '../source/statistics.ts';

/** What it takes to read recordings and to speak transcripts; both through the cache. */
export interface Tools extends Mouths {
  readonly ffmpeg: Ffmpeg;
  readonly cacheDir: string;
  readonly signal: AbortSignal;
  /** Bring a recording to its path, see EngineContext. */
  readonly fetch?: (clip: EngineClip) => Promise<void>;
  /** What the network is computed on. */
  readonly provider: Provider;
  /** Who tells whom one hears; null, or absent: nobody. */
  readonly encoder?: () => Promise<Pick<Encoder, 'id' | 'embed'> | null>;
}

/** What of them recordings are read with. */
export type Reading = Pick<Tools, 'ffmpeg' | 'cacheDir' | 'signal' | 'fetch'>;

/** Features of a recording. */
export function readClip({ ffmpeg, cacheDir, signal, fetch }: Reading, clip: EngineClip): Promise<Features> {
  return clipFeatures(cacheDir, clip.sha256, async () => {
    await fetch?.(clip);
    return decodePcm(ffmpeg, clip.path, { sampleRate, signal });
  });
}

const countPositive = (values: Iterable<number>): number => [...values].filter((value) => value > 0).length;

/** Changes with whatever changes a summary, besides the features. */
const summaryVersion = 2;

/** How a recording sounds as a whole, from the cache where it is: little enough to be read for hundreds in every run. */
export async function readSummary(tools: Tools, clip: EngineClip): Promise<Sound> {
  const name = `${clip.sha256}.v${extractorVersion}.${summaryVersion}.summary`;
  const kept = await cached(tools.cacheDir, name, async () => {
    const features = await readClip(tools, clip);
    const speechFrames = countPositive(features.speech);
    const pitch = pitchStatistics([features]) ?? { mean: 0, deviation: 0 };
    const { mean, deviation } = speechFrames > 0 ? cepstrumStatistics([features]) : { mean: [], deviation: [] };
    const counts = [speechFrames, countPositive(features.f0)];
    const data = Float32Array.from([...counts, pitch.mean, pitch.deviation, ...mean, ...deviation]);
    return new Map([['summary', { shape: [data.length], data }]]);
  });
  const [speechFrames, voicedFrames, mean, deviation, ...cepstrum] = kept.get('summary')!.data;
  return {
    speechFrames,
    voicedFrames,
    cepstrum:
      speechFrames > 0 ? { mean: cepstrum.slice(0, cepstrumWidth), deviation: cepstrum.slice(cepstrumWidth) } : null,
    pitch: voicedFrames > 0 ? { mean, deviation } : null,
  };
}

/** The source voice and a speaker saying the same. */
export interface Parallel {
  readonly source: SourceFeatures;
  readonly target: Features;
  /** Index of the manner that it sounds like. */
  readonly manner: number;
}

/** A recording and the source voice speaking its transcript. */
export interface Pair extends Parallel {
  readonly clip: EngineClip;
}

/** Recordings with transcripts, paired; those with nothing to speak or nothing spoken are left out. */
export async function readPairs(
  tools: Tools,
  speakers: Speakers,
  manners: readonly Manner[],
  clips: readonly EngineClip[],
): Promise<Pair[]> {
  const pairs: Pair[] = [];
  for (const clip of clips) {
    tools.signal.throwIfAborted();
    if (clip.transcript === null) continue;
    const target = await readClip(tools, clip);
    if (!target.speech.includes(1)) continue;
    const manner = nearestManner(await readSummary(tools, clip), manners);
    const source = await transcriptFeatures(tools.cacheDir, speakers(manner), clip.transcript);
    if (!source) continue;
    pairs.push({ clip, source, target, manner });
  }
  return pairs;
}

/** By how much the speaker differs from the mapped source in each phone, [phones × 25], normalized. */
export type PhoneShifts = Float32Array;

/** Both voices' statistics: what their features are normalized by. */
export interface Statistics {
  readonly source: { readonly cepstrum: Normalization; readonly pitch: Pitch };
  readonly manners: readonly Manner[];
}

/**
 * In what terms a voice's features are held: frozen at its first training, so that whatever follows from them stays, but for the
 * source's own, which are measured anew when its sound changes.
 */
export interface Frame extends Statistics {
  readonly shifts: PhoneShifts;
}

/** Length of {@link PhoneShifts}. */
export const shiftCount = phones.length * cepstrumWidth;

/** Weight of "no difference" in a phone's shift, frames. */
const shrinkage = 20;

const sourceOf = (pair: Parallel, frame: Statistics): Float32Array =>
  normalize(pair.source.cepstrum, frame.source.cepstrum);
const termsOf = (pair: Parallel, { manners }: Statistics): Normalization => manners[pair.manner].cepstrum;
const targetOf = (pair: Parallel, frame: Statistics): Float32Array =>
  normalize(pair.target.cepstrum, termsOf(pair, frame));

/**
 * Learn each phone's shift from a first alignment. With the shifts the source comes closer to the speaker, and a second
 * alignment finds the right frames more often.
 */
export function measureShifts(pairs: readonly Parallel[], frame: Statistics): PhoneShifts {
  const shifts = new Float32Array(shiftCount);
  const counts = new Float32Array(phones.length).fill(shrinkage);
  for (const pair of pairs) {
    const source = sourceOf(pair, frame);
    const target = targetOf(pair, frame);
    const alignment = alignUtterance(source, target, termsOf(pair, frame).deviation);
    const { cepstrum, speech } = alongSource(alignment, pair.source.speech, target, pair.target.speech);
    for (let i = 0; i < speech.length; i++) {
      if (speech[i] === 0) continue;
      const phone = pair.source.segments[pair.source.segment[i]];
      counts[phone]++;
      for (let k = 0; k < cepstrumWidth; k++) {
        shifts[phone * cepstrumWidth + k] += cepstrum[i * cepstrumWidth + k] - source[i * cepstrumWidth + k];
      }
    }
  }
  return shifts.map((sum, i) => sum / counts[Math.floor(i / cepstrumWidth)]);
}

/** Align a pair in the terms of a voice. */
export function align(pair: Parallel, frame: Frame): Alignment {
  const { source } = pair;
  const normalized = normalize(source.cepstrum, frame.source.cepstrum);
  for (let i = 0; i < source.frames; i++) {
    const phone = source.segments[source.segment[i]] * cepstrumWidth;
    for (let k = 0; k < cepstrumWidth; k++) normalized[i * cepstrumWidth + k] += frame.shifts[phone + k];
  }
  return alignUtterance(normalized, targetOf(pair, frame), termsOf(pair, frame).deviation);
}

/** Changes with whatever changes an alignment, besides the features. */
const alignmentVersion = 1;

/** Alignments of pairs in the terms of a voice, from the cache where they are. */
export async function readAlignments(
  tools: Tools,
  speakers: Speakers,
  pairs: readonly Pair[],
  frame: Frame,
): Promise<Alignment[]> {
  const { source, shifts } = frame;
  const terms = frame.manners.map(({ cepstrum }) =>
    createHash('sha256')
      .update(JSON.stringify([source, cepstrum]))
      .update(new Uint8Array(shifts.buffer, shifts.byteOffset, shifts.byteLength))
      .digest('hex')
      .slice(0, 32),
  );
  const alignments: Alignment[] = [];
  for (const pair of pairs) {
    tools.signal.throwIfAborted();
    const speaker = speakers(pair.manner);
    const spoken = speaker.spokenKey(speaker.sentences(pair.clip.transcript ?? '')).slice(0, 32);
    const name = `${pair.clip.sha256}-${spoken}-${terms[pair.manner]}.v${extractorVersion}.${alignmentVersion}.alignment`;
    const kept = await cached(tools.cacheDir, name, async () => {
      const { first, last } = align(pair, frame);
      const shape = [first.length];
      return new Map([
        ['first', { shape, data: Float32Array.from(first) }],
        ['last', { shape, data: Float32Array.from(last) }],
      ]);
    });
    const frames = (name: string): Int32Array => Int32Array.from(kept.get(name)!.data);
    alignments.push({ first: frames('first'), last: frames('last') });
  }
  return alignments;
}

/** Rows of the model, one for each frame of the source voice in each pair. */
export interface Examples {
  readonly data: InputRows & Readonly<{ target: Float32Array }>;
  /** Weight of a row in the loss. */
  readonly weights: Float32Array;
  /** Rows with speech. */
  readonly speech: Int32Array;
  /** First row of each pair, and the number of rows at the end. */
  readonly starts: readonly number[];
  /** Manner of each row. */
  readonly manners: Uint8Array;
}

/** What a frame of silence counts against one of speech: the network must learn pauses, too, but not before all else. */
const silenceWeight = 0.2;

/** The model's rows of aligned pairs. */
export function makeExamples(
  pairs: readonly Parallel[],
  alignments: readonly Alignment[],
  frame: Statistics,
): Examples {
  const spoken = pairs.map((pair, i) =>
    alongSource(alignments[i], pair.source.speech, targetOf(pair, frame), pair.target.speech),
  );
  const inputs = joinRows(pairs.map(({ source, manner }) => inputRows(source, frame.source, manner)));
  const speech = spoken.flatMap((rows) => [...rows.speech]);
  const starts = [0];
  for (const { source } of pairs) starts.push(starts.at(-1)! + source.frames);
  return {
    data: { ...inputs, target: joinFloats(spoken.map(({ cepstrum }) => cepstrum)) },
    weights: Float32Array.from(speech, (speaks) => (speaks === 1 ? 1 : silenceWeight)),
    speech: Int32Array.from(speech.flatMap((speaks, row) => (speaks === 1 ? [row] : []))),
    starts,
    manners: Uint8Array.from(pairs.flatMap(({ source, manner }) => Array.from(source.f0, () => manner))),
  };
}
