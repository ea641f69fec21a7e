// Transcripts that came with the wrong files of an upload: what is heard in one file is the line of another.
import { difference, isDoubted } from '../../ears/comparison.ts';
import type { IntakeItem } from '../../storage/records.ts';
import type { Sample } from '../../storage/storage.ts';

export interface MisplacedWords {
  /** The clip, and the index of its file in the upload. */
  readonly sample: Sample;
  readonly file: number;
  /** Index of the file that came with the words which are heard. */
  readonly line: number;
}

/** What is heard differs by less from its own line. */
const mostDifferent = 0.35;

/**
 * The clips on hold for their words that have another file's of the same upload. A line goes to one clip.
 * @param samples of the voice
 * @param language of the voice, BCP 47
 */
export function misplacedWords(
  items: readonly IntakeItem[],
  samples: readonly Sample[],
  language: string,
): MisplacedWords[] {
  const byId = new Map(samples.map((sample) => [sample.id, sample]));
  const found: MisplacedWords[] = [];
  const taken = new Set<number>();
  /** By how much a line differs from what is heard in its own file: one that is right there is nobody else's. */
  const ownDifference = (line: number): number => {
    const { outcome, transcript } = items[line];
    const own = byId.get(outcome?.sampleIds[0] ?? '')?.heard?.text;
    return own === undefined ? 1 : difference(transcript ?? '', own, language);
  };
  for (const [file, { outcome, transcript }] of items.entries()) {
    const sample = byId.get(outcome?.sampleIds[0] ?? '');
    if (sample === undefined || !isDoubted(sample) || sample.transcript !== transcript) continue;
    const heard = sample.heard?.text ?? '';
    const lines = items
      .flatMap((item, line) => (line === file || item.transcript === null || taken.has(line) ? [] : [line]))
      .map((line) => ({ line, difference: difference(items[line].transcript ?? '', heard, language) }))
      .filter((one) => one.difference < ownDifference(one.line))
      .sort((a, b) => a.difference - b.difference);
    if (lines.length === 0 || lines[0].difference > mostDifferent) continue;
    taken.add(lines[0].line);
    found.push({ sample, file, line: lines[0].line });
  }
  return found;
}
