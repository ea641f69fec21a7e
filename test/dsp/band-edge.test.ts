// Where the band of a recording ends: that of its source, not what an encoder left out.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { continueBand, findBandEdge } from '../../src/dsp/band-edge.ts';

const bins = 513;
const sampleRate = 16_000;
const frames = 40;
const speech = new Uint8Array(frames).fill(1);

/** Frames of different levels with this shape, Hz → dB; the end of all recordings at 16 kHz is in it. */
function spectra(shape: (hz: number) => number): Float64Array {
  return Float64Array.from({ length: frames * bins }, (_, i) => {
    const hz = ((i % bins) * sampleRate) / 2 / (bins - 1);
    const end = -37 * Math.sin(((Math.PI / 2) * Math.max(0, hz - 7500)) / 500) ** 2;
    return 10 ** (Math.max(-100, shape(hz) + end - 60 + Math.floor(i / bins)) / 10);
  });
}

const cliff =
  (at: number) =>
  (hz: number): number =>
    hz < at ? 0 : -60;
const slope = (hz: number): number => -hz / 1000;
const edgeOf = (power: Float64Array): number => findBandEdge(power, bins, speech, sampleRate);
const decibels = (power: Float64Array, hz: number, frame = 20): number =>
  10 * Math.log10(power[frame * bins + Math.round((hz * 2 * (bins - 1)) / sampleRate)]);

describe('the edge of a band', () => {
  test('is found where a file ends, not where a sound fades', () => {
    for (const hz of [3900, 5900, 7000, 7400]) assert.ok(Math.abs(edgeOf(spectra(cliff(hz))) - hz) < 40, `${hz} Hz`);
    const fading = spectra((hz) => -Math.max(0, hz - 3000) / 100);
    assert.ok(edgeOf(fading) > 7600);
    assert.equal(findBandEdge(fading, bins, new Uint8Array(frames), sampleRate), 8000);
  });

  test('of an encoder is continued as if it were not there', () => {
    const [whole, cut] = [spectra(slope), spectra((hz) => slope(hz) + cliff(7400)(hz))];
    continueBand(cut, bins, speech, sampleRate);
    for (const hz of [7000, 7300, 7500, 7700, 7900, 8000]) {
      assert.ok(Math.abs(decibels(cut, hz) - decibels(whole, hz)) < 2, `${hz} Hz`);
    }
  });

  test('of a recording that lacks more, or nothing, stays as it is', () => {
    for (const shape of [cliff(3400), cliff(5900), () => 0]) {
      const power = spectra(shape);
      const kept = power.slice();
      continueBand(power, bins, speech, sampleRate);
      assert.deepEqual(power, kept);
    }
  });
});
