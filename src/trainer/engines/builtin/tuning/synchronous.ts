// When the source says a recording's words as the person did: how long each of its tokens lasts there, at which pitch, and
// which moment of the recording belongs to each moment of what it then says. Pure.
import { alignFrames } from '../../../../dsp/dtw.ts';
import { cepstrumWidth } from '../source/features.ts';
import type { Features } from '../source/features.ts';
import { cepstrumStatistics } from '../source/statistics.ts';

/** Weight of the level, c0, against that of the spectrum: it tells pauses and vowels, but people stress differently. */
const levelWeight = 0.3;
/** Frames on either side over which a map between two utterances is smoothed. */
const smoothing = 3;
/** Hz: what is lower is silence. */
const leastF0 = 40;
/** A map that runs more than this faster or slower than its source is not believed. */
const steep = 0.9;
/** Farther than this from the same pace, a frame counts as badly aligned. */
const insane = 0.7;

type Heard = Pick<Features, 'frames' | 'cepstrum' | 'speech' | 'f0'>;

/** Without what tells the speakers and their recordings apart. */
function centred({ cepstrum, speech }: Heard): Float32Array {
  const { mean } = cepstrumStatistics([{ cepstrum, speech }]);
  return cepstrum.map((value, i) => (value - mean[i % cepstrumWidth]) * (i % cepstrumWidth === 0 ? levelWeight : 1));
}

/** For each frame of `said` the frame of `heard` that belongs to it, in fractions: the mean of those that dynamic time warping pairs. */
export function mapOf(said: Heard, heard: Heard): Float64Array {
  const path = alignFrames(centred(said), centred(heard), cepstrumWidth, 0);
  const sums = new Float64Array(said.frames);
  const counts = new Float64Array(said.frames);
  for (let i = 0; i < path.a.length; i++) {
    sums[path.a[i]] += path.b[i];
    counts[path.a[i]]++;
  }
  return sums.map((sum, frame) => sum / counts[frame]);
}

/**
 * A map of what is heard of several pieces, for all that they last: the silence at the end of each that is cut off lies between
 * its last frame and the next piece.
 * @param heard frames of each piece that are heard, and `whole` that it lasts
 * @param end frames of the recording
 */
export function withSilences(
  map: Float64Array,
  heard: readonly number[],
  whole: readonly number[],
  end: number,
): Float64Array {
  const all: number[] = [];
  let from = 0;
  for (const [piece, frames] of heard.entries()) {
    all.push(...map.subarray(from, from + frames));
    from += frames;
    const [last, next] = [all.at(-1) ?? 0, from < map.length ? map[from] : end];
    const silent = whole[piece] - frames;
    for (let i = 1; i <= silent; i++) all.push(last + (i / (silent + 1)) * (next - last));
  }
  return Float64Array.from(all);
}

/** Smoothed, and never back in time. */
export function smoothMap(map: Float64Array): Float64Array {
  let latest = 0;
  return map.map((_, frame) => {
    let sum = 0;
    for (let by = -smoothing; by <= smoothing; by++) sum += map[Math.min(map.length - 1, Math.max(0, frame + by))];
    latest = Math.max(latest, sum / (2 * smoothing + 1));
    return latest;
  });
}

/** How many frames of the recording pass in one of what is said. */
export const paceOf = (map: Float64Array): Float64Array =>
  map.map((_, frame) => {
    const [before, after] = [Math.max(0, frame - 1), Math.min(map.length - 1, frame + 1)];
    return after > before ? (map[after] - map[before]) / (after - before) : 1;
  });

/** Share of frames at which a map runs at about the same pace on both sides. */
export function saneShare(map: Float64Array): number {
  const pace = paceOf(map);
  return pace.reduce((count, value) => count + (Math.abs(value - 1) < insane ? 1 : 0), 0) / Math.max(1, pace.length);
}

/** Value at a place between the elements; the first and the last go on beyond. */
const at = (values: ArrayLike<number>, place: number): number => {
  const first = Math.min(values.length - 1, Math.max(0, Math.floor(place)));
  const next = Math.min(values.length - 1, first + 1);
  const share = Math.min(1, Math.max(0, place - first));
  return values[first] + share * (values[next] - values[first]);
};

/** The person's time of what the source says. */
export interface Rhythm {
  /** Of each token, in units. */
  readonly durations: Int32Array;
  /** Frame of the recording at which each token begins, and its number of frames. */
  readonly bounds: Float64Array;
}

/**
 * How long each token lasts in the recording.
 * @param said units of each token, as the source says it; `framesPerUnit` of both
 * @param map see {@link mapOf}
 * @param heard frames of the recording
 */
export function rhythmOf(said: Int32Array, framesPerUnit: number, map: Float64Array, heard: number): Rhythm {
  const bounds = new Float64Array(said.length + 1);
  let frames = 0;
  for (const [token, units] of said.entries()) {
    frames += units * framesPerUnit;
    bounds[token + 1] = Math.max(bounds[token], at(map, frames));
  }
  bounds[said.length] = Math.max(bounds[said.length - 1], heard);
  const durations = said.map((_, token) =>
    Math.max(1, Math.round(bounds[token + 1] / framesPerUnit) - Math.round(bounds[token] / framesPerUnit)),
  );
  return { durations, bounds };
}

/**
 * F0 of each step of the source as the person sang it: theirs where they are voiced, on a line between their tones where only the source
 * is, else the source's own.
 * @param own Hz of each step, as the source would sing in this rhythm
 * @param stepsPerUnit steps in a unit of the durations
 * @param heard F0 of the recording's frames, Hz
 */
export function sungBy(
  own: Float32Array,
  { durations, bounds }: Rhythm,
  stepsPerUnit: number,
  heard: Float32Array,
): Float32Array {
  const tones = [...heard.keys()].filter((frame) => heard[frame] > 0);
  if (tones.length === 0) return own;
  const sung = new Float32Array(own.length);
  let [step, next] = [0, 0];
  for (const [token, units] of durations.entries()) {
    const steps = units * stepsPerUnit;
    for (let i = 0; i < steps; i++, step++) {
      const place = bounds[token] + ((i + 0.5) / steps) * (bounds[token + 1] - bounds[token]);
      const frame = Math.min(heard.length - 1, Math.floor(place));
      if (heard[frame] > 0) sung[step] = heard[frame];
      else if (own[step] <= leastF0) sung[step] = own[step];
      else {
        while (next < tones.length - 1 && tones[next] < frame) next++;
        const [before, after] = [tones[Math.max(0, next - 1)], tones[next]];
        const share = after > before ? Math.min(1, Math.max(0, (frame - before) / (after - before))) : 1;
        sung[step] = Math.exp((1 - share) * Math.log(heard[before]) + share * Math.log(heard[after]));
      }
    }
  }
  return sung;
}

/** What a frame counts in the loss: little in silence, and little where the map is too steep to be right. */
export const frameWeight = (isSpeech: boolean, pace: number): number =>
  (isSpeech ? 1 : 0.1) * (Math.abs(pace - 1) < steep ? 1 : 0.2);
