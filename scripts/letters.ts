// Makes src/pictures/letters: of Noto Sans CJK (Debian's fonts-noto-cjk), the letters of what stands in pictures and that
// their typeface lacks. After a new word in a picture: `node scripts/letters.ts FOLDER`, where the folder has
// NotoSansCJK-Regular.ttc and NotoSansCJK-Bold.ttc, and hb-subset (libharfbuzz-bin) is on the PATH.
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { englishWords, pictureWords } from '../src/pictures/words.ts';
import { languages } from '../src/i18n/languages.ts';
import { translate } from '../src/i18n/i18n.ts';

/** Everything that may stand in a picture, but for names. */
export function wordsInPictures(): string[] {
  return languages.flatMap((language) => {
    const t = translate(language);
    const words = pictureWords(t);
    const months = Array.from({ length: 12 }, (_, month) =>
      new Date(2024, month).toLocaleDateString(words.locale, { day: 'numeric', month: 'short' }),
    );
    const titles = [
      t('picture.training', { number: 1 }),
      t('picture.trainingSoFar', { epoch: 1, epochs: 2 }),
      t('picture.versions', { voice: '' }),
    ];
    return [...Object.keys(englishWords).map((key) => words[key as keyof typeof words]), ...months, ...titles];
  });
}

/** Chinese, Japanese and Korean: letters, and the marks that they come with. */
const isEastern = (letter: string): boolean => /[\u3000-\u9FFF\uAC00-\uD7AF\uF900-\uFAFF\uFF00-\uFFEF]/.test(letter);

if (import.meta.main) {
  const [, , from] = process.argv;
  if (from === undefined) throw new Error('Say in which folder NotoSansCJK-Regular.ttc and NotoSansCJK-Bold.ttc are.');
  const letters = [...new Set(wordsInPictures().join(''))].filter(isEastern).sort();
  const to = path.join(import.meta.dirname, '../src/pictures/letters');
  for (const [weight, name] of [
    ['Regular', 'letters.otf'],
    ['Bold', 'letters-Bold.otf'],
  ] as const) {
    // The first of its faces is the Japanese one: of the letters here, those that Chinese shares look the same.
    execFileSync('hb-subset', [
      path.join(from, `NotoSansCJK-${weight}.ttc`),
      '--face-index=0',
      `--text=${letters.join('')}`,
      '--layout-features=',
      '--no-hinting',
      '--desubroutinize',
      `--output-file=${path.join(to, name)}`,
    ]);
  }
  process.stdout.write(`${letters.length} letters\n`);
}
