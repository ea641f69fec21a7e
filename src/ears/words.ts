// From token numbers to text: byte-level pairs as GPT-2 has them (github.com/openai/gpt-2, encoder.py; MIT).

const printable = (byte: number): boolean =>
  (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || (byte >= 174 && byte <= 255);
const map = new Map<string, number>();

/** The characters that stand for bytes in a vocabulary, by character. */
function byteOfCharacter(): Map<string, number> {
  let others = 0;
  for (let byte = 0; byte < 256; byte++) map.set(String.fromCodePoint(printable(byte) ? byte : 256 + others++), byte);
  return map;
}
const bytes = byteOfCharacter();

/** Text of tokens; those that stand for no text, such as `<|en|>`, are left out. */
export function textOf(tokens: readonly number[], vocabulary: readonly string[]): string {
  const text: number[] = [];
  for (const token of tokens) {
    const word = vocabulary[token] ?? '';
    if (/^<\|.*\|>$/.test(word)) continue;
    for (const character of word) {
      const byte = bytes.get(character);
      if (byte !== undefined) text.push(byte);
    }
  }
  return Buffer.from(text).toString('utf8').replaceAll('\uFFFD', '').replaceAll(/\s+/g, ' ').trim();
}
