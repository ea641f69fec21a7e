// What the person of the demo sends: real recorded prompts in the formats that people upload, recordings of somebody else,
// and three bad files.
import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Upload } from '../test/discord/person.ts';
import { spokenByOther } from '../test/support/other-speaker.ts';
import { type Prompt, recordedPrompts } from '../test/support/speech.ts';

const run = promisify(execFile);

/** File extension and encoder arguments, in turn for one recording after the other. */
type Format = readonly [extension: string, encoder: readonly string[]];
const usualFormats: readonly Format[] = [
  ['wav', []],
  ['mp3', ['-b:a', '128k']],
  ['m4a', ['-c:a', 'aac', '-b:a', '128k']],
  ['ogg', ['-c:a', 'libopus', '-b:a', '64k']],
  ['flac', []],
];

/** Every prompt of the demo is this long, seconds: sentences, not words. */
const length = { least: 4, most: 9 };

/** Plain sentences that are none of the others. */
const readAloud = ['vm-savefolder', 'vm-sorry'];

export interface DemoRecordings {
  /** Ten recordings each, and a `name | text` line for each. */
  readonly first: readonly Prompt[];
  readonly second: readonly Prompt[];
  /** What a friend says: a synthetic man. */
  readonly friend: readonly Prompt[];
  /** Never uploaded: what the voices are measured on. */
  readonly unseen: readonly Prompt[];
  /** What is read in the voice channel. */
  readonly read: readonly Prompt[];
}

/** Prompts to upload and 12 to measure on, spread over the collection; the same every time. */
export function chooseRecordings(): DemoRecordings {
  const sentences = recordedPrompts().filter(({ seconds }) => seconds >= length.least && seconds <= length.most);
  const stride = Math.floor(sentences.length / 44);
  const spread = sentences.filter((_, index) => index % stride === 0);
  const take = (offset: number, every: number, count: number): Prompt[] =>
    spread.filter((_, index) => index % every === offset).slice(0, count);
  const first = take(0, 4, 10);
  const second = take(2, 4, 10);
  const read = recordedPrompts().filter(({ name }) => readAloud.includes(name));
  const used = new Set([...first, ...second].map((prompt) => prompt.text));
  const others = spread.filter((prompt) => !used.has(prompt.text));
  return { first, second, unseen: others.slice(0, 12), friend: others.slice(12, 17), read };
}

const baseName = (prompt: Prompt): string => prompt.name.replaceAll('/', '-');

/** Encode prompts as a person would have them, each in the next format, into `folder`. */
export async function encodeUploads(
  ffmpeg: string,
  prompts: readonly Prompt[],
  folder: string,
  formats: readonly Format[] = usualFormats,
): Promise<Upload[]> {
  await mkdir(folder, { recursive: true });
  const files = prompts.map((prompt, index) => {
    const [extension, encoder] = formats[index % formats.length] ?? ['wav', []];
    return { name: `${baseName(prompt)}.${extension}`, encoder };
  });
  await run(ffmpeg, [
    '-nostdin',
    '-y',
    '-v',
    'error',
    ...prompts.flatMap((prompt) => ['-f', 'g722', '-i', prompt.path]),
    ...files.flatMap(({ name, encoder }, index) => ['-map', `${index}:a`, ...encoder, path.join(folder, name)]),
  ]);
  return await Promise.all(files.map(async ({ name }) => ({ name, data: await readFile(path.join(folder, name)) })));
}

/** Recordings of a friend who is not the owner of the voice. */
export async function friendUploads(prompts: readonly Prompt[]): Promise<Upload[]> {
  return Promise.all(
    prompts.map(async ({ text }, index) => ({
      name: `bob-${index + 1}.wav`,
      data: await spokenByOther('rms', text),
    })),
  );
}

/**
 * The transcripts file that goes with uploads: one `name | text` line each.
 * @param every 2: only every second one, the others are to be heard
 */
export function transcriptsFile(prompts: readonly Prompt[], uploads: readonly Upload[], every = 1): Upload {
  const lines = prompts
    .map((prompt, index) => `${uploads[index]?.name} | ${prompt.text}`)
    .filter((_, index) => index % every === 0);
  return { name: 'transcripts.txt', data: Buffer.from(`${lines.join('\n')}\n`) };
}

/** The sentences that the bot gives to read: those that there are recordings of. @param folder made when it is not there */
export async function writeSentences(prompts: readonly Prompt[], folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'en.txt'), prompts.map(({ text }) => `${text}\n`).join(''));
}

/** A text file that calls itself .wav, five seconds of silence, and a recording that was far too loud. */
export async function badUploads(ffmpeg: string, prompt: Prompt, folder: string): Promise<Upload[]> {
  await mkdir(folder, { recursive: true });
  const file = (name: string): string => path.join(folder, name);
  await writeFile(file('not-really.wav'), 'Dear diary, this is no recording at all.\n'.repeat(200));
  const quiet = ['-f', 'lavfi', '-i', 'anullsrc=r=48000:cl=mono', '-t', '5'];
  await run(ffmpeg, ['-nostdin', '-y', '-v', 'error', ...quiet, file('silence.wav')]);
  const loud = ['-f', 'g722', '-i', prompt.path, '-af', 'volume=30dB'];
  await run(ffmpeg, ['-nostdin', '-y', '-v', 'error', ...loud, file('too-loud.wav')]);
  const names = ['not-really.wav', 'silence.wav', 'too-loud.wav'];
  return Promise.all(names.map(async (name) => ({ name, data: await readFile(file(name)) })));
}
