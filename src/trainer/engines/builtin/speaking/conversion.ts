// From the source voice's features to the speaker's: what is synthesized, and what is measured on held-out clips.
import { Predictor } from '../../../../learning/predictor.ts';
import type { Provider } from '../../../../learning/runtime.ts';
import { blendWithBank } from '../speaker/bank.ts';
import { cepstrumWidth } from '../source/features.ts';
import type { SourceFeatures } from '../source/features.ts';
import { raisedOf } from '../network/manners.ts';
import { inputRows, voiceModel } from '../network/model.ts';
import type { VoiceState } from '../speaker/state.ts';
import { ProsodySums } from '../speaker/prosody.ts';
import type { Prosody } from '../speaker/prosody.ts';
import { denormalize } from '../source/statistics.ts';
import type { Pitch } from '../source/statistics.ts';

const batchSize = 256;
/** How far deviations are brought back to the speaker's; all the way costs more distortion than it brings back. */
const varianceCorrection = 0.75;
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
    this.#prosody = new ProsodySums(state.prosody).solve(state.voice.source, state.voice.manners[0].pitch);
  }

  static async open(state: VoiceState, provider: Provider): Promise<Converter> {
    return new Converter(state, await openPredictor(state.voice.manners.length, provider));
  }

  /**
   * What the speaker would do where the source voice does this, in the speaker's time.
   * @param manner index of the one to speak in
   */
  async convert(source: SourceFeatures, manner: number): Promise<SourceFeatures> {
    const { voice, weights, banks } = this.#state;
    const { cepstrum: terms, pitch, spokenDeviation } = voice.manners[manner];
    const rows = inputRows(source, voice.source, manner);
    const { cepstrum } = await this.#predictor.predict(weights, rows);
    // The bank comes last: among real frames even a prediction with too much variance finds its way back.
    const lively = correctVariance(cepstrum, source.speech, spokenDeviation);
    const blended = blendWithBank(lively, source.speech, banks[manner]);
    return this.#prosody.retime({
      ...source,
      cepstrum: denormalize(blended, terms),
      f0: mapPitch(source.f0, voice.source.pitch, pitch),
      ...this.#prosody.intonate(source, raisedOf(voice.manners, manner)),
    });
  }

  close(): Promise<void> {
    return this.#predictor.dispose();
  }
}

const openPredictor = (manners: number, provider: Provider) =>
  Predictor.create(voiceModel(manners), { batchSize, providers: [provider] });

/**
 * Networks average: what they say varies less than a person does. Scale the deviation of each coefficient but c0 towards
 * the speaker's, which is 1 in normalized units (after Toda and Tokuda, "Considering global variance", 2005).
 */
function correctVariance(normalized: Float32Array, speech: Uint8Array, spoken: readonly number[] | null): Float32Array {
  if (!spoken) return normalized;
  const gains = spoken.map((deviation, k) =>
    k === 0 ? 1 : 1 + varianceCorrection * (1 / Math.max(0.3, deviation) - 1),
  );
  return normalized.map((value, i) =>
    speech[Math.floor(i / cepstrumWidth)] === 1 ? value * gains[i % cepstrumWidth] : value,
  );
}

/** A contour with the speaker's mean and deviation of log F0; 0 stays 0. */
export function mapPitch(f0: Float32Array, source: Pitch, target: Pitch): Float32Array {
  const contour = Math.min(mostContour, Math.max(leastContour, target.deviation / source.deviation));
  return f0.map((hertz) =>
    hertz > 0
      ? Math.min(highestF0, Math.max(lowestF0, Math.exp(target.mean + contour * (Math.log(hertz) - source.mean))))
      : 0,
  );
}
