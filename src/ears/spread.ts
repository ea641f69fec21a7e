// Spreads the transcript of a long recording over the pieces that it was cut into, by what is heard in each.

const plain = (word: string): string => word.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');

/** Share of the given words that must be heard somewhere, for the whole to be believed. */
const leastHeard = 0.6;

/**
 * Align the words with those that are heard, one after the other (Levenshtein's distance), and cut where the pieces end.
 * @param transcript of the whole recording
 * @param heard what is heard in each piece, in order
 * @returns the given words of each piece; null where they are not those of this recording
 */
export function spreadTranscript(transcript: string, heard: readonly string[]): string[] | null {
  const given = transcript.split(/\s+/).filter((word) => word !== '');
  const pieces = heard.flatMap((text, piece) =>
    text
      .split(/\s+/)
      .filter((word) => plain(word) !== '')
      .map((word) => ({ word: plain(word), piece })),
  );
  const [rows, columns] = [given.length + 1, pieces.length + 1];
  const words = given.map(plain);
  const costs = new Uint32Array(rows * columns);
  for (let i = 0; i < rows; i++) costs[i * columns] = i;
  for (let j = 0; j < columns; j++) costs[j] = j;
  const differs = (i: number, j: number): number => (words[i - 1] === pieces[j - 1].word ? 0 : 1);
  for (let i = 1; i < rows; i++) {
    for (let j = 1; j < columns; j++) {
      costs[i * columns + j] = Math.min(
        costs[(i - 1) * columns + j] + 1,
        costs[i * columns + j - 1] + 1,
        costs[(i - 1) * columns + j - 1] + differs(i, j),
      );
    }
  }
  /** The piece of each given word; a word that nobody heard goes with the next one that was. */
  const pieceOf = new Int32Array(given.length);
  let [i, j, same, next] = [given.length, pieces.length, 0, heard.length - 1];
  while (i > 0) {
    const here = costs[i * columns + j];
    if (j > 0 && here === costs[(i - 1) * columns + j - 1] + differs(i, j)) {
      if (differs(i, j) === 0) same++;
      next = pieces[j - 1].piece;
      pieceOf[--i] = next;
      j--;
    } else if (here === costs[(i - 1) * columns + j] + 1) {
      pieceOf[--i] = next;
    } else {
      j--;
    }
  }
  if (same < leastHeard * given.length) return null;
  return heard.map((_, piece) => given.filter((_word, at) => pieceOf[at] === piece).join(' '));
}
