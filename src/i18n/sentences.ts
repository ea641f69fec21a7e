// Sentences one after the other.
import type { Translate } from './types.ts';

/** Those that are there: Chinese and Japanese have no space between them. */
export const sentences = ({ language }: Pick<Translate, 'language'>, ...all: readonly string[]): string =>
  all.filter((one) => one !== '').join(language === 'zh' || language === 'ja' ? '' : ' ');
