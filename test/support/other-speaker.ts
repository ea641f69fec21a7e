// Speech of somebody else than the speaker of the recorded prompts: flite's voices.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Flite, type SourceVoice, compileFlite } from '../../src/trainer/engines/builtin/source/flite.ts';

/** A WAV file of one of flite's voices (`slt` a woman's, `rms` a man's) saying a sentence. */
export async function spokenByOther(voice: SourceVoice, sentence: string): Promise<Buffer> {
  const folder = await mkdtemp(path.join(tmpdir(), 'timbre-other-'));
  try {
    new Flite(await compileFlite(), folder).speak(voice, sentence);
    return await readFile(path.join(folder, 'wave'));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
