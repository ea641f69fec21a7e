// Makes a state of a voice that was trained with GPT-SoVITS elsewhere: its two exported weights, a recording that it is to
// speak after, and what is said in it. For operators; nothing of it is unpickled here.
import { copyFile, lstat, open, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { decodePcm } from '../../../audio/decode.ts';
import type { Ffmpeg } from '../../../audio/ffmpeg.ts';
import { UserError } from '../../../errors.ts';
import type { GptSovitsVersion } from './checkout.ts';
import { hashFile } from '../../../files.ts';
import { checkWeights, exportedHeads } from './weights.ts';
import { writeReference } from './reference.ts';
import { newVoice, sampleRate, stateFiles, writeState } from './state.ts';

/** What is looked for in the folder, one of each. */
const wanted = {
  s2: { ending: /\.pth$/i, what: 'weights of S2 (…_e8_s200.pth)' },
  s1: { ending: /\.ckpt$/i, what: 'weights of S1 (…-e15.ckpt)' },
  recording: {
    ending: /\.(?:wav|flac|mp3|ogg|m4a)$/i,
    what: 'recording of 3 to 10 s to speak after (.wav, .flac, …)',
  },
  text: { ending: /\.txt$/i, what: '.txt with what is said in the recording' },
} as const;
const maxTextBytes = 10_000;

const unfit = (message: string): UserError =>
  new UserError('weights-foreign', message, 'Nothing was changed. See docs/gpt-sovits.md, “Voices from elsewhere”.');

/**
 * Make a state in an empty folder.
 * @param language BCP 47, of what is said in the recording
 * @throws UserError with the one thing that is missing, doubled, of another version or could run code
 */
export async function adoptWeights(
  source: string,
  stateDir: string,
  language: string,
  { version, ffmpeg }: { readonly version: GptSovitsVersion; readonly ffmpeg: Ffmpeg },
): Promise<void> {
  const names = await readdir(source);
  const find = async ({ ending, what }: (typeof wanted)[keyof typeof wanted]): Promise<string> => {
    const found = names.filter((name) => ending.test(name));
    const [name] = found;
    if (name === undefined) throw unfit(`${source} holds no ${what}.`);
    if (found.length > 1) throw unfit(`There must be one of ${found.join(', ')} in ${source}.`);
    const file = path.join(source, name);
    if (!(await lstat(file)).isFile()) throw unfit(`${file} is not a plain file.`);
    return file;
  };
  const files = {
    s2: await find(wanted.s2),
    s1: await find(wanted.s1),
    recording: await find(wanted.recording),
    text: await find(wanted.text),
  };
  // Looked into in a copy of our own, which nobody can exchange in between.
  const [s2, s1] = [path.join(stateDir, stateFiles.s2Weights), path.join(stateDir, stateFiles.s1Weights)];
  await copyFile(files.s2, s2);
  await copyFile(files.s1, s1);
  const head = await headOf(s2);
  if (head !== exportedHeads[version]) {
    const [other = 'an unknown version'] = Object.entries(exportedHeads).find(([, bytes]) => bytes === head) ?? [];
    throw unfit(`${path.basename(files.s2)} is of ${other}, and this is ${version} (GPT_SOVITS_VERSION).`);
  }
  await checkWeights(s2, path.basename(files.s2), version);
  await checkWeights(s1, path.basename(files.s1), null);
  if ((await lstat(files.text)).size > maxTextBytes) throw unfit(`${path.basename(files.text)} is too long.`);
  const { length } = await decodePcm(ffmpeg, files.recording, { sampleRate });
  const clip = {
    id: 'reference',
    sha256: await hashFile(files.recording),
    path: files.recording,
    durationSeconds: length / sampleRate,
    transcript: await readFile(files.text, 'utf8'),
    language,
  };
  await writeReference([clip], stateDir, { ffmpeg, signal: AbortSignal.timeout(60_000) });
  await writeState(stateDir, version, newVoice);
}

async function headOf(file: string): Promise<string> {
  const handle = await open(file);
  try {
    const { buffer } = await handle.read(Buffer.alloc(2), 0, 2, 0);
    return buffer.toString('latin1');
  } finally {
    await handle.close();
  }
}
