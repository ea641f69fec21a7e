// Dynamic time warping: the cheapest monotonic pairing of the frames of two utterances, and the distortion along it.

/** Pairs of frames from (0, 0) to the last of both, in time order: frame `a[i]` belongs to frame `b[i]`. */
export interface WarpingPath {
  readonly a: Int32Array;
  readonly b: Int32Array;
}

/**
 * Align two sequences of feature rows by Euclidean distance with the steps (1,0), (0,1) and (1,1), inside a band around
 * the straight line between their ends (Sakoe and Chiba, 1978).
 *
 * @param a [frames × width], row-major; `b` likewise; both must have frames
 * @param width features in a row
 * @param skip leading features of a row that are left out, for example 1 for the level coefficient c0
 * @param bandFrames half the height of the band in frames of `b`; a quarter of the longer one and at least 100 when left out
 */
export function alignFrames(
  a: Float32Array,
  b: Float32Array,
  width: number,
  skip: number,
  bandFrames?: number,
): WarpingPath {
  const rows = a.length / width;
  const columns = b.length / width;
  if (rows === 0 || columns === 0) throw new RangeError('Sequences to align must not be empty');
  const slope = rows > 1 ? (columns - 1) / (rows - 1) : 0;
  // Neighbouring rows must overlap, or no path leads from one into the next.
  const radius = Math.ceil(Math.max(bandFrames ?? Math.max(100, 0.25 * Math.max(rows, columns)), slope + 1));
  const height = Math.min(columns, 2 * radius + 1);
  // A single row pairs with every column, whatever the band.
  const band = rows === 1 ? columns : height;
  const steps = new Uint8Array(rows * band);
  const distances = new Float64Array(band);
  const [wideA, wideB] = [Float64Array.from(a), Float64Array.from(b)];
  let before = new Float64Array(band).fill(Infinity);
  let costs = new Float64Array(band);
  let startBefore = 0;
  for (let row = 0; row < rows; row++) {
    const start = bandStart(row, slope, radius, columns, band);
    const shift = start - startBefore;
    measure(wideA, wideB, width, skip, row, start, distances);
    for (let j = 0; j < band; j++) {
      let best = row === 0 && start + j === 0 ? 0 : Infinity;
      let step = DIAGONAL;
      const above = j + shift;
      if (above >= 1 && above <= band && before[above - 1] < best) best = before[above - 1];
      if (above < band && before[above] < best) {
        best = before[above];
        step = NEXT_A;
      }
      if (j > 0 && costs[j - 1] < best) {
        best = costs[j - 1];
        step = NEXT_B;
      }
      costs[j] = best + distances[j];
      steps[row * band + j] = step;
    }
    [before, costs] = [costs, before];
    startBefore = start;
  }
  const pathA = new Int32Array(rows + columns - 1);
  const pathB = new Int32Array(rows + columns - 1);
  let length = 0;
  let row = rows - 1;
  let column = columns - 1;
  for (;;) {
    pathA[length] = row;
    pathB[length] = column;
    length++;
    if (row === 0 && column === 0) break;
    const step = steps[row * band + column - bandStart(row, slope, radius, columns, band)];
    if (step !== NEXT_B) row--;
    if (step !== NEXT_A) column--;
  }
  return { a: pathA.slice(0, length).reverse(), b: pathB.slice(0, length).reverse() };
}

const DIAGONAL = 0;
const NEXT_A = 1;
const NEXT_B = 2;

/** First column of the band in a row. */
function bandStart(row: number, slope: number, radius: number, columns: number, band: number): number {
  return Math.min(columns - band, Math.max(0, Math.round(row * slope) - radius));
}

/**
 * Euclidean distances of a row of `a` from as many rows of `b`, from `start` on, as `distances` has room for. Four at a
 * time, because a sum waits for its last addition.
 */
function measure(
  a: Float64Array,
  b: Float64Array,
  width: number,
  skip: number,
  row: number,
  start: number,
  distances: Float64Array,
): void {
  const count = distances.length;
  const own = row * width;
  let j = 0;
  for (; j + 3 < count; j += 4) {
    const at = (start + j) * width;
    let [first, second, third, fourth] = [0, 0, 0, 0];
    for (let i = skip; i < width; i++) {
      const value = a[own + i];
      const p = value - b[at + i];
      const q = value - b[at + width + i];
      const r = value - b[at + 2 * width + i];
      const s = value - b[at + 3 * width + i];
      first += p * p;
      second += q * q;
      third += r * r;
      fourth += s * s;
    }
    distances[j] = Math.sqrt(first);
    distances[j + 1] = Math.sqrt(second);
    distances[j + 2] = Math.sqrt(third);
    distances[j + 3] = Math.sqrt(fourth);
  }
  for (; j < count; j++) {
    let sum = 0;
    for (let i = skip; i < width; i++) {
      const difference = a[own + i] - b[(start + j) * width + i];
      sum += difference * difference;
    }
    distances[j] = Math.sqrt(sum);
  }
}

/**
 * Mel-cepstral distortion in dB (Kubichek, 1993): 10/ln 10 · √(2·Σ(c[m] − c'[m])²) without c0, averaged over the pairs
 * of the warping path in which both frames hold speech.
 *
 * @param a mel-cepstra [frames × width], row-major; `b` likewise
 * @param speechA which frames of `a` hold speech (1), see speechFrames; `speechB` likewise
 * @returns the distortion, and the number of pairs it was measured on; 0 pairs: NaN
 */
export function melCepstralDistortion(
  a: Float32Array,
  b: Float32Array,
  width: number,
  speechA: Uint8Array,
  speechB: Uint8Array,
): { distortionDb: number; pairs: number } {
  if (a.length === 0 || b.length === 0) return { distortionDb: NaN, pairs: 0 };
  return distortionAlong(alignFrames(a, b, width, 1), a, b, width, speechA, speechB);
}

/** As {@link melCepstralDistortion}, along a path that is known. */
export function distortionAlong(
  path: WarpingPath,
  a: Float32Array,
  b: Float32Array,
  width: number,
  speechA: Uint8Array,
  speechB: Uint8Array,
): { distortionDb: number; pairs: number } {
  let sum = 0;
  let pairs = 0;
  for (let i = 0; i < path.a.length; i++) {
    const frameA = path.a[i];
    const frameB = path.b[i];
    if (speechA[frameA] === 0 || speechB[frameB] === 0) continue;
    let squares = 0;
    for (let m = 1; m < width; m++) {
      const difference = a[frameA * width + m] - b[frameB * width + m];
      squares += difference * difference;
    }
    sum += Math.sqrt(2 * squares);
    pairs++;
  }
  return { distortionDb: ((10 / Math.LN10) * sum) / pairs, pairs };
}
