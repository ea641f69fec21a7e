// Are given transcripts told from what they are not, by what is heard: how many are doubted of the right ones, of those of
// the next recording, of halves, and of right ones where only half was recorded.
import { doubtOf } from '../../src/ears/comparison.ts';
import { type Hearing, tells } from '../../src/ears/hearing.ts';

export interface HeardClip {
  readonly transcript: string;
  readonly hearing: Hearing;
  /** What is heard of its first half. */
  readonly half: Hearing;
}

const halfOf = (text: string, half: 0 | 1): string => {
  const words = text.split(' ');
  const middle = words.length >> 1;
  return (half === 0 ? words.slice(0, middle) : words.slice(middle)).join(' ');
};
/** A text of fewer words has no halves. */
const fewestWords = 4;

/** A line for each kind of transcript. */
export function doubts(name: string, clips: readonly HeardClip[]): string[] {
  const long = clips.filter(({ transcript }) => transcript.split(' ').length >= fewestWords);
  const kinds: [string, readonly (readonly [string, Hearing])[]][] = [
    ['right', clips.map(({ transcript, hearing }) => [transcript, hearing])],
    ['of the next', clips.map(({ hearing }, i) => [clips[(i + 1) % clips.length].transcript, hearing])],
    ['first half', long.map(({ transcript, hearing }) => [halfOf(transcript, 0), hearing])],
    ['second half', long.map(({ transcript, hearing }) => [halfOf(transcript, 1), hearing])],
    ['half recorded', long.map(({ transcript, half }) => [transcript, half])],
  ];
  return kinds.map(([kind, pairs]) => {
    const told = pairs.filter(([, hearing]) => tells(hearing));
    const doubted = told.filter(([given, { text }]) => doubtOf(given, text, 'en') !== null);
    const counts = [pairs.length, told.length, doubted.length].map((count) => String(count).padStart(8));
    return [name.padEnd(8), kind.padEnd(14), ...counts].join(' ');
  });
}
