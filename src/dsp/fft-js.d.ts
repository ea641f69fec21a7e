// Types of the npm package fft.js, which brings none: the part that fft.ts uses.
declare module 'fft.js' {
  export default class FFT {
    /** @param size number of complex points, a power of two above 1 */
    constructor(size: number);
    /** Unscaled forward transform of interleaved complex numbers; `out` and `data` must differ. */
    transform(out: Float64Array, data: Float64Array): void;
    /** Inverse transform of interleaved complex numbers, scaled by 1/size; `out` and `data` must differ. */
    inverseTransform(out: Float64Array, data: Float64Array): void;
  }
}
