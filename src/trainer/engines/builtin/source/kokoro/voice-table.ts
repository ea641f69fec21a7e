// What each of Kokoro's voices sounds like on average, so that a person can be found among them: made once by
// scripts/measure-kokoro.ts (measure-voice.ts), and kept with the weights.
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { keptEmbedding } from '../../../../../speakers/embedding.ts';
import { cepstrumWidth } from '../features.ts';

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
