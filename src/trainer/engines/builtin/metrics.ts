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

/** A sum and what to divide it by. */
class Mean {
  #sum = 0;
  #weight = 0;

  add(value: number, weight: number): void {
    if (weight <= 0) return;
    this.#sum += value * weight;
    this.#weight += weight;
  }

  /** Null when nothing was added. */
  get value(): number | null {
    return this.#weight > 0 ? this.#sum / this.#weight : null;
  }
}

/** @param afterClip is awaited after each clip with the number done: reports progress, throws to stop */
export async function measure(
  { voice }: VoiceState,
  converter: Converter,
  pairs: readonly Pair[],
  afterClip: (done: number) => Promise<void>,
): Promise<VoiceMetrics> {
  const distortion = { source: new Mean(), stepZero: new Mean(), model: new Mean() };
  const squaredCents = new Mean();
  const voicingErrors = new Mean();
  for (const [i, { source, target }] of pairs.entries()) {
    const converted = await converter.convert(source);
    const mapped = denormalize(normalize(source.cepstrum, voice.source.cepstrum), voice.target.cepstrum);
    const measureOne = (mean: Mean, cepstrum: Float32Array): void => {
      const { distortionDb, pairs } = melCepstralDistortion(
        cepstrum,
        target.cepstrum,
        cepstrumWidth,
        source.speech,
        target.speech,
      );
      mean.add(distortionDb, pairs);
    };
    measureOne(distortion.source, source.cepstrum);
    measureOne(distortion.stepZero, mapped);
    measureOne(distortion.model, converted.cepstrum);
    comparePitch(converted, target, squaredCents, voicingErrors);
    await afterClip(i + 1);
  }
  const meanSquare = squaredCents.value;
  const voicingError = voicingErrors.value;
  return {
    heldOutClips: pairs.length,
    heldOutSeconds: pairs.reduce((sum, { clip }) => sum + clip.durationSeconds, 0),
    mcdDb: distortion.model.value,
    mcdSourceDb: distortion.source.value,
    mcdStepZeroDb: distortion.stepZero.value,
    f0RmseCents: meanSquare === null ? null : Math.sqrt(meanSquare),
    voicingErrorPercent: voicingError === null ? null : 100 * voicingError,
  };
}

/** F0 where both are voiced, and voicing where both speak, along the warping path of the spectra. */
function comparePitch(converted: Features, target: Features, squaredCents: Mean, voicingErrors: Mean): void {
  const path = alignFrames(converted.cepstrum, target.cepstrum, cepstrumWidth, 1);
  for (let i = 0; i < path.a.length; i++) {
    const a = path.a[i];
    const b = path.b[i];
    if (converted.speech[a] === 0 || target.speech[b] === 0) continue;
    const ours = converted.f0[a];
    const theirs = target.f0[b];
    voicingErrors.add(ours > 0 === theirs > 0 ? 0 : 1, 1);
    if (ours > 0 && theirs > 0) squaredCents.add((1200 * Math.log2(ours / theirs)) ** 2, 1);
  }
}
