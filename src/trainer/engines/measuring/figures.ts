// What an engine measures of a voice, clip by clip, and how the figures of several clips become those of a version.
import type { KeptEmbedding } from '../../../speakers/embedding.ts';
import type { VoiceMetrics } from '../../../storage/records.ts';

/** A weighted mean under way. Plain data, so that it can cross threads. */
export interface Mean {
  sum: number;
  weight: number;
}

const figureNames = ['mcdSource', 'mcdStepZero', 'mcd', 'squaredCents', 'voicingErrors'] as const;
type FigureName = (typeof figureNames)[number];

/** What was measured on one held-out clip. */
export interface ClipFigures {
  readonly clipId: string;
  readonly seconds: number;
  /** Distortions in dB and squared F0 errors in cents, weighted by frames; voicing errors as a share of frames. */
  readonly means: Readonly<Record<FigureName, Mean>>;
  /** Who speaks in what the voice said; null where nobody can tell. */
  embedding: KeptEmbedding | null;
}

const nothing = (): Mean => ({ sum: 0, weight: 0 });

/** Figures of a clip of which nothing has been measured yet. */
export function noFigures(clip: { readonly id: string; readonly durationSeconds: number }): ClipFigures {
  return {
    clipId: clip.id,
    seconds: clip.durationSeconds,
    means: {
      mcdSource: nothing(),
      mcdStepZero: nothing(),
      mcd: nothing(),
      squaredCents: nothing(),
      voicingErrors: nothing(),
    },
    embedding: null,
  };
}

/** Add a figure to a mean; without weight it does not count. */
export function addTo(mean: Mean, figure: number, weight: number): void {
  if (weight <= 0) return;
  mean.sum += figure * weight;
  mean.weight += weight;
}

/**
 * The figures of several clips as those of a version; null where nothing was measured.
 * @param likeness how like its owner's recordings what it said is; absent: nobody can tell
 */
export function toMetrics(
  clips: readonly ClipFigures[],
  likeness: Pick<VoiceMetrics, 'similarity' | 'ownSimilarity'> = { similarity: null, ownSimilarity: null },
): VoiceMetrics {
  const value = (name: FigureName): number | null => {
    let sum = 0;
    let weight = 0;
    for (const { means } of clips) {
      sum += means[name].sum;
      weight += means[name].weight;
    }
    return weight > 0 ? sum / weight : null;
  };
  const meanSquare = value('squaredCents');
  const voicingError = value('voicingErrors');
  return {
    heldOutClips: clips.length,
    heldOutSeconds: clips.reduce((sum, { seconds }) => sum + seconds, 0),
    mcdDb: value('mcd'),
    mcdSourceDb: value('mcdSource'),
    mcdStepZeroDb: value('mcdStepZero'),
    f0RmseCents: meanSquare === null ? null : Math.sqrt(meanSquare),
    voicingErrorPercent: voicingError === null ? null : 100 * voicingError,
    ...likeness,
  };
}
