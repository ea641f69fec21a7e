// Whether a transcript is of the recording that it came with: the source voice speaking it must come closer to the
// recording than the source voice speaking something else does.
import type { EngineClip } from '../../engine.ts';
import { alignUtterance, distortionDb } from './alignment.ts';
import { cached } from '../source/cache.ts';
import { readClip } from './corpus.ts';
import type { Tools } from './corpus.ts';
import { cepstrumWidth, extractorVersion } from '../source/features.ts';
import type { Features } from '../source/features.ts';
import { transcriptFeatures } from '../source/source.ts';
import type { Source } from '../source/source.ts';
import { cepstrumStatistics, normalize } from '../source/statistics.ts';

/** Something else: half a minute in which every phone occurs. */
export const otherText = [
  'The old boat drifts slowly past the harbour wall.',
  'Choose a warm coat and thick gloves for the journey.',
  'Her younger brother plays the violin every evening.',
  'They bought fresh bread, cheese and a jar of honey.',
  'Nobody knew which road would lead them back to the village.',
  'A loud noise from the garage woke the sleeping child.',
  'Put the yellow vase beside the mirror in the hall.',
  'We usually measure the temperature twice a day.',
  'The judge thought about the question for an hour.',
  'Oil and water do not mix, however hard you shake them.',
].join(' ');

/** Stretches of the other text that a transcript is compared with. */
const stretches = 5;
/** Fits of clips that belong together differ less than this from the median of their speaker's. */
const spread = 0.1;
/** Between these a fit can mean either, and the speaker's other clips decide. */
const surelyFits = 0.86;
const surelyMisfits = 0.955;
/**
 * A median beyond this is that of wrong transcripts (right ones 0.75 to 0.85, those of other recordings 0.96 to 1.01): then what
 * is usual tells nothing, and this is the limit.
 */
const mostlyWrong = 0.9;
/** Where there are too few clips to know the speaker's median. */
const fewClips = 4;
const limitOfFew = 0.93;

type Spoken = Pick<Features, 'cepstrum' | 'speech'>;

/** Changes with whatever changes a fit, besides the features. */
const fitVersion = 1;

/**
 * Distance of a recording from its transcript as a share of its distance from other text, from the cache where it is:
 * about 0.75 when they belong together, about 1 when they don't. Each utterance is normalized by itself, so nothing need
 * be known of the speaker.
 * @returns null when nothing in the transcript can be spoken
 */
export async function transcriptFit(tools: Tools, clip: EngineClip, speaker: Source): Promise<number | null> {
  const { cacheDir } = tools;
  const transcript = clip.transcript ?? '';
  const sentences = speaker.sentences(transcript);
  if (sentences.length === 0) return null;
  const spoken = speaker.spokenKey(sentences).slice(0, 32);
  const name = `${clip.sha256}-${spoken}.v${extractorVersion}.${fitVersion}.fit`;
  const kept = await cached(cacheDir, name, async () => {
    const source = await transcriptFeatures(cacheDir, speaker, transcript);
    const other = await transcriptFeatures(cacheDir, speaker, otherText);
    const fit = source && other ? fitOf(source, await readClip(tools, clip), other) : NaN;
    return new Map([['fit', { shape: [1], data: Float32Array.of(fit) }]]);
  });
  const fit = kept.get('fit')?.data[0] ?? NaN;
  return Number.isNaN(fit) ? null : fit;
}

function fitOf(source: Spoken, target: Spoken, other: Spoken): number {
  const { mean, deviation } = cepstrumStatistics([target]);
  const heard = { cepstrum: normalize(target.cepstrum, { mean, deviation }), speech: target.speech };
  const distortion = (spoken: Spoken): number => {
    const said = { cepstrum: normalize(spoken.cepstrum, cepstrumStatistics([spoken])), speech: spoken.speech };
    return distortionDb(alignUtterance(said.cepstrum, heard.cepstrum, deviation), said, heard, deviation);
  };
  const length = Math.min(source.speech.length, other.speech.length);
  const elsewhere = Array.from({ length: stretches }, (_, i): number => {
    const start = Math.floor(((other.speech.length - length) * i) / (stretches - 1));
    return distortion({
      cepstrum: other.cepstrum.subarray(start * cepstrumWidth, (start + length) * cepstrumWidth),
      speech: other.speech.subarray(start, start + length),
    });
  });
  return distortion(source) / (elsewhere.reduce((sum, value) => sum + value, 0) / stretches);
}

/** Keys of the fits (see {@link transcriptFit}) of one speaker's clips that stand out as misfits. */
export function misfits(fits: ReadonlyMap<string, number>): string[] {
  const sorted = [...fits.values()].sort((a, b) => a - b);
  const median = sorted[sorted.length >> 1] ?? 0;
  const usual = median > mostlyWrong ? mostlyWrong : Math.min(surelyMisfits, Math.max(surelyFits, median + spread));
  const limit = fits.size < fewClips ? limitOfFew : usual;
  return [...fits].filter(([, fit]) => fit > limit).map(([key]) => key);
}
