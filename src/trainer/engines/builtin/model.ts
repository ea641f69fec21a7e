// The network that turns the source voice into the speaker: what it sees of a frame, and what it predicts.
import { defineModel, dense, embedding, zeros } from '../../../learning/model.ts';
import { add, concat, meanSquaredError, relu, reshape, slice } from '../../../learning/operators.ts';
import type { OptimizerOptions } from '../../../learning/optimizer.ts';
import { cepstrumWidth } from './features.ts';
import type { SourceFeatures } from './features.ts';
import { phones } from './flite.ts';
import { normalize } from './statistics.ts';
import type { Normalization, Pitch } from './statistics.ts';

/** Frames seen on either side of the one that is converted. */
const reach = 3;
const windowFrames = 2 * reach + 1;
/** Phones seen before and after the one that is spoken. */
const phoneReach = 2;
const phoneCount = 2 * phoneReach + 1;
const phoneVector = 16;
const hiddenUnits = 512;
/** Position in the phone, log duration of the phone, voicing, log F0. */
const prosodyFigures = 4;

/** Frames in a minute of speech. */
const minute = 12_000;

/**
 * How the network is trained on this many frames. A minute of speech overfits within ten epochs unless the weights decay
 * fast; the more there is, the less that helps (measured best: 3 at one minute, 1 at three, 0.3 at eight).
 */
export function optimizerFor(frames: number): Partial<OptimizerOptions> {
  return { weightDecay: Math.min(3, Math.max(0.3, (3 * minute) / frames)), averageDecay: 0.99 };
}

/**
 * Predicts a frame of the speaker from the source voice, both normalized. The output layer begins at zero, so an untrained
 * network is the identity, which is the map of means and deviations between the voices.
 */
export const voiceModel = defineModel({
  inputs: {
    window: { shape: [windowFrames * cepstrumWidth] },
    phones: { shape: [phoneCount], type: 'int32' },
    context: { shape: [prosodyFigures] },
  },
  targets: { target: { shape: [cepstrumWidth] } },
  predict(scope, { window, phones: around, context }) {
    const vectors = reshape(embedding(scope, 'phones', around, phones.length, phoneVector), [
      -1,
      phoneCount * phoneVector,
    ]);
    const hidden = relu(dense(scope, 'hidden', concat([window, vectors, context], 1), hiddenUnits));
    const centre = slice(window, 1, reach * cepstrumWidth, (reach + 1) * cepstrumWidth);
    return { cepstrum: add(centre, dense(scope, 'output', hidden, cepstrumWidth, zeros)) };
  },
  loss: ({ cepstrum }, { target }) => meanSquaredError(cepstrum, target),
});

/** Rows of the model's inputs, one a frame. */
export type InputRows = Readonly<{ window: Float32Array; phones: Int32Array; context: Float32Array }>;

/**
 * The model's view of every frame of an utterance of the source voice. Beyond the ends the first and last frame and the
 * phone `pau` (0) go on.
 */
export function inputRows(source: SourceFeatures, normalization: Normalization, pitch: Pitch): InputRows {
  const { frames, segments, segment } = source;
  const normalized = normalize(source.cepstrum, normalization);
  const window = new Float32Array(frames * windowFrames * cepstrumWidth);
  const around = new Int32Array(frames * phoneCount);
  const context = new Float32Array(frames * prosodyFigures);
  for (let frame = 0; frame < frames; frame++) {
    for (let w = 0; w < windowFrames; w++) {
      const seen = Math.min(frames - 1, Math.max(0, frame + w - reach)) * cepstrumWidth;
      window.set(normalized.subarray(seen, seen + cepstrumWidth), (frame * windowFrames + w) * cepstrumWidth);
    }
    for (let p = 0; p < phoneCount; p++) {
      around[frame * phoneCount + p] = segments[segment[frame] + p - phoneReach] ?? 0;
    }
    const hertz = source.f0[frame];
    context.set(
      [
        2 * source.position[frame] - 1,
        // Most phones last 20 to 200 ms: about −1 to 1.
        Math.log(source.duration[frame] + 0.01) + 2.5,
        hertz > 0 ? 1 : 0,
        hertz > 0 ? (Math.log(hertz) - pitch.mean) / pitch.deviation : 0,
      ],
      frame * prosodyFigures,
    );
  }
  return { window, phones: around, context };
}

/** Rows of several utterances as one set. */
export function joinRows(parts: readonly InputRows[]): InputRows {
  return {
    window: joinFloats(parts.map(({ window }) => window)),
    phones: joinInts(parts.map((part) => part.phones)),
    context: joinFloats(parts.map(({ context }) => context)),
  };
}

/** Arrays one after another. */
export function joinFloats(parts: readonly Float32Array[]): Float32Array {
  const joined = new Float32Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.length;
  }
  return joined;
}

function joinInts(parts: readonly Int32Array[]): Int32Array {
  const joined = new Int32Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.length;
  }
  return joined;
}
