// Figures of a voice on held-out clips: the source voice speaks their transcripts, and what becomes of it is compared with
// what the person really said.
import { comparePitch, compareSpectra } from '../../compare.ts';
import { noFigures } from '../../figures.ts';
import type { ClipFigures } from '../../figures.ts';
import { mapPitch } from './conversion.ts';
import type { Converter } from './conversion.ts';
import type { Pair } from './corpus.ts';
import type { SourceFeatures } from './features.ts';
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
    compareSpectra(source, target, figures.means.mcdSource);
    compareSpectra(stepZero(source, voice), target, figures.means.mcdStepZero);
    compareSpectra(converted, target, figures.means.mcd);
    comparePitch(converted, target, figures);
    clips.push(figures);
    await afterClip();
  }
  return clips;
}
