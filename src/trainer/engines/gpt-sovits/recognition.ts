// Transcripts of recordings that came without one, by the recognizer that comes with GPT-SoVITS (tools/asr). Only where one
// of its models has been downloaded: the program itself would fetch gigabytes without asking.
import { access, mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { EngineClip } from '../engine.ts';
import type { Checkout } from './checkout.ts';
import { toGptSovitsLanguage } from './languages.ts';
import { runScript } from './scripts.ts';

const script = 'tools/asr/fasterwhisper_asr.py';
/** The best first; the program's names of them. */
const sizes = ['large-v3', 'large-v3-turbo', 'large-v2', 'medium'] as const;
type Size = (typeof sizes)[number];

/** Which of its models is there; null: none. */
export async function installedRecognizer({ home }: Pick<Checkout, 'home'>): Promise<Size | null> {
  for (const size of sizes) {
    const model = path.join(home, 'tools/asr/models', `faster-whisper-${size}`, 'model.bin');
    const found = await access(model).then(
      () => true,
      () => false,
    );
    if (found) return size;
  }
  return null;
}

/**
 * Recognize what is said in clips.
 * @param folder the working folder
 * @param convert writes a clip as a WAV file; null, or why it could not
 * @returns text by the clip's SHA-256, as far as something was understood
 */
export async function recognize(
  clips: readonly EngineClip[],
  size: Size,
  { checkout, folder, signal }: { readonly checkout: Checkout; readonly folder: string; readonly signal: AbortSignal },
  convert: (clip: EngineClip, target: string) => Promise<unknown>,
): Promise<ReadonlyMap<string, string>> {
  const heard = new Map<string, string>();
  const byLanguage = Map.groupBy(clips, ({ language }) => toGptSovitsLanguage(language));
  for (const [language, spoken] of byLanguage) {
    if (language === null) continue;
    const input = `timbre/unheard/${language}`;
    await mkdir(path.join(folder, input), { recursive: true });
    await Promise.all(spoken.map((clip) => convert(clip, path.join(folder, input, `${clip.sha256}.wav`))));
    const output = 'timbre/heard';
    const precision = checkout.device === 'cpu' ? 'int8' : checkout.isHalf ? 'float16' : 'float32';
    const args = ['-i', input, '-o', output, '-s', size, '-l', language, '-p', precision];
    await runScript(checkout, script, args, { cwd: folder, env: { HF_HUB_OFFLINE: '1' }, signal });
    for (const line of (await readFile(path.join(folder, output, `${language}.list`), 'utf8')).split('\n')) {
      const [file = '', , , ...text] = line.split('|');
      const words = text.join(' ').trim();
      if (words !== '') heard.set(path.basename(file, '.wav'), words);
    }
  }
  return heard;
}
