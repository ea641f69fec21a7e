// What the tests of this room work on: real speech, coded and damaged in every way by the real ffmpeg.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { TestContext } from 'node:test';
import { promisify } from 'node:util';
import { locateFfmpeg } from '../../src/audio/ffmpeg.ts';
import type { Ffmpeg } from '../../src/audio/ffmpeg.ts';
import { processRecording } from '../../src/audio/intake.ts';
import type { RecordingReport } from '../../src/audio/intake.ts';
import { recordedPrompts } from '../support/speech.ts';

const execute = promisify(execFile);

let located: Promise<Ffmpeg> | undefined;
/** The ffmpeg of this machine, looked for once. */
export function ffmpegHere(): Promise<Ffmpeg> {
  located ??= locateFfmpeg();
  return located;
}

/** A folder that is gone when the test ends. */
export async function scratch(t: TestContext): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'timbre-audio-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Run ffmpeg with plain arguments. */
export async function make(...args: readonly string[]): Promise<void> {
  await execute((await ffmpegHere()).ffmpeg, ['-nostdin', '-v', 'error', '-y', ...args]);
}

/** Arguments that make silence, in a file as small as can be. */
export const silence = [
  '-f',
  'lavfi',
  '-i',
  'anullsrc=r=8000:cl=mono',
  '-c:a',
  'flac',
  '-compression_level',
  '0',
] as const;

/** What ffmpeg says about a file when it runs a filter over it. */
export async function ask(file: string, filter: string): Promise<string> {
  const { stderr } = await execute((await ffmpegHere()).ffmpeg, [
    '-nostdin',
    '-hide_banner',
    '-i',
    file,
    '-af',
    filter,
    '-f',
    'null',
    '-',
  ]);
  return stderr;
}

/** Arguments that read recorded prompts one after the other: about `seconds` of them, without the first `skip`. */
export function promptInput(seconds: number, skip = 0): readonly string[] {
  const chosen: string[] = [];
  let total = 0;
  for (const prompt of recordedPrompts().slice(skip)) {
    if (total >= seconds) break;
    chosen.push(prompt.path);
    total += prompt.seconds;
  }
  // Raw G.722 files can simply be joined.
  return ['-f', 'g722', '-i', `concat:${chosen.join('|')}`];
}

/** One prompt of 4 to 6 seconds as samples at 32 kHz, the `index`-th of them. */
export async function promptSamples(index: number): Promise<Float32Array> {
  const prompts = recordedPrompts().filter(({ seconds }) => seconds > 4 && seconds < 6);
  const prompt = prompts[index % prompts.length];
  const { stdout } = await execute(
    (await ffmpegHere()).ffmpeg,
    ['-nostdin', '-v', 'error', '-f', 'g722', '-i', prompt.path, '-ar', '32000', '-ac', '1', '-f', 'f32le', '-'],
    { encoding: 'buffer', maxBuffer: 2 ** 26 },
  );
  return new Float32Array(stdout.buffer.slice(stdout.byteOffset, stdout.byteOffset + stdout.byteLength));
}

/** Put a file through the intake as if it had been uploaded under `fileName`. */
export async function take(file: string, folder: string, fileName = path.basename(file)): Promise<RecordingReport> {
  const sha256 = createHash('sha256')
    .update(await readFile(file))
    .digest('hex');
  return processRecording(await ffmpegHere(), { path: file, fileName, sha256 }, { folder });
}

/** mulberry32: numbers from 0 to 1 that are the same in every run. */
export function seededRandom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** White noise of unit power. */
export function whiteNoise(length: number, seed: number): Float32Array {
  const random = seededRandom(seed);
  return Float32Array.from({ length }, () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random()));
}

/** Reads out of samples, zeros outside: what `findSpeech` wants. */
export function reader(samples: Float32Array): (from: number, count: number) => Float32Array {
  return (from, count) => {
    const read = new Float32Array(count);
    const first = Math.max(0, from);
    read.set(samples.subarray(first, Math.max(first, from + count)), first - from);
    return read;
  };
}
