// Whether a transcript is of the recording that it came with: the source voice speaking it must come closer to the
// recording than the source voice speaking something else does.
import { alignUtterance } from './alignment.ts';
import { cepstrumWidth } from './features.ts';
import type { Features, SourceFeatures } from './features.ts';
import { cepstrumStatistics, normalize } from './statistics.ts';

/** Something else: half a minute in which every phone occurs. */
export const otherText = `The old boat drifts slowly past the harbour wall. Choose a warm coat and thick gloves for the
journey. Her younger brother plays the violin every evening. They bought fresh bread, cheese and a jar of honey. Nobody
knew which road would lead them back to the village. A loud noise from the garage woke the sleeping child. Put the yellow
vase beside the mirror in the hall. We usually measure the temperature twice a day. The judge thought about the question
for an hour. Oil and water do not mix, however hard you shake them.`;

/** Stretches of the other text that a transcript is compared with. */
const stretches = 5;
/** Fits of clips that belong together differ less than this from the median of their speaker's. */
const spread = 0.12;
/** Between these a fit can mean either, and the speaker's other clips decide. */
const surelyFits = 0.86;
const surelyMisfits = 0.99;
/** Where there are too few clips to know the speaker's median. */
const fewClips = 4;
const limitOfFew = 0.97;

type Spoken = Pick<Features, 'cepstrum' | 'speech'>;

/**
 * Distance of a recording from its transcript as a share of its distance from other text: about 0.75 when they belong
 * together, about 1 when they don't. Each utterance is normalized by itself, so nothing need be known of the speaker.
 *
 * @param source the source voice speaking the transcript; `other` speaking {@link otherText}
 */
export function fitOf(source: SourceFeatures, target: Features, other: SourceFeatures): number {
  const { mean, deviation } = cepstrumStatistics([target]);
  const normalizedTarget = normalize(target.cepstrum, { mean, deviation });
  const distortion = (spoken: Spoken): number =>
    alignUtterance(
      normalize(spoken.cepstrum, cepstrumStatistics([spoken])),
      spoken.speech,
      normalizedTarget,
      target.speech,
      deviation,
    ).distortionDb;
  const length = Math.min(source.frames, other.frames);
  const elsewhere = Array.from({ length: stretches }, (_, i): number => {
    const start = Math.floor(((other.frames - length) * i) / (stretches - 1));
    return distortion({
      cepstrum: other.cepstrum.subarray(start * cepstrumWidth, (start + length) * cepstrumWidth),
      speech: other.speech.subarray(start, start + length),
    });
  });
  return distortion(source) / (elsewhere.reduce((sum, value) => sum + value, 0) / stretches);
}

/** Keys of the fits (see {@link fitOf}) of one speaker's clips that stand out as misfits. */
export function misfits(fits: ReadonlyMap<string, number>): string[] {
  const sorted = [...fits.values()].sort((a, b) => a - b);
  const median = sorted[sorted.length >> 1] ?? 0;
  const limit = fits.size < fewClips ? limitOfFew : Math.min(surelyMisfits, Math.max(surelyFits, median + spread));
  return [...fits].filter(([, fit]) => fit > limit).map(([key]) => key);
}
