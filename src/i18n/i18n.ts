// What people read, in their language: looks a text up in the catalogue of a language (one file each) and fills it in. A text
// that a language lacks is said in English.
import { createInstance } from 'i18next';
import { asTypedHere } from '../commands-here.ts';
import { engineName } from '../engines.ts';
import type { Script } from '../reading/scripts.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import { ja } from './ja.ts';
import { ko } from './ko.ts';
import { type Language, type Translated, languageOf, tags } from './languages.ts';
import { renamed } from './mentions.ts';
import { toldIn } from './notes.ts';
import { pt } from './pt.ts';
import { finished, prepared } from './typography.ts';
import { zh } from './zh.ts';
import type { Catalog, Note, Translate } from './types.ts';

export { sentences } from './sentences.ts';
export type { Translate };

/** All but English, which is the source. */
export const translations: Readonly<Record<Translated, Catalog>> = { zh, ja, ko, es, de, fr, pt };

/** Something that is said in whatever language its reader has. */
export type InAnyLanguage<T> = T | ((t: Translate) => T);

/** Every text of some, in groups of any depth. */
const changed = (texts: object, change: (text: string) => string): object =>
  Object.fromEntries(
    Object.entries(texts).map(([key, text]: [string, string | object]) => [
      key,
      typeof text === 'string' ? change(text) : changed(text, change),
    ]),
  );

const i18n = createInstance();

const numberFormats = new Map<string, Intl.NumberFormat>();
/** Digits after the point, and the language's own point. */
const fixed = (digits: number) => (value: number, language?: string) => {
  const tag = tags[languageOf(language)];
  const format =
    numberFormats.get(`${tag} ${digits}`) ??
    new Intl.NumberFormat(tag, { useGrouping: false, minimumFractionDigits: digits });
  numberFormats.set(`${tag} ${digits}`, format);
  // As a string, so that it is not rounded a second time.
  return format.format(value.toFixed(digits) as `${number}`);
};

const listFormats = new Map<string, Intl.ListFormat>();
const listed = (values: readonly string[], language: Language, type: 'conjunction' | 'disjunction'): string => {
  // The comma before "and" is American.
  const tag = language === 'en' ? 'en-GB' : tags[language];
  const format = listFormats.get(`${tag} ${type}`) ?? new Intl.ListFormat(tag, { type });
  listFormats.set(`${tag} ${type}`, format);
  return format.format(values);
};

const languageNames = new Map<Language, Intl.DisplayNames>();
/** What a language (BCP 47) is called in another one. */
export function languageName(language: string, by: Language): string {
  const names = languageNames.get(by) ?? new Intl.DisplayNames([tags[by]], { type: 'language' });
  languageNames.set(by, names);
  return names.of(language) ?? language;
}

/** A length of audio or time: `4.2 s`, `48 s`, `1 min 05 s`, `2 h 10 min`. */
function duration(seconds: number, t: Translate): string {
  if (seconds < 10) return t('duration.tenths', { seconds });
  const whole = Math.round(seconds);
  if (whole < 60) return t('duration.seconds', { seconds: whole });
  if (whole < 3600) {
    return t('duration.minutes', { minutes: Math.floor(whole / 60), seconds: String(whole % 60).padStart(2, '0') });
  }
  const minutes = Math.floor((whole % 3600) / 60);
  return t('duration.hours', { hours: Math.floor(whole / 3600), minutes: String(minutes).padStart(2, '0') });
}

const unitFormats = new Map<string, Intl.NumberFormat>();
const inUnit = (value: number, unit: 'second' | 'minute' | 'hour', language: Language): string => {
  const key = `${language} ${unit}`;
  const format =
    unitFormats.get(key) ?? new Intl.NumberFormat(tags[language], { style: 'unit', unit, unitDisplay: 'long' });
  unitFormats.set(key, format);
  return format.format(value);
};

/** A time that is only estimated: `20 seconds`, `3 minutes`, `25 minutes`, `1.5 hours`. */
function roughly(seconds: number, { language }: Translate): string {
  if (seconds < 55) return inUnit(Math.max(10, 10 * Math.round(seconds / 10)), 'second', language);
  const minutes = seconds / 60;
  if (minutes < 9.5) return inUnit(Math.round(minutes), 'minute', language);
  if (minutes < 57.5) return inUnit(5 * Math.round(minutes / 5), 'minute', language);
  return inUnit(Math.round(minutes / 30) / 2, 'hour', language);
}

const fewLanguages = 8;

function languagesInWords(codes: readonly string[], t: Translate): string {
  const names = codes.map((code) => languageName(code, t.language));
  if (names.length <= fewLanguages) return listed(names, t.language, 'conjunction');
  return listed([...names.slice(0, 3), t('moreLanguages', { count: names.length - 3 })], t.language, 'conjunction');
}

/** The name of an engine within a sentence. */
const engineIn = (engine: string, t: Translate): string =>
  engine === 'builtin' ? t('builtinEngine') : engineName(engine);

/** Of Discord, which a person can grant the bot. */
type Permission = keyof typeof en.permission;

type Format = (value: never, t: Translate) => string;

const formats: Readonly<Record<string, Format>> = {
  duration: (value: number, t) => duration(value, t),
  roughly: (value: number, t) => roughly(value, t),
  list: (value: readonly string[], t) => listed(value, t.language, 'conjunction'),
  either: (value: readonly string[], t) => listed(value, t.language, 'disjunction'),
  language: (value: string, t) => languageName(value, t.language),
  languagesAll: (value: readonly string[], t) =>
    listed(
      value.map((code) => languageName(code, t.language)),
      t.language,
      'conjunction',
    ),
  languageNames: (value: readonly string[], t) => value.map((code) => languageName(code, t.language)).join(', '),
  lineNumbers: (value: readonly string[], t) => t('lines', { count: value.length, numbers: value }),
  permissions: (value: readonly Permission[], t) =>
    listed(
      value.map((permission) => t('quoted', { text: t(`permission.${permission}`) })),
      t.language,
      'conjunction',
    ),
  notes: (value: readonly Note[], t) =>
    listed(
      value.map((note) => toldIn(note, t)),
      t.language,
      'conjunction',
    ),
  inBrackets: (value: readonly Note[], t) =>
    value.length === 0 ? '' : t('inBrackets', { text: value.map((note) => toldIn(note, t)).join(', ') }),
  content: (value: keyof typeof en.content, t) => t(`content.${value}`),
  outage: (value: keyof typeof en.outage, t) => t(`outage.${value}`),
  languages: (value: readonly string[], t) => languagesInWords(value, t),
  engine: (value: string, t) => engineIn(value, t),
  engines: (value: readonly string[], t) =>
    listed(
      value.map((id) => engineIn(id, t)),
      t.language,
      'conjunction',
    ),
  scripts: (value: readonly Script[], t) =>
    listed(
      value.map((script) => t(`script.${script}`)),
      t.language,
      'conjunction',
    ),
  percent: (value: number, t) => t('percent', { number: Math.round(100 * value) }),
  fixed0: (value: number, t) => fixed(0)(value, t.language),
  fixed1: (value: number, t) => fixed(1)(value, t.language),
  fixed2: (value: number, t) => fixed(2)(value, t.language),
  fixed3: (value: number, t) => fixed(3)(value, t.language),
};

void i18n.init({
  lng: 'en',
  fallbackLng: 'en',
  initAsync: false,
  defaultNS: 'texts',
  nsSeparator: false,
  returnNull: false,
  interpolation: { escapeValue: false },
  resources: { en: { texts: changed(en, asTypedHere) } },
});

/** A text of a catalogue with commands called as they are in its language, before it is filled in. */
const toFillIn = (text: string, language: Translated): string =>
  prepared(renamed(asTypedHere(text), translations[language].commands), language);

/** A text of a catalogue as it is read, where nothing is filled in. */
export const asRead = (text: string, language: Translated): string => finished(toFillIn(text, language), language);

/** Most processes, and threads, only ever speak English. */
function learn(language: Translated): void {
  const { commands: _, ...texts } = translations[language];
  i18n.addResourceBundle(
    language,
    'texts',
    changed(texts, (text) => toFillIn(text, language)),
  );
}

const translators = new Map<Language, Translate>();

/** @param locale Discord's, or any BCP 47 tag; one that is not spoken here is English */
export function translate(locale: string | undefined | null): Translate {
  const language = languageOf(locale);
  const known = translators.get(language);
  if (known !== undefined) return known;
  if (language !== 'en') learn(language);
  // A value may look like a key in brackets: nothing in it is looked up.
  const say = (key: string, params: object = {}): string =>
    finished(i18n.t(key, { ...params, lng: language, nest: false }), language);
  const t: Translate = Object.assign(say, { language });
  translators.set(language, t);
  return t;
}

for (const [name, format] of Object.entries(formats)) {
  i18n.services.formatter?.add(name, (value, language) => format(value as never, translate(language)));
}
// A count of things is said with them: `{{clips, clip}}` is "2 clips".
for (const noun of new Set(Object.keys(en.count).map((key) => key.replace(/_\w+$/, '')))) {
  i18n.services.formatter?.add(noun, (value: number, language) =>
    i18n.t(`count.${noun}`, { count: value, lng: language ?? 'en' }),
  );
}

/** Say it in this language. */
export function inLanguage<T extends object>(said: InAnyLanguage<T>, t: Translate): T {
  return typeof said === 'function' ? said(t) : said;
}
