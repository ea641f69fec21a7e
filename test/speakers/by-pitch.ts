// Tells low voices from high ones, and nobody else: who speaks, as far as a test needs it, without a model.
import { decodePcm } from '../../src/audio/decode.ts';
import type { Ffmpeg } from '../../src/audio/ffmpeg.ts';
import { estimateF0 } from '../../src/dsp/f0.ts';
import { centroid, keep } from '../../src/speakers/embedding.ts';
import { encodedRate, windowStarts } from '../../src/speakers/encoder.ts';
import type { Speakers } from '../../src/speakers/speakers.ts';
import { median } from '../../src/statistics.ts';

/** Between men's voices and women's, Hz. */
const border = 150;
const windowSeconds = 1.6;

export function byPitch(ffmpeg: Ffmpeg): Speakers {
  const encode: Speakers['encode'] = async (clip) => {
    const samples = typeof clip === 'string' ? await decodePcm(ffmpeg, clip, { sampleRate: encodedRate }) : clip;
    const { f0, framePeriodMs } = estimateF0(samples, encodedRate);
    const windows = windowStarts(samples.length).map((frame) => {
      const start = frame / 100;
      const end = Math.min(start + windowSeconds, samples.length / encodedRate);
      const within = f0.subarray(Math.round((1000 * start) / framePeriodMs), Math.round((1000 * end) / framePeriodMs));
      const isHigh = (median([...within].filter((hz) => hz > 0)) ?? border) >= border;
      return { start, end, embedding: Float32Array.of(Number(isHigh), Number(!isHigh)) };
    });
    const mean = centroid(windows.map(({ embedding }) => embedding)) ?? Float32Array.of(0, 0);
    return { embedding: keep('by pitch', mean), windows };
  };
  return {
    folder: '',
    encode,
    embed: async (clip) => (await encode(clip))?.embedding ?? null,
    close: async () => {},
  };
}
