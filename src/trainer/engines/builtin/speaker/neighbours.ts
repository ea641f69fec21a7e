// The nearest rows of a table, exactly as a scan of all of them would find them, at a fraction of its cost: a k-d tree
// (Friedman, Bentley and Finkel, "An algorithm for finding best matches in logarithmic expected time", 1977).

/** Coefficients of a row. A multiple of four. */
export const rowWidth = 12;
/** Most rows of a leaf. */
const leafRows = 32;
/** A box is passed by only where more than rounding says that it is too far away. */
const rounding = 1 + 1e-9;

/** Finds the nearest of rows that stay the same; fast where each query is near the one before it. */
export class Neighbours {
  /** Rows in the order of the leaves, and the place of each in the table. */
  readonly #rows: Float32Array;
  readonly #places: Int32Array;
  /** The tree, each node before those below it: [first row, row after the last, node after all below it; 0 of a leaf]. */
  readonly #nodes: Int32Array;
  /** Centre and half the size of the box around each node's rows, [nodes × 2 × 12]. */
  readonly #boxes: Float64Array;
  readonly #query = new Float64Array(rowWidth);
  /** What was nearest the last time, nearest first: squared distances, places in the table and rows in the order of the leaves. */
  readonly #distances: Float64Array;
  readonly #nearest: Int32Array;
  readonly #last: Int32Array;

  /**
   * @param table [rows × 12]
   * @param count how many of the nearest are looked for
   * @throws RangeError when there are fewer rows
   */
  constructor(table: Float32Array, count: number) {
    const rows = table.length / rowWidth;
    if (rows < count) throw new RangeError(`${rows} rows have no ${count} nearest`);
    this.#places = Int32Array.from({ length: rows }, (_, i) => i);
    const nodes: number[] = [];
    const boxes: Float32Array[] = [];
    grow(table, this.#places, 0, rows, nodes, boxes);
    this.#nodes = Int32Array.from(nodes);
    this.#boxes = new Float64Array(boxes.length * 2 * rowWidth);
    for (const [node, box] of boxes.entries()) {
      for (let k = 0; k < rowWidth; k++) {
        const [least, greatest] = [box[k], box[rowWidth + k]];
        this.#boxes[2 * node * rowWidth + k] = (least + greatest) / 2;
        this.#boxes[(2 * node + 1) * rowWidth + k] = (greatest - least) / 2;
      }
    }
    this.#rows = new Float32Array(table.length);
    for (const [i, place] of this.#places.entries()) {
      this.#rows.set(table.subarray(place * rowWidth, (place + 1) * rowWidth), i * rowWidth);
    }
    this.#distances = new Float64Array(count);
    this.#nearest = new Int32Array(count);
    this.#last = Int32Array.from({ length: count }, (_, i) => i);
  }

  /**
   * Find the nearest rows of a query by Euclidean distance.
   * @param from where in `values` the query begins
   * @returns their places in the table, nearest first, of equal ones the first in the table first; valid until the next call
   */
  of(values: Float32Array, from: number): Int32Array {
    const [rows, nodes, boxes, query] = [this.#rows, this.#nodes, this.#boxes, this.#query];
    for (let k = 0; k < rowWidth; k++) query[k] = values[from + k];
    // Not further away than the furthest of those that were nearest to the last query.
    let limit = 0;
    for (const row of this.#last) limit = Math.max(limit, squares(rows, row * rowWidth, query));
    this.#distances.fill(Infinity);
    for (let at = 0; at < nodes.length;) {
      const isLeaf = nodes[at + 2] === 0;
      if (outside(boxes, 8 * at, query) > rounding * limit) {
        at = isLeaf ? at + 3 : nodes[at + 2];
        continue;
      }
      if (isLeaf) {
        for (let row = nodes[at]; row < nodes[at + 1]; row++) {
          const distance = squares(rows, row * rowWidth, query);
          if (distance <= limit) limit = Math.min(limit, this.#take(row, distance));
        }
      }
      at += 3;
    }
    return this.#nearest;
  }

  /** Put a row where it belongs among the nearest. @returns the distance of the last of them */
  #take(row: number, distance: number): number {
    const [distances, nearest, last, place] = [this.#distances, this.#nearest, this.#last, this.#places[row]];
    let rank = distances.length;
    while (
      rank > 0 &&
      (distances[rank - 1] > distance || (distances[rank - 1] === distance && nearest[rank - 1] > place))
    )
      rank--;
    distances.copyWithin(rank + 1, rank, -1);
    nearest.copyWithin(rank + 1, rank, -1);
    last.copyWithin(rank + 1, rank, -1);
    if (rank < distances.length) [distances[rank], nearest[rank], last[rank]] = [distance, place, row];
    return distances[distances.length - 1];
  }
}

/** Squared distance of a row from a query. */
function squares(rows: Float32Array, at: number, query: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < rowWidth; k += 4) {
    const a = rows[at + k] - query[k];
    const b = rows[at + k + 1] - query[k + 1];
    const c = rows[at + k + 2] - query[k + 2];
    const d = rows[at + k + 3] - query[k + 3];
    sum += a * a + b * b + c * c + d * d;
  }
  return sum;
}

/** Squared distance of a query from a box; but for rounding no row in the box is nearer. */
function outside(boxes: Float64Array, at: number, query: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < rowWidth; k++) {
    const beyond = Math.abs(boxes[at + k] - query[k]) - boxes[at + rowWidth + k];
    // Twice the greater of this and 0: a branch would be foretold wrongly every other time.
    const twice = beyond + Math.abs(beyond);
    sum += twice * twice;
  }
  return sum / 4;
}

/**
 * Add a node for the rows at `places` from `start` to `end` and those below it; halves are split where values vary most.
 * @param boxes gets the least and greatest values of each node
 */
function grow(
  table: Float32Array,
  places: Int32Array,
  start: number,
  end: number,
  nodes: number[],
  boxes: Float32Array[],
): Float32Array {
  const at = nodes.push(start, end, 0) - 3;
  const box = new Float32Array(2 * rowWidth).fill(Infinity, 0, rowWidth).fill(-Infinity, rowWidth);
  boxes.push(box);
  if (end - start <= leafRows) {
    for (let i = start; i < end; i++) {
      for (let k = 0; k < rowWidth; k++)
        widen(box, k, table[places[i] * rowWidth + k], table[places[i] * rowWidth + k]);
    }
    return box;
  }
  const middle = (start + end) >> 1;
  halve(table, places, start, end, middle, mostVarying(table, places, start, end));
  for (const half of [
    grow(table, places, start, middle, nodes, boxes),
    grow(table, places, middle, end, nodes, boxes),
  ]) {
    for (let k = 0; k < rowWidth; k++) widen(box, k, half[k], half[rowWidth + k]);
  }
  nodes[at + 2] = nodes.length;
  return box;
}

function widen(box: Float32Array, k: number, least: number, greatest: number): void {
  if (least < box[k]) box[k] = least;
  if (greatest > box[rowWidth + k]) box[rowWidth + k] = greatest;
}

/** The coefficient that varies most, by a sample of the rows. */
function mostVarying(table: Float32Array, places: Int32Array, start: number, end: number): number {
  const step = Math.ceil((end - start) / 128);
  let [widest, widestSpread] = [0, -1];
  for (let k = 0; k < rowWidth; k++) {
    let [sum, squared, count] = [0, 0, 0];
    for (let i = start; i < end; i += step) {
      const value = table[places[i] * rowWidth + k];
      sum += value;
      squared += value * value;
      count++;
    }
    const spread = squared - (sum * sum) / count;
    if (spread > widestSpread) [widest, widestSpread] = [k, spread];
  }
  return widest;
}

/** Order places so that no value of coefficient `k` before `middle` is greater than one after it (Hoare's quickselect). */
function halve(table: Float32Array, places: Int32Array, start: number, end: number, middle: number, k: number): void {
  let [low, high] = [start, end - 1];
  while (low < high) {
    const pivot = table[places[(low + high) >> 1] * rowWidth + k];
    let [i, j] = [low, high];
    while (i <= j) {
      while (table[places[i] * rowWidth + k] < pivot) i++;
      while (table[places[j] * rowWidth + k] > pivot) j--;
      if (i > j) break;
      const place = places[i];
      places[i++] = places[j];
      places[j--] = place;
    }
    if (middle <= j) high = j;
    else if (middle >= i) low = i;
    else return;
  }
}
