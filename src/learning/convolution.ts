// Operators over sound and other sequences, [batch, channels, time]: convolutions, their transposes, and what stands between
// them in decoders of speech. With frozen kernels the gradient of a convolution is a transposed one, and the reverse.
import { sameShape, sizeOf } from './graph.ts';
import type { Shape, Tensor } from './graph.ts';
import {
  add,
  axisOf,
  div,
  fail,
  int64s,
  matmul,
  mean,
  mul,
  reshape,
  sin,
  sqrt,
  square,
  sub,
  sum,
  transpose,
  unbroadcast,
} from './operators.ts';

export interface ConvolutionOptions {
  /** [filters] */
  readonly bias?: Tensor;
  readonly stride?: number;
  readonly dilation?: number;
  /** Zeros before and after; default none. */
  readonly padding?: readonly [number, number];
  /** The channels are cut into so many groups that don't see each other. */
  readonly groups?: number;
}

interface Geometry {
  readonly stride: number;
  readonly dilation: number;
  readonly padding: readonly [number, number];
  readonly groups: number;
}

const geometryOf = ({ stride = 1, dilation = 1, padding = [0, 0], groups = 1 }: ConvolutionOptions): Geometry => ({
  stride,
  dilation,
  padding,
  groups,
});

const attributesOf = ({ stride, dilation, padding, groups }: Geometry, width: number) => ({
  kernel_shape: [width],
  strides: [stride],
  dilations: [dilation],
  pads: padding,
  group: groups,
});

/**
 * Convolution (cross-correlation) over time, as ONNX's Conv. Measured with ONNX Runtime 1.30 on a processor: twice as fast
 * as ConvTranspose and a third faster than a product of gathered windows; so the gradient of a convolution without
 * stride is one with the kernel mirrored, a copy that is made once for constants.
 *
 * @param x [batch, channels, time]
 * @param kernel [filters, channels / groups, width]
 */
export function convolution(x: Tensor, kernel: Tensor, options: ConvolutionOptions = {}): Tensor {
  const geometry = geometryOf(options);
  const { stride, dilation, padding, groups } = geometry;
  const { bias } = options;
  const [batch, channels, time] = x.shape;
  const [filters, perGroup, width] = kernel.shape;
  if (x.shape.length !== 3 || kernel.shape.length !== 3 || perGroup * groups !== channels || filters % groups !== 0) {
    fail('Conv', 'needs [batch, channels, time] and [filters, channels / groups, width]', x, kernel);
  }
  const reach = dilation * (width - 1);
  const frames = Math.floor((time + padding[0] + padding[1] - reach - 1) / stride) + 1;
  if (frames < 1) fail('Conv', 'the kernel is wider than what it goes over', x, kernel);
  return x.graph.node('Conv', bias ? [x, kernel, bias] : [x, kernel], [batch, filters, frames], {
    attributes: attributesOf(geometry, width),
    backward: (dy) => [
      stride === 1 && kernel.graph.valuesOf(kernel) && padding.every((zeros) => zeros <= reach)
        ? convolution(dy, mirrored(kernel, groups), {
            dilation,
            padding: [reach - padding[0], reach - padding[1]],
            groups,
          })
        : transposedConvolution(dy, kernel, {
            ...geometry,
            extra: time - ((frames - 1) * stride - padding[0] - padding[1] + reach + 1),
          }),
      kernelGradient(dy, x, kernel.shape, geometry),
      ...(bias ? [sum(dy, [0, 2])] : []),
    ],
  });
}

/**
 * Transposed convolution over time, as ONNX's ConvTranspose: what a convolution of the same kernel sends back.
 *
 * @param x [batch, channels, time]
 * @param kernel [channels, filters / groups, width]
 * @param options.padding is cut off the result
 * @param options.extra zeros, plus the bias, after the result's end
 */
export function transposedConvolution(
  x: Tensor,
  kernel: Tensor,
  options: ConvolutionOptions & { readonly extra?: number } = {},
): Tensor {
  const geometry = geometryOf(options);
  const { stride, dilation, padding, groups } = geometry;
  const { bias, extra = 0 } = options;
  const [batch, channels, time] = x.shape;
  const [kernelChannels, perGroup, width] = kernel.shape;
  if (x.shape.length !== 3 || kernel.shape.length !== 3 || kernelChannels !== channels || channels % groups !== 0) {
    fail('ConvTranspose', 'needs [batch, channels, time] and [channels, filters / groups, width]', x, kernel);
  }
  const samples = (time - 1) * stride - padding[0] - padding[1] + dilation * (width - 1) + 1 + extra;
  if (samples < 1) fail('ConvTranspose', 'the padding leaves nothing', x, kernel);
  if (extra >= stride && extra > 0) fail('ConvTranspose', `can't add ${extra} to a stride of ${stride}`, x);
  return x.graph.node('ConvTranspose', bias ? [x, kernel, bias] : [x, kernel], [batch, perGroup * groups, samples], {
    attributes: { ...attributesOf(geometry, width), output_padding: [extra] },
    backward: (dy) => [
      convolution(dy, kernel, geometry),
      kernelGradient(x, dy, kernel.shape, geometry),
      ...(bias ? [sum(dy, [0, 2])] : []),
    ],
  });
}

/** Σ over batch and time of narrow[·, f, t] · wide[·, c, stride · t + dilation · k − padding], for each f, c, k of a group. */
function kernelGradient(narrow: Tensor, wide: Tensor, shape: Shape, geometry: Geometry): Tensor {
  const { stride, dilation, padding, groups } = geometry;
  const [filters, perGroup, width] = shape;
  const [batch, , frames] = narrow.shape;
  const { graph } = narrow;
  const zeros = [0, 0, padding[0], 0, 0, padding[1]];
  const padded = wide.graph.node(
    'Pad',
    [wide, int64s(wide, zeros)],
    [...wide.shape.slice(0, 2), wide.shape[2] + padding[0] + padding[1]],
  );
  const left = reshape(narrow, [batch, groups, filters / groups, frames]);
  const columns = Array.from({ length: width }, (_, k) => {
    const [start, end] = [k * dilation, k * dilation + (frames - 1) * stride + 1];
    const bounds = [[start], [end], [2], [stride]].map((values) => int64s(wide, values));
    const shifted = graph.node('Slice', [padded, ...bounds], [batch, groups * perGroup, frames]);
    const right = transpose(reshape(shifted, [batch, groups, perGroup, frames]), [0, 1, 3, 2]);
    return reshape(sum(matmul(left, right), [0]), [filters, perGroup, 1]);
  });
  return graph.node('Concat', columns, shape, { attributes: { axis: 2 } });
}

/** By the array that it was made of: one copy for all graphs. */
const mirrors = new WeakMap<Float32Array, Float32Array>();

/** A constant kernel [filters, channels, width] as the one of the gradient: filters and channels of each group swapped, width reversed. */
function mirrored(kernel: Tensor, groups: number): Tensor {
  const values = kernel.graph.valuesOf(kernel)!;
  const [filters, channels, width] = kernel.shape;
  const own = filters / groups;
  return kernel.graph.array(`${kernel.name} mirrored`, [channels * groups, own, width], () => {
    const from = values();
    const made = mirrors.get(from) ?? new Float32Array(sizeOf(kernel.shape));
    if (mirrors.has(from)) return made;
    for (let f = 0; f < filters; f++) {
      const [group, inGroup] = [Math.floor(f / own), f % own];
      for (let c = 0; c < channels; c++) {
        const [source, target] = [(f * channels + c) * width, ((group * channels + c) * own + inGroup) * width];
        for (let k = 0; k < width; k++) made[target + width - 1 - k] = from[source + k];
      }
    }
    mirrors.set(from, made);
    return made;
  });
}

/** x with zero mean and unit variance along an axis, and the deviation that it had. */
function normalized(x: Tensor, epsilon: number, at: number): { normal: Tensor; deviation: Tensor } {
  const centred = sub(x, mean(x, [at], true));
  const kept = x.shape.with(at, 1);
  const energy = x.graph.node('ReduceSumSquare', [centred], kept, { attributes: { axes: [at], keepdims: 1 } });
  const deviation = sqrt(add(mul(energy, 1 / x.shape[at]), epsilon));
  return { normal: div(centred, deviation), deviation };
}

/**
 * Instance normalization (Ulyanov et al. 2016) along an axis: zero mean, unit variance, as layers write it out that have no
 * scale and shift of their own.
 */
export function instanceNorm(x: Tensor, epsilon = 1e-5, axis = -1): Tensor {
  const at = axisOf('instance norm', x, axis);
  const { normal, deviation } = normalized(x, epsilon, at);
  return x.graph.node('Identity', [normal], x.shape, {
    sources: [x],
    backward: (dy) => {
      const along = mean(mul(dy, normal), [at], true);
      return [div(sub(sub(dy, mean(dy, [at], true)), mul(normal, along)), deviation)];
    },
  });
}

/**
 * Instance normalization with a scale and a shift from elsewhere (Huang & Belongie 2017): normal(x) · scale + shift. The
 * gradient by x is made of those by scale and shift: no pass over x is made twice, and nothing waits for a later one.
 *
 * @param scale of the rank of x, 1 along the axis
 * @param shift of the same shape
 */
export function adaptiveNorm(x: Tensor, scale: Tensor, shift: Tensor, epsilon = 1e-5, axis = -1): Tensor {
  const at = axisOf('adaptive norm', x, axis);
  if (!sameShape(scale.shape, shift.shape) || scale.shape.length !== x.shape.length || scale.shape[at] !== 1) {
    fail('adaptive norm', 'scale and shift must be of one shape, and 1 along the axis', x, scale, shift);
  }
  const { normal, deviation } = normalized(x, epsilon, at);
  return x.graph.node('Add', [mul(normal, scale), shift], x.shape, {
    sources: [x, scale, shift],
    backward: (dy) => {
      const [along, level] = [sum(mul(dy, normal), [at], true), sum(dy, [at], true)];
      const slope = div(scale, deviation);
      const each = mul(slope, 1 / x.shape[at]);
      const dx = sub(sub(mul(dy, slope), mul(normal, mul(along, each))), mul(level, each));
      return [dx, unbroadcast(along, scale.shape), unbroadcast(level, shift.shape)];
    },
  });
}

/**
 * x + share · sin²(rate · x), a periodic activation (Ziyin et al. 2020, "snake" with share = 1 / rate).
 *
 * @param rate and share are constants as far as gradients go
 */
export function snake(x: Tensor, rate: Tensor, share: Tensor): Tensor {
  const wave = mul(share, square(sin(mul(rate, x))));
  return x.graph.node('Add', [x, wave], x.shape, {
    sources: [x],
    backward: (dy) => [add(dy, mul(dy, mul(mul(share, rate), sin(mul(mul(rate, 2), x)))))],
  });
}
