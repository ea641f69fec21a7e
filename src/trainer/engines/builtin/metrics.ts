// Figures of a voice on held-out clips: the source voice speaks their transcripts, and what becomes of it is compared with
// what the person really said.
import { alignFrames, melCepstralDistortion } from '../../../dsp/dtw.ts';
import { addTo, noFigures } from '../../figures.ts';
import type { ClipFigures, Mean } from '../../figures.ts';
import { mapPitch } from './conversion.ts';
import type { Converter } from './conversion.ts';
import type { Pair } from './corpus.ts';
import { cepstrumWidth } from './features.ts';
import type { Features, SourceFeatures } from './features.ts';
import type { VoiceState } from './state.ts';
import { denormalize, normalize } from './statistics.ts';

/** What the voice would say before its first step: the source voice, mapped by means and deviations. */
export function stepZero(source: SourceFeatures, voice: VoiceState['voice']): SourceFeatures {
  return {
    ...source,
    cepstrum: denormalize(normalize(source.cepstrum, voice.source.cepstrum), voice.target.cepstrum),
    f0: mapPitch(source.f0, voice.source.pitch, voice.pitch),
  };
}

/** @param afterClip is awaited after each clip: reports progress, throws to stop */
export async function measure(
  { voice }: VoiceState,
  converter: Converter,
  pairs: readonly Pair[],
  afterClip: () => Promise<void>,
): Promise<ClipFigures[]> {
  const clips: ClipFigures[] = [];
  for (const { clip, source, target } of pairs) {
    const figures = noFigures(clip);
    const converted = await converter.convert(source);
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
    addDistortion(figures.means.mcdSource, source.cepstrum);
    addDistortion(figures.means.mcdStepZero, stepZero(source, voice).cepstrum);
    addDistortion(figures.means.mcd, converted.cepstrum);
    comparePitch(converted, target, figures);
    clips.push(figures);
    await afterClip();
  }
  return clips;
}

/** F0 where both are voiced, and voicing where both speak, along the warping path of the spectra. */
function comparePitch(converted: Features, target: Features, { means }: ClipFigures): void {
  const path = alignFrames(converted.cepstrum, target.cepstrum, cepstrumWidth, 1);
  for (let i = 0; i < path.a.length; i++) {
    const a = path.a[i];
    const b = path.b[i];
    if (converted.speech[a] === 0 || target.speech[b] === 0) continue;
    const ours = converted.f0[a];
    const theirs = target.f0[b];
    addTo(means.voicingErrors, ours > 0 === theirs > 0 ? 0 : 1, 1);
    if (ours > 0 && theirs > 0) addTo(means.squaredCents, (1200 * Math.log2(ours / theirs)) ** 2, 1);
  }
}
