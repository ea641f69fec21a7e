// Figures of a voice on held-out clips: the source voice speaks their transcripts, and what becomes of it is compared with
// what the person really said.
import { createHash } from 'node:crypto';
import type { NamedTensor, NamedTensors } from '../../../../learning/safetensors.ts';
import { keep } from '../../../../speakers/embedding.ts';
import type { Encoder } from '../../../../speakers/encoder.ts';
import { compareSpectra, compareSpeech } from '../../measuring/compare.ts';
import { noFigures } from '../../measuring/figures.ts';
import type { ClipFigures, Mean } from '../../measuring/figures.ts';
import type { EngineClip } from '../../engine.ts';
import { cached } from '../source/cache.ts';
import { mapPitch } from './conversion.ts';
import type { Converter } from './conversion.ts';
import { applyDifference } from './difference.ts';
import { fromFirstSound, synthesizeFeatures } from './render.ts';
import { isNatural } from '../source/source-choice.ts';
import { openKokoro } from '../source/sources.ts';
import type { Mouths, Speakers } from '../source/sources.ts';
import { resample } from '../../../../dsp/resample.ts';
import { FRAME_PERIOD_MS } from '../../../../dsp/frames.ts';
import { encodedRate } from '../../../../speakers/encoder.ts';
import { joinFloats } from '../source/floats.ts';
import { readPairs, readSummary } from '../speaker/corpus.ts';
import { nearestManner } from '../network/manners.ts';
import type { Sound } from '../source/kokoro-source.ts';
import type { Pair, Tools } from '../speaker/corpus.ts';
import { cepstrumWidth, extractorVersion, sampleRate } from '../source/features.ts';
import type { SourceFeatures } from '../source/features.ts';
import type { Source } from '../source/source.ts';
import type { VoiceState } from '../speaker/state.ts';
import { denormalize, normalize } from '../source/statistics.ts';

/** What the voice would say before its first step: the source voice, mapped by means and deviations. */
export function stepZero(source: SourceFeatures, voice: VoiceState['voice'], manner: number): SourceFeatures {
  const { cepstrum, pitch } = voice.manners[manner];
  return {
    ...source,
    cepstrum: denormalize(normalize(source.cepstrum, voice.source.cepstrum), cepstrum),
    f0: mapPitch(source.f0, voice.source.pitch, pitch),
  };
}

/** Changes with whatever changes figures of the same state and features: here, in the conversion, its variance or the bank. */
const figuresVersion = 3;

/** What it takes to measure a state. */
export interface Measuring {
  readonly tools: Tools;
  readonly state: VoiceState;
  /** The source that the state has. */
  readonly speakers: Speakers;
  readonly mouths: Mouths;
  /** See stateKey. */
  readonly stateKey: string;
  readonly converter: Converter;
  /** Who tells whom one hears; null: nobody. */
  readonly encoder: Encoder | null;
}

/** Names a clip and what is said in it. */
const clipKey = ({ sha256, transcript }: EngineClip, speaker: Source): string =>
  `${sha256}-${speaker.spokenKey(speaker.sentences(transcript ?? '')).slice(0, 32)}`;

/**
 * Figures of a state on a held-out clip, from the cache where they are: a version is measured once, however many come after.
 * @returns null when it has nothing to speak or nothing spoken
 */
export async function measure(measuring: Measuring, clip: EngineClip): Promise<ClipFigures | null> {
  const { tools, state, speakers, stateKey, encoder } = measuring;
  const name = `${clipKey(clip, speakers(0))}-${stateKey.slice(0, 32)}.v${extractorVersion}.${figuresVersion}${encoder === null ? '' : `.${encoder.id}`}.figures`;
  const kept = await cached(tools.cacheDir, name, async () => {
    // Before its features are asked for: they come of the same saying.
    const sound = encoder === null ? null : await soundOf(measuring, clip);
    const [pair] = await readPairs(tools, speakers, state.voice.manners, [clip]);
    if (!pair) return new Map();
    const { means, vector } = await figuresOf(measuring, pair, sound);
    return new Map([...toTensors(means), ...(vector === null ? [] : [[embeddingName, asTensor(vector)] as const])]);
  });
  const figures = noFigures(clip);
  const vector = kept.get(embeddingName);
  if (encoder !== null && vector !== undefined) figures.embedding = keep(encoder.id, vector.data);
  return fill(figures.means, kept) ? figures : null;
}

/** Of what is cached: the embedding of what was said. */
const embeddingName = 'embedding';
const asTensor = (data: Float32Array): NamedTensor => ({ shape: [data.length], data });

async function figuresOf(
  { tools, state, speakers, converter, encoder }: Measuring,
  pair: Pair,
  sound: Sound | null,
): Promise<Pick<ClipFigures, 'means'> & { readonly vector: Float32Array | null }> {
  const { clip, source, target, manner } = pair;
  const figures = noFigures(clip);
  const { mcdSource, mcdStepZero } = figures.means;
  const speaker = speakers(manner);
  fill({ mcdSource, mcdStepZero }, await distancesBefore(tools, speaker, state.voice, pair));
  const converted = await converter.convert(source, manner);
  compareSpeech(converted, target, figures);
  if (encoder === null) return { means: figures.means, vector: null };
  // The seed of its noise tells nobody apart.
  const samples = sound
    ? filtered(sound, await converter.difference(source, manner))
    : synthesizeFeatures(converted, 1);
  const vector = await encoder.embed(resample(samples, sampleRate, encodedRate));
  return { means: figures.means, vector };
}

/**
 * How a natural source says a clip's words, null of others. Its own melody and rhythm do: to be said in the voice's own, each clip would
 * have to be said again for each version, at ten times the cost of all else.
 */
async function soundOf({ tools, state, mouths }: Measuring, clip: EngineClip): Promise<Sound | null> {
  const { sourceVoice, manners } = state.voice;
  if (!isNatural(sourceVoice) || clip.transcript === null) return null;
  const manner = nearestManner(await readSummary(tools, clip), manners);
  return openKokoro(mouths, sourceVoice, manner).sound(tools.cacheDir, clip.transcript);
}

/** Sentences with the voice's timbre. @param difference of all their frames, see Converter.difference */
function filtered(sound: Sound, difference: Float32Array): Float32Array {
  let from = 0;
  return joinFloats(
    sound.map((samples) => {
      const width = cepstrumWidth * Math.round((1000 * samples.length) / sampleRate / FRAME_PERIOD_MS);
      const own = difference.subarray(from, from + width);
      from += width;
      return fromFirstSound(applyDifference(samples, sampleRate, own), sampleRate);
    }),
  );
}

/** Distances of the source voice and of step 0: the same for all versions that hold their features in the same terms. */
function distancesBefore(
  { cacheDir }: Tools,
  speaker: Source,
  voice: VoiceState['voice'],
  { clip, source, target, manner }: Pair,
): Promise<NamedTensors> {
  const terms = createHash('sha256')
    .update(JSON.stringify([voice.source, voice.manners[manner].cepstrum]))
    .digest('hex')
    .slice(0, 32);
  const name = `${clipKey(clip, speaker)}-${terms}.v${extractorVersion}.${figuresVersion}.before`;
  return cached(cacheDir, name, () => {
    const { mcdSource, mcdStepZero } = noFigures(clip).means;
    compareSpectra(source, target, mcdSource);
    compareSpectra(stepZero(source, voice, manner), target, mcdStepZero);
    return Promise.resolve(toTensors({ mcdSource, mcdStepZero }));
  });
}

const toTensors = (means: Readonly<Record<string, Mean>>): NamedTensors =>
  new Map(
    Object.entries(means).map(([figure, { sum, weight }]) => [
      figure,
      { shape: [2], data: Float32Array.of(sum, weight) },
    ]),
  );

/** @returns whether all were there */
function fill(means: Readonly<Record<string, Mean>>, kept: NamedTensors): boolean {
  for (const [figure, mean] of Object.entries(means)) {
    const [sum, weight] = kept.get(figure)?.data ?? [];
    if (sum === undefined || weight === undefined) return false;
    Object.assign(mean, { sum, weight });
  }
  return true;
}
