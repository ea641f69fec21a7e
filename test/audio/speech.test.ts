// Finding speech in noise, and the signal-to-noise ratio against noise that was added at a known level.
import assert from 'node:assert/strict';
import test from 'node:test';
import { BandAnalysis, findSpeech } from '../../src/audio/activity.ts';
import { speechBandwidth } from '../../src/audio/measures.ts';
import { estimateSnr } from '../../src/audio/snr.ts';
import { promptSamples, reader, whiteNoise } from './material.ts';

const rate = 32_000;

/** Mean square between 100 Hz and 8 kHz of the frames that `flags` marks, or of all. */
function bandPower(samples: Float32Array, flags?: Uint8Array): number {
  const bands = new BandAnalysis(rate).bands(samples.length, reader(samples));
  const frames = Math.floor(samples.length / (rate / 100));
  const perFrame = bands.length / frames;
  let [sum, count] = [0, 0];
  for (let frame = 0; frame < frames; frame++) {
    if (flags?.[frame] === 0) continue;
    count++;
    for (let band = 0; band < perFrame; band++) sum += bands[frame * perFrame + band];
  }
  return sum / count;
}

/** A wide-band click-free hiss below which nothing else is heard, coloured by a first-order low-pass. */
function brownish(noise: Float32Array): Float32Array {
  let state = 0;
  return noise.map((value) => (state = 0.9 * state + 0.1 * value));
}

test('speech is found in noise, and its ratio is measured to about 1 dB', async () => {
  const errors: number[] = [];
  for (const index of [0, 1, 2, 3]) {
    const clean = await promptSamples(index);
    const heard = findSpeech(clean.length, rate, reader(clean));
    const speechPower = bandPower(clean, heard.speech);
    for (const [seed, colour] of [(noise: Float32Array) => noise, brownish].entries()) {
      const noise = colour(whiteNoise(clean.length, 10 * index + seed + 1));
      for (const snr of [20, 15, 10, 5]) {
        const gain = Math.sqrt(speechPower / bandPower(noise) / 10 ** (snr / 10));
        const noisy = clean.map((sample, i) => sample + gain * noise[i]);
        const activity = findSpeech(noisy.length, rate, reader(noisy));
        const estimate = estimateSnr(activity, { start: 0, end: activity.speech.length });
        assert.ok(estimate !== null);
        errors.push(Math.abs(estimate - snr));
        const found = heard.speech.filter((flag, i) => flag === 1 && activity.speech[i] === 1).length;
        const share = found / heard.speech.filter((flag) => flag === 1).length;
        assert.ok(share > (snr >= 10 ? 0.75 : 0.5), `${share} of the speech found at ${snr} dB`);
      }
    }
  }
  errors.sort((a, b) => a - b);
  const median = errors[errors.length >> 1];
  assert.ok(median < 0.6, `median error ${median} dB`);
  // One of the prompts has breath in its only pauses, which then counts as noise.
  const most = errors[Math.floor(errors.length * 0.9)];
  assert.ok(most < 2, `nine of ten errors are below ${most} dB`);
  assert.ok((errors.at(-1) ?? 0) < 5, `largest error ${errors.at(-1)} dB`);
});

test('even noise of either colour is never speech', () => {
  for (const seed of [1, 2, 3, 4]) {
    for (const colour of [(noise: Float32Array) => noise, brownish]) {
      const noise = colour(whiteNoise(4 * rate, seed)).map((value) => value * 0.05);
      const { speech } = findSpeech(noise.length, rate, reader(noise));
      assert.ok(!speech.includes(1), `seed ${seed}`);
    }
  }
});

test('clean speech with pauses has a high ratio', async () => {
  const speech = await promptSamples(1);
  const activity = findSpeech(speech.length, rate, reader(speech));
  assert.ok((estimateSnr(activity, { start: 0, end: activity.speech.length }) ?? 0) > 25);
});

test('bandwidth is where a low-pass put it', async () => {
  const speech = await promptSamples(2);
  const { speech: flags } = findSpeech(speech.length, rate, reader(speech));
  // The recordings are G.722, which carries 7 to 8 kHz; resampling leaves faint images just above.
  const full = speechBandwidth(speech, rate, flags);
  assert.ok(full > 6500 && full < 9300, `${full} Hz`);
  // Windowed sinc of 511 taps at 3.4 kHz, as in a telephone.
  const taps = Float64Array.from({ length: 511 }, (_, i) => {
    const x = i - 255;
    const cutoff = (2 * 3400) / rate;
    const sinc = x === 0 ? cutoff : Math.sin(Math.PI * cutoff * x) / (Math.PI * x);
    return sinc * (0.5 - 0.5 * Math.cos((2 * Math.PI * (i + 1)) / 512));
  });
  const narrow = speech.map((_, i) => {
    let sum = 0;
    for (let k = Math.max(0, 255 - i); k < Math.min(511, speech.length + 255 - i); k++) {
      sum += taps[k] * speech[i + k - 255];
    }
    return sum;
  });
  const measured = speechBandwidth(narrow, rate, flags);
  assert.ok(measured > 3000 && measured < 3800, `${measured} Hz`);
  assert.equal(speechBandwidth(speech, rate, new Uint8Array(flags.length)), 0);
});
