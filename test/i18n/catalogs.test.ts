// Every text is there in every language, is used, is filled in with the same, speaks of the same commands, and fits Discord.
import assert from 'node:assert/strict';
import { glob, readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, it } from 'node:test';
import { allCommands, messageCommands } from '../../src/bot/commands/all.ts';
import { localized, nameIn } from '../../src/bot/discord/localize.ts';
import { en } from '../../src/i18n/en.ts';
import { translate, translations } from '../../src/i18n/i18n.ts';
import { languages, tags } from '../../src/i18n/languages.ts';
import { mentioned } from '../../src/i18n/mentions.ts';
import { readConfig } from '../../src/config.ts';
import { flat, stemOf } from './support.ts';

const placeholders = (text: string): string[] =>
  [...new Set([...text.matchAll(/\{\{(.+?)\}\}/g)].map(([, inside]) => inside))].sort();

const english = flat(en);
const definitions = [...allCommands, ...messageCommands({ ...readConfig({}), messageSamples: true })].map((command) =>
  command.definition.toJSON(),
);

interface Part {
  readonly name: string;
  readonly type?: number;
  readonly description?: string;
  readonly options?: readonly Part[];
  readonly choices?: readonly { readonly name: string; readonly value: string | number }[];
}
const partsOf = (part: Part): Part[] => [part, ...(part.options ?? []).flatMap(partsOf)];
const parts = (definitions as Part[]).flatMap(partsOf);
/** Subcommands and groups of them are no options that anything can follow. */
const optionNames = new Set(parts.filter(({ type = 0 }) => type > 2).map(({ name }) => name.replace(/\d+$/, '')));
/** Where an English word before a colon is no option. */
const plainWords = new Set([
  'errors.unspeakable-script.message',
  'errors.voice-permission.message',
  'errors.voice-permission/one.message',
  'errors.broken-file/silent.message',
  'errors.bad-transcripts/undivided.hint',
  'errors.bad-transcripts/no-field.hint',
  'errors.bad-transcripts/empty.hint',
  'errors.bad-transcripts/heading.hint',
  'errors.no-usable-clips/unmatched.message',
  'intake.unspeakableIn',
  'intake.partlyUnspeakable',
  'notes.on-old-clips',
]);
const commandNames = new Set(parts.map(({ name }) => name.replace(/\d+$/, '')));

describe('texts of the interface', () => {
  for (const language of languages.filter((one) => one !== 'en')) {
    const own = flat(translations[language]);
    // As many forms as a language has for whole numbers below a million.
    const forms = new Set(Array.from({ length: 200 }, (_, n) => new Intl.PluralRules(tags[language]).select(n)));
    const expected = new Set(
      [...english.keys()].flatMap((key) =>
        key === stemOf(key) ? [key] : [...forms].map((form) => `${stemOf(key)}_${form}`),
      ),
    );

    it(`${language} has them all, and none that English has not`, () => {
      assert.deepEqual(
        [...expected].filter((key) => !own.has(key)),
        [],
        'missing',
      );
      assert.deepEqual(
        [...own.keys()].filter((key) => !expected.has(key)),
        [],
        'not in English',
      );
    });

    it(`${language} is filled in with the same, and speaks of the same commands`, () => {
      for (const [key, text] of own) {
        const source = english.get(key) ?? english.get(`${stemOf(key)}_other`) ?? '';
        // One of a thing need not be counted.
        const may = new Set([...placeholders(source), ...(key.endsWith('_one') ? ['count'] : [])]);
        assert.ok(
          placeholders(text).every((one) => may.has(one)),
          `${key}: ${text}`,
        );
        assert.ok(
          placeholders(source).every((one) => placeholders(text).includes(one)) || key.endsWith('_one'),
          `${key}: ${text}`,
        );
        if (plainWords.has(key)) continue;
        assert.deepEqual(
          mentioned(text, commandNames, optionNames),
          mentioned(source, commandNames, optionNames),
          `${key}: ${text}`,
        );
      }
    });

    it(`${language} names and describes every command, and nothing else`, () => {
      const { commands } = translations[language];
      const said = parts.flatMap(({ name, description, choices = [] }) => [
        ...(/^[a-z]/.test(name) ? [] : [name]),
        ...(description === undefined ? [] : [description]),
        ...choices.filter(({ value }) => !/^[a-z]{2,3}$/.test(String(value))).map((choice) => choice.name),
      ]);
      assert.deepEqual(
        said.filter((text) => commands.texts[text] === undefined),
        [],
      );
      assert.deepEqual(
        Object.keys(commands.texts).filter((text) => !said.includes(text)),
        [],
      );
      assert.deepEqual(
        parts.filter(({ name }) => nameIn(commands, name) === undefined).map(({ name }) => name),
        [],
      );
      assert.deepEqual(
        Object.keys(commands.names).filter((name) => !commandNames.has(name)),
        [],
      );
      const siblings = [definitions as Part[], ...parts.map(({ options }) => options ?? [])];
      for (const names of siblings.map((some) => some.map(({ name }) => nameIn(commands, name)))) {
        assert.equal(new Set(names).size, names.length, names.join(' '));
      }
      for (const name of Object.values(commands.names)) assert.match(name, /^[-_\p{L}\p{M}\p{N}]{1,30}$/u);
      for (const text of Object.values(commands.texts)) assert.ok(text.length <= 100, text);
    });
  }

  it('are all used', async () => {
    const folder = path.join(import.meta.dirname, '../../src');
    const files = await Array.fromAsync(glob('**/*.ts', { cwd: folder }));
    const readers = files.filter((file) => !/^i18n.[a-z]{2}\.ts$/.test(file));
    const source = (await Promise.all(readers.map((file) => readFile(path.join(folder, file), 'utf8')))).join('\n');
    const formats = [...english.values()].flatMap(placeholders).flatMap((inside) => inside.split(', ')[1] ?? []);
    const isUsed = (key: string): boolean => {
      const stem = stemOf(key);
      const [, error] = /^errors\.(.+)\.(?:message|hint)$/.exec(stem) ?? [];
      if (error !== undefined) {
        const [code] = error.split('/', 1);
        return (
          source.includes(`'${error}'`) ||
          source.includes(`UserError(\`${code}/\${`) ||
          source.includes(`super(\`${code}/\${`) ||
          (error.startsWith('unknown-') && source.includes('UserError(`unknown-${'))
        );
      }
      const [, noted] = /^notes\.(.+)$/.exec(stem) ?? [];
      if (noted !== undefined) return source.includes(`'${noted}'`);
      if (source.includes(`'${stem}'`) || formats.some((format) => stem === `count.${format}`)) return true;
      // Looked up by what stands in a variable, under a name that is written out.
      const group = stem.slice(0, stem.lastIndexOf('.') + 1);
      return group !== '' && source.includes(`\`${group}\${`);
    };
    assert.deepEqual(
      [...english.keys()].filter((key) => !isUsed(key)),
      [],
    );
  });

  it('say counts, lengths and figures as the language does', () => {
    assert.equal(translate('de')('duration.tenths', { seconds: 4.25 }), '4,3 s');
    assert.equal(translate('en-GB')('duration.tenths', { seconds: 4.25 }), '4.3 s');
    assert.equal(translate('tlh').language, 'en');
    assert.equal(translate('zh-TW').language, 'en');
    assert.equal(translate('es-419').language, 'es');
  });

  it('look up nothing in what people write', () => {
    const named = '{{count}} $t(consent.agree) $& $1';
    assert.equal(translate('en')('consent.version', { version: named }), `Consent text, version ${named}`);
  });
});

it('commands are told to Discord in every language', () => {
  const train = localized(definitions.find(({ name }) => name === 'train') as never);
  assert.equal(train.name_localizations?.de, 'training');
  assert.equal(train.name_localizations?.['es-419'], 'entrenar');
  const { options = [] } = train as { options?: { description_localizations?: Record<string, string> }[] };
  assert.equal(Object.keys(options[0]?.description_localizations ?? {}).length, 8);
});
