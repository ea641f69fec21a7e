// The common look of all pictures: dark like the chat they appear in, one typeface (and one for what it lacks), one set of colours, axes with units.
import { createRequire } from 'node:module';
import path from 'node:path';
import { createCanvas, GlobalFonts } from '@napi-rs/canvas';
import type { Canvas, SKRSContext2D } from '@napi-rs/canvas';
import { type PictureWords, figure } from './words.ts';

/** The second has the Chinese, Japanese and Korean letters of what stands in pictures, and no others. */
const fontFamilies = ['Timbre Sans', 'Timbre Letters'] as const;
const fontFolder = path.join(
  path.dirname(createRequire(import.meta.url).resolve('dejavu-fonts-ttf/package.json')),
  'ttf',
);
const lettersFolder = path.join(import.meta.dirname, 'letters');
for (const weight of ['', '-Bold']) {
  GlobalFonts.registerFromPath(path.join(fontFolder, `DejaVuSans${weight}.ttf`), fontFamilies[0]);
  GlobalFonts.registerFromPath(path.join(lettersFolder, `letters${weight}.otf`), fontFamilies[1]);
}

export const colours = {
  background: '#2b2d31',
  plot: '#1e1f22',
  grid: '#3a3c43',
  axis: '#80848e',
  text: '#dbdee1',
  title: '#f2f3f5',
  muted: '#949ba4',
  /** The first and second series of a picture, and what needs attention; told apart by colour-blind eyes too. */
  first: '#5fb0ff',
  second: '#ffb454',
  alert: '#ff5c6c',
} as const;

/** Pixels per unit of the layout: lines and words are drawn twice as large, for sharp screens. */
export const pixelScale = 2;

/** The rectangle in which data are drawn, in layout units. */
export interface Plot {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface Sheet {
  readonly canvas: Canvas;
  /** Draws in layout units. */
  readonly context: SKRSContext2D;
  readonly plot: Plot;
  /** Physical pixels per layout unit. */
  readonly scale: number;
}

/** Around the plot, in layout units: room for words that can be read where the picture is as wide as a phone. */
const margins = { left: 86, top: 76, bottom: 66 } as const;
/** Of what stands at axes, and of their labels. */
export const labelSize = 19;

/** Where a value lies on an axis, 0 (left or bottom) to 1 (right or top). */
export type AxisScale = (value: number) => number;

export function font(size: number, weight: 'normal' | 'bold' = 'normal'): string {
  return `${weight} ${size}px ${fontFamilies.map((family) => `"${family}"`).join(', ')}`;
}

/** `text` shortened with an ellipsis until it is at most `width` wide in the current font. */
export function fit(context: SKRSContext2D, text: string, width: number): string {
  // Control and direction characters could garble the picture; a title is one line.
  const clean = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').slice(0, 300);
  if (context.measureText(clean).width <= width) return clean;
  const characters = Array.from(new Intl.Segmenter().segment(clean), ({ segment }) => segment);
  while (characters.length > 0 && context.measureText(`${characters.join('')}…`).width > width) characters.pop();
  return `${characters.join('').trimEnd()}…`;
}

/**
 * Begin a picture: background, title and an empty plot.
 * @param size of the whole picture in layout units; `scale`: pixels per unit, if not {@link pixelScale}
 * @param right room kept free to the right of the plot
 */
export function createSheet(
  size: { readonly width: number; readonly height: number; readonly right?: number; readonly scale?: number },
  title: string,
): Sheet {
  const { width, height, right = 18, scale = pixelScale } = size;
  const canvas = createCanvas(width * scale, height * scale);
  const context = canvas.getContext('2d');
  context.scale(scale, scale);
  context.fillStyle = colours.background;
  context.fillRect(0, 0, width, height);
  const plot = {
    left: margins.left,
    top: margins.top,
    width: width - margins.left - right,
    height: height - margins.top - margins.bottom,
  };
  context.fillStyle = colours.plot;
  context.fillRect(plot.left, plot.top, plot.width, plot.height);
  context.font = font(22, 'bold');
  context.fillStyle = colours.title;
  context.textBaseline = 'middle';
  context.textAlign = 'left';
  context.fillText(fit(context, title, width - 36), 18, 26);
  return { canvas, context, plot, scale };
}

/** Steps of 1, 2 or 5 times a power of ten that give at most `most` ticks over `range`. */
export function niceStep(range: number, most: number): number {
  const least = range / Math.max(1, most);
  const power = 10 ** Math.floor(Math.log10(least));
  return ([1, 2, 5].find((factor) => factor * power >= least * 0.999) ?? 10) * power;
}

/** Multiples of `step` from `low` to `high`. */
export function ticksBetween(low: number, high: number, step: number): number[] {
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, index) => (first + index) * step);
}

/** A number as it stands at a tick of axes with steps of `step`. */
export function tickLabel(value: number, step: number, words: PictureWords): string {
  const digits = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  return figure(Math.abs(value) < step / 1e6 ? 0 : value, words, Math.min(6, digits));
}

export interface Axis {
  readonly label: string;
  readonly scale: AxisScale;
  readonly ticks: readonly { readonly value: number; readonly label: string }[];
}

/** Draw grid lines, ticks with their labels, and the label of the axis. Grid lines go over what is drawn already. */
export function drawAxis(sheet: Sheet, side: 'bottom' | 'left', axis: Axis, gridColour: string = colours.grid): void {
  const { context, plot } = sheet;
  context.save();
  context.lineWidth = 1;
  context.font = font(labelSize);
  for (const tick of axis.ticks) {
    const at = axis.scale(tick.value);
    if (at < -1e-6 || at > 1 + 1e-6) continue;
    context.strokeStyle = gridColour;
    context.fillStyle = colours.text;
    context.beginPath();
    if (side === 'bottom') {
      const x = plot.left + at * plot.width;
      context.moveTo(x, plot.top);
      context.lineTo(x, plot.top + plot.height);
      context.stroke();
      context.textAlign = 'center';
      context.textBaseline = 'top';
      context.fillText(tick.label, x, plot.top + plot.height + 9);
    } else {
      const y = plot.top + (1 - at) * plot.height;
      context.moveTo(plot.left, y);
      context.lineTo(plot.left + plot.width, y);
      context.stroke();
      context.textAlign = 'right';
      context.textBaseline = 'middle';
      context.fillText(tick.label, plot.left - 8, y);
    }
  }
  context.fillStyle = colours.muted;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  if (side === 'bottom') {
    context.fillText(axis.label, plot.left + plot.width / 2, plot.top + plot.height + 46);
  } else {
    context.translate(18, plot.top + plot.height / 2);
    context.rotate(-Math.PI / 2);
    context.fillText(axis.label, 0, 0);
  }
  context.restore();
}

/** The axis of time, 0 to `seconds`. */
export function timeAxis(seconds: number, words: PictureWords): Axis {
  const step = niceStep(seconds, 8);
  return {
    label: words.time,
    scale: (value) => value / seconds,
    ticks: ticksBetween(0, seconds, step).map((value) => ({ value, label: tickLabel(value, step, words) })),
  };
}

/** A row of samples of line or block with their meaning, above the right end of the plot. */
export function drawLegend(
  sheet: Sheet,
  entries: readonly { readonly colour: string; readonly label: string; readonly dash?: readonly number[] }[],
): void {
  const { context, plot } = sheet;
  context.save();
  context.font = font(labelSize);
  context.textBaseline = 'middle';
  context.textAlign = 'left';
  const y = plot.top - 14;
  let x = plot.left + plot.width;
  for (const entry of entries.toReversed()) {
    x -= context.measureText(entry.label).width;
    context.fillStyle = colours.text;
    context.fillText(entry.label, x, y);
    context.strokeStyle = entry.colour;
    context.lineWidth = 2.5;
    context.setLineDash([...(entry.dash ?? [])]);
    context.beginPath();
    context.moveTo(x - 32, y);
    context.lineTo(x - 9, y);
    context.stroke();
    x -= 54;
  }
  context.restore();
}

/** Fill the plot with one line of words, for pictures that have nothing to show. */
export function drawNote(sheet: Sheet, words: string): void {
  const { context, plot } = sheet;
  context.font = font(20);
  context.fillStyle = colours.muted;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillText(words, plot.left + plot.width / 2, plot.top + plot.height / 2);
}

export function toPng(sheet: Sheet): Buffer {
  return sheet.canvas.toBuffer('image/png');
}
