// Recordings as training data: which frames of the source voice were spoken how by the speaker.
import type { Ffmpeg } from '../../../audio/ffmpeg.ts';
import { decodePcm } from '../../../audio/decode.ts';
import type { EngineClip } from '../engine.ts';
import { alignUtterance } from './alignment.ts';
import type { Alignment } from './alignment.ts';
import { cepstrumWidth, clipFeatures, sampleRate, transcriptFeatures } from './features.ts';
import type { Features, SourceFeatures } from './features.ts';
import { phones } from './flite.ts';
import type { Flite, SourceVoice } from './flite.ts';
import { inputRows, joinFloats, joinRows } from './model.ts';
import type { InputRows } from './model.ts';
import { normalize } from './statistics.ts';
import type { Normalization, Pitch } from './statistics.ts';

/** What it takes to read recordings and to speak transcripts; both through the cache. */
export interface Tools {
  readonly ffmpeg: Ffmpeg;
  readonly flite: Flite;
  readonly cacheDir: string;
  readonly signal: AbortSignal;
}

/** A recording and the source voice speaking its transcript. */
export interface Pair {
  readonly clip: EngineClip;
  readonly source: SourceFeatures;
  readonly target: Features;
}

/** Features of a recording. */
export function readClip({ ffmpeg, cacheDir, signal }: Tools, clip: EngineClip): Promise<Features> {
  return clipFeatures(cacheDir, clip.sha256, () => decodePcm(ffmpeg, clip.path, { sampleRate, signal }));
}

/** Recordings with transcripts, paired; those with nothing to speak or nothing spoken are left out. */
export async function readPairs(tools: Tools, voice: SourceVoice, clips: readonly EngineClip[]): Promise<Pair[]> {
  const pairs: Pair[] = [];
  for (const clip of clips) {
    tools.signal.throwIfAborted();
    if (clip.transcript === null) continue;
    const source = await transcriptFeatures(tools.cacheDir, tools.flite, voice, clip.transcript);
    if (!source) continue;
    const target = await readClip(tools, clip);
    if (target.speech.includes(1)) pairs.push({ clip, source, target });
  }
  return pairs;
}

/** Both voices' statistics: what their features are normalized by. */
export interface Frame {
  readonly source: { readonly cepstrum: Normalization; readonly pitch: Pitch };
  readonly target: { readonly cepstrum: Normalization };
}

/** By how much the speaker differs from the mapped source in each phone, [phones × 25], normalized. */
export type PhoneShifts = Float32Array;

/** Weight of "no difference" in a phone's shift, frames. */
const shrinkage = 20;

const sourceOf = (pair: Pair, frame: Frame): Float32Array => normalize(pair.source.cepstrum, frame.source.cepstrum);
const targetOf = (pair: Pair, frame: Frame): Float32Array => normalize(pair.target.cepstrum, frame.target.cepstrum);

function align(pair: Pair, frame: Frame, shifts?: PhoneShifts): Alignment {
  const { source } = pair;
  const normalized = sourceOf(pair, frame);
  if (shifts) {
    for (let i = 0; i < source.frames; i++) {
      const phone = source.segments[source.segment[i]] * cepstrumWidth;
      for (let k = 0; k < cepstrumWidth; k++) normalized[i * cepstrumWidth + k] += shifts[phone + k];
    }
  }
  return alignUtterance(
    normalized,
    source.speech,
    targetOf(pair, frame),
    pair.target.speech,
    frame.target.cepstrum.deviation,
  );
}

/**
 * Learn each phone's shift from a first alignment. With the shifts the source comes closer to the speaker, and a second
 * alignment finds the right frames more often.
 */
export function measureShifts(pairs: readonly Pair[], frame: Frame): PhoneShifts {
  const shifts = new Float32Array(phones.length * cepstrumWidth);
  const counts = new Float32Array(phones.length).fill(shrinkage);
  for (const pair of pairs) {
    const { cepstrum, speech } = align(pair, frame);
    const normalized = sourceOf(pair, frame);
    for (let i = 0; i < speech.length; i++) {
      if (speech[i] === 0) continue;
      const phone = pair.source.segments[pair.source.segment[i]];
      counts[phone]++;
      for (let k = 0; k < cepstrumWidth; k++) {
        shifts[phone * cepstrumWidth + k] += cepstrum[i * cepstrumWidth + k] - normalized[i * cepstrumWidth + k];
      }
    }
  }
  return shifts.map((sum, i) => sum / counts[Math.floor(i / cepstrumWidth)]);
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
}

/** What a frame of silence counts against one of speech: the network must learn pauses, too, but not before all else. */
const silenceWeight = 0.2;

/** Align pairs and make the model's rows of them. */
export function makeExamples(pairs: readonly Pair[], frame: Frame, shifts: PhoneShifts): Examples {
  const alignments = pairs.map((pair) => align(pair, frame, shifts));
  const inputs = joinRows(pairs.map(({ source }) => inputRows(source, frame.source.cepstrum, frame.source.pitch)));
  const speech = alignments.flatMap((alignment) => [...alignment.speech]);
  const starts = [0];
  for (const { source } of pairs) starts.push(starts.at(-1)! + source.frames);
  return {
    data: { ...inputs, target: joinFloats(alignments.map(({ cepstrum }) => cepstrum)) },
    weights: Float32Array.from(speech, (speaks) => (speaks === 1 ? 1 : silenceWeight)),
    speech: Int32Array.from(speech.flatMap((speaks, row) => (speaks === 1 ? [row] : []))),
    starts,
  };
}
