// The time base that all analyses share, the level of each frame, and which frames hold speech.

/** Frame `i` is centred at `i · FRAME_PERIOD_MS`. */
export const FRAME_PERIOD_MS = 5;

/** Added to every power spectrum: about the noise of 16-bit rounding, so that the log of silence is finite. */
export const POWER_FLOOR = 1e-10;

/** Number of frames of a signal: the first is centred on sample 0, the last on or just before the end; 0 when empty. */
export function frameCount(samples: number, sampleRate: number): number {
  return samples === 0 ? 0 : Math.floor((samples * 1000) / (sampleRate * FRAME_PERIOD_MS) + 1e-9) + 1;
}

/** Level of each frame in dB relative to full scale (mean square in a 25 ms Hann window), at least −100 dB. */
export function frameLevels(samples: Float32Array, sampleRate: number): Float64Array {
  const half = Math.round(sampleRate * 0.0125);
  const window = Float64Array.from({ length: 2 * half + 1 }, (_, i) => 1 - Math.cos((Math.PI * (i + 1)) / (half + 1)));
  const gain = 1 / window.reduce((sum, weight) => sum + weight, 0);
  const levels = new Float64Array(frameCount(samples.length, sampleRate));
  for (let frame = 0; frame < levels.length; frame++) {
    const start = Math.round((frame * FRAME_PERIOD_MS * sampleRate) / 1000) - half;
    const from = Math.max(0, -start);
    const to = Math.min(window.length, samples.length - start);
    let sum = 0;
    for (let i = from; i < to; i++) sum += window[i] * samples[start + i] * samples[start + i];
    levels[frame] = 10 * Math.log10(sum * gain + POWER_FLOOR);
  }
  return levels;
}

/** Level of each frame of power spectra [frames × bins], in the unit of {@link frameLevels}. */
export function spectrumLevels(power: Float64Array, bins: number): Float64Array {
  const levels = new Float64Array(power.length / bins);
  for (let frame = 0; frame < levels.length; frame++) {
    const first = frame * bins;
    const last = first + bins - 1;
    let sum = 0.5 * (power[first] + power[last]);
    for (let k = first + 1; k < last; k++) sum += power[k];
    levels[frame] = 10 * Math.log10(sum / (bins - 1) + POWER_FLOOR);
  }
  return levels;
}

/**
 * Which frames hold speech (1) and which silence (0), by level alone: speech is within 40 dB of the loudest parts and
 * clear of the background. Pauses shorter than 50 ms (stop closures) count as speech. Nothing below −70 dB does.
 */
export function speechFrames(levels: Float64Array): Uint8Array {
  const speech = new Uint8Array(levels.length);
  if (levels.length === 0) return speech;
  const sorted = levels.toSorted();
  const loud = sorted[Math.floor(0.95 * (sorted.length - 1))];
  const background = sorted[Math.floor(0.05 * (sorted.length - 1))];
  // A recording without any pause has its background within its speech: then it must not raise the threshold.
  const threshold = Math.max(-70, loud - 40, Math.min(background + 8, loud - 20));
  const longestGap = 50 / FRAME_PERIOD_MS;
  let last = -1;
  for (let frame = 0; frame < levels.length; frame++) {
    if (levels[frame] < threshold) continue;
    speech[frame] = 1;
    if (last >= 0 && frame - last <= longestGap) speech.fill(1, last, frame);
    last = frame;
  }
  return speech;
}
