// The picture of a recording's waveform: its loudness over time and where it is clipped.
import { colours, createSheet, drawAxis, drawLegend, drawNote, timeAxis } from './theme.ts';
import type { Sheet } from './theme.ts';
import { type PictureWords, englishWords, figure } from './words.ts';

const fullScale = 1 - 2 / 32768;
const peakColour = '#3f78b5';
const rmsColour = '#9fd0ff';
/** Lower ones would stand in each other. */
const ticksDb = [0, -6];
/** The RMS is that of 20 ms, longer than a period of the lowest voice. */
const rmsSeconds = 0.02;

/**
 * Draw the peaks and the RMS of a recording over time, marked where it reaches full scale.
 * @param samples mono, −1 to 1
 */
export function drawWaveform(
  samples: Float32Array,
  sampleRate: number,
  options: { readonly title: string; readonly words?: PictureWords },
): Sheet {
  const { words = englishWords } = options;
  const sheet = createSheet({ width: 800, height: 280, right: 112, scale: 1 }, options.title);
  const { context, plot } = sheet;
  const middle = plot.top + plot.height / 2;
  const half = plot.height / 2 - 3;
  const y = (amplitude: number) => middle - Math.max(-1, Math.min(1, amplitude)) * half;

  drawAxis(sheet, 'bottom', timeAxis(Math.max(samples.length, 1) / sampleRate, words));
  drawAxis(sheet, 'left', {
    label: words.level,
    scale: (value) => (plot.top + plot.height - y(value)) / plot.height,
    ticks: [
      ...ticksDb.flatMap((db) =>
        [1, -1].map((sign) => ({ value: sign * 10 ** (db / 20), label: figure(db, words, 0) })),
      ),
      { value: 0, label: '−∞' },
    ],
  });
  if (samples.length === 0) {
    drawNote(sheet, words.noSound);
    return sheet;
  }

  const columns = plot.width * sheet.scale;
  const step = 1 / sheet.scale;
  const reach = Math.round((rmsSeconds * sampleRate) / 2);
  const clipped: number[] = [];
  for (let column = 0; column < columns; column++) {
    const from = Math.floor((column * samples.length) / columns);
    const to = Math.max(from + 1, Math.floor(((column + 1) * samples.length) / columns));
    let [low, high] = [Infinity, -Infinity];
    for (let i = from; i < to; i++) {
      low = Math.min(low, samples[i]);
      high = Math.max(high, samples[i]);
    }
    const [first, last] = [Math.max(0, from - reach), Math.min(samples.length, to + reach)];
    let square = 0;
    for (let i = first; i < last; i++) square += samples[i] * samples[i];
    const rms = Math.sqrt(square / (last - first));
    const x = plot.left + column * step;
    context.fillStyle = peakColour;
    context.fillRect(x, y(high), step, Math.max(step, y(low) - y(high)));
    context.fillStyle = rmsColour;
    context.fillRect(x, y(Math.min(rms, high)), step, Math.max(0, y(Math.max(-rms, low)) - y(Math.min(rms, high))));
    if (high >= fullScale || low <= -fullScale) clipped.push(x);
  }
  context.fillStyle = colours.alert;
  for (const x of clipped) {
    context.fillRect(x - 0.5, plot.top, 1.5, 5);
    context.fillRect(x - 0.5, plot.top + plot.height - 5, 1.5, 5);
  }
  drawLegend(sheet, [
    { colour: peakColour, label: words.peak },
    { colour: rmsColour, label: 'RMS' },
    ...(clipped.length > 0 ? [{ colour: colours.alert, label: words.fullScale }] : []),
  ]);
  return sheet;
}
