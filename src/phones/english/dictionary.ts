// The CMU Pronouncing Dictionary (BSD licence; 126,000 words), searched where it lies: as an object it would take 65 MB and
// 0.4 s, its file takes 5 MB and a few milliseconds.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** One pronunciation: phones of ARPAbet, vowels with their stress (0 none, 1 primary, 2 secondary): `HH AH0 L OW1`. */
export type Arpabet = readonly string[];

let file: Buffer | undefined;

/** Lines `  "word": "W ER1 D",`, in the order of their words; other pronunciations of a word follow it as `word(2)`. */
const dictionaryFile = (): Buffer =>
  (file ??= readFileSync(fileURLToPath(import.meta.resolve('cmu-pronouncing-dictionary'))));

const newline = 10;
const entry = /^ {2}"?([^":]+?)(?:\(\d+\))?"?: "([^"#]+)/;

interface Line {
  readonly word: string;
  readonly phones: Arpabet;
  /** Byte after its end. */
  readonly end: number;
}

/** The line that begins at a byte; null where that is none of an entry. */
function lineAt(bytes: Buffer, start: number): Line | null {
  const stop = bytes.indexOf(newline, start);
  const end = stop < 0 ? bytes.length : stop;
  const match = entry.exec(bytes.toString('latin1', start, end));
  return match && { word: match[1], phones: match[2].trim().split(' '), end: end + 1 };
}

/**
 * All pronunciations of a word, the usual one first; empty for a word that is not there.
 * @param word lower case
 */
export function lookUp(word: string): Arpabet[] {
  const bytes = dictionaryFile();
  let low = bytes.indexOf('{\n', bytes.indexOf('dictionary =')) + 2;
  let high = bytes.lastIndexOf('}');
  // Lines before `low` have smaller words, those from `high` on have not.
  while (low < high) {
    const start = Math.max(low, bytes.lastIndexOf(newline, (low + high) >> 1) + 1);
    const line = lineAt(bytes, start);
    if (line === null) return [];
    if (line.word < word) low = line.end;
    else high = start;
  }
  const found: Arpabet[] = [];
  for (let line = lineAt(bytes, low); line?.word === word; line = lineAt(bytes, line.end)) found.push(line.phones);
  return found;
}
