// From the source voice's features to the speaker's: what is synthesized, and what is measured on held-out clips.
import { Predictor } from '../../../../learning/predictor.ts';
import type { Provider } from '../../../../learning/runtime.ts';
import { blendWithBank } from '../speaker/bank.ts';
import { cepstrumWidth } from '../source/features.ts';
import type { SourceFeatures } from '../source/features.ts';
import { raisedOf } from '../network/manners.ts';
import { inputRows, voiceModel } from '../network/model.ts';
import type { VoiceState } from '../speaker/state.ts';
import { isNatural } from '../source/source-choice.ts';
import type { Direction } from '../source/kokoro-source.ts';
import { differenceOf, steady } from './difference.ts';
import { ProsodySums, usualPace } from '../speaker/prosody.ts';
import type { Pace, Prosody } from '../speaker/prosody.ts';
import { predictTop } from '../speaker/top.ts';
import { denormalize } from '../source/statistics.ts';
import type { Pitch } from '../source/statistics.ts';
import { restoreVariance } from './variance.ts';

const batchSize = 256;
/** How far deviations are brought back to the speaker's before the bank is searched; the bank gives back the rest. */
const varianceCorrection = 0.75;
/** The same for a natural source, of which a filter is made: as a power. */
const varianceExponent = 0.5;
/** What is said with less than this deviation is not brought back any further. */
const leastSpoken = 0.3;
/** Hz. */
const lowestF0 = 60;
const highestF0 = 500;
/** Most by which a contour is flattened or exaggerated. */
const leastContour = 0.6;
const mostContour = 1.8;

/** A state, ready to convert. */
export class Converter {
  readonly #state: VoiceState;
  readonly #predictor: Awaited<ReturnType<typeof openPredictor>>;
  readonly #prosody: Prosody;

  private constructor(state: VoiceState, predictor: Awaited<ReturnType<typeof openPredictor>>) {
    this.#state = state;
    this.#predictor = predictor;
    const { sourceVoice, source, manners } = state.voice;
    this.#prosody = new ProsodySums(state.prosody, isNatural(sourceVoice)).solve(source, manners[0].pitch);
  }

  static async open(state: VoiceState, provider: Provider): Promise<Converter> {
    return new Converter(state, await openPredictor(state.voice.manners.length, provider));
  }

  /**
   * What the speaker would do where the source voice does this, in the speaker's time.
   * @param manner index of the one to speak in
   */
  async convert(source: SourceFeatures, manner: number, pace: Pace = usualPace): Promise<SourceFeatures> {
    const { voice } = this.#state;
    const { pitch } = voice.manners[manner];
    const cepstrum = isNatural(voice.sourceVoice)
      ? added(source.cepstrum, await this.difference(source, manner))
      : await this.#spectrum(source, manner);
    const melody = this.#prosody.intonate(source, raisedOf(voice.manners, manner)) ?? {
      f0: mapPitch(source.f0, voice.source.pitch, pitch),
      aperiodicity: source.aperiodicity,
    };
    return this.#prosody.retime({ ...source, ...melody, cepstrum, f0: transposed(melody.f0, pace) }, pace);
  }

  /** By how much a natural source's mel-cepstrum is to be changed, frame by frame; see differenceOf. */
  async difference(source: SourceFeatures, manner: number): Promise<Float32Array> {
    const { cepstrum, spokenDeviation } = this.#state.voice.manners[manner];
    const lively = liven(await this.#predict(source, manner), source.speech, spokenDeviation);
    return differenceOf(source.cepstrum, denormalize(lively, cepstrum), source.speech);
  }

  /** By how much a natural source is to be louder above its features, see applyDifference. */
  top(source: SourceFeatures, manner: number): Float32Array | undefined {
    const { source: terms, manners } = this.#state.voice;
    const { top } = manners[manner];
    return top && steady(predictTop(source, top, terms.cepstrum), top.length, source.speech);
  }

  /** How a natural source is to speak. */
  direct(manner: number, pace: Pace): Direction {
    const { source, manners } = this.#state.voice;
    return {
      lengths: (segments, starts) => this.#prosody.lengths(segments, starts, pace),
      sing: (outline) => {
        const melody = this.#prosody.sing(outline, raisedOf(manners, manner));
        return transposed(melody ?? mapPitch(outline.f0, source.pitch, manners[manner].pitch), pace);
      },
    };
  }

  /** Mel-cepstrum of what is synthesized. */
  async #spectrum(source: SourceFeatures, manner: number): Promise<Float32Array> {
    const { voice, banks } = this.#state;
    const { cepstrum: terms, spokenDeviation } = voice.manners[manner];
    // Among real frames even a prediction with too much variance finds its way back; what the bank takes of it, being a
    // mean of neighbours, is given back at the end.
    const lively = correctVariance(await this.#predict(source, manner), source.speech, spokenDeviation);
    const blended = blendWithBank(lively, source.speech, banks[manner]);
    return denormalize(restoreVariance(blended, source.speech), terms);
  }

  /** What the network says, normalized. */
  async #predict(source: SourceFeatures, manner: number): Promise<Float32Array> {
    const { voice, weights } = this.#state;
    return (await this.#predictor.predict(weights, inputRows(source, voice.source, manner))).cepstrum;
  }

  close(): Promise<void> {
    return this.#predictor.dispose();
  }
}

/** A contour so many semitones higher; 0 stays 0. */
const transposed = (f0: Float32Array, { semitones }: Pace): Float32Array =>
  semitones === 0 ? f0 : f0.map((hertz) => hertz * 2 ** (semitones / 12));

const openPredictor = (manners: number, provider: Provider) =>
  Predictor.create(voiceModel(manners), { batchSize, providers: [provider] });

/**
 * Networks average: what they say varies less than a person does. Scale the deviation of each coefficient but c0 towards
 * the speaker's, which is 1 in normalized units (after Toda and Tokuda, "Considering global variance", 2005).
 */
function correctVariance(normalized: Float32Array, speech: Uint8Array, spoken: readonly number[] | null): Float32Array {
  if (!spoken) return normalized;
  const gains = spoken.map((deviation, k) =>
    k === 0 ? 1 : 1 + varianceCorrection * (1 / Math.max(leastSpoken, deviation) - 1),
  );
  return normalized.map((value, i) =>
    speech[Math.floor(i / cepstrumWidth)] === 1 ? value * gains[i % cepstrumWidth] : value,
  );
}

/** The same for what a filter is made of: each deviation by a root of what it lacks, up or down. */
function liven(normalized: Float32Array, speech: Uint8Array, spoken: readonly number[] | null): Float32Array {
  if (!spoken) return normalized;
  const gains = spoken.map((deviation, k) => (k === 0 ? 1 : Math.max(leastSpoken, deviation) ** -varianceExponent));
  return normalized.map((value, i) =>
    speech[Math.floor(i / cepstrumWidth)] === 1 ? value * gains[i % cepstrumWidth] : value,
  );
}

const added = (a: Float32Array, b: Float32Array): Float32Array => a.map((value, i) => value + b[i]);

/** A contour with the speaker's mean and deviation of log F0; 0 stays 0. */
export function mapPitch(f0: Float32Array, source: Pitch, target: Pitch): Float32Array {
  const contour = Math.min(mostContour, Math.max(leastContour, target.deviation / source.deviation));
  return f0.map((hertz) =>
    hertz > 0
      ? Math.min(highestF0, Math.max(lowestF0, Math.exp(target.mean + contour * (Math.log(hertz) - source.mean))))
      : 0,
  );
}
