// Figures of a voice on held-out clips: the source voice speaks their transcripts, and what becomes of it is compared with
// what the person really said.
import { alignFrames, melCepstralDistortion } from '../../../dsp/dtw.ts';
import type { VoiceMetrics } from '../../../storage/records.ts';
import type { Converter } from './conversion.ts';
import type { Pair } from './corpus.ts';
import { cepstrumWidth } from './features.ts';
import type { Features } from './features.ts';
import type { VoiceState } from './state.ts';
import { denormalize, normalize } from './statistics.ts';

/** A weighted mean under way. Plain data, so that it can cross threads. */
interface Mean {
  sum: number;
  weight: number;
}

/** What was measured on some clips; figures of more clips can be added. */
export interface Figures {
  clips: number;
  seconds: number;
  readonly mcdSource: Mean;
  readonly mcdStepZero: Mean;
  readonly mcd: Mean;
  readonly squaredCents: Mean;
  readonly voicingErrors: Mean;
}

const means = ['mcdSource', 'mcdStepZero', 'mcd', 'squaredCents', 'voicingErrors'] as const;

const nothing = (): Mean => ({ sum: 0, weight: 0 });

function noFigures(): Figures {
  return {
    clips: 0,
    seconds: 0,
    mcdSource: nothing(),
    mcdStepZero: nothing(),
    mcd: nothing(),
    squaredCents: nothing(),
    voicingErrors: nothing(),
  };
}

function addTo(mean: Mean, figure: number, weight: number): void {
  if (weight <= 0) return;
  mean.sum += figure * weight;
  mean.weight += weight;
}

/** Null when nothing was measured. */
const value = ({ sum, weight }: Mean): number | null => (weight > 0 ? sum / weight : null);

/** The figures of several sets of clips as one. */
export function toMetrics(parts: readonly Figures[]): VoiceMetrics {
  const all = noFigures();
  for (const part of parts) {
    all.clips += part.clips;
    all.seconds += part.seconds;
    for (const name of means) {
      all[name].sum += part[name].sum;
      all[name].weight += part[name].weight;
    }
  }
  const meanSquare = value(all.squaredCents);
  const voicingError = value(all.voicingErrors);
  return {
    heldOutClips: all.clips,
    heldOutSeconds: all.seconds,
    mcdDb: value(all.mcd),
    mcdSourceDb: value(all.mcdSource),
    mcdStepZeroDb: value(all.mcdStepZero),
    f0RmseCents: meanSquare === null ? null : Math.sqrt(meanSquare),
    voicingErrorPercent: voicingError === null ? null : 100 * voicingError,
  };
}

/** @param afterClip is awaited after each clip: reports progress, throws to stop */
export async function measure(
  { voice }: VoiceState,
  converter: Converter,
  pairs: readonly Pair[],
  afterClip: () => Promise<void>,
): Promise<Figures> {
  const figures = noFigures();
  for (const { clip, source, target } of pairs) {
    figures.clips++;
    figures.seconds += clip.durationSeconds;
    const converted = await converter.convert(source);
    const mapped = denormalize(normalize(source.cepstrum, voice.source.cepstrum), voice.target.cepstrum);
    const addDistortion = (mean: Mean, cepstrum: Float32Array): void => {
      const { distortionDb, pairs: frames } = melCepstralDistortion(
        cepstrum,
        target.cepstrum,
        cepstrumWidth,
        source.speech,
        target.speech,
      );
      addTo(mean, distortionDb, frames);
    };
    addDistortion(figures.mcdSource, source.cepstrum);
    addDistortion(figures.mcdStepZero, mapped);
    addDistortion(figures.mcd, converted.cepstrum);
    comparePitch(converted, target, figures);
    await afterClip();
  }
  return figures;
}

/** F0 where both are voiced, and voicing where both speak, along the warping path of the spectra. */
function comparePitch(converted: Features, target: Features, { squaredCents, voicingErrors }: Figures): void {
  const path = alignFrames(converted.cepstrum, target.cepstrum, cepstrumWidth, 1);
  for (let i = 0; i < path.a.length; i++) {
    const a = path.a[i];
    const b = path.b[i];
    if (converted.speech[a] === 0 || target.speech[b] === 0) continue;
    const ours = converted.f0[a];
    const theirs = target.f0[b];
    addTo(voicingErrors, ours > 0 === theirs > 0 ? 0 : 1, 1);
    if (ours > 0 && theirs > 0) addTo(squaredCents, (1200 * Math.log2(ours / theirs)) ** 2, 1);
  }
}
