// Numbers of half precision, as model files hold them.

/** The value of a half-precision number (IEEE 754 binary16). */
function fromHalf(half: number): number {
  const [sign, exponent, fraction] = [half & 0x8000 ? -1 : 1, (half >> 10) & 0x1f, half & 0x3ff];
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : Number.NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** The values of all half-precision numbers, from when the first is asked for. */
let halves: Float32Array | undefined;

/** The values of little-endian numbers of half precision. */
export function fromHalves(bytes: Buffer): Float32Array {
  const values = new Float32Array(bytes.length / 2);
  const known = (halves ??= Float32Array.from({ length: 65_536 }, (_, half) => fromHalf(half)));
  for (let i = 0; i < values.length; i++) values[i] = known[bytes[2 * i] + 256 * bytes[2 * i + 1]];
  return values;
}

/** The values of little-endian bfloat16 numbers: the upper halves of 32-bit floats. */
export function fromBfloats(bytes: Buffer): Float32Array {
  const bits = new Uint32Array(bytes.length / 2);
  for (let i = 0; i < bits.length; i++) bits[i] = (bytes[2 * i] + 256 * bytes[2 * i + 1]) * 65_536;
  return new Float32Array(bits.buffer);
}
