// The picture of how like the person voices sound, by steps of learning or by seconds of speech.
import {
  colours,
  createSheet,
  drawAxis,
  drawLegend,
  niceStep,
  tickLabel,
  ticksBetween,
  toPng,
} from '../../src/pictures/theme.ts';
import type { Axis } from '../../src/pictures/theme.ts';
import { englishWords } from '../../src/pictures/words.ts';

/** What one voice came to. */
export interface SimilarityPoint {
  /** Of which curve it is. */
  readonly curve: string;
  readonly x: number;
  /** By the product's encoder, and by the one that nothing is fitted to: cosines. */
  readonly similarity: number;
  readonly judged: number;
}

const encoders = [
  { key: 'similarity', colour: colours.first, label: 'encoder' },
  { key: 'judged', colour: colours.second, label: 'judge' },
] as const;
/** So that curves are told apart: the colour says by whom they were judged. */
const dashes: readonly (readonly number[])[] = [[], [9, 6], [2, 5], [14, 5, 2, 5]];

const ticksOf = (low: number, high: number, step: number): Axis['ticks'] =>
  ticksBetween(low, high, step).map((value) => ({ value, label: tickLabel(value, step, englishWords) }));

/**
 * Draw the similarity of voices to the person.
 * @param points of up to four curves, in any order
 * @param options `axis`: what `x` is
 * @returns PNG
 */
export function drawSimilarity(
  points: readonly SimilarityPoint[],
  { title, axis }: { readonly title: string; readonly axis: string },
): Buffer {
  const sheet = createSheet({ width: 800, height: 460 }, title);
  const { context, plot } = sheet;
  const most = Math.max(...points.map(({ x }) => x)) * 1.03;
  const values = points.flatMap(({ similarity, judged }) => [similarity, judged]);
  const [low, high] = [Math.min(...values) - 0.01, Math.max(...values) + 0.01];
  const [xStep, yStep] = [niceStep(most, 8), niceStep(high - low, 6)];
  const xScale = (x: number): number => 0.02 + (0.98 * x) / most;
  const yScale = (y: number): number => (y - low) / (high - low);
  drawAxis(sheet, 'bottom', { label: axis, scale: xScale, ticks: ticksOf(0, most, xStep) });
  drawAxis(sheet, 'left', { label: 'cosine', scale: yScale, ticks: ticksOf(low, high, yStep) });
  const curves = [...Map.groupBy(points, ({ curve }) => curve)];
  for (const [i, [, own]] of curves.entries()) {
    const sorted = own.toSorted((a, b) => a.x - b.x);
    for (const { key, colour } of encoders) {
      const places = sorted.map((point): [number, number] => [
        plot.left + xScale(point.x) * plot.width,
        plot.top + (1 - yScale(point[key])) * plot.height,
      ]);
      context.strokeStyle = colour;
      context.fillStyle = colour;
      context.lineWidth = 2.2;
      context.setLineDash([...dashes[i % dashes.length]]);
      context.beginPath();
      for (const [x, y] of places) context.lineTo(x, y);
      context.stroke();
      context.setLineDash([]);
      for (const [x, y] of places) {
        context.beginPath();
        context.arc(x, y, 3.5, 0, 2 * Math.PI);
        context.fill();
      }
    }
  }
  drawLegend(sheet, [
    ...curves.map(([label], i) => ({ colour: colours.text, label, dash: dashes[i % dashes.length] })),
    ...encoders.map(({ colour, label }) => ({ colour, label })),
  ]);
  return toPng(sheet);
}
