// Words that differ between what is said and what is heard.

const wordsOf = (text: string): string[] =>
  text
    .toLowerCase()
    .replaceAll('*', ' star ')
    .replaceAll('#', ' pound ')
    .replaceAll('-', ' ')
    .replaceAll(/[^a-z0-9' ]/g, '')
    .split(/\s+/)
    .filter((word) => word !== '');

/** Words left out, put in or exchanged (Levenshtein's distance), of those that are said. */
export function wordErrors(said: string, heard: string): { readonly wrong: number; readonly words: number } {
  const [a, b] = [wordsOf(said), wordsOf(heard)];
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (const [i, word] of a.entries()) {
    const next = [i + 1];
    for (const [j, other] of b.entries()) {
      next.push(Math.min(row[j + 1] + 1, next[j] + 1, row[j] + (word === other ? 0 : 1)));
    }
    row = next;
  }
  return { wrong: row.at(-1) ?? 0, words: a.length };
}
