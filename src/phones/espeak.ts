// Languages other than English as sounds: eSpeak NG says in IPA how a text is spoken. It is a program of its own, under the GPL:
// called where it is on the PATH, never linked and no part of this project.
import { execFile } from 'node:child_process';
import { UserError } from '../errors.ts';
import { languageName } from '../words.ts';

const program = 'espeak-ng';
/** The one command that brings it. */
export const espeakInstall = 'sudo apt-get install -y espeak-ng';

/** A sentence takes some 20 ms; what takes longer than this hangs, ms. */
const timeoutMs = 10_000;
const maxOutputBytes = 1_000_000;

/** What it is told of the environment: where it and its data lie, nothing secret. */
const environment = (): NodeJS.ProcessEnv =>
  Object.fromEntries(
    ['PATH', 'LD_LIBRARY_PATH', 'DYLD_LIBRARY_PATH', 'ESPEAK_DATA_PATH'].flatMap((name) =>
      process.env[name] === undefined ? [] : [[name, process.env[name]]],
    ),
  );

const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT';

/** @throws an error with the code `ENOENT` where it is not on the PATH */
async function run(args: readonly string[], text: string): Promise<string> {
  return await new Promise<string>((resolve, reject) => {
    const child = execFile(
      program,
      [...args],
      { env: environment(), timeout: timeoutMs, killSignal: 'SIGKILL', maxBuffer: maxOutputBytes },
      (error, stdout) => (error === null ? resolve(stdout) : reject(error)),
    );
    // One that ended early does not read: its end tells more than the broken pipe.
    child.stdin?.on('error', () => undefined).end(text);
  });
}

/** Its version, "1.51"; null where it is not on the PATH. */
export async function espeakVersion(): Promise<string | null> {
  try {
    return /eSpeak NG[^:]*: (\S+)/.exec(await run(['--version'], ''))?.[1] ?? 'of an unknown version';
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

/** What it calls the language as Kokoro's voices speak it. */
const dialects: Readonly<Record<string, string>> = { fr: 'fr-fr', pt: 'pt-br', en: 'en-us' };

// oxfmt-ignore
/** Two letters tied together that Kokoro writes as one. */
const tied: Readonly<Record<string, string>> = {
  't^ʃ': 'ʧ', 'd^ʒ': 'ʤ', 't^s': 'ʦ', 'd^z': 'ʣ', 't^ɕ': 'ʨ', 'd^ʑ': 'ʥ', 's^s': 'S',
  'a^ɪ': 'I', 'a^ʊ': 'W', 'e^ɪ': 'A', 'o^ʊ': 'O', 'ə^ʊ': 'Q', 'ɔ^ɪ': 'Y',
};
// oxfmt-ignore
/** Sounds that Kokoro lacks, as the nearest that it has. */
const nearest: Readonly<Record<string, string>> = {
  'r.': 'ɽ', ɭ: 'l', ɫ: 'l', ʟ: 'l', ʀ: 'ʁ', ɦ: 'h', ħ: 'h', ʕ: 'ʔ', ʍ: 'w', ɱ: 'm', ʑ: 'ʒ', ʐ: 'ʒ', ɵ: 'ø', ʏ: 'y', ʉ: 'u', ɘ: 'ə', ɞ: 'ɜ', ɶ: 'œ', ɓ: 'b', ɗ: 'd', ɠ: 'ɡ', ɬ: 'l',
  ɮ: 'l', ɺ: 'ɾ', ʙ: 'b', g: 'ɡ',
};

const unknown =
  /[^\u0303 ʣʥʦʨᵝꭧAIOQSTWYᵊabcdefhijklmnopqrstuvwxyzɑɐɒæβɔɕçɖðʤəɚɛɜɟɡɥɨɪʝɯɰŋɳɲɴøɸθœɹɾɻʁɽʂʃʈʧʊʋʌɣɤχʎʒʔˈˌːʰʲᵻ]/gu;
const every = (table: object): RegExp =>
  new RegExp(
    Object.keys(table)
      .map((key) => key.replaceAll(/[.^]/g, String.raw`\$&`))
      .join('|'),
    'gu',
  );
const [everyTied, everyOther] = [every(tied), every(nearest)];

/** What eSpeak writes as Kokoro reads it. @param ipa with ties written as ^, and names of languages in brackets */
export const fromEspeak = (ipa: string): string =>
  ipa
    .normalize('NFD')
    .replaceAll('c\u0327', 'ç')
    // Where a word is of another language: "(en)".
    .replaceAll(/\([^)\s]{1,12}\)/g, '')
    .replaceAll(everyTied, (pair) => tied[pair])
    .replaceAll(everyOther, (sound) => nearest[sound])
    .replaceAll(unknown, '')
    .replaceAll(/\s+/g, ' ')
    .trim();

/** Marks that make a pause, with the space after them; a full stop within a sentence may belong to a short form. */
const pauses = /([,;:!?—…]+(?=\s|$)|\.+$)/u;

/** @throws UserError where eSpeak is not there or does not speak the language */
async function pieceIpa(piece: string, language: string): Promise<string> {
  try {
    const ipa = await run(
      ['-q', '--ipa', '--tie=^', '-b', '1', '-v', dialects[language] ?? language, '--stdin'],
      piece,
    );
    return fromEspeak(ipa.trim().replaceAll('\n', ' '));
  } catch (error) {
    if (!isMissing(error)) throw error;
    throw new UserError(
      'espeak-missing',
      `Speaking ${languageName(language)} needs the program espeak-ng, which isn’t there.`,
      `Whoever runs this bot can add it: ${espeakInstall}`,
    );
  }
}

/**
 * A sentence in Kokoro's IPA, as eSpeak says it: numbers and short forms included.
 * @param language two letters of BCP 47
 * @throws UserError where eSpeak is not there
 */
export async function espeakPhones(text: string, language: string): Promise<string> {
  const parts = text
    // Two square brackets begin eSpeak's own phones.
    .replaceAll(/[[\]{}¿¡«»“”"\p{Cc}]/gu, ' ')
    .replaceAll(/[()]/g, ' , ')
    .trim()
    .split(pauses);
  let ipa = '';
  for (const [index, part] of parts.entries()) {
    if (index % 2 === 1) ipa += ipa === '' || /[,;:.!?…—]$/.test(ipa) ? '' : part[0];
    else if (/[\p{L}\p{N}]/u.test(part)) {
      const said = await pieceIpa(part, language);
      ipa += ipa === '' || said === '' ? said : ` ${said}`;
    }
  }
  return ipa.replace(/,$/, '');
}
