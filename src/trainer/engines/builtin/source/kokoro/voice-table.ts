// What each of Kokoro's voices sounds like on average, so that a person can be found among them. Made once by
// scripts/measure-kokoro.ts from the same sentence said by each, and kept with the weights.
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { resample } from '../../../../../dsp/resample.ts';
import { keep, keptEmbedding } from '../../../../../speakers/embedding.ts';
import { type Encoder, encodedRate } from '../../../../../speakers/encoder.ts';
import { analyse, cepstrumWidth, sampleRate } from '../features.ts';
import { cepstrumStatistics, pitchStatistics, someonesPitch } from '../statistics.ts';
import { type Kokoro, kokoroSampleRate } from './kokoro.ts';
import { tokensOf } from './vocabulary.ts';

/** Where the repository keeps it. */
export const voiceTableFile = fileURLToPath(new URL('../../../../../../weights/kokoro/voices.json', import.meta.url));

const averages = z.object({
  /** Mean mel-cepstrum of speech, at 16 kHz. */
  cepstrum: z.array(z.number()).length(cepstrumWidth),
  /** Mean ln F0, Hz. */
  pitch: z.number(),
  embedding: keptEmbedding.optional(),
});
export type VoiceAverages = z.infer<typeof averages>;

/** By name of the voice. */
const voiceTable = z.record(z.string(), averages);
export type VoiceTable = z.infer<typeof voiceTable>;

/** @throws Error when it is not there or not what it should be */
export async function readVoiceTable(file = voiceTableFile): Promise<VoiceTable> {
  return voiceTable.parse(JSON.parse(await readFile(file, 'utf8')));
}

let names: Promise<ReadonlySet<string>> | undefined;

/** Of all of Kokoro's voices. */
export const voiceNames = (): Promise<ReadonlySet<string>> =>
  (names ??= readVoiceTable().then((table) => new Set(Object.keys(table))));

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
