// The picture of a training's loss curves: how well it fits what it trains on and what it never sees.
import type { LossPoint } from '../storage/records.ts';
import {
  colours,
  createSheet,
  drawAxis,
  drawLegend,
  drawNote,
  font,
  labelSize,
  niceStep,
  tickLabel,
  ticksBetween,
  toPng,
} from './theme.ts';
import { type PictureWords, englishWords, figure } from './words.ts';

/** So that the curves are told apart without their colours. */
const dashed = [8, 5];

type Series = readonly { readonly epoch: number; readonly loss: number }[];

function seriesOf(points: readonly LossPoint[], which: 'train' | 'heldOut'): Series {
  return points.flatMap(({ epoch, [which]: loss }) =>
    loss !== null && Number.isFinite(loss) ? [{ epoch, loss }] : [],
  );
}

/** Three digits that say something. */
const threeDigits = (value: number, words: PictureWords): string =>
  figure(value, words, Math.min(6, Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value) || 1)))));

/**
 * Draw the loss of the training clips and of the held-out clips after each epoch.
 * @param points in the order of epochs; either loss may be missing
 * @param options `bestEpoch`: the epoch whose parameters were kept; null: none to mark
 * @returns PNG
 */
export function drawLossCurve(
  points: readonly LossPoint[],
  options: { readonly title: string; readonly bestEpoch: number | null; readonly words?: PictureWords },
): Buffer {
  const { words = englishWords } = options;
  const sheet = createSheet({ width: 800, height: 390 }, options.title);
  const { context, plot } = sheet;
  const train = seriesOf(points, 'train');
  const heldOut = seriesOf(points, 'heldOut');
  const all = [...train, ...heldOut];
  if (all.length === 0) {
    drawNote(sheet, words.noLoss);
    return toPng(sheet);
  }

  const epochs = points.map(({ epoch }) => epoch);
  const [firstEpoch, lastEpoch] = [Math.min(...epochs), Math.max(...epochs)];
  const epochRange = Math.max(1, lastEpoch - firstEpoch);
  const xOf = (epoch: number) => (lastEpoch === firstEpoch ? 0.5 : (epoch - firstEpoch) / epochRange);
  const losses = all.map(({ loss }) => loss);
  const [least, most] = [Math.min(...losses), Math.max(...losses)];
  const margin = (most - least || Math.abs(most) || 1) * 0.08;
  const [bottom, top] = [least - margin, most + margin];
  const yOf = (loss: number) => (loss - bottom) / (top - bottom);
  const epochStep = Math.max(1, niceStep(epochRange, 8));
  const lossStep = niceStep(top - bottom, 5);
  drawAxis(sheet, 'bottom', {
    label: words.epoch,
    scale: xOf,
    ticks: ticksBetween(firstEpoch, lastEpoch, epochStep).map((value) => ({
      value,
      label: tickLabel(value, epochStep, words),
    })),
  });
  drawAxis(sheet, 'left', {
    label: words.loss,
    scale: yOf,
    ticks: ticksBetween(bottom, top, lossStep).map((value) => ({ value, label: tickLabel(value, lossStep, words) })),
  });

  const place = ({ epoch, loss }: Series[number]) =>
    [plot.left + xOf(epoch) * plot.width, plot.top + (1 - yOf(loss)) * plot.height] as const;
  const drawSeries = (series: Series, colour: string, dash: readonly number[]) => {
    context.strokeStyle = colour;
    context.fillStyle = colour;
    context.lineWidth = 2.2;
    context.lineJoin = 'round';
    context.setLineDash([...dash]);
    context.beginPath();
    for (const [index, point] of series.entries()) {
      if (index === 0) context.moveTo(...place(point));
      else context.lineTo(...place(point));
    }
    context.stroke();
    context.setLineDash([]);
    // Single points are seen as long as they don't run together.
    if (series.length > 40) return;
    for (const point of series) {
      context.beginPath();
      context.arc(...place(point), 3, 0, 2 * Math.PI);
      context.fill();
    }
  };
  drawSeries(train, colours.first, dashed);
  drawSeries(heldOut, colours.second, []);

  const best =
    heldOut.find(({ epoch }) => epoch === options.bestEpoch) ?? train.find(({ epoch }) => epoch === options.bestEpoch);
  if (best) {
    const [x, y] = place(best);
    context.strokeStyle = colours.title;
    context.lineWidth = 1;
    context.setLineDash([4, 4]);
    context.beginPath();
    context.moveTo(x, plot.top);
    context.lineTo(x, plot.top + plot.height);
    context.stroke();
    context.setLineDash([]);
    context.lineWidth = 2;
    context.beginPath();
    context.arc(x, y, 5.5, 0, 2 * Math.PI);
    context.stroke();
    const told = `${words.kept}: ${words.epoch} ${best.epoch}, ${words.loss} ${threeDigits(best.loss, words)}`;
    context.font = font(labelSize, 'bold');
    const width = context.measureText(told).width;
    // At the top, where curves that fall leave room; on the side of the line that has it.
    const labelX = x + 10 + width > plot.left + plot.width - 4 ? x - 10 - width : x + 10;
    const labelY = plot.top + 20;
    context.fillStyle = 'rgba(30,31,34,0.85)';
    context.fillRect(labelX - 4, labelY - 14, width + 8, 28);
    context.fillStyle = colours.title;
    context.textAlign = 'left';
    context.textBaseline = 'middle';
    context.fillText(told, labelX, labelY);
  }
  drawLegend(sheet, [
    ...(train.length > 0 ? [{ colour: colours.first, label: words.trainingClips, dash: dashed }] : []),
    ...(heldOut.length > 0 ? [{ colour: colours.second, label: words.testClips }] : []),
  ]);
  return toPng(sheet);
}
