// What a person's voice is like above the features, which end at 8 kHz: by how much a natural source is to be louder there, frame by frame,
// as ridge regressions over the aligned recordings that reach so far.
import { decodePcm } from '../../../../audio/decode.ts';
import { recordedTop, topBands, topRate } from '../../../../dsp/top-band.ts';
import { cached } from '../source/cache.ts';
import { cepstrumWidth, extractorVersion, levelsOf } from '../source/features.ts';
import type { SourceFeatures } from '../source/features.ts';
import { normalize } from '../source/statistics.ts';
import type { Normalization } from '../source/statistics.ts';
import type { Alignment } from './alignment.ts';
import type { Pair, Reading } from './corpus.ts';
import { Regression, predictRows } from './regression.ts';
import type { Fit, Rows } from './regression.ts';

/** What the level of a band beside the frame's follows from: the source's mel-cepstrum, its voicing, and the levels that the bands have. */
export const topColumns = cepstrumWidth + 1 + topBands;
export type TopFit = Pick<Fit, 'intercept' | 'weights'>;

/** Rows in which a weight has to prove itself. */
const penalty = 200;
/** Frames of speech that tell of a band: five seconds; and the share of all recordings that must have it. */
const leastFrames = 1000;
const leastShare = 0.5;
/** Most that the range is given back, and less of it than this is not. */
const mostGain = 2;
const leastDeviation = 1e-3;
/** Changes with whatever changes what is told of a recording. */
const version = 1;

/** What a recording holds up there, see recordedTop; from the cache where it is. */
async function readTop({ ffmpeg, cacheDir, signal, fetch }: Reading, { clip, target }: Pair) {
  const name = `${clip.sha256}.v${extractorVersion}.${version}.top`;
  const kept = await cached(cacheDir, name, async () => {
    await fetch?.(clip);
    const samples = await decodePcm(ffmpeg, clip.path, { sampleRate: topRate, signal });
    const { levels, bands } = recordedTop(samples, levelsOf(target), target.speech);
    return new Map([
      ['levels', { shape: [levels.length], data: levels }],
      ['bands', { shape: [1], data: Float32Array.of(bands) }],
    ]);
  });
  return { levels: kept.get('levels')!.data, bands: kept.get('bands')!.data[0] };
}

/** @param top its levels up there */
function rowsOf({ frames, cepstrum, f0 }: SourceFeatures, top: Float32Array, terms: Normalization): Rows {
  const normalized = normalize(cepstrum, terms);
  const plain = new Float32Array(frames * topColumns);
  for (let frame = 0; frame < frames; frame++) {
    const at = frame * topColumns;
    plain.set(normalized.subarray(frame * cepstrumWidth, (frame + 1) * cepstrumWidth), at);
    plain[at + cepstrumWidth] = f0[frame] > 0 ? 1 : -1;
    plain.set(top.subarray(frame * topBands, (frame + 1) * topBands), at + cepstrumWidth + 1);
  }
  return { count: frames, plain, plainWidth: topColumns, categories: new Int32Array(), groups: 0 };
}

/**
 * Learn it from recordings of one manner and the source saying their words.
 * @param alignments of the pairs; `terms` that the source's features are normalized by
 * @returns a fit for each band from 8 kHz on that the recordings have; none: they end there, or say too little
 */
export async function learnTop(
  tools: Reading,
  pairs: readonly Pair[],
  alignments: readonly Alignment[],
  terms: Normalization,
): Promise<TopFit[]> {
  const regressions = Array.from({ length: topBands }, () => new Regression(topColumns));
  let all = 0;
  for (const [i, pair] of pairs.entries()) {
    tools.signal.throwIfAborted();
    const { source, target } = pair;
    // Said before anybody looked.
    if (source.top === undefined) continue;
    const { levels, bands } = await readTop(tools, pair);
    const rows = rowsOf(source, source.top, terms);
    const weights = source.speech.map((speaks, frame) => speaks & target.speech[alignments[i].first[frame]]);
    all += weights.reduce((sum, weight) => sum + weight, 0);
    for (let band = 0; band < bands; band++) {
      const wanted = Array.from(weights, (_, frame) => levels[alignments[i].first[frame] * topBands + band]);
      regressions[band].add(rows, wanted, weights);
    }
  }
  const known = regressions.findIndex(({ weight }) => weight < Math.max(leastFrames, leastShare * all));
  return regressions.slice(0, known < 0 ? topBands : known).map((regression) => lively(regression.solve(penalty)));
}

/** What regression takes off the range of the levels, hisses above all, is given back. */
function lively({ intercept, weights, mean, deviation, predictedDeviation }: Fit): TopFit {
  const gain = Math.min(mostGain, deviation / Math.max(leastDeviation, predictedDeviation));
  return { intercept: mean + gain * (intercept - mean), weights: weights.map((weight) => gain * weight) };
}

/** Nepers by which each band is to be louder in each frame, [frames × fits]. */
export function predictTop(source: SourceFeatures, fits: readonly TopFit[], terms: Normalization): Float32Array {
  const { frames, top = new Float32Array(frames * topBands) } = source;
  const rows = rowsOf(source, top, terms);
  const gains = new Float32Array(frames * fits.length);
  for (const [band, fit] of fits.entries()) {
    for (const [frame, level] of predictRows(fit, rows).entries()) {
      gains[frame * fits.length + band] = level - top[frame * topBands + band];
    }
  }
  return gains;
}
