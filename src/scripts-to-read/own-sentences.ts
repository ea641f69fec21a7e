// Sentences that the operator gives people to read: in languages that nothing comes with, or instead of what does.
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { UserError } from '../errors.ts';
import { plain } from '../words.ts';
import { type Sentences, usualSentences } from './reading-list.ts';

/** Longer ones nobody reads at first sight, UTF-16 units. */
const longest = 200;
const most = 2000;

/**
 * What there is to read.
 * @param folder has a file of lines for a language, such as `ja.txt`, a sentence a line; null: only what comes with it
 * @throws UserError `bad-sentences` for operators, with the file that is not what it should be
 */
export async function sentencesWith(folder: string | null): Promise<Sentences> {
  if (folder === null) return usualSentences;
  const own: Record<string, string[]> = {};
  const names = await readdir(folder).catch((error: unknown) => {
    throw bad(`SENTENCES_DIR: ${folder} can’t be read.`, error);
  });
  for (const name of names.filter((one) => /^[a-z]{2}\.txt$/.test(one))) {
    const text = await readFile(path.join(folder, name), 'utf8');
    const lines = text.split('\n').filter((line) => line.trim() !== '');
    const sentences = [...new Set(lines.map((line) => plain(line)))];
    const tooLong = sentences.find((sentence) => sentence.length > longest);
    if (tooLong !== undefined) throw bad(`${name} in ${folder}: longer than ${longest} characters: ${tooLong}`);
    if (sentences.length === 0) throw bad(`${name} in ${folder} has no sentence.`);
    if (sentences.length > most) throw bad(`${name} in ${folder} has more than ${most} sentences.`);
    own[name.slice(0, 2)] = sentences;
  }
  return { ...usualSentences, ...own };
}

const bad = (message: string, cause?: unknown): UserError =>
  new UserError('bad-sentences', message, 'Write a file for each language, such as ja.txt, with a sentence a line.', {
    cause,
  });
