// Where a recording's band ends because its file's does: encoders cut away all above a frequency that depends on their bit
// rate (MP3 at 16 kHz: above 7.4 kHz). Nobody hears it, but a spectrum that falls from a cliff looks like another sound.
import { POWER_FLOOR } from './frames.ts';
import { nthSmallest } from './nth-smallest.ts';

/** Above an edge even loud frames lie so far below what is just below it; rooms and microphones fade slowly. */
const cliffDb = 20;
/** What is just below an edge, Hz; the fall itself takes the rest. */
const before = [500, 250] as const;
/** Share of frames with speech that are not as loud as the loud ones. The hisses of consonants reach highest. */
const quietShare = 0.95;

/**
 * Find the edge of a recording's band.
 * @param power spectra [frames × bins] from 0 Hz to half of the sampling rate
 * @param speech flags of the frames
 * @returns Hz: all above is empty; half of the sampling rate where there is no edge
 */
export function findBandEdge(power: Float64Array, bins: number, speech: Uint8Array, sampleRate: number): number {
  const spoken = [...speech.keys()].filter((frame) => speech[frame] === 1);
  if (spoken.length === 0) return sampleRate / 2;
  const place = Math.floor(quietShare * (spoken.length - 1));
  const perHz = (2 * (bins - 1)) / sampleRate;
  const [from, to] = before.map((hz) => Math.round(hz * perHz));
  const levels = new Float64Array(bins);
  const column = new Float64Array(spoken.length);
  for (let bin = 0; bin < bins; bin++) {
    for (let i = 0; i < spoken.length; i++) column[i] = power[spoken[i] * bins + bin];
    levels[bin] = 10 * Math.log10(nthSmallest(column, place));
  }
  let edge = bins - 1;
  let loudestAbove = -Infinity;
  for (let bin = bins - 1; bin >= from; bin--) {
    loudestAbove = Math.max(loudestAbove, levels[bin]);
    const below = levels.subarray(bin - from, bin - to);
    if (below.reduce((sum, level) => sum + level, 0) / below.length - loudestAbove >= cliffDb) edge = bin;
  }
  return edge / perHz;
}

/**
 * Shares of the band between which an edge is the encoder's: at 16 kHz 6.8 and 7.6 kHz, from where on all recordings end.
 * Below too much is lost to be made up for: such a recording is better learnt as what it is, another manner. Of a voice of 24
 * clips and 8 in another file, distance to 14 unseen clips when these are continued, left as they are, and left as a manner of
 * their own: MP3 5.28, 5.44, 5.29 dB; WAV of 14 kHz 5.28, –, 5.28; of 12 kHz 5.35, 6.19, 5.28.
 */
const lowestEdge = 0.85;
const usualEdge = 0.95;
/** The fall begins so far below the edge, Hz. */
const fallHz = 220;
/** What resamplers leave of any recording at 16 kHz: it falls from this share of the band on, by so much at its end, dB. */
const usualEnd = { from: 0.9375, db: -37 } as const;

/**
 * Where a recording ends at an encoder's edge, continue it as if there were none: by what is below, mirrored, frame by frame.
 * @param power spectra [frames × bins] from 0 Hz to half of the sampling rate, changed in place
 * @param speech flags of the frames
 */
export function continueBand(power: Float64Array, bins: number, speech: Uint8Array, sampleRate: number): void {
  const edge = findBandEdge(power, bins, speech, sampleRate);
  const share = (2 * edge) / sampleRate;
  if (share < lowestEdge || share >= usualEdge) return;
  const mirror = Math.round(((edge - fallHz) * 2 * (bins - 1)) / sampleRate);
  const gains = Float64Array.from({ length: bins }, (_, bin) => {
    const fallen = Math.max(0, bin / (bins - 1) - usualEnd.from) / (1 - usualEnd.from);
    return 10 ** ((usualEnd.db * Math.sin((Math.PI / 2) * fallen) ** 2) / 10);
  });
  for (let first = 0; first < power.length; first += bins) {
    for (let bin = mirror + 1; bin < bins; bin++) {
      power[first + bin] = Math.max(POWER_FLOOR, power[first + 2 * mirror - bin] * gains[bin]);
    }
  }
}
