// Real recorded speech for tests, benches and the demo: the prompts of Debian's asterisk-core-sounds packages (CC BY-SA 3.0),
// unpacked by scripts/setup.sh: Allison Smith's in English, and one speaker's in each of four other languages (not set up
// unless asked for). 16 kHz G.722, with a transcript of each prompt.
import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';

export interface Prompt {
  /** Name without extension, for example `conf-now-muted`. */
  readonly name: string;
  /** Absolute path of the raw G.722 file: decode with `ffmpeg -f g722 -i`. */
  readonly path: string;
  readonly text: string;
  /** As in `en`. */
  readonly language: string;
  readonly seconds: number;
}

/** One speaker of a package. */
interface Speaker {
  /** Folder that the packages of this language are unpacked into. */
  readonly root: string;
  readonly folder: string;
}

const toolchain = (folder: string): string => fileURLToPath(new URL(`../../.toolchain/${folder}`, import.meta.url));
const otherLanguages = toolchain('speech-languages');
const speakers: Readonly<Record<string, Speaker>> = {
  en: { root: toolchain('speech'), folder: 'en_US_f_Allison' },
  es: { root: otherLanguages, folder: 'es_MX_f_Allison' },
  fr: { root: otherLanguages, folder: 'fr_CA_f_June' },
  it: { root: otherLanguages, folder: 'it_IT_m_Carlo' },
  ru: { root: otherLanguages, folder: 'ru_RU_f_IvrvoiceRU' },
};
/** G.722 at 64 kbit/s. */
const bytesPerSecond = 8000;

/** Languages but English that somebody speaks here; none where they were not set up (`sh scripts/setup.sh languages`). */
export const otherRecordedLanguages = (): string[] =>
  existsSync(otherLanguages) ? Object.keys(speakers).filter((language) => language !== 'en') : [];

const prompts = new Map<string, readonly Prompt[]>();

/**
 * The prompts that are whole sentences: at least four words, 2 to 12 seconds (or `least` to `most`), speech only; in the
 * order of the package.
 * @throws when the package is not unpacked; `sh scripts/setup.sh test` does that for English, `… languages` for the others
 */
export function recordedPrompts(least = 2, most = 12, language = 'en'): readonly Prompt[] {
  const all = prompts.get(language) ?? sentences(language);
  prompts.set(language, all);
  return all.filter(({ seconds }) => seconds >= least && seconds <= most);
}

function sentences(language: string): Prompt[] {
  const { root, folder } = speakers[language];
  const share = path.join(root, 'usr/share');
  const list = `doc/asterisk-core-sounds-${language}/core-sounds-${language}.txt.gz`;
  const transcripts = gunzipSync(readFileSync(path.join(share, list)));
  const found: Prompt[] = [];
  for (const line of transcripts.toString('utf8').split('\n')) {
    const match = /^([\w/-]+): (.+)$/.exec(line.trim());
    const [, name, text] = match ?? [];
    if (name === undefined || text === undefined || /[[\]<>()]/.test(text) || text.split(/\s+/).length < 4) continue;
    const file = path.join(share, 'asterisk/sounds', folder, `${name}.g722`);
    const seconds = (statSync(file, { throwIfNoEntry: false })?.size ?? 0) / bytesPerSecond;
    if (seconds > 0) found.push({ name, path: file, text, language, seconds });
  }
  return found;
}
