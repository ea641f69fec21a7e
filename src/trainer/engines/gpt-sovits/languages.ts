// The languages that GPT-SoVITS reads, as its scripts and its server name them.

export const languages = ['zh', 'ja', 'en', 'ko', 'yue'] as const;
export type Language = (typeof languages)[number];

/** @param tag BCP 47, for example `en-GB`; null: it does not speak it */
export function toGptSovitsLanguage(tag: string): Language | null {
  const [primary = '', ...subtags] = tag.toLowerCase().split('-');
  if (primary === 'zh' && subtags.some((subtag) => subtag === 'yue' || subtag === 'hk')) return 'yue';
  return languages.find((language) => language === primary) ?? null;
}
