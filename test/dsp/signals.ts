// Signals with known properties for the tests of this folder; deterministic.

/** Uniform numbers in [0, 1), the same ones for the same seed. */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** White noise of about normal distribution. */
export function whiteNoise(length: number, deviation: number, seed = 1): Float32Array {
  const random = randomNumbers(seed);
  return Float32Array.from(
    { length },
    () => deviation * (random() + random() + random() + random() - 2) * Math.sqrt(3),
  );
}

/** Power transfer of three formants, as a function of Hz: the known envelope of {@link harmonicVoice}. */
export function formantPower(hertz: number): number {
  let power = 1e-5;
  for (const [centre, width, gain] of [
    [600, 180, 1e-2],
    [1400, 250, 2e-3],
    [2600, 350, 8e-4],
  ] as const) {
    power += gain / (1 + ((hertz - centre) / width) ** 2);
  }
  return power;
}

/** A voiced sound: harmonics of a changing F0 with the amplitudes of {@link formantPower}. `f0(seconds)` in Hz. */
export function harmonicVoice(
  seconds: number,
  sampleRate: number,
  f0: (seconds: number) => number,
  power: (hertz: number) => number = formantPower,
): Float32Array {
  const samples = new Float32Array(Math.round(seconds * sampleRate));
  let cycle = 0;
  for (let n = 0; n < samples.length; n++) {
    const hertz = f0(n / sampleRate);
    cycle += hertz / sampleRate;
    let sum = 0;
    for (let h = 1; h * hertz < 0.48 * sampleRate; h++) {
      // A harmonic carries the power of a band as wide as F0; random-like fixed phases keep the peaks low.
      sum += Math.sqrt((4 * hertz * power(h * hertz)) / sampleRate) * Math.cos(2 * Math.PI * h * cycle + h * h * 0.7);
    }
    samples[n] = sum;
  }
  return samples;
}
