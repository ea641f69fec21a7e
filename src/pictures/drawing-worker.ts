// What the worker threads behind studio.ts do: draw one picture.
import { drawLossCurve } from './curve.ts';
import { drawSpectrogram } from './spectrogram.ts';
import type { Picture } from './studio.ts';
import { drawTree } from './tree.ts';
import { drawWaveform } from './waveform.ts';

export default function draw(picture: Picture): Buffer {
  if (picture.kind === 'loss-curve') return drawLossCurve(picture.points, picture);
  if (picture.kind === 'tree') return drawTree(picture.versions, picture);
  const drawRecording = picture.kind === 'spectrogram' ? drawSpectrogram : drawWaveform;
  return drawRecording(picture.samples, picture.sampleRate, picture);
}
