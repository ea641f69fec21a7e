// The picture of a recording's spectrum over time, on the mel scale up to 8 kHz.
import { createCanvas } from '@napi-rs/canvas';
import { RealFft } from '../dsp/fft.ts';
import { mel, melInverse } from '../dsp/mel.ts';
import { colours, createSheet, drawAxis, drawNote, font, labelSize, timeAxis } from './theme.ts';
import type { Sheet } from './theme.ts';
import { type PictureWords, englishWords, figure } from './words.ts';

const highestHz = 8000;
const rangeDb = 70;
const ticksHz = [0, 250, 500, 1000, 2000, 3000, 4000, 6000, 8000];
/** Translucent, so that what lies under the grid is still seen. */
const gridOverPicture = 'rgba(255,255,255,0.10)';

/** Points of the perceptually uniform colour map Inferno (Smith and van der Walt, 2015), dark to light. */
const inferno = [
  [0, 0, 4],
  [22, 11, 57],
  [66, 10, 104],
  [106, 23, 110],
  [147, 38, 103],
  [188, 55, 84],
  [221, 81, 58],
  [243, 120, 25],
  [252, 165, 10],
  [246, 215, 70],
  [252, 255, 164],
] as const;

function colourOf(share: number): readonly [number, number, number] {
  const at = Math.max(0, Math.min(1, share)) * (inferno.length - 1);
  const index = Math.min(Math.floor(at), inferno.length - 2);
  const between = (channel: 0 | 1 | 2) =>
    Math.round(inferno[index][channel] + (at - index) * (inferno[index + 1][channel] - inferno[index][channel]));
  return [between(0), between(1), between(2)];
}

/** Power in dB at `rows` mel-spaced frequencies (lowest first) of `columns` moments, [columns × rows]. */
function melSpectrogram(samples: Float32Array, sampleRate: number, columns: number, rows: number): Float32Array {
  const size = 2 ** Math.ceil(Math.log2(sampleRate * 0.04));
  const length = Math.round(sampleRate * 0.03);
  const fft = new RealFft(size);
  const window = Float64Array.from({ length }, (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * (i + 0.5)) / length));
  const gain = (2 / window.reduce((sum, weight) => sum + weight, 0)) ** 2;
  const frame = new Float64Array(size);
  const spectrum = new Float64Array(size + 2);
  const power = new Float64Array(size / 2 + 1);
  const result = new Float32Array(columns * rows);
  const edge = (row: number) => (melInverse((mel(highestHz) * row) / rows) * size) / sampleRate;
  for (let column = 0; column < columns; column++) {
    const first = Math.round(((column + 0.5) * samples.length) / columns - length / 2);
    for (let i = 0; i < length; i++) frame[i] = (samples[first + i] ?? 0) * window[i];
    fft.forward(frame, spectrum);
    for (let k = 0; k < power.length; k++) power[k] = gain * (spectrum[2 * k] ** 2 + spectrum[2 * k + 1] ** 2);
    for (let row = 0; row < rows; row++) {
      // The strongest bin of the row's band; between two bins where the band is narrower than one.
      const [low, high] = [edge(row), edge(row + 1)];
      let value = 0;
      for (let k = Math.ceil(low); k < high; k++) value = Math.max(value, power[k] ?? 0);
      const centre = (low + high) / 2;
      const below = Math.floor(centre);
      const interpolated = (power[below] ?? 0) * (below + 1 - centre) + (power[below + 1] ?? 0) * (centre - below);
      result[column * rows + row] = 10 * Math.log10(Math.max(value, interpolated) + 1e-14);
    }
  }
  return result;
}

const kilohertz = (hz: number, words: PictureWords): string =>
  figure(hz / 1000, words, hz % 1000 === 0 ? 0 : hz % 500 === 0 ? 1 : 2);

function drawColourBar(sheet: Sheet, topDb: number, words: PictureWords): void {
  const { context, plot } = sheet;
  const left = plot.left + plot.width + 16;
  for (let y = 0; y < plot.height * sheet.scale; y++) {
    context.fillStyle = `rgb(${colourOf(1 - y / (plot.height * sheet.scale)).join(',')})`;
    context.fillRect(left, plot.top + y / sheet.scale, 12, 1 / sheet.scale + 0.1);
  }
  context.font = font(labelSize);
  context.fillStyle = colours.text;
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  for (let below = 0; below <= rangeDb; below += 20) {
    context.fillText(figure(topDb - below, words, 0), left + 17, plot.top + (below / rangeDb) * plot.height);
  }
  context.fillStyle = colours.muted;
  context.save();
  context.translate(left + 74, plot.top + plot.height / 2);
  context.rotate(Math.PI / 2);
  context.textAlign = 'center';
  context.fillText(words.level, 0, 0);
  context.restore();
}

/**
 * Draw the spectrogram of a recording, 0 to 8 kHz, 70 dB deep.
 * @param samples mono, −1 to 1
 */
export function drawSpectrogram(
  samples: Float32Array,
  sampleRate: number,
  options: { readonly title: string; readonly words?: PictureWords },
): Sheet {
  const { words = englishWords } = options;
  const sheet = createSheet({ width: 800, height: 410, right: 112, scale: 1 }, options.title);
  const { context, plot } = sheet;
  const frequencyAxis = {
    label: words.frequency,
    scale: (hz: number) => mel(hz) / mel(highestHz),
    ticks: ticksHz.map((value) => ({ value, label: kilohertz(value, words) })),
  };
  const seconds = Math.max(samples.length, 1) / sampleRate;
  if (samples.length === 0) {
    drawNote(sheet, words.noSound);
    return sheet;
  }
  const [columns, rows] = [plot.width, plot.height];
  const levels = melSpectrogram(samples, sampleRate, columns, rows);
  // The top of the range is the loudest spot, up to the next ten; silence is drawn as silence.
  const loudest = levels.reduce((highest, value) => Math.max(highest, value), -100);
  const topDb = Math.min(0, Math.max(-60, Math.ceil(loudest / 10) * 10));
  const picture = createCanvas(columns, rows);
  const pictureContext = picture.getContext('2d');
  const image = pictureContext.createImageData(columns, rows);
  for (let column = 0; column < columns; column++) {
    for (let row = 0; row < rows; row++) {
      const [red, green, blue] = colourOf(1 + (levels[column * rows + row] - topDb) / rangeDb);
      const at = ((rows - 1 - row) * columns + column) * 4;
      image.data[at] = red;
      image.data[at + 1] = green;
      image.data[at + 2] = blue;
      image.data[at + 3] = 255;
    }
  }
  pictureContext.putImageData(image, 0, 0);
  context.drawImage(picture, plot.left, plot.top, plot.width, plot.height);
  drawAxis(sheet, 'bottom', timeAxis(seconds, words), gridOverPicture);
  drawAxis(sheet, 'left', frequencyAxis, gridOverPicture);
  drawColourBar(sheet, topDb, words);
  return sheet;
}
