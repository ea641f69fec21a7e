// What commands, options and choices are called in every language of the interface, as Discord takes it.
import type { RESTPostAPIApplicationCommandsJSONBody } from 'discord.js';
import { asRead, languageName, translations } from '../../i18n/i18n.ts';
import { type Translated, discordLocales } from '../../i18n/languages.ts';
import type { CommandTexts } from '../../i18n/types.ts';

interface Named {
  readonly name: string;
  readonly description?: string;
  readonly options?: readonly Named[];
  readonly choices?: readonly { readonly name: string; readonly value: string | number }[];
}

type Localizations = Record<string, string>;

function inEach(say: (texts: CommandTexts, language: Translated) => string | undefined): Localizations {
  const said: Localizations = {};
  for (const [locale, language] of discordLocales) {
    const text = say(translations[language].commands, language);
    if (text !== undefined) said[locale] = text;
  }
  return said;
}

/** A name in a language: of several of a kind (`file2`) the number stays. */
export function nameIn(texts: CommandTexts, name: string): string | undefined {
  const [, word = name, number = ''] = /^([a-z]+?)(\d*)$/.exec(name) ?? [];
  const known = texts.names[word] ?? texts.texts[name];
  return known === undefined ? undefined : `${known}${number}`;
}

/** A choice's name in a language: that of a language is known to Intl. */
function choiceIn(
  texts: CommandTexts,
  { name, value }: { name: string; value: string | number },
  language: Translated,
) {
  const isLanguage = typeof value === 'string' && /^[a-z]{2,3}$/.test(value) && languageName(value, 'en') === name;
  return isLanguage ? languageName(value, language) : texts.texts[name];
}

function descriptionIn(texts: CommandTexts, description: string, language: Translated): string | undefined {
  const text = texts.texts[description];
  return text === undefined ? undefined : asRead(text, language);
}

function localize(one: Named): object {
  const { description } = one;
  return {
    ...one,
    name_localizations: inEach((texts) => nameIn(texts, one.name)),
    ...(description === undefined
      ? {}
      : { description_localizations: inEach((texts, language) => descriptionIn(texts, description, language)) }),
    ...(one.options && { options: one.options.map(localize) }),
    ...(one.choices && {
      choices: one.choices.map((choice) => ({
        ...choice,
        name_localizations: inEach((texts, language) => choiceIn(texts, choice, language)),
      })),
    }),
  };
}

/** A definition with its names and descriptions in every language. */
export const localized = (definition: RESTPostAPIApplicationCommandsJSONBody): RESTPostAPIApplicationCommandsJSONBody =>
  localize(definition) as RESTPostAPIApplicationCommandsJSONBody;
