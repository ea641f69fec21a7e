// Evaluates ONNX graphs in float64 with plain loops: the yardstick for the operators, their gradients and the optimizer.
import type { onnx } from 'onnx-proto';

export interface Value {
  readonly shape: readonly number[];
  readonly data: readonly number[];
}

const size = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1);

/** Row-major coordinates of element `index`. */
function coordinates(shape: readonly number[], index: number): number[] {
  const at = shape.map(() => 0);
  for (let axis = shape.length - 1, rest = index; axis >= 0; axis--) {
    at[axis] = rest % shape[axis];
    rest = Math.floor(rest / shape[axis]);
  }
  return at;
}

const offset = (shape: readonly number[], at: readonly number[]): number =>
  at.reduce((sum, i, axis) => sum * shape[axis] + i, 0);

const build = (shape: readonly number[], element: (at: number[]) => number): Value => ({
  shape,
  data: Array.from({ length: size(shape) }, (_, i) => element(coordinates(shape, i))),
});

/** Element of a value that is broadcast to a shape of at least its rank. */
function broadcastAt({ shape, data }: Value, at: readonly number[]): number {
  const own = at.slice(at.length - shape.length).map((i, axis) => (shape[axis] === 1 ? 0 : i));
  return data[offset(shape, own)];
}

function broadcastShape(a: readonly number[], b: readonly number[]): number[] {
  const rank = Math.max(a.length, b.length);
  const padded = (s: readonly number[]): number[] => [...Array.from({ length: rank - s.length }, () => 1), ...s];
  return padded(a).map((n, i) => Math.max(n, padded(b)[i]));
}

/** The error function by its Taylor series: exact to float64 for the small arguments of tests. */
function erf(x: number): number {
  let term = x;
  let total = x;
  for (let n = 1; n < 100; n++) {
    term *= (-x * x) / n;
    total += term / (2 * n + 1);
  }
  return (2 / Math.sqrt(Math.PI)) * total;
}

const BINARY: Record<string, (a: number, b: number) => number> = {
  Add: (a, b) => a + b,
  Sub: (a, b) => a - b,
  Mul: (a, b) => a * b,
  Div: (a, b) => a / b,
  Max: Math.max,
};

const UNARY: Record<string, (x: number, alpha: number) => number> = {
  Neg: (x) => -x,
  Exp: Math.exp,
  Log: Math.log,
  Sin: Math.sin,
  Cos: Math.cos,
  Sqrt: Math.sqrt,
  Abs: Math.abs,
  Sign: Math.sign,
  Tanh: Math.tanh,
  Sigmoid: (x) => 1 / (1 + Math.exp(-x)),
  Relu: (x) => Math.max(0, x),
  LeakyRelu: (x, alpha) => (x < 0 ? alpha * x : x),
  Erf: erf,
  Identity: (x) => x,
};

/** Apply a function to each row along the last axis. */
function rows({ shape, data }: Value, row: (values: number[]) => number[]): Value {
  const width = shape.at(-1)!;
  const cut = Array.from({ length: data.length / width }, (_, i) => data.slice(i * width, (i + 1) * width));
  return { shape, data: cut.flatMap(row) };
}

function run(node: onnx.INodeProto, inputs: Value[]): Value {
  const attribute = (name: string) => node.attribute?.find((a) => a.name === name);
  const int = (name: string): number => Number(attribute(name)?.i ?? 0);
  const operator = node.opType!;
  const [x, y, z] = inputs as [Value, Value, Value];
  const binary = BINARY[operator];
  if (binary) return build(broadcastShape(x.shape, y.shape), (at) => binary(broadcastAt(x, at), broadcastAt(y, at)));
  const unary = UNARY[operator];
  if (unary) return { shape: x.shape, data: x.data.map((value) => unary(value, attribute('alpha')?.f ?? 0)) };
  switch (operator) {
    case 'Clip':
      return { shape: x.shape, data: x.data.map((value) => Math.min(Math.max(value, y.data[0]), z.data[0])) };
    case 'Reshape':
      return { shape: y.data, data: x.data };
    case 'Expand':
      return build(y.data, (at) => broadcastAt(x, at));
    case 'Transpose': {
      const perm = attribute('perm')!.ints!.map(Number);
      return build(
        perm.map((axis) => x.shape[axis]),
        (at) =>
          x.data[
            offset(
              x.shape,
              x.shape.map((_, axis) => at[perm.indexOf(axis)]),
            )
          ],
      );
    }
    case 'Slice': {
      const [start, end, axis] = [y.data[0], z.data[0], inputs[3].data[0]];
      return build(x.shape.with(axis, end - start), (at) => x.data[offset(x.shape, at.with(axis, at[axis] + start))]);
    }
    case 'Pad': {
      const rank = x.shape.length;
      return build(
        x.shape.map((n, axis) => n + y.data[axis] + y.data[axis + rank]),
        (at) => {
          const from = at.map((i, axis) => i - y.data[axis]);
          return from.every((i, axis) => i >= 0 && i < x.shape[axis]) ? x.data[offset(x.shape, from)] : 0;
        },
      );
    }
    case 'Concat': {
      const axis = int('axis');
      const total = inputs.reduce((sum, part) => sum + part.shape[axis], 0);
      return build(x.shape.with(axis, total), (at) => {
        let i = at[axis];
        for (const part of inputs) {
          if (i < part.shape[axis]) return part.data[offset(part.shape, at.with(axis, i))];
          i -= part.shape[axis];
        }
        throw new Error('beyond the last part');
      });
    }
    case 'Gather': {
      const axis = int('axis');
      const end = axis + y.shape.length;
      return build([...x.shape.slice(0, axis), ...y.shape, ...x.shape.slice(axis + 1)], (at) => {
        const chosen = y.data[offset(y.shape, at.slice(axis, end))];
        return x.data[offset(x.shape, [...at.slice(0, axis), chosen, ...at.slice(end)])];
      });
    }
    case 'ScatterND': {
      const changed = new Map(y.data.map((place, i) => [place, z.data[i]]));
      return { shape: x.shape, data: x.data.map((value, i) => changed.get(i) ?? value) };
    }
    case 'Conv':
    case 'ConvTranspose':
      return overTime(operator, x, y, z, (name) => attribute(name)?.ints?.map(Number) ?? [int(name)]);
    case 'ReduceSum':
      return summed(x, y.data, int('keepdims'));
    case 'ReduceSumSquare':
      return summed(
        { shape: x.shape, data: x.data.map((value) => value ** 2) },
        attribute('axes')!.ints!.map(Number),
        int('keepdims'),
      );
    case 'Gemm': {
      const [a, b] = [int('transA') ? transposed(x) : x, int('transB') ? transposed(y) : y];
      const product = matrixProduct(a, b);
      return z ? build(product.shape, (at) => product.data[offset(product.shape, at)] + z.data[at[1]]) : product;
    }
    case 'MatMul':
      return matrixProduct(x, y);
    case 'Softmax':
      return rows(x, (values) => {
        const powers = values.map(Math.exp);
        const total = powers.reduce((a, b) => a + b);
        return powers.map((power) => power / total);
      });
    case 'LayerNormalization':
      return rows(x, (values) => {
        const mean = values.reduce((a, b) => a + b) / values.length;
        const variance = values.reduce((a, b) => a + (b - mean) ** 2, 0) / values.length;
        return values.map((value, i) => ((value - mean) / Math.sqrt(variance + attribute('epsilon')!.f!)) * y.data[i]);
      });
    default:
      throw new Error(`the reference does not know ${operator}`);
  }
}

function summed(x: Value, over: readonly number[], keep: number): Value {
  const axes = new Set(over);
  const kept = x.shape.map((n, axis) => (axes.has(axis) ? 1 : n));
  const data = Array.from({ length: size(kept) }, () => 0);
  for (const [i, value] of x.data.entries()) {
    data[
      offset(
        kept,
        coordinates(x.shape, i).map((n, axis) => (axes.has(axis) ? 0 : n)),
      )
    ] += value;
  }
  return { shape: keep ? kept : x.shape.filter((_, axis) => !axes.has(axis)), data };
}

/** Convolution over time, and its transpose, by adding up what each pair of samples contributes. */
function overTime(
  operator: string,
  x: Value,
  kernel: Value,
  bias: Value | undefined,
  list: (name: string) => number[],
): Value {
  const [[stride], [dilation], [before, after], [groups]] = ['strides', 'dilations', 'pads', 'group'].map(list);
  const [batch, channels, time] = x.shape;
  const [first, second, width] = kernel.shape;
  const isTransposed = operator === 'ConvTranspose';
  const filters = isTransposed ? second * groups : first;
  const reach = dilation * (width - 1);
  const length = isTransposed
    ? (time - 1) * stride + reach + 1 - before - after + list('output_padding')[0]
    : Math.floor((time + before + after - reach - 1) / stride) + 1;
  const shape = [batch, filters, length];
  const data = build(shape, (at) => bias?.data[at[1]] ?? 0).data as number[];
  const [narrow, wide] = isTransposed ? [time, length] : [length, time];
  for (let n = 0; n < batch; n++) {
    for (let f = 0; f < filters; f++) {
      const group = Math.floor(f / (filters / groups));
      for (let c = 0; c < channels / groups; c++) {
        const channel = group * (channels / groups) + c;
        for (let t = 0; t < narrow; t++) {
          for (let k = 0; k < width; k++) {
            const there = t * stride + k * dilation - before;
            if (there < 0 || there >= wide) continue;
            const weight = isTransposed
              ? kernel.data[offset(kernel.shape, [channel, f % second, k])]
              : kernel.data[offset(kernel.shape, [f, c, k])];
            const [from, to] = isTransposed ? [t, there] : [there, t];
            data[offset(shape, [n, f, to])] += weight * x.data[offset(x.shape, [n, channel, from])];
          }
        }
      }
    }
  }
  return { shape, data };
}

const transposed = ({ shape, data }: Value): Value => build([shape[1], shape[0]], ([i, j]) => data[j * shape[1] + i]);

function matrixProduct(a: Value, b: Value): Value {
  const inner = a.shape.at(-1)!;
  return build([...a.shape.slice(0, -1), b.shape.at(-1)!], (at) => {
    let total = 0;
    for (let k = 0; k < inner; k++) {
      total +=
        a.data[offset(a.shape, [...at.slice(0, -1), k])] *
        b.data[offset(b.shape, [...at.slice(0, -2), k, at.at(-1) as number])];
    }
    return total;
  });
}

/** All values of a graph whose nodes have one output each that is used. */
export function evaluate(graph: onnx.IGraphProto, feeds: Readonly<Record<string, Value>>): Map<string, Value> {
  const values = new Map(Object.entries(feeds));
  for (const { name, dims, floatData, int64Data, int32Data } of graph.initializer!) {
    const data = [floatData, int64Data, int32Data].find((list) => list && list.length > 0) ?? [];
    values.set(name!, { shape: dims!.map(Number), data: data.map(Number) });
  }
  for (const node of graph.node!) {
    values.set(
      node.output![0],
      run(
        node,
        node.input!.map((name) => values.get(name)!),
      ),
    );
  }
  return values;
}
