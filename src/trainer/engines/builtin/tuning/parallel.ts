// What a recording teaches of its speaker's timbre: its words said by the source in the person's rhythm and melody, and for
// each moment of that the spectrum that the person had. Made once of a recording, and kept.
import { decodePcm } from '../../../../audio/decode.ts';
import { frameLevels, speechFrames } from '../../../../dsp/frames.ts';
import { resample } from '../../../../dsp/resample.ts';
import { logMels, melResolutions } from '../../../../learning/mel-loss.ts';
import type { NamedTensors } from '../../../../learning/safetensors.ts';
import type { EngineClip } from '../../engine.ts';
import { cached, isCached } from '../source/cache.ts';
import { analyse, extractorVersion, sampleRate } from '../source/features.ts';
import { joinFloats } from '../source/floats.ts';
import type { KokoroSource, Prepared } from '../source/kokoro-source.ts';
import { framesPerUnit as stepsPerUnit, kokoroSampleRate, mostUnits, unitSeconds } from '../source/kokoro/kokoro.ts';
import { transcriptFeatures } from '../source/source.ts';
import { readClip } from '../speaker/corpus.ts';
import type { Tools } from '../speaker/corpus.ts';
import { frameWeight, mapOf, paceOf, rhythmOf, saneShare, smoothMap, sungBy, withSilences } from './synchronous.ts';

/** Changes with whatever changes what is made of a recording, besides the features. */
const version = 1;
/** Columns of targets in a unit: one every 5 ms. */
export const columnsPerUnit = 5;
/** Recordings of which less than this could be followed are not learnt from. */
const leastSane = 0.6;
/** Nepers below the loudest parts that still count as speech. */
const speechRange = 3.2;

/** A piece of a recording, said anew. */
export interface ParallelPiece {
  /** Of each token, in units of 25 ms. */
  readonly durations: Int32Array;
  /** Of each step of 12.5 ms. */
  readonly f0: Float32Array;
  readonly energy: Float32Array;
  /** The person's log mel spectra of each resolution, [bands × (5 · units + 1)]. */
  readonly mels: readonly Float32Array[];
  /** What each of these columns counts. */
  readonly weights: Float32Array;
}

/**
 * Pieces of a recording in the order in which the source says its words, from the cache where they are.
 * @param source before anything was learnt, so that what is made once stays good
 * @returns null when it can't be followed
 */
export async function readParallel(
  tools: Tools,
  source: KokoroSource,
  clip: EngineClip,
): Promise<readonly ParallelPiece[] | null> {
  const sentences = source.sentences(clip.transcript ?? '');
  if (sentences.length === 0) return null;
  const kept = await cached(tools.cacheDir, nameOf(clip, source, sentences), async () =>
    toTensors((await follow(tools, source, clip)) ?? []),
  );
  const pieces = fromTensors(kept);
  return pieces.length === 0 ? null : pieces;
}

/** Whether {@link readParallel} has little to do: they are in the cache, or there is nothing to say. */
export async function isFollowed(cacheDir: string, source: KokoroSource, clip: EngineClip): Promise<boolean> {
  const sentences = source.sentences(clip.transcript ?? '');
  return sentences.length === 0 || isCached(cacheDir, nameOf(clip, source, sentences));
}

const nameOf = ({ sha256 }: EngineClip, source: KokoroSource, sentences: readonly string[]): string =>
  `${sha256}-${source.spokenKey(sentences).slice(0, 32)}.v${extractorVersion}.${version}.parallel`;

async function follow(tools: Tools, source: KokoroSource, clip: EngineClip): Promise<ParallelPiece[] | null> {
  const transcript = clip.transcript ?? '';
  const prepared: Prepared[] = [];
  for (const sentence of source.sentences(transcript)) prepared.push(...(await source.prepare(sentence)));
  const said = await transcriptFeatures(tools.cacheDir, source, transcript);
  const heard = await readClip(tools, clip);
  if (!said?.speech.includes(1) || !heard.speech.includes(1)) return null;
  const tokens = Int32Array.from(prepared.flatMap(({ plan }) => [...plan.durations]));
  const sounding = withSilences(
    mapOf(said, heard),
    prepared.map(({ outline }) => outline.frames),
    prepared.map(({ plan }) => columnsPerUnit * total(plan.durations)),
    heard.frames,
  );
  const rhythm = rhythmOf(tokens, columnsPerUnit, sounding, heard.frames);
  const durations = split(rhythm.durations, (piece) => prepared[piece].plan.durations.length, prepared.length);
  if (durations.some((own) => total(own) > mostUnits)) return null;
  const plans = [];
  for (const [i, piece] of prepared.entries()) {
    tools.signal.throwIfAborted();
    plans.push(await source.follow(piece, durations[i]));
  }
  const steps = (piece: number): number => stepsPerUnit * total(durations[piece]);
  const f0 = split(
    sungBy(joinFloats(plans.map((plan) => plan.f0)), rhythm, stepsPerUnit, heard.f0),
    steps,
    prepared.length,
  );
  const spoken: Float32Array[] = [];
  for (const [i, piece] of prepared.entries()) {
    tools.signal.throwIfAborted();
    spoken.push(await source.say(piece, { ...plans[i], f0: f0[i] }));
  }
  const anew = resample(joinFloats(spoken), kokoroSampleRate, sampleRate);
  const features = analyse(anew, false);
  if (!features.speech.includes(1)) return null;
  const map = smoothMap(mapOf(features, heard));
  if (saneShare(map) < leastSane) return null;
  await tools.fetch?.(clip);
  const recorded = await decodePcm(tools.ffmpeg, clip.path, { sampleRate, signal: tools.signal });
  const gain = levelOf(anew) / levelOf(recorded);
  const spectra = logMels(recorded.map((value) => value * gain));
  let first = 0;
  const pieces: ParallelPiece[] = [];
  const pace = paceOf(map);
  for (const [i, own] of durations.entries()) {
    const columns = columnsPerUnit * total(own) + 1;
    const frames = Int32Array.from({ length: columns }, (_, column) => Math.min(map.length - 1, first + column));
    const mels = spectra.map(({ bands, frames: width, data }) => {
      const mel = new Float32Array(bands * columns);
      for (let column = 0; column < columns; column++) {
        const from = Math.min(width - 1, Math.max(0, Math.round(map[frames[column]])));
        for (let band = 0; band < bands; band++) mel[band * columns + column] = data[band * width + from];
      }
      return mel;
    });
    pieces.push({
      durations: own,
      f0: f0[i],
      energy: plans[i].energy,
      mels,
      weights: weightsOf(mels[1], columns, frames, pace),
    });
    first += columns - 1;
  }
  return pieces;
}

/** Speech by the middle resolution's mean level. */
function weightsOf(mel: Float32Array, columns: number, frames: Int32Array, pace: Float64Array): Float32Array {
  const bands = mel.length / columns;
  const levels = Float64Array.from({ length: columns }, (_, column) => {
    let sum = 0;
    for (let band = 0; band < bands; band++) sum += mel[band * columns + column];
    return sum / bands;
  });
  const loud = levels.toSorted()[Math.floor(0.97 * (columns - 1))];
  return Float32Array.from(levels, (level, column) => frameWeight(level > loud - speechRange, pace[frames[column]]));
}

/** Mean amplitude of what is speech. */
function levelOf(samples: Float32Array): number {
  const levels = frameLevels(samples, sampleRate);
  const speech = speechFrames(levels);
  let [power, count] = [0, 0];
  for (const [frame, level] of levels.entries()) {
    if (speech[frame] === 0) continue;
    power += 10 ** (level / 10);
    count++;
  }
  return Math.sqrt(power / Math.max(1, count));
}

const total = (values: Int32Array): number => values.reduce((sum, value) => sum + value, 0);

/** An array cut into so many parts. */
function split<T extends Int32Array | Float32Array>(whole: T, lengthOf: (part: number) => number, parts: number): T[] {
  let from = 0;
  return Array.from({ length: parts }, (_, part) => {
    const own = whole.slice(from, from + lengthOf(part)) as T;
    from += own.length;
    return own;
  });
}

const flat = (data: Float32Array) => ({ shape: [data.length], data });

const toTensors = (pieces: readonly ParallelPiece[]): NamedTensors =>
  new Map(
    pieces.flatMap(({ durations, f0, energy, mels, weights }, i) => [
      [`durations/${i}`, flat(Float32Array.from(durations))] as const,
      [`f0/${i}`, flat(f0)] as const,
      [`energy/${i}`, flat(energy)] as const,
      ...mels.map((mel, resolution) => [`mel${resolution}/${i}`, flat(mel)] as const),
      [`weights/${i}`, flat(weights)] as const,
    ]),
  );

function fromTensors(tensors: NamedTensors): ParallelPiece[] {
  const pieces: ParallelPiece[] = [];
  for (let i = 0; tensors.has(`durations/${i}`); i++) {
    const of = (name: string): Float32Array => tensors.get(`${name}/${i}`)?.data ?? new Float32Array();
    pieces.push({
      durations: Int32Array.from(of('durations')),
      f0: of('f0'),
      energy: of('energy'),
      mels: melResolutions.map((_, resolution) => of(`mel${resolution}`)),
      weights: of('weights'),
    });
  }
  return pieces;
}

/** Seconds of a piece. */
export const secondsOfPiece = ({ durations }: ParallelPiece): number => unitSeconds * total(durations);
