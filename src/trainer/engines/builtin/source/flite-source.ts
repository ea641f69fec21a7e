// The source that comes with Timbre: a voice of flite.
import { toSentences } from '../../../../reading/english.ts';
import { analyse, sampleRate, withPhones } from './features.ts';
import type { SourceFeatures } from './features.ts';
import type { Flite, FliteVoice } from './flite.ts';
import type { PhoneSpan } from './phones.ts';
import { spokenKey } from './source.ts';
import type { Source } from './source.ts';

export const fliteSource = (flite: Flite, voice: FliteVoice): Source => ({
  sentences: toSentences,
  spokenKey: (sentences) => spokenKey(voice, sentences),
  cacheName: (sentences) => spokenKey(voice, sentences),
  speak: (sentences) => Promise.resolve(speakAndAnalyse(flite, voice, sentences)),
});

/** Let flite speak sentences one after the other and analyse what it said. @throws RangeError without sentences */
export function speakAndAnalyse(flite: Flite, voice: FliteVoice, sentences: readonly string[]): SourceFeatures {
  if (sentences.length === 0) throw new RangeError('There is nothing to speak');
  const spoken = sentences.map((sentence) => flite.speak(voice, sentence));
  const samples = new Float32Array(spoken.reduce((length, part) => length + part.samples.length, 0));
  const spans: PhoneSpan[] = [];
  let offset = 0;
  for (const part of spoken) {
    samples.set(part.samples, offset);
    const start = offset / sampleRate;
    spans.push(...part.spans.map((span) => ({ ...span, start: start + span.start, end: start + span.end })));
    offset += part.samples.length;
  }
  return withPhones(analyse(samples, false), spans);
}
