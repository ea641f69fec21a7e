// Figures of a voice on held-out clips: the source voice speaks their transcripts, and what becomes of it is compared with
// what the person really said.
import { comparePitch, compareSpectra } from '../../compare.ts';
import { noFigures } from '../../figures.ts';
import type { ClipFigures } from '../../figures.ts';
import type { EngineClip } from '../engine.ts';
import { cached } from './cache.ts';
import { mapPitch } from './conversion.ts';
import type { Converter } from './conversion.ts';
import { readPairs } from './corpus.ts';
import type { Pair, Tools } from './corpus.ts';
import { extractorVersion, spokenKey } from './features.ts';
import type { SourceFeatures } from './features.ts';
import type { VoiceState } from './state.ts';
import { denormalize, normalize } from './statistics.ts';
import { toSentences } from './text.ts';

/** What the voice would say before its first step: the source voice, mapped by means and deviations. */
export function stepZero(source: SourceFeatures, voice: VoiceState['voice'], manner: number): SourceFeatures {
  const { cepstrum, pitch } = voice.manners[manner];
  return {
    ...source,
    cepstrum: denormalize(normalize(source.cepstrum, voice.source.cepstrum), cepstrum),
    f0: mapPitch(source.f0, voice.source.pitch, pitch),
  };
}

/** Changes with whatever changes figures of the same state and features: here, in the conversion or in the bank. */
const figuresVersion = 1;

/** What it takes to measure a state. */
export interface Measuring {
  readonly tools: Tools;
  readonly state: VoiceState;
  /** See stateKey. */
  readonly stateKey: string;
  readonly converter: Converter;
}

/**
 * Figures of a state on a held-out clip, from the cache where they are: a version is measured once, however many come after.
 * @returns null when it has nothing to speak or nothing spoken
 */
export async function measure(measuring: Measuring, clip: EngineClip): Promise<ClipFigures | null> {
  const { tools, state, stateKey, converter } = measuring;
  const spoken = spokenKey(state.voice.sourceVoice, toSentences(clip.transcript ?? ''));
  const name = `${clip.sha256}-${spoken.slice(0, 32)}-${stateKey.slice(0, 32)}.v${extractorVersion}.${figuresVersion}.figures`;
  const kept = await cached(tools.cacheDir, name, async () => {
    const [pair] = await readPairs(tools, state.voice.sourceVoice, state.voice.manners, [clip]);
    if (!pair) return new Map();
    const { means } = await figuresOf(state.voice, converter, pair);
    return new Map(
      Object.entries(means).map(([figure, { sum, weight }]) => [
        figure,
        { shape: [2], data: Float32Array.of(sum, weight) },
      ]),
    );
  });
  const figures = noFigures(clip);
  for (const [figure, mean] of Object.entries(figures.means)) {
    const [sum, weight] = kept.get(figure)?.data ?? [];
    if (sum === undefined || weight === undefined) return null;
    Object.assign(mean, { sum, weight });
  }
  return figures;
}

async function figuresOf(
  voice: VoiceState['voice'],
  converter: Converter,
  { clip, source, target, manner }: Pair,
): Promise<ClipFigures> {
  const figures = noFigures(clip);
  const converted = await converter.convert(source, manner);
  compareSpectra(source, target, figures.means.mcdSource);
  compareSpectra(stepZero(source, voice, manner), target, figures.means.mcdStepZero);
  compareSpectra(converted, target, figures.means.mcd);
  comparePitch(converted, target, figures);
  return figures;
}
