// Segments of what recordings teach, of one length, as rows of data: drawn at random to learn from, or spread evenly to
// measure on.
import type { Random } from '../../../../learning/random.ts';
import { melResolutions } from '../../../../learning/mel-loss.ts';
import {
  framesPerUnit as stepsPerUnit,
  harmonicBins,
  columnsPerUnit as tonesPerUnit,
  spreadWidth,
} from '../source/kokoro/kokoro.ts';
import type { Excitation } from '../source/kokoro/kokoro.ts';
import { columnsPerUnit } from './parallel.ts';
import type { ParallelPiece } from './parallel.ts';

/** Units of a segment: 0.8 s. */
export const segmentUnits = 32;

/** A piece of a recording with what the decoder makes sound of. */
export interface Piece {
  readonly parallel: ParallelPiece;
  readonly excitation: Excitation;
  /** The decoder's half of its style before anything was learnt. */
  readonly mix: Float32Array;
  /** Index of the manner that the recording is in. */
  readonly manner: number;
}

/** Where a segment begins. */
export interface Place {
  readonly piece: Piece;
  readonly unit: number;
}

const unitsOf = ({ parallel }: Piece): number => parallel.durations.reduce((sum, units) => sum + units, 0);

/** Places at which a segment can begin. */
const placesIn = (piece: Piece): number => Math.max(0, unitsOf(piece) - segmentUnits + 1);

/** How many segments of these pieces could be drawn. */
export const placeCount = (pieces: readonly Piece[]): number => pieces.reduce((sum, piece) => sum + placesIn(piece), 0);

/** Any segment of these pieces, each as likely. @throws RangeError when all are too short */
export function drawPlace(pieces: readonly Piece[], random: Random): Place {
  const all = placeCount(pieces);
  if (all === 0) throw new RangeError('No piece is as long as a segment');
  let unit = random.below(all);
  for (const piece of pieces) {
    const own = placesIn(piece);
    if (unit < own) return { piece, unit };
    unit -= own;
  }
  throw new Error('Nothing was drawn');
}

/** Segments that do not overlap, evenly over all pieces. */
export function evenPlaces(pieces: readonly Piece[], most: number): Place[] {
  const places = pieces.flatMap((piece) =>
    Array.from({ length: Math.floor(unitsOf(piece) / segmentUnits) }, (_, i) => ({ piece, unit: i * segmentUnits })),
  );
  const taken = Math.min(most, places.length);
  return Array.from({ length: taken }, (_, i) => places[Math.floor((i * places.length) / taken)]);
}

/** Columns `from` to `from + count` of each row. */
function columns(rows: Float32Array, width: number, from: number, count: number): Float32Array {
  const height = rows.length / width;
  const cut = new Float32Array(height * count);
  for (let row = 0; row < height; row++) {
    cut.set(rows.subarray(row * width + from, row * width + from + count), row * count);
  }
  return cut;
}

/** Names of the targets by resolution. */
export const melName = (resolution: number): string => `mel${resolution}`;

/** Shapes of a row. @param manners that the voice has */
export const rowShapes = (manners: number) => ({
  inputs: {
    spread: { shape: [spreadWidth, segmentUnits] },
    f0: { shape: [stepsPerUnit * segmentUnits] },
    energy: { shape: [stepsPerUnit * segmentUnits] },
    harmonics: { shape: [harmonicBins, tonesPerUnit * segmentUnits + 1] },
    mix: { shape: [128] },
    manner: { shape: [manners] },
  },
  targets: {
    ...Object.fromEntries(
      melResolutions.map(({ bands }, resolution) => [
        melName(resolution),
        { shape: [bands, columnsPerUnit * segmentUnits + 1] },
      ]),
    ),
    weights: { shape: [columnsPerUnit * segmentUnits + 1] },
  },
});

/** Segments as rows of data. @param manners that the voice has */
export function rowsOf(places: readonly Place[], manners: number): Record<string, Float32Array> {
  const rows = places.map(({ piece: { parallel, excitation, mix, manner }, unit }): Record<string, Float32Array> => {
    const units = parallel.durations.reduce((sum, value) => sum + value, 0);
    const cut = (values: Float32Array, perUnit: number, extra: number): Float32Array =>
      columns(values, perUnit * units + extra, perUnit * unit, perUnit * segmentUnits + extra);
    return {
      spread: cut(excitation.spread, 1, 0),
      f0: cut(excitation.f0, stepsPerUnit, 0),
      energy: cut(excitation.energy, stepsPerUnit, 0),
      harmonics: cut(excitation.harmonics, tonesPerUnit, 1),
      mix,
      manner: Float32Array.from({ length: manners }, (_, i) => (i === manner ? 1 : 0)),
      ...Object.fromEntries(parallel.mels.map((mel, resolution) => [melName(resolution), cut(mel, columnsPerUnit, 1)])),
      weights: cut(parallel.weights, columnsPerUnit, 1),
    };
  });
  const names = Object.keys(rows[0] ?? {});
  return Object.fromEntries(
    names.map((name) => {
      const [first] = rows;
      const joined = new Float32Array(rows.length * first[name].length);
      for (const [i, row] of rows.entries()) joined.set(row[name], i * first[name].length);
      return [name, joined];
    }),
  );
}
