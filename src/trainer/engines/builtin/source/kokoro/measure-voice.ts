// Measures what one of Kokoro's voices sounds like on average, from the same sentence said by each; see voice-table.ts, which
// is read also where nothing can be computed.
import { resample } from '../../../../../dsp/resample.ts';
import { keep } from '../../../../../speakers/embedding.ts';
import { type Encoder, encodedRate } from '../../../../../speakers/encoder.ts';
import { analyse, sampleRate } from '../features.ts';
import { cepstrumStatistics, pitchStatistics, someonesPitch } from '../statistics.ts';
import { type Kokoro, kokoroSampleRate } from './kokoro.ts';
import type { VoiceAverages } from './voice-table.ts';
import { tokensOf } from './vocabulary.ts';

/** One of the Harvard sentences (IEEE, 1969). */
const sentence = 'ðə bˈY wʌz ðˈɛɹ wɛn ðə sˈʌn ɹˈOz, ænd hi ɡˈAv həɹ ə fjˈu ˈɛɡz.';

/** Digits that are kept: more than matter. */
const rounded = (value: number): number => Number(value.toFixed(5));

/** Let a voice speak, and measure it. */
export async function measureVoice(
  name: string,
  kokoro: Pick<Kokoro, 'speak' | 'voices'>,
  encoder: Pick<Encoder, 'id' | 'embed'>,
): Promise<VoiceAverages> {
  const { samples } = await kokoro.speak(sentence, kokoro.voices.style(tokensOf(sentence).length, name));
  const spoken = [analyse(resample(samples, kokoroSampleRate, sampleRate), false)];
  const embedding = await encoder.embed(resample(samples, kokoroSampleRate, encodedRate));
  return {
    cepstrum: cepstrumStatistics(spoken).mean.map(rounded),
    pitch: rounded((pitchStatistics(spoken) ?? someonesPitch).mean),
    ...(embedding && { embedding: keep(encoder.id, embedding) }),
  };
}
