// The network that turns the source voice into the speaker: what it sees of a frame, and what it predicts.
import { defineModel, dense, embedding, parametersOf, zeros } from '../../../../learning/model.ts';
import { add, concat, meanSquaredError, mul, relu, reshape, slice } from '../../../../learning/operators.ts';
import { sizeOf } from '../../../../learning/graph.ts';
import type { OptimizerOptions } from '../../../../learning/optimizer.ts';
import type { NamedTensors } from '../../../../learning/safetensors.ts';
import { cepstrumWidth } from '../source/features.ts';
import type { SourceFeatures } from '../source/features.ts';
import { phones } from '../source/phones.ts';
import { mostManners } from './manners.ts';
import { joinFloats } from '../source/floats.ts';
import { normalize } from '../source/statistics.ts';
import type { Normalization, Pitch } from '../source/statistics.ts';

/** What the source voice's features are normalized by. */
export interface SourceTerms {
  readonly cepstrum: Normalization;
  readonly pitch: Pitch;
}

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

/** Manners that a voice can have besides the first. */
const otherManners = mostManners - 1;

/** Frames in a minute of speech. */
const minute = 12_000;

/**
 * How the network is trained on this many frames. A minute of speech overfits within ten epochs unless the weights decay
 * fast; the more there is, the less that helps (measured best: 3 at one minute, 1 at three, 0.3 at eight).
 */
export function optimizerFor(frames: number): Partial<OptimizerOptions> {
  return { weightDecay: Math.min(3, Math.max(0.3, (3 * minute) / frames)), averageDecay: 0.99 };
}

/** Share of the learning rate at which all but the output layers learn, at a minute of speech and less. */
const leastInnerRate = 0.04;

/**
 * Share of the learning rate at which all but the output layers learn from this many frames: what the base has learnt of
 * speech is kept where there is little to learn it anew from. Measured at one and three minutes: slower than this or as
 * fast as the output layers, it comes out further away, and all inner layers frozen furthest.
 */
export const innerShare = (frames: number): number =>
  Math.min(1, Math.max(leastInnerRate, leastInnerRate * (frames / minute) ** 2));

/** Multiplier of a parameter's learning rate when it is trained on this many frames. */
export function rateFor(frames: number): (parameter: string) => number {
  const inner = innerShare(frames);
  return (parameter) => (parameter.startsWith('output') || isOwn(parameter) ? 1 : inner);
}

/** Name of the layer of a manner besides the first. */
const ownLayer = (manner: number): string => `manner-${manner}`;
const isOwn = (parameter: string): boolean => parameter.startsWith('manner-');

/**
 * Predicts a frame of the speaker from the source voice, both normalized: what it adds to the source's own frame, so that
 * with an output layer of zeros it is the map of means and deviations between the voices. A manner besides the first adds an
 * output layer of its own, zero at first: it begins where the voice stands, and the others need not move for it.
 * @param manners that the voice has
 */
export const voiceModel = (manners: number) =>
  defineModel({
    inputs: {
      window: { shape: [windowFrames * cepstrumWidth] },
      phones: { shape: [phoneCount], type: 'int32' },
      context: { shape: [prosodyFigures] },
      manner: { shape: [otherManners] },
    },
    targets: { target: { shape: [cepstrumWidth] } },
    predict(scope, { window, phones: around, context, manner }) {
      const vectors = reshape(embedding(scope, 'phones', around, phones.length, phoneVector), [
        -1,
        phoneCount * phoneVector,
      ]);
      const hidden = relu(dense(scope, 'hidden', concat([window, vectors, context], 1), hiddenUnits));
      const centre = slice(window, 1, reach * cepstrumWidth, (reach + 1) * cepstrumWidth);
      let cepstrum = add(centre, dense(scope, 'output', hidden, cepstrumWidth, zeros));
      for (let other = 1; other < manners; other++) {
        const own = dense(scope, ownLayer(other), hidden, cepstrumWidth, zeros);
        cepstrum = add(cepstrum, mul(own, slice(manner, 1, other - 1, other)));
      }
      return { cepstrum };
    },
    loss: ({ cepstrum }, { target }) => meanSquaredError(cepstrum, target),
  });

/** Rows of the model's inputs, one a frame. */
export type InputRows = Readonly<{
  window: Float32Array;
  phones: Int32Array;
  context: Float32Array;
  /** 1 in the column of the manner, all 0 for the first. */
  manner: Float32Array;
}>;

/**
 * The model's view of every frame of an utterance of the source voice, to be spoken in a manner. Beyond the ends the first and last frame and the
 * phone `pau` (0) go on.
 */
export function inputRows(source: SourceFeatures, { cepstrum, pitch }: SourceTerms, manner: number): InputRows {
  const { frames, segments, segment } = source;
  const normalized = normalize(source.cepstrum, cepstrum);
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
  const manners = new Float32Array(frames * otherManners);
  if (manner > 0) for (let frame = 0; frame < frames; frame++) manners[frame * otherManners + manner - 1] = 1;
  return { window, phones: around, context, manner: manners };
}

/** Rows of several utterances as one set. */
export function joinRows(parts: readonly InputRows[]): InputRows {
  return {
    window: joinFloats(parts.map(({ window }) => window)),
    phones: joinInts(parts.map((part) => part.phones)),
    context: joinFloats(parts.map(({ context }) => context)),
    manner: joinFloats(parts.map(({ manner }) => manner)),
  };
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

/** Weights of another voice's network, without its manners, which mean nothing to this one. */
export const ofFirstManner = (weights: NamedTensors): NamedTensors =>
  new Map([...weights].filter(([name]) => !isOwn(name)));

/** Tensors of a network, `slot/parameter`, with zeros for the manners that it did not have. */
export function withManners(tensors: NamedTensors, manners: number): NamedTensors {
  const slots = new Set([...tensors.keys()].map((key) => key.slice(0, key.indexOf('/') + 1)));
  const own = parametersOf(voiceModel(manners)).filter(({ name }) => !tensors.has(`weight/${name}`));
  return new Map([
    ...[...slots].flatMap((slot) =>
      own.map(({ name, shape }) => [slot + name, { shape, data: new Float32Array(sizeOf(shape)) }] as const),
    ),
    ...tensors,
  ]);
}
