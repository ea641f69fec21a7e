// Speaks a text with a voice: sentence by sentence through flite, the conversion and the synthesis, at an even loudness.
import { createHash } from 'node:crypto';
import { frameLevels, speechFrames } from '../../../../dsp/frames.ts';
import { melCepstrumToPower } from '../../../../dsp/mel-cepstrum.ts';
import { synthesize } from '../../../../dsp/synthesis.ts';
import type { Converter } from './conversion.ts';
import { basis, sampleRate } from '../source/features.ts';
import type { Features } from '../source/features.ts';
import type { Source } from '../source/source.ts';
import { joinFloats } from '../network/model.ts';
import type { VoiceFile } from '../speaker/state.ts';
import { speakableSentences } from '../../../../reading/speakable.ts';

/** RMS level of what is spoken, dB relative to full scale. */
const speechLevelDb = -20;
/** Highest sample. */
const ceiling = 0.9;

/**
 * Speak a text. Same state and text: same samples.
 * @returns mono samples at `sampleRate`
 * @throws UserError when nothing in the text can be spoken or it is too long; `signal.reason` when aborted
 */
export async function speak(
  text: string,
  voice: Pick<VoiceFile, 'usualManner'>,
  {
    speaker,
    converter,
    signal,
  }: { readonly speaker: Source; readonly converter: Converter; readonly signal: AbortSignal },
): Promise<Float32Array> {
  const sentences = speakableSentences(text);
  const parts: Float32Array[] = [];
  for (const sentence of sentences) {
    signal.throwIfAborted();
    const converted = await converter.convert(await speaker.speak([sentence]), voice.usualManner);
    parts.push(synthesizeFeatures(converted, createHash('sha256').update(sentence).digest().readUInt32LE(0)));
    // Sentences compute for half a second each: let an abort be heard in between.
    await new Promise(setImmediate);
  }
  return atSpeechLevel(joinFloats(parts));
}

/** Samples of features. @param seed chooses the noise */
export function synthesizeFeatures({ cepstrum, f0, aperiodicity }: Features, seed: number): Float32Array {
  const envelope = melCepstrumToPower(basis, cepstrum);
  return synthesize({ f0: Float64Array.from(f0), envelope, aperiodicity }, sampleRate, seed);
}

/** Scale speech to the common level, and lower if it would clip. */
function atSpeechLevel(samples: Float32Array): Float32Array {
  const levels = frameLevels(samples, sampleRate);
  const speech = speechFrames(levels);
  const powers = [...levels].filter((_, frame) => speech[frame] === 1).map((level) => 10 ** (level / 10));
  const power = powers.reduce((sum, value) => sum + value, 0) / powers.length;
  const peak = samples.reduce((highest, value) => Math.max(highest, Math.abs(value)), 0);
  if (!(power > 0) || peak === 0) return samples;
  const gain = Math.min(Math.sqrt(10 ** (speechLevelDb / 10) / power), ceiling / peak);
  return samples.map((value) => value * gain);
}
