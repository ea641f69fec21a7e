// How the speaker's melody, voicing, breath and rhythm follow from what the source voice does: four linear regressions over
// the recordings that are aligned with the source voice. Each leans towards doing as the source voice does, the more the
// less is known.
import type { Delivery } from '../../engine.ts';
import type { NamedTensors } from '../../../../learning/safetensors.ts';
import type { Alignment } from './alignment.ts';
import { cepstrumWidth, framesPerSecond } from '../source/features.ts';
import type { Features, SourceFeatures } from '../source/features.ts';
import { phones } from '../source/phones.ts';
import type { SourceTerms } from '../network/model.ts';
import { predictRows, Regression, sumCount } from './regression.ts';
import type { Fit, Rows } from './regression.ts';
import { normalize } from '../source/statistics.ts';
import type { Pitch } from '../source/statistics.ts';

const isVoiceless = phones.map((phone) => ['pau', 'p', 't', 'k', 'f', 'th', 's', 'sh', 'ch', 'hh'].includes(phone));
const isVowel = phones.map((phone) => /^[aeiou]/.test(phone));
const pause = 0;

/** Where in the text each frame lies. */
interface Places {
  readonly phone: Uint8Array;
  /** Frames since the last pause, and until the next; 0 in a pause. */
  readonly since: Float32Array;
  readonly until: Float32Array;
  /** Frames since the sentence began, and until it ends; 0 in the pauses around it. */
  readonly fromStart: Float32Array;
  readonly toEnd: Float32Array;
  /** Vowels before and after the frame's phone, between pauses. */
  readonly vowelsBefore: Uint8Array;
  readonly vowelsAfter: Uint8Array;
}

/** Vowels before each segment and after it, between pauses. */
function countVowels(segments: Uint8Array): { readonly before: Uint8Array; readonly after: Uint8Array } {
  const before = new Uint8Array(segments.length);
  const after = new Uint8Array(segments.length);
  for (let i = 1; i < segments.length; i++) {
    const previous = segments[i - 1];
    before[i] = segments[i] === pause || previous === pause ? 0 : before[i - 1] + (isVowel[previous] ? 1 : 0);
  }
  for (let i = segments.length - 2; i >= 0; i--) {
    const next = segments[i + 1];
    after[i] = segments[i] === pause || next === pause ? 0 : after[i + 1] + (isVowel[next] ? 1 : 0);
  }
  return { before, after };
}

/** What of an utterance its melody follows from: known before a sound of it is made. */
export type Outline = Pick<SourceFeatures, 'frames' | 'segments' | 'segment' | 'f0'> & {
  /** Of each frame, in deviations. */
  readonly level: Float32Array;
};

const outlineOf = (source: SourceFeatures, terms: SourceTerms): Outline => {
  const { level } = source;
  if (level !== undefined) return { ...source, level };
  const normalized = normalize(source.cepstrum, terms.cepstrum);
  return {
    ...source,
    level: Float32Array.from({ length: source.frames }, (_, i) => normalized[i * cepstrumWidth]),
  };
};

function placesOf({ frames, segments, segment }: Pick<SourceFeatures, 'frames' | 'segments' | 'segment'>): Places {
  const phone = Uint8Array.from(segment, (index) => segments[index]);
  const since = new Float32Array(frames);
  const until = new Float32Array(frames);
  for (let i = 0; i < frames; i++) since[i] = phone[i] === pause ? 0 : 1 + (since[i - 1] ?? 0);
  for (let i = frames - 1; i >= 0; i--) until[i] = phone[i] === pause ? 0 : 1 + (until[i + 1] ?? 0);
  const fromStart = new Float32Array(frames);
  const toEnd = new Float32Array(frames);
  let start = 0;
  for (let i = 1; i <= frames; i++) {
    // Between sentences there are two pauses, the end of one and the start of the next.
    const ends = i === frames || (segment[i] !== segment[i - 1] && phone[i] === pause && phone[i - 1] === pause);
    if (!ends) continue;
    let first = start;
    while (first < i && phone[first] === pause) first++;
    let last = i - 1;
    while (last > start && phone[last] === pause) last--;
    for (let frame = start; frame < i; frame++) {
      fromStart[frame] = Math.max(0, Math.min(frame, last) - first);
      toEnd[frame] = Math.max(0, last - Math.max(frame, first));
    }
    start = i;
  }
  const { before, after } = countVowels(segments);
  return {
    phone,
    since,
    until,
    fromStart,
    toEnd,
    vowelsBefore: Uint8Array.from(segment, (index) => before[index]),
    vowelsAfter: Uint8Array.from(segment, (index) => after[index]),
  };
}

type Column = ArrayLike<number>;

/** Rows out of plain columns and groups of categories, each category a number below `kinds`. */
function toRows(count: number, plain: readonly Column[], groups: readonly Column[], kinds: number): Rows {
  const rows = new Float32Array(count * plain.length);
  const categories = new Int32Array(count * groups.length);
  for (let row = 0; row < count; row++) {
    for (let k = 0; k < plain.length; k++) rows[row * plain.length + k] = plain[k][row];
    for (let k = 0; k < groups.length; k++) {
      categories[row * groups.length + k] = plain.length + k * kinds + groups[k][row];
    }
  }
  return { count, plain: rows, plainWidth: plain.length, categories, groups: groups.length };
}

/** A column some frames later or earlier; the ends go on. */
const shifted = (column: Column, by: number): Float32Array =>
  Float32Array.from({ length: column.length }, (_, i) => column[Math.min(column.length - 1, Math.max(0, i + by))]);

/** Weighted by a Hann window that reaches so many frames to either side. */
function smoothed(column: Column, reach: number): Float32Array {
  const window = Float64Array.from(
    { length: 2 * reach + 1 },
    (_, i) => 0.5 - 0.5 * Math.cos((Math.PI * (i + 1)) / (reach + 1)),
  );
  const total = window.reduce((sum, weight) => sum + weight, 0);
  const last = column.length - 1;
  return Float32Array.from({ length: column.length }, (_, i) => {
    let sum = 0;
    for (let k = -reach; k <= reach; k++) sum += window[k + reach] * column[Math.min(last, Math.max(0, i + k))];
    return sum / total;
  });
}

/** ln F0, straight through unvoiced stretches; null where nothing is voiced. */
function contourOf(f0: Float32Array): Float32Array | null {
  const contour = new Float32Array(f0.length);
  let before = -1;
  for (let i = 0; i < f0.length; i++) {
    if (f0[i] <= 0) continue;
    contour[i] = Math.log(f0[i]);
    for (let gap = before + 1; gap < i; gap++) {
      const share = before < 0 ? 1 : (gap - before) / (i - before);
      contour[gap] = share * contour[i] + (before < 0 ? 0 : (1 - share) * contour[before]);
    }
    before = i;
  }
  return before < 0 ? null : contour.fill(contour[before], before);
}

const phoneAt = ({ segments, segment }: Pick<SourceFeatures, 'segments' | 'segment'>, by: number): Uint8Array =>
  Uint8Array.from(segment, (index) => segments[index + by] ?? pause);

/** Frames as a share of so many seconds, at most all. */
const upTo = (column: Float32Array, seconds: number): Float32Array =>
  column.map((value) => placeSize * Math.min(1, value / framesPerSecond / seconds));

/** A figure of each count of vowels. */
const counts = (vowels: Uint8Array, of: (count: number) => number): Float32Array =>
  Float32Array.from(vowels, (count) => placeSize * of(count));

// --- melody ----------------------------------------------------------------------------------------------------------

const contourShifts = [-80, -40, -20, -10, 0, 10, 20, 40, 80];
const levelShifts = [-20, -10, 0, 10, 20];
/** Columns of the contour itself, and of where a frame lies. */
const melodyColumns = { contour: 0, plain: 2 + contourShifts.length + levelShifts.length + 17 };
const placeSize = 3;

/** @param breathes of such a source the contour is planned, and goes on through sounds that have no tone */
function melodyRows(outline: Outline, { mean, deviation }: Pitch, breathes: boolean): Rows {
  const { frames } = outline;
  const places = placesOf(outline);
  const tones = outline.f0.map((hertz, i) => (breathes && isVoiceless[places.phone[i]] ? 0 : hertz));
  const contour = contourOf(tones)?.map((value) => (value - mean) / deviation) ?? new Float32Array(frames);
  const near = smoothed(contour, 10);
  const level = smoothed(outline.level, 4);
  const position = places.fromStart.map((from, i) => placeSize * (from / Math.max(1, from + places.toEnd[i])));
  const plain = [
    contour,
    smoothed(contour, 40),
    ...contourShifts.map((by) => shifted(near, by)),
    ...levelShifts.map((by) => shifted(level, by)),
    upTo(places.since, 0.3),
    upTo(places.since, 1),
    upTo(places.until, 0.3),
    upTo(places.until, 1),
    upTo(places.until, 3),
    position,
    position.map((value) => value ** 2 / placeSize),
    upTo(places.fromStart, 1),
    upTo(places.fromStart, 3),
    upTo(places.toEnd, 0.3),
    upTo(places.toEnd, 1),
    upTo(places.toEnd, 3),
    counts(places.vowelsAfter, (count) => Math.min(4, count) / 4),
    counts(places.vowelsAfter, (count) => (count === 0 ? 1 : 0)),
    counts(places.vowelsAfter, (count) => (count === 1 ? 1 : 0)),
    counts(places.vowelsBefore, (count) => Math.min(4, count) / 4),
    counts(places.vowelsBefore, (count) => (count === 0 ? 1 : 0)),
  ];
  return toRows(frames, plain, [phoneAt(outline, -1), places.phone, phoneAt(outline, 1)], phones.length);
}

// --- voicing and aperiodicity ----------------------------------------------------------------------------------------

const voicingShifts = [0, -8, -6, -4, -3, -2, -1, 1, 2, 3, 4, 6, 8];
const breathShifts = [0, -4, -2, 2, 4];
const spectrumShifts = [-3, 0, 3];
const voicingColumns = {
  voiced: 0,
  aperiodicity: voicingShifts.length,
  plain: voicingShifts.length + breathShifts.length + spectrumShifts.length * cepstrumWidth,
};

function voicingRows(source: SourceFeatures, terms: SourceTerms): Rows {
  const { frames } = source;
  const normalized = normalize(source.cepstrum, terms.cepstrum);
  const voiced = source.f0.map((hertz) => (hertz > 0 ? 1 : -1));
  const coefficient = (k: number): Float32Array =>
    Float32Array.from({ length: frames }, (_, i) => normalized[i * cepstrumWidth + k]);
  const coefficients = Array.from({ length: cepstrumWidth }, (_, k) => coefficient(k));
  const plain = [
    ...voicingShifts.map((by) => shifted(voiced, by)),
    ...breathShifts.map((by) => shifted(source.aperiodicity, by)),
    ...spectrumShifts.flatMap((by) => coefficients.map((column) => shifted(column, by))),
  ];
  return toRows(frames, plain, [phoneAt(source, -1), phoneAt(source, 0), phoneAt(source, 1)], phones.length);
}

// --- rhythm ----------------------------------------------------------------------------------------------------------

/** Column of the root of the phone's length in the source voice. */
const rhythmColumns = { length: 0, plain: 9 };

/** First frame of each segment, and the number of frames at the end. */
function startsOf({ frames, segments, segment }: Pick<SourceFeatures, 'frames' | 'segments' | 'segment'>): Int32Array {
  const starts = new Int32Array(segments.length + 1).fill(frames);
  for (let frame = frames - 1; frame >= 0; frame--) starts[segment[frame]] = frame;
  // A segment shorter than a frame has none.
  for (let i = segments.length - 1; i >= 0; i--) if (starts[i] === frames) starts[i] = starts[i + 1];
  return starts;
}

/** One row a segment. */
function rhythmRows(segments: Uint8Array, starts: Int32Array): Rows {
  const count = segments.length;
  const { before, after } = countVowels(segments);
  const each = (of: (i: number) => number): Float32Array => Float32Array.from({ length: count }, (_, i) => of(i));
  const vowel = (i: number): boolean => isVowel[segments[i]];
  const isLast = (i: number): boolean => segments[i] !== pause && after[i] === 0;
  const plain = [
    each((i) => Math.sqrt(starts[i + 1] - starts[i])),
    each((i) => Math.log(1 + starts[i + 1] - starts[i])),
    each((i) => (isLast(i) ? 1 : 0)),
    each((i) => (isLast(i) && vowel(i) ? 1 : 0)),
    each((i) => (after[i] === 1 ? 1 : 0)),
    each((i) => (before[i] === 0 ? 1 : 0)),
    each((i) => ((segments[i - 1] ?? pause) === pause ? 1 : 0)),
    each((i) => ((segments[i + 1] ?? pause) === pause ? 1 : 0)),
    each((i) => (isVowel[segments[i - 1] ?? pause] ? 1 : 0)),
  ];
  return toRows(count, plain, [segments], phones.length);
}

/** Pauses at the ends of sentences stay as the source voice makes them. */
const isOuterPause = (segments: Uint8Array, i: number): boolean =>
  segments[i] === pause && ((segments[i - 1] ?? pause) === pause || (segments[i + 1] ?? pause) === pause);

// --- all four --------------------------------------------------------------------------------------------------------

const columns = {
  melody: melodyColumns.plain + 3 * phones.length,
  voicing: voicingColumns.plain + 3 * phones.length,
  breath: voicingColumns.plain + 3 * phones.length,
  rhythm: rhythmColumns.plain + phones.length,
} as const;
type Part = keyof typeof columns;
const parts = Object.keys(columns) as Part[];

/** A source that makes its own voicing and breath: only its melody and rhythm become the speaker's. */
const ownBreath = (part: Part): boolean => part === 'melody' || part === 'rhythm';
const partsFor = (breathes: boolean): Part[] => (breathes ? parts.filter(ownBreath) : parts);

/** Sums by name, and how many there must be. @param breathes whether the source does, see {@link ProsodySums} */
export const prosodyShapes = (breathes: boolean): ReadonlyMap<string, readonly number[]> =>
  new Map(partsFor(breathes).map((part) => [part, [sumCount(columns[part])]]));

/** What has been learnt of a speaker's prosody. */
export class ProsodySums {
  readonly #breathes: boolean;
  readonly #regressions: Readonly<Record<Part, Regression>>;

  /**
   * @param tensors of what was learnt before; null: nothing
   * @param breathes the source makes its own voicing and breath, which are then not learnt
   */
  constructor(tensors: NamedTensors | null, breathes = false) {
    this.#breathes = breathes;
    const regression = (part: Part): Regression => new Regression(columns[part], tensors?.get(part)?.data);
    this.#regressions = {
      melody: regression('melody'),
      voicing: regression('voicing'),
      breath: regression('breath'),
      rhythm: regression('rhythm'),
    };
  }

  tensors(): NamedTensors {
    return new Map(
      partsFor(this.#breathes).map((part) => {
        const data = this.#regressions[part].sums;
        return [part, { shape: [data.length], data }];
      }),
    );
  }

  /**
   * Learn from a recording that is aligned with the source voice speaking the same.
   * @param raised by how much its manner lies above the voice's first, ln Hz
   */
  add(source: SourceFeatures, target: Features, { first, last }: Alignment, terms: SourceTerms, raised: number): void {
    const { frames } = source;
    const voiced = new Float32Array(frames);
    const both = new Float32Array(frames);
    const logF0 = new Float32Array(frames);
    const aperiodicity = new Float32Array(frames);
    for (let frame = 0; frame < frames; frame++) {
      const count = last[frame] - first[frame] + 1;
      let speaking = 0;
      let sounding = 0;
      for (let b = first[frame]; b <= last[frame]; b++) {
        speaking += target.speech[b];
        if (target.f0[b] <= 0) continue;
        sounding++;
        logF0[frame] += Math.log(target.f0[b]) - raised;
        aperiodicity[frame] += target.aperiodicity[b];
      }
      both[frame] = source.speech[frame] === 1 && 2 * speaking >= count ? 1 : 0;
      voiced[frame] = sounding / count;
      logF0[frame] /= Math.max(1, sounding);
      aperiodicity[frame] /= Math.max(1, sounding);
    }
    const sings = both.map((speaks, i) => (voiced[i] > 0.5 ? speaks : 0));
    const { melody, voicing, breath, rhythm } = this.#regressions;
    melody.add(melodyRows(outlineOf(source, terms), terms.pitch, this.#breathes), logF0, sings);
    if (!this.#breathes) {
      const rows = voicingRows(source, terms);
      voicing.add(
        rows,
        voiced.map((share) => 2 * share - 1),
        both,
      );
      breath.add(rows, aperiodicity, sings);
    }
    const starts = startsOf(source);
    // Where in the recording a frame of the source voice begins.
    const boundary = (frame: number): number =>
      frame <= 0 ? 0 : frame >= frames ? target.frames : (last[frame - 1] + first[frame] + 1) / 2;
    const { segments } = source;
    const lengths = Float32Array.from(segments, (_, i) => Math.sqrt(boundary(starts[i + 1]) - boundary(starts[i])));
    const known = Float32Array.from(segments, (_, i) =>
      isOuterPause(segments, i) || starts[i] === starts[i + 1] ? 0 : 1,
    );
    rhythm.add(rhythmRows(segments, starts), lengths, known);
  }

  /** @param terms of the source voice; `pitch` of the speaker */
  solve(terms: SourceTerms, pitch: Pitch): Prosody {
    const { melody, voicing, breath, rhythm } = this.#regressions;
    if (melody.weight < leastVoiced || rhythm.weight === 0) return new Prosody(terms, null);
    const slope = expectedCorrelation * pitch.deviation;
    return new Prosody(terms, {
      melody: melody.solve(penalties.melody, new Map([[melodyColumns.contour, slope]])),
      voice: this.#breathes
        ? null
        : {
            voicing: voicing.solve(penalties.voicing, new Map([[voicingColumns.voiced, 0.5]])),
            breath: breath.solve(penalties.breath, new Map([[voicingColumns.aperiodicity, 0.5]])),
          },
      rhythm: rhythm.solve(penalties.rhythm, new Map([[rhythmColumns.length, 1]])),
    });
  }
}

/** Voiced frames without which nothing can be said of a melody: half a second. */
const leastVoiced = 100;
/** Of the source voice's contour and a speaker's. */
const expectedCorrelation = 0.35;
/** Measured best of several at one and eight minutes of speech. */
const penalties = { melody: 2500, voicing: 100, breath: 100, rhythm: 20 } as const;
/** How far a melody's deviation, which regression lessens, is brought back to the speaker's. */
const liveliness = 0.7;
const mostStretch = 2.5;
/** Hz. */
const lowestF0 = 60;
const highestF0 = 500;
/** Frames: what is voiced or unvoiced for a shorter time is chance. */
const shortestVoicing = 4;
const leastAperiodicity = 0.01;
const mostAperiodicity = 0.9;
/** Of a phone, frames; and how much shorter or longer it may become. */
const shortestPhone = 3;
const leastStretchOfPhone = 0.5;
const mostStretchOfPhone = 2;

interface Fits {
  readonly melody: Fit;
  /** Null: as the source does it. */
  readonly voice: { readonly voicing: Fit; readonly breath: Fit } | null;
  readonly rhythm: Fit;
}

/** How fast and how high something is said. */
export type Pace = Required<Pick<Delivery, 'speed' | 'semitones'>>;
export const usualPace: Pace = { speed: 1, semitones: 0 };

/** What the speaker makes of the source voice's prosody. */
export class Prosody {
  readonly #terms: SourceTerms;
  readonly #fits: Fits | null;

  /** @param fits null: too little is known, and all stays as it is */
  constructor(terms: SourceTerms, fits: Fits | null) {
    this.#terms = terms;
    this.#fits = fits;
  }

  /**
   * F0 and aperiodicity for each frame of the source; null where too little is known.
   * @param raised by how much the manner lies above the voice's first, ln Hz
   */
  intonate(
    source: SourceFeatures,
    raised: number,
  ): { readonly f0: Float32Array; readonly aperiodicity: Float32Array } | null {
    const contour = this.sing(outlineOf(source, this.#terms), raised);
    const fits = this.#fits;
    if (!fits || !contour) return null;
    if (!fits.voice) {
      return { f0: contour.map((value, i) => (source.f0[i] > 0 ? value : 0)), aperiodicity: source.aperiodicity };
    }
    const rows = voicingRows(source, this.#terms);
    const voiced = predictRows(fits.voice.voicing, rows).map((value, i) =>
      source.speech[i] === 1 && value > 0 ? 1 : 0,
    );
    dropShort(voiced, 1);
    dropShort(voiced, 0);
    const f0 = contour.map((value, i) => (voiced[i] === 0 ? 0 : value));
    const breath = predictRows(fits.voice.breath, rows);
    const aperiodicity = breath.map((value, i) =>
      voiced[i] === 0 ? 1 : Math.min(mostAperiodicity, Math.max(leastAperiodicity, value)),
    );
    return { f0, aperiodicity };
  }

  /** F0 in Hz for each frame of an utterance of the source, as if all were voiced; null where too little is known. */
  sing(outline: Outline, raised: number): Float32Array | null {
    if (!this.#fits) return null;
    const { melody } = this.#fits;
    const { mean, deviation, predictedDeviation } = melody;
    const contour = smoothed(predictRows(melody, melodyRows(outline, this.#terms.pitch, this.#fits.voice === null)), 3);
    const stretch = Math.min(mostStretch, 1 + liveliness * (deviation / Math.max(1e-6, predictedDeviation) - 1));
    return contour.map((value) =>
      Math.min(highestF0, Math.max(lowestF0, Math.exp(raised + mean + stretch * (value - mean)))),
    );
  }

  /** Frames that the speaker would give to each segment. @param starts first frame of each, and the number at the end */
  lengths(segments: Uint8Array, starts: Int32Array, { speed }: Pace): number[] {
    const fit = this.#fits?.rhythm;
    const roots = fit && predictRows(fit, rhythmRows(segments, starts));
    return Array.from(segments, (_, i) => {
      const length = starts[i + 1] - starts[i];
      if (!fit || !roots || length === 0 || isOuterPause(segments, i)) return length / speed;
      const { mean, deviation, predictedDeviation } = fit;
      // The square of a mean root is less than the mean.
      const scale = (mean ** 2 + deviation ** 2) / (mean ** 2 + predictedDeviation ** 2);
      const wanted = scale * Math.max(0, roots[i]) ** 2;
      return (
        Math.min(mostStretchOfPhone * length, Math.max(leastStretchOfPhone * length, shortestPhone, wanted)) / speed
      );
    });
  }

  /** Give each phone of what was converted the length that the speaker would. */
  retime(spoken: SourceFeatures, pace = usualPace): SourceFeatures {
    if (!this.#fits && pace.speed === 1) return spoken;
    const starts = startsOf(spoken);
    return stretched(spoken, starts, this.lengths(spoken.segments, starts, pace));
  }
}

/** Remove runs of `value` that are too short, between others. */
function dropShort(values: Float32Array, value: number): void {
  let start = 0;
  for (let i = 0; i <= values.length; i++) {
    if (i < values.length && values[i] === value) continue;
    if (i > start && i - start < shortestVoicing && start > 0 && i < values.length) values.fill(1 - value, start, i);
    start = i + 1;
  }
}

/** Features with segments of other lengths, in frames; what falls between frames is interpolated. */
function stretched(spoken: SourceFeatures, starts: Int32Array, lengths: readonly number[]): SourceFeatures {
  const places: number[] = [];
  const segment: number[] = [];
  let end = 0;
  for (const [i, length] of lengths.entries()) {
    const before = Math.round(end);
    end += length;
    const count = Math.round(end) - before;
    const from = starts[i + 1] - starts[i];
    for (let k = 0; k < count; k++) {
      places.push(starts[i] + ((k + 0.5) * from) / count - 0.5);
      segment.push(i);
    }
  }
  const frames = places.length;
  const last = spoken.frames - 1;
  const cepstrum = new Float32Array(frames * cepstrumWidth);
  const f0 = new Float32Array(frames);
  const aperiodicity = new Float32Array(frames);
  const speech = new Uint8Array(frames);
  const position = new Float32Array(frames);
  const duration = new Float32Array(frames);
  for (const [frame, place] of places.entries()) {
    const near = Math.min(last, Math.max(0, Math.round(place)));
    const a = Math.min(last, Math.max(0, Math.floor(place)));
    const b = Math.min(last, a + 1);
    const share = Math.min(1, Math.max(0, place - a));
    const between = (values: Float32Array, width = 1, k = 0): number =>
      (1 - share) * values[a * width + k] + share * values[b * width + k];
    for (let k = 0; k < cepstrumWidth; k++) {
      cepstrum[frame * cepstrumWidth + k] = between(spoken.cepstrum, cepstrumWidth, k);
    }
    f0[frame] = spoken.f0[a] > 0 && spoken.f0[b] > 0 ? between(spoken.f0) : spoken.f0[near];
    aperiodicity[frame] =
      f0[frame] > 0 && spoken.f0[a] > 0 && spoken.f0[b] > 0 ? between(spoken.aperiodicity) : spoken.aperiodicity[near];
    speech[frame] = spoken.speech[near];
    position[frame] = spoken.position[near];
    duration[frame] = lengths[segment[frame]] / framesPerSecond;
  }
  return {
    frames,
    cepstrum,
    f0,
    aperiodicity,
    speech,
    segments: spoken.segments,
    segment: Int32Array.from(segment),
    position,
    duration,
  };
}
