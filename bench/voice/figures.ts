// What the voice bench measures of a spoken utterance beside the person's own: along one warping path of the spectra.
import { alignFrames } from '../../src/dsp/dtw.ts';
import { melCepstrumToPower } from '../../src/dsp/mel-cepstrum.ts';
import { basis, cepstrumWidth } from '../../src/trainer/engines/builtin/source/features.ts';
import type { Features, SourceFeatures } from '../../src/trainer/engines/builtin/source/features.ts';

/** Half an octave: no melody is so far from another of the same words. */
const grossCents = 600;

/** Sums over utterances; see {@link figuresOf}. */
export class Comparison {
  distortion = 0;
  distortionFrames = 0;
  squaredCents = 0;
  voicedFrames = 0;
  /** The same without frames that are {@link grossCents} off: there an octave or a hiss was taken for the tone, in one of the two. */
  fineSquaredCents = 0;
  fineFrames = 0;
  voicingErrors = 0;
  voicingFrames = 0;
  squaredSeconds = 0;
  phones = 0;
  spokenSeconds = 0;
  naturalSeconds = 0;
  utterances = 0;
  readonly f0: number[] = [];
  readonly spokenPower = new Float64Array(basis().bins);
  readonly naturalPower = new Float64Array(basis().bins);
  /** Sums of each utterance's deviation of each coefficient. */
  readonly spokenDeviation = new Float64Array(cepstrumWidth);
  readonly naturalDeviation = new Float64Array(cepstrumWidth);

  /** @param spoken with phones; null where they are not known (a recording) */
  add(spoken: Features, phones: Pick<SourceFeatures, 'segment' | 'segments'> | null, natural: Features): void {
    this.utterances++;
    for (const hertz of spoken.f0) if (hertz > 0) this.f0.push(hertz);
    addPower(this.spokenPower, spoken);
    addPower(this.naturalPower, natural);
    addDeviation(this.spokenDeviation, spoken);
    addDeviation(this.naturalDeviation, natural);
    const path = alignFrames(spoken.cepstrum, natural.cepstrum, cepstrumWidth, 1);
    for (let i = 0; i < path.a.length; i++) {
      const [a, b] = [path.a[i], path.b[i]];
      if (spoken.speech[a] === 0 || natural.speech[b] === 0) continue;
      let squares = 0;
      for (let k = 1; k < cepstrumWidth; k++) {
        squares += (spoken.cepstrum[a * cepstrumWidth + k] - natural.cepstrum[b * cepstrumWidth + k]) ** 2;
      }
      this.distortion += (10 / Math.LN10) * Math.sqrt(2 * squares);
      this.distortionFrames++;
      const [ours, theirs] = [spoken.f0[a], natural.f0[b]];
      this.voicingFrames++;
      if (ours > 0 !== theirs > 0) this.voicingErrors++;
      if (ours > 0 && theirs > 0) {
        const squaredCents = (1200 * Math.log2(ours / theirs)) ** 2;
        this.squaredCents += squaredCents;
        this.voicedFrames++;
        if (squaredCents <= grossCents ** 2) {
          this.fineSquaredCents += squaredCents;
          this.fineFrames++;
        }
      }
    }
    if (phones) this.#addDurations(phones, path);
    this.spokenSeconds += secondsOf(spoken.speech);
    this.naturalSeconds += secondsOf(natural.speech);
  }

  /** How long the person took for each phone, by the warping path. */
  #addDurations(
    { segment, segments }: Pick<SourceFeatures, 'segment' | 'segments'>,
    path: { readonly a: Int32Array; readonly b: Int32Array },
  ): void {
    const starts = new Float64Array(segment.length + 1).fill(NaN);
    for (let i = 0; i < path.a.length; i++) if (Number.isNaN(starts[path.a[i]])) starts[path.a[i]] = path.b[i];
    starts[segment.length] = path.b[path.b.length - 1] + 1;
    let first = 0;
    for (let frame = 1; frame <= segment.length; frame++) {
      if (frame < segment.length && segment[frame] === segment[first]) continue;
      if (segments[segment[first]] !== 0) {
        this.squaredSeconds += (0.005 * (frame - first - (starts[frame] - starts[first]))) ** 2;
        this.phones++;
      }
      first = frame;
    }
  }
}

/** From the first to the last frame with speech. */
const secondsOf = (speech: Uint8Array): number => 0.005 * (speech.lastIndexOf(1) - speech.indexOf(1));

function addPower(sum: Float64Array, { cepstrum, speech }: Features): void {
  const power = melCepstrumToPower(basis(), cepstrum);
  for (let frame = 0; frame < speech.length; frame++) {
    if (speech[frame] === 0) continue;
    for (let bin = 0; bin < basis().bins; bin++) sum[bin] += power[frame * basis().bins + bin];
  }
}

function addDeviation(sum: Float64Array, { cepstrum, speech }: Features): void {
  const frames = speech.reduce((count, speaks) => count + speaks, 0);
  for (let k = 0; k < cepstrumWidth; k++) {
    let mean = 0;
    let squares = 0;
    for (let frame = 0; frame < speech.length; frame++) {
      if (speech[frame] === 0) continue;
      const value = cepstrum[frame * cepstrumWidth + k];
      mean += value / frames;
      squares += value ** 2 / frames;
    }
    sum[k] += Math.sqrt(Math.max(0, squares - mean * mean));
  }
}

const percentile = (sorted: readonly number[], share: number): number =>
  sorted[Math.floor(share * (sorted.length - 1))] ?? NaN;

/** Units in the names; NaN where there was nothing to measure. */
export interface Figures {
  readonly mcdDb: number;
  readonly f0RmseCents: number;
  readonly f0FineCents: number;
  readonly f0GrossPercent: number;
  readonly f0LowHz: number;
  readonly f0HighHz: number;
  readonly voicingErrorPercent: number;
  /** Long-term average spectra, at the same mean level, 100 to 7500 Hz. */
  readonly averageSpectrumDb: number;
  /** Deviation of c1–c24 within an utterance as a share of the person's, geometric mean. */
  readonly variance: number;
  readonly phoneDurationErrorMs: number;
  /** Time from first to last speech as a share of the person's. */
  readonly pace: number;
}

export function figuresOf(sums: Comparison): Figures {
  const sorted = sums.f0.toSorted((a, b) => a - b);
  const difference: number[] = [];
  const hertzPerBin = 8000 / (basis().bins - 1);
  for (let bin = Math.ceil(100 / hertzPerBin); bin * hertzPerBin <= 7500; bin++) {
    difference.push(10 * Math.log10(sums.spokenPower[bin] / sums.naturalPower[bin]));
  }
  const mean = difference.reduce((sum, value) => sum + value, 0) / difference.length;
  let logRatio = 0;
  for (let k = 1; k < cepstrumWidth; k++) {
    logRatio += Math.log(sums.spokenDeviation[k] / sums.naturalDeviation[k]) / (cepstrumWidth - 1);
  }
  return {
    mcdDb: sums.distortion / sums.distortionFrames,
    f0RmseCents: Math.sqrt(sums.squaredCents / sums.voicedFrames),
    f0FineCents: Math.sqrt(sums.fineSquaredCents / sums.fineFrames),
    f0GrossPercent: 100 * (1 - sums.fineFrames / sums.voicedFrames),
    f0LowHz: percentile(sorted, 0.05),
    f0HighHz: percentile(sorted, 0.95),
    voicingErrorPercent: (100 * sums.voicingErrors) / sums.voicingFrames,
    averageSpectrumDb: Math.sqrt(difference.reduce((sum, value) => sum + (value - mean) ** 2, 0) / difference.length),
    variance: Math.exp(logRatio),
    phoneDurationErrorMs: 1000 * Math.sqrt(sums.squaredSeconds / sums.phones),
    pace: sums.spokenSeconds / sums.naturalSeconds,
  };
}
