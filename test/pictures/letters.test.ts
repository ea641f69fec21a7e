// Every letter of what stands in pictures can be drawn, in every language.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, it } from 'node:test';
import { wordsInPictures } from '../../scripts/letters.ts';

const root = path.join(import.meta.dirname, '../..');

/** The letters that an OpenType font has glyphs of: https://learn.microsoft.com/typography/opentype/spec/cmap, formats 4 and 12. */
async function lettersOf(file: string): Promise<Set<number>> {
  const font = await readFile(path.join(root, file));
  const tables = Array.from({ length: font.readUInt16BE(4) }, (_, index) => 12 + 16 * index);
  const entry = tables.find((at) => font.toString('latin1', at, at + 4) === 'cmap');
  assert.ok(entry !== undefined, file);
  const cmap = font.subarray(font.readUInt32BE(entry + 8));
  const letters = new Set<number>();
  const add = (from: number, to: number): void => {
    for (let letter = from; letter <= to; letter++) letters.add(letter);
  };
  for (let index = 0; index < cmap.readUInt16BE(2); index++) {
    const map = cmap.subarray(cmap.readUInt32BE(8 + 8 * index));
    const format = map.readUInt16BE(0);
    if (format === 12) {
      for (let group = 0; group < map.readUInt32BE(12); group++) {
        add(map.readUInt32BE(16 + 12 * group), map.readUInt32BE(20 + 12 * group));
      }
    } else if (format === 4) {
      const doubled = map.readUInt16BE(6);
      for (let at = 0; at < doubled; at += 2) add(map.readUInt16BE(16 + doubled + at), map.readUInt16BE(14 + at));
    }
  }
  return letters;
}

describe('letters of pictures', () => {
  for (const weight of ['', '-Bold']) {
    it(`are all there${weight}`, async () => {
      const fonts = [
        `node_modules/dejavu-fonts-ttf/ttf/DejaVuSans${weight}.ttf`,
        `src/pictures/letters/letters${weight}.otf`,
      ];
      const there = await Promise.all(fonts.map(lettersOf));
      const letters = new Set(wordsInPictures().join(''));
      assert.ok(letters.has('声') && letters.has('ス') && letters.has('월'), 'of dates too');
      assert.deepEqual(
        [...letters].filter((letter) => !there.some((some) => some.has(letter.codePointAt(0) ?? 0))),
        [],
        'make them with scripts/letters.ts',
      );
    });
  }
});
