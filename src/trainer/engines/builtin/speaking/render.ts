// Speaks a text with a voice, sentence by sentence and at an even loudness: flite through the conversion and the synthesis, a
// natural source as it is directed and then filtered.
import { createHash } from 'node:crypto';
import { frameLevels, speechFrames } from '../../../../dsp/frames.ts';
import { melCepstrumToPower } from '../../../../dsp/mel-cepstrum.ts';
import { synthesize } from '../../../../dsp/synthesis.ts';
import type { Converter } from './conversion.ts';
import { basis, sampleRate } from '../source/features.ts';
import type { Features } from '../source/features.ts';
import { kokoroSampleRate } from '../source/kokoro/kokoro.ts';
import { isNatural } from '../source/source-choice.ts';
import { openKokoro, openSource } from '../source/sources.ts';
import type { AnySource } from '../source/source-choice.ts';
import type { Mouths } from '../source/sources.ts';
import { usualPace } from '../speaker/prosody.ts';
import type { Pace } from '../speaker/prosody.ts';
import type { Delivery } from '../../engine.ts';
import { applyDifference } from './difference.ts';
import { joinFloats } from '../source/floats.ts';
import type { VoiceFile } from '../speaker/state.ts';
import { sentencesOf } from '../../../../reading/sentences.ts';
import { speakableSentences } from '../../../../reading/speakable.ts';

/** RMS level of what is spoken, dB relative to full scale. */
const speechLevelDb = -20;
/** Highest sample. */
const ceiling = 0.9;
/** Hz, of the median: told less, the natural source falls behind. */
const lowestMedian = 75;

/** A state that speaks, and what it takes. */
export interface Speaker {
  readonly voice: Pick<VoiceFile, 'sourceVoice' | 'usualManner' | 'manners'>;
  readonly mouths: Mouths;
  readonly converter: Converter;
}

/** Rate of what a voice with this source says, Hz. */
export const spokenRate = (voice: AnySource): number => (isNatural(voice) ? kokoroSampleRate : sampleRate);

/**
 * Speak a text. Same state, text and delivery: same samples.
 * @returns mono samples at {@link spokenRate}
 * @throws UserError when nothing in the text can be spoken or it is too long; `signal.reason` when aborted
 */
export async function speak(
  text: string,
  speaker: Speaker,
  { delivery, signal }: { readonly delivery: Delivery; readonly signal: AbortSignal },
): Promise<Float32Array> {
  const { sourceVoice } = speaker.voice;
  const { speed, semitones } = { ...usualPace, ...delivery };
  const manner = mannerFor(speaker.voice, delivery);
  const parts: Float32Array[] = [];
  signal.throwIfAborted();
  const pace = { speed, semitones };
  for await (const part of sayEach(sentencesFor(text, sourceVoice), speaker, manner, pace, delivery.rest)) {
    parts.push(part);
    // Sentences compute for half a second each: let an abort be heard in between.
    await new Promise(setImmediate);
    signal.throwIfAborted();
  }
  return atSpeechLevel(joinFloats(parts), spokenRate(sourceVoice));
}

/** The manner that is asked for, or the usual one. */
function mannerFor({ usualManner, manners }: Speaker['voice'], { manner = usualManner }: Delivery): number {
  return manner in manners ? manner : usualManner;
}

/**
 * As it was asked for, but no lower than the voice goes.
 * @returns `lowest` semitones where that is less low than what was asked for
 */
export function inReach(
  voice: Speaker['voice'],
  delivery: Delivery,
): { readonly delivery: Delivery; readonly lowest: number | null } {
  const { semitones = 0 } = delivery;
  const { mean } = voice.manners[mannerFor(voice, delivery)].pitch;
  const lowest = Math.min(0, Math.ceil((12 / Math.LN2) * (Math.log(lowestMedian) - mean)));
  if (!isNatural(voice.sourceVoice) || semitones >= lowest) return { delivery, lowest: null };
  return { delivery: { ...delivery, semitones: lowest }, lowest };
}

/** @throws UserError when nothing in the text can be spoken or it is too long */
function sentencesFor(text: string, voice: AnySource): string[] {
  if (!isNatural(voice) || voice.language === 'en') return speakableSentences(text);
  return speakableSentences(text, 'every script').flatMap((part) => sentencesOf(part, voice.language));
}

/**
 * Say sentences one after the other, each as loud as it comes.
 * @param rest see {@link Delivery}
 */
async function* sayEach(
  sentences: readonly string[],
  { voice: { sourceVoice }, mouths, converter }: Speaker,
  manner: number,
  pace: Pace,
  rest = '',
): AsyncGenerator<Float32Array, void> {
  if (isNatural(sourceVoice)) {
    const source = openKokoro(mouths, sourceVoice, manner);
    const [following] = sentencesOf(rest, sourceVoice.language);
    for await (const { samples, features } of source.utter(sentences, converter.direct(manner, pace), following)) {
      const difference = await converter.difference(features, manner);
      const filtered = applyDifference(samples, kokoroSampleRate, difference, converter.top(features, manner));
      yield fromFirstSound(filtered, kokoroSampleRate);
    }
    return;
  }
  const source = openSource(mouths, sourceVoice);
  for (const sentence of sentences) {
    const converted = await converter.convert(await source.speak([sentence]), manner, pace);
    yield synthesizeFeatures(converted, createHash('sha256').update(sentence).digest().readUInt32LE(0));
  }
}

/** Speech without the pause that it begins with, but for a tenth of a second. */
export function fromFirstSound(samples: Float32Array, rate: number): Float32Array {
  const peak = samples.reduce((highest, value) => Math.max(highest, Math.abs(value)), 0);
  const first = samples.findIndex((value) => Math.abs(value) > peak / 300);
  return samples.slice(Math.max(0, first - Math.round(rate / 10)));
}

/** Samples of features. @param seed chooses the noise */
export function synthesizeFeatures({ cepstrum, f0, aperiodicity }: Features, seed: number): Float32Array {
  const envelope = melCepstrumToPower(basis(), cepstrum);
  return synthesize({ f0: Float64Array.from(f0), envelope, aperiodicity }, sampleRate, seed);
}

/** Scale speech to the common level, and lower if it would clip. */
export function atSpeechLevel(samples: Float32Array, rate: number): Float32Array {
  const levels = frameLevels(samples, rate);
  const speech = speechFrames(levels);
  const powers = [...levels].filter((_, frame) => speech[frame] === 1).map((level) => 10 ** (level / 10));
  const power = powers.reduce((sum, value) => sum + value, 0) / powers.length;
  const peak = samples.reduce((highest, value) => Math.max(highest, Math.abs(value)), 0);
  if (!(power > 0) || peak === 0) return samples;
  const gain = Math.min(Math.sqrt(10 ** (speechLevelDb / 10) / power), ceiling / peak);
  return samples.map((value) => value * gain);
}
