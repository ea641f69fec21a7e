// How translations are written: one word a thing, one way to address people, each language's own marks.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { en } from '../../src/i18n/en.ts';
import { translate, translations } from '../../src/i18n/i18n.ts';
import { type Language, type Translated, languages } from '../../src/i18n/languages.ts';
import { glossary } from './glossary.ts';
import { flat, stemOf } from './support.ts';

const english = flat(en);
const translated = languages.filter((language): language is Translated => language !== 'en');

/** By their path; of commands, by what they are in English. */
function textsOf(language: Language): (readonly [key: string, text: string])[] {
  if (language === 'en') return [...english];
  const { commands } = translations[language];
  return [...flat(translations[language]), ...Object.entries(commands.texts)];
}

/** Without what is filled in, and what commands and options are called. */
const words = (text: string): string =>
  text.replaceAll(/\{\{.*?\}\}|\/[a-z]+(?: [a-z]+)?|\b(?:version|voice|transcripts?|epochs):/g, '');

const offending = (language: Language, wrong: RegExp): string[] =>
  textsOf(language)
    .filter(([, text]) => wrong.test(text))
    .map(([key, text]) => `${key}: ${text}`);

/** Quotation marks that a language has not. */
const foreignMarks: Readonly<Record<Language, RegExp>> = {
  en: /[„«»「」『』]/,
  zh: /[„«»「」]/,
  ja: /[„“”«»]/,
  ko: /[„«»「」]/,
  es: /[„“”「」]/,
  de: /[”«»「」]/,
  fr: /[„“”「」]/,
  pt: /[„«»「」]/,
};

/** Words of another way to address people than the one that all texts have. */
const otherAddress: Readonly<Record<Translated, RegExp>> = {
  zh: /您/,
  ja: /お前|君|(?:だ|である)。/,
  ko: /당신|습니다|십시오/,
  es: /\b(?:usted(?:es)?|vos(?:otros)?)\b/i,
  // At the beginning of a sentence it may be "she".
  de: /(?<=[\p{Ll},] )(?:Sie|Ihnen|Ihre?[mnrs]?)\b/u,
  fr: /\b(?:vous|votre|vos)\b|[a-z]ez-/i,
  pt: /\b(?:tu|teus?|tuas?|o senhor|a senhora)\b/i,
};

describe('translations', () => {
  for (const language of languages) {
    it(`have the quotation marks of ${language}`, () =>
      assert.deepEqual(offending(language, foreignMarks[language]), []));
  }

  for (const language of translated) {
    it(`address people in one way in ${language}`, () =>
      assert.deepEqual(offending(language, otherAddress[language]), []));

    it(`have one word a thing in ${language}`, () => {
      const others = textsOf(language).flatMap(([key, text]) => {
        const source = english.get(key) ?? english.get(`${stemOf(key)}_other`) ?? key;
        return Object.entries(glossary)
          .filter(([, term]) => term.english.test(words(source)) && !term.is[language].test(text))
          .map(([name]) => `${name}: ${key}: ${text}`);
      });
      assert.deepEqual(others, []);
    });
  }

  for (const language of ['zh', 'ja'] as const) {
    it(`have full-width marks in ${language}`, () =>
      assert.deepEqual(offending(language, /(?<=[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}」”）}])[,:;!?](?!\S*\|)/u), []));
  }

  it('have Chinese dots', () => assert.deepEqual(offending('zh', /(?<![…:])…(?!…)/), []));

  it('leave open in Korean which particle follows what is not known yet', () => {
    const command = String.raw`(?<![\w/<])\/[a-z]+(?: [a-z]+)?(?: [a-z]+:[\d…]*)*`;
    const particle = '(?:으로|은|는|을|를|과|와|로|이|가|예요|이에요)(?![가-힣(])';
    assert.deepEqual(offending('ko', new RegExp(`(?:${command}|}})[)”"\`]?${particle}`)), []);
  });
});

describe('particles of Korean', () => {
  const t = translate('ko');

  it('follow from how the word before them ends', () => {
    const renamed = (name: string): string => t('voices.renamed', { before: 'A', name });
    assert.equal(renamed('봄'), '“A” 목소리의 이름을 “봄”으로 바꿨어요.');
    assert.equal(renamed('겨울'), '“A” 목소리의 이름을 “겨울”로 바꿨어요.');
    assert.equal(renamed('차'), '“A” 목소리의 이름을 “차”로 바꿨어요.');
    assert.equal(renamed('v3'), '“A” 목소리의 이름을 “v3”으로 바꿨어요.');
    assert.match(t('forget.agreed', { date: '<t:1>' }), /`\/내보내기`는 .*`\/공유 목록`은 .*`\/잊어줘`는 /);
    assert.match(t('figures.measured', { clips: 3, seconds: 12 }), /클립 3개\(12초\)로 측정/);
  });

  it('stay open after letters of other languages, and in what people write', () => {
    assert.equal(t('voices.renamed', { before: 'A', name: 'Ann' }), '“A” 목소리의 이름을 “Ann”(으)로 바꿨어요.');
    assert.equal(t('words.youWrote', { words: '물을(를) 마셔요' }), '회원님이 쓴 것: “물을(를) 마셔요”');
  });
});

it('French keeps its marks on the line of the word before them', () => {
  const said = translate('fr')('compare.comparing', { text: 'a : b' });
  assert.equal(said, 'Deux versions vont dire\u00A0: «\u00A0a : b\u00A0»');
});
