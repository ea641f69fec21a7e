// Word error rate: what pocketsphinx hears, with a bigram model of all sentences that could have been said.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { toSentences } from '../../src/reading/english.ts';
import { askPython } from './judges.ts';

const script = path.join(import.meta.dirname, 'recognize.py');

/** Words as they are counted. */
export const wordsOf = (transcript: string): string[] =>
  toSentences(transcript)
    .join(' ')
    .toLowerCase()
    .replaceAll('-', ' ')
    .match(/[a-z']+/g) ?? [];

/** Discount of every bigram's count (Ney, Essen and Kneser, 1994). */
const discount = 0.5;

const log = (probability: number): string => Math.log10(probability).toFixed(4);

/** A bigram model of sentences in ARPA's format, backing off to words by their frequency. */
function bigramModel(sentences: readonly (readonly string[])[]): string {
  const unigrams = new Map<string, number>();
  const bigrams = new Map<string, Map<string, number>>();
  let total = 0;
  for (const sentence of sentences) {
    const words = ['<s>', ...sentence, '</s>'];
    for (const [i, word] of words.entries()) {
      unigrams.set(word, (unigrams.get(word) ?? 0) + 1);
      total++;
      if (i === 0) continue;
      const followers = bigrams.get(words[i - 1]) ?? new Map<string, number>();
      bigrams.set(words[i - 1], followers.set(word, (followers.get(word) ?? 0) + 1));
    }
  }
  const share = (word: string): number => (unigrams.get(word) ?? 0) / total;
  const unigramLines = [...unigrams.keys()].map((word) => {
    const followers = bigrams.get(word);
    if (!followers) return `${log(share(word))} ${word}`;
    const all = [...followers.values()].reduce((sum, count) => sum + count, 0);
    const unseen = 1 - [...followers.keys()].reduce((sum, follower) => sum + share(follower), 0);
    return `${log(share(word))} ${word} ${log((discount * followers.size) / all / unseen)}`;
  });
  const bigramLines = [...bigrams].flatMap(([word, followers]) => {
    const all = [...followers.values()].reduce((sum, count) => sum + count, 0);
    return [...followers].map(([follower, count]) => `${log((count - discount) / all)} ${word} ${follower}`);
  });
  return [
    '',
    '\\data\\',
    `ngram 1=${unigramLines.length}`,
    `ngram 2=${bigramLines.length}`,
    '',
    '\\1-grams:',
    ...unigramLines,
    '',
    '\\2-grams:',
    ...bigramLines,
    '',
    '\\end\\',
    '',
  ].join('\n');
}

export interface Utterance {
  readonly words: readonly string[];
  /** At 16 kHz. */
  readonly samples: Float32Array;
}

/** Levenshtein's distance. */
function wordErrors(said: readonly string[], heard: readonly string[]): number {
  let row = Array.from({ length: heard.length + 1 }, (_, i) => i);
  for (const [i, word] of said.entries()) {
    const next = [i + 1];
    for (const [j, other] of heard.entries()) {
      next.push(Math.min(row[j] + (word === other ? 0 : 1), row[j + 1] + 1, next[j] + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}

/**
 * Errors per hundred words.
 * @param python with pocketsphinx
 * @param sentences that the language model is made of
 */
export async function wordErrorPercent(
  python: string,
  sentences: readonly (readonly string[])[],
  utterances: readonly Utterance[],
): Promise<number> {
  const folder = await mkdtemp(path.join(tmpdir(), 'timbre-words-'));
  try {
    const lm = path.join(folder, 'sentences.lm');
    await writeFile(lm, bigramModel(sentences));
    const files: string[] = [];
    for (const [i, { samples }] of utterances.entries()) {
      const file = path.join(folder, `${i}.raw`);
      await writeFile(
        file,
        Int16Array.from(samples, (sample) => Math.round(32_000 * Math.max(-1, Math.min(1, sample)))),
      );
      files.push(file);
    }
    const heard = await askPython(python, script, { lm, files }, z.array(z.string()).length(files.length));
    const errors = utterances.reduce((sum, { words }, i) => sum + wordErrors(words, heard[i].split(/\s+/)), 0);
    return (100 * errors) / utterances.reduce((sum, { words }) => sum + words.length, 0);
  } finally {
    await rm(folder, { recursive: true });
  }
}
