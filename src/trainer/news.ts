// What new clips bring to a voice: held against those it has learnt, they tell the planner how carefully to go.
import { pitchRange, semitones } from '../audio/clip.ts';
import { type ComparedClip, compareClip } from '../audio/consistency.ts';
import { median } from '../statistics.ts';
import type { Sample } from '../storage/storage.ts';
import type { News } from './engines/engine.ts';

/** What is looked at of a sample. */
export type Described = Pick<Sample, 'measures' | 'descriptor' | 'transcript' | 'durationSeconds'>;

const compared = (samples: readonly Described[]): ComparedClip[] =>
  samples.flatMap(({ measures, descriptor, transcript }) =>
    descriptor === null ? [] : [{ measures, descriptor, transcript }],
  );

const wordsOf = (samples: readonly Described[]): Set<string> =>
  new Set(samples.flatMap(({ transcript }) => transcript?.toLowerCase().match(/[\p{L}\p{N}']+/gu) ?? []));

const snrOf = (samples: readonly Described[]): number | null =>
  median(samples.flatMap(({ measures }) => measures.snrDb ?? []));

/** Semitones from the lowest to the highest of the clips' F0; 0 where nothing is voiced. */
function pitchSpan(samples: readonly Described[]): number {
  const range = pitchRange(samples);
  return range === null ? 0 : semitones(range.lowHz, range.highHz);
}

/** @returns null when there is nothing new, or nothing to compare it with */
export function describeNews(fresh: readonly Described[], learnt: readonly Described[]): News | null {
  if (fresh.length === 0 || learnt.length === 0) return null;
  const known = compared(learnt);
  const seconds = { all: 0, speaker: 0, conditions: 0, manner: 0 };
  for (const sample of fresh) {
    const { durationSeconds } = sample;
    seconds.all += durationSeconds;
    for (const clip of compared([sample])) {
      const { speaker, conditions, manner } = compareClip(clip, known);
      if (speaker) seconds.speaker += durationSeconds;
      if (conditions.length > 0) seconds.conditions += durationSeconds;
      if (manner.length > 0) seconds.manner += durationSeconds;
    }
  }
  const heard = wordsOf(learnt);
  return {
    otherSpeaker: seconds.speaker / seconds.all,
    otherConditions: seconds.conditions / seconds.all,
    otherManner: seconds.manner / seconds.all,
    snrDb: snrOf(fresh),
    usualSnrDb: snrOf(learnt),
    widerPitch: pitchSpan([...fresh, ...learnt]) - pitchSpan(learnt),
    newWords: [...wordsOf(fresh)].filter((word) => !heard.has(word)).length,
  };
}
