// The languages of the interface, and which of Discord's locales (https://docs.discord.com/developers/reference#locales) get them.

export const languages = ['en', 'zh', 'ja', 'ko', 'es', 'de', 'fr', 'pt'] as const;
export type Language = (typeof languages)[number];
export type Translated = Exclude<Language, 'en'>;

/** By which Intl knows them. */
export const tags: Readonly<Record<Language, string>> = {
  en: 'en',
  zh: 'zh-Hans',
  ja: 'ja',
  ko: 'ko',
  es: 'es',
  de: 'de',
  fr: 'fr',
  pt: 'pt-BR',
};

/** Discord's locales that are not English. */
export const discordLocales: readonly (readonly [locale: string, language: Translated])[] = [
  ['zh-CN', 'zh'],
  ['ja', 'ja'],
  ['ko', 'ko'],
  ['es-ES', 'es'],
  ['es-419', 'es'],
  ['de', 'de'],
  ['fr', 'fr'],
  ['pt-BR', 'pt'],
];

/** The language of the interface for a locale; English where there is none. */
export function languageOf(locale: string | undefined | null): Language {
  const [first] = (locale ?? '').split('-', 1);
  // Who reads traditional characters would have to read simplified ones.
  if (locale === 'zh-TW' || locale === 'zh-HK') return 'en';
  return languages.find((language) => language === first) ?? 'en';
}
