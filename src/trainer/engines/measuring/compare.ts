// How close speech comes to what a person really said: spectra and melody along the cheapest pairing in time. The same for
// every engine, so that their figures can be held against each other.
import { continueBand } from '../../../dsp/band-edge.ts';
import { alignFrames, distortionAlong, melCepstralDistortion } from '../../../dsp/dtw.ts';
import { estimateEnvelope, envelopeFftSize } from '../../../dsp/envelope.ts';
import { estimateF0 } from '../../../dsp/f0.ts';
import { spectrumLevels, speechFrames } from '../../../dsp/frames.ts';
import { melAlpha, melCepstrumBasis, powerToMelCepstrum } from '../../../dsp/mel-cepstrum.ts';
import { addTo } from './figures.ts';
import type { ClipFigures, Mean } from './figures.ts';

/** Speech as it is compared; every array has one element or row for 5 ms. */
export interface Heard {
  /** Mel-cepstra, [frames × coefficients], row-major. */
  readonly cepstrum: Float32Array;
  /** Hz; 0 where unvoiced. */
  readonly f0: Float32Array;
  /** 1 in speech, 0 in silence. */
  readonly speech: Uint8Array;
}

/** Hz: what is compared is brought to this rate. */
export const comparedRate = 16_000;
const basis = melCepstrumBasis(24, melAlpha(comparedRate), envelopeFftSize(comparedRate));

/** Analyse speech. @param samples mono, −1 to 1, at {@link comparedRate} */
export function hear(samples: Float32Array): Heard {
  const { f0 } = estimateF0(samples, comparedRate);
  const power = estimateEnvelope(samples, comparedRate, f0);
  const speech = speechFrames(spectrumLevels(power, basis.bins));
  continueBand(power, basis.bins, speech, comparedRate);
  return {
    cepstrum: powerToMelCepstrum(basis, power),
    f0: Float32Array.from(f0),
    speech,
  };
}

const widthOf = ({ cepstrum, speech }: Omit<Heard, 'f0'>): number => cepstrum.length / speech.length;

/** Add the mel-cepstral distortion between two utterances of one text to a mean. */
export function compareSpectra(ours: Omit<Heard, 'f0'>, theirs: Omit<Heard, 'f0'>, mean: Mean): void {
  const { distortionDb, pairs } = melCepstralDistortion(
    ours.cepstrum,
    theirs.cepstrum,
    widthOf(theirs),
    ours.speech,
    theirs.speech,
  );
  addTo(mean, distortionDb, pairs);
}

/**
 * Compare two utterances of one text: spectra, F0 where both are voiced, and voicing where both speak, all along the
 * warping path of the spectra.
 * @throws RangeError when one of them is empty
 */
export function compareSpeech(ours: Heard, theirs: Heard, { means }: ClipFigures): void {
  const width = widthOf(theirs);
  const path = alignFrames(ours.cepstrum, theirs.cepstrum, width, 1);
  const { cepstrum, speech } = theirs;
  const { distortionDb, pairs } = distortionAlong(path, ours.cepstrum, cepstrum, width, ours.speech, speech);
  addTo(means.mcd, distortionDb, pairs);
  for (let i = 0; i < path.a.length; i++) {
    const a = path.a[i];
    const b = path.b[i];
    if (ours.speech[a] === 0 || speech[b] === 0) continue;
    const hz = ours.f0[a];
    const wanted = theirs.f0[b];
    addTo(means.voicingErrors, hz > 0 === wanted > 0 ? 0 : 1, 1);
    if (hz > 0 && wanted > 0) addTo(means.squaredCents, (1200 * Math.log2(hz / wanted)) ** 2, 1);
  }
}
