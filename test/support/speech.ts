// Real recorded speech for tests and the demo: Allison Smith's English prompts from Debian's asterisk-core-sounds-en
// packages (CC BY-SA 3.0), unpacked by scripts/setup.sh. 16 kHz G.722, with a transcript of each prompt.
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';

export interface Prompt {
  /** Name without extension, for example `conf-now-muted`. */
  readonly name: string;
  /** Absolute path of the raw G.722 file: decode with `ffmpeg -f g722 -i`. */
  readonly path: string;
  readonly text: string;
  readonly seconds: number;
}

const root = fileURLToPath(new URL('../../.toolchain/speech/usr/share', import.meta.url));
/** G.722 at 64 kbit/s. */
const bytesPerSecond = 8000;

let prompts: readonly Prompt[] | undefined;

/**
 * The prompts that are whole sentences: at least four words, 2 to 12 seconds (or `least` to `most`), speech only; in the
 * order of the package.
 * @throws when the package is not unpacked; `sh scripts/setup.sh test` does that
 */
export function recordedPrompts(least = 2, most = 12): readonly Prompt[] {
  prompts ??= sentences();
  return prompts.filter(({ seconds }) => seconds >= least && seconds <= most);
}

function sentences(): Prompt[] {
  const transcripts = gunzipSync(readFileSync(path.join(root, 'doc/asterisk-core-sounds-en/core-sounds-en.txt.gz')));
  const found: Prompt[] = [];
  for (const line of transcripts.toString('utf8').split('\n')) {
    const match = /^([\w/-]+): (.+)$/.exec(line.trim());
    const [, name, text] = match ?? [];
    if (name === undefined || text === undefined || /[[\]<>()]/.test(text) || text.split(/\s+/).length < 4) continue;
    const file = path.join(root, 'asterisk/sounds/en_US_f_Allison', `${name}.g722`);
    const seconds = (statSync(file, { throwIfNoEntry: false })?.size ?? 0) / bytesPerSecond;
    if (seconds > 0) found.push({ name, path: file, text, seconds });
  }
  return found;
}
