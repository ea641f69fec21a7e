// What stands in pictures, in the language of whoever sees them. `scripts/letters.ts` makes the letters that the typeface lacks.
import { type Translate, translate } from '../i18n/i18n.ts';

export type PictureWords = ReturnType<typeof pictureWords>;

/** As plain strings, so that they can be sent to who draws. */
export const pictureWords = (t: Translate) => ({
  time: t('picture.time'),
  frequency: t('picture.frequency'),
  level: t('picture.level'),
  peak: t('picture.peak'),
  fullScale: t('picture.fullScale'),
  noSound: t('picture.noSound'),
  epoch: t('picture.epoch'),
  loss: t('picture.loss'),
  kept: t('picture.kept'),
  noLoss: t('picture.noLoss'),
  trainingClips: t('picture.trainingClips'),
  testClips: t('picture.testClips'),
  active: t('picture.active'),
  purged: t('picture.purged'),
  aside: t('picture.aside'),
  weights: t('picture.weights'),
  imported: t('picture.imported'),
  otherVoice: t('picture.otherVoice'),
  /** With figures in place of `#`. */
  seconds: t('duration.seconds', { seconds: '#' }),
  minutes: t('picture.minutes', { minutes: '#' }),
  /** BCP 47, of dates and figures. */
  locale: t('picture.locale'),
});

/** A figure as it stands in pictures. @param digits after the point or comma */
export function figure(value: number, { locale }: Pick<PictureWords, 'locale'>, digits: number): string {
  return value
    .toLocaleString(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits, useGrouping: false })
    .replace('-', '−');
}

export const englishWords = pictureWords(translate('en'));
