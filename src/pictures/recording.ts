// The picture of a recording: its spectrogram, and under it its waveform on the same axis of time.
import { createCanvas } from '@napi-rs/canvas';
import { drawSpectrogram } from './spectrogram.ts';
import { drawWaveform } from './waveform.ts';
import type { PictureWords } from './words.ts';

/**
 * Draw a recording.
 * @param samples mono, −1 to 1
 * @returns WebP, mostly under 80 kB: as PNG it would be six times as much
 */
export function drawRecording(
  samples: Float32Array,
  sampleRate: number,
  options: { readonly title: string; readonly words?: PictureWords },
): Buffer {
  const [above, below] = [
    drawSpectrogram(samples, sampleRate, options).canvas,
    drawWaveform(samples, sampleRate, { ...options, title: '' }).canvas,
  ];
  const both = createCanvas(above.width, above.height + below.height);
  const context = both.getContext('2d');
  context.drawImage(above, 0, 0);
  context.drawImage(below, 0, above.height);
  return both.toBuffer('image/webp', 80);
}
