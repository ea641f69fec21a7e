// What the tests of this room work on: real speech, coded and damaged in every way by the real ffmpeg.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { TestContext } from 'node:test';
import { promisify } from 'node:util';
import { readSamples } from '../../src/audio/decode.ts';
import { locateFfmpeg } from '../../src/audio/ffmpeg.ts';
import type { Ffmpeg } from '../../src/audio/ffmpeg.ts';
import { processRecording } from '../../src/audio/intake.ts';
import type { RecordingReport } from '../../src/audio/intake.ts';
import { resample } from '../../src/dsp/resample.ts';
import { sharedFolder } from '../support/shared.ts';
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

/** Of the joined prompts, so many are decoded once for all tests: as long as any of them needs. */
const decodedSeconds = 180;
const promptRate = 16_000;

let decoded: Promise<Float32Array> | undefined;
async function decodedPrompts(): Promise<Float32Array> {
  const folder = await sharedFolder(['prompts', decodedSeconds], (into) =>
    make(...promptInput(decodedSeconds), '-f', 'f32le', path.join(into, 'speech.f32')),
  );
  return await readSamples(path.join(folder, 'speech.f32'));
}

/** Recorded prompts one after the other, about `seconds` of them, without the first `skip`; 16 kHz. */
export async function promptSpeech(seconds: number, skip = 0): Promise<Float32Array> {
  decoded ??= decodedPrompts();
  const all = await decoded;
  const skipped = recordedPrompts().slice(0, skip);
  const first = skipped.reduce((sum, prompt) => sum + Math.round(prompt.seconds * promptRate), 0);
  assert.ok(first + seconds * promptRate <= all.length, 'more prompts than are decoded');
  return all.slice(first, first + seconds * promptRate);
}

/** A WAV file of 16-bit samples, or of floats. @param channels all as long; 16 kHz unless said */
export function wavOf(
  channels: readonly Float32Array[],
  kind: 'integers' | 'floats' = 'integers',
  rate = promptRate,
): Buffer {
  const width = kind === 'floats' ? 4 : 2;
  const [{ length }] = channels;
  const size = length * channels.length * width;
  const file = Buffer.alloc(44 + size);
  file.write('RIFF', 0, 'latin1');
  file.writeUInt32LE(36 + size, 4);
  file.write('WAVEfmt ', 8, 'latin1');
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(kind === 'floats' ? 3 : 1, 20);
  file.writeUInt16LE(channels.length, 22);
  file.writeUInt32LE(rate, 24);
  file.writeUInt32LE(rate * channels.length * width, 28);
  file.writeUInt16LE(channels.length * width, 32);
  file.writeUInt16LE(8 * width, 34);
  file.write('data', 36, 'latin1');
  file.writeUInt32LE(size, 40);
  for (const [channel, samples] of channels.entries()) {
    for (const [i, sample] of samples.entries()) {
      const at = 44 + (i * channels.length + channel) * width;
      if (kind === 'floats') file.writeFloatLE(sample, at);
      else file.writeInt16LE(Math.max(-32_768, Math.min(32_767, Math.round(sample * 32_768))), at);
    }
  }
  return file;
}

/** The same as a WAV file. */
export const promptWav = async (seconds: number, skip = 0): Promise<Buffer> =>
  wavOf([await promptSpeech(seconds, skip)]);

/** One prompt of 4 to 6 seconds as samples at 32 kHz, the `index`-th of them. */
export async function promptSamples(index: number): Promise<Float32Array> {
  const all = recordedPrompts();
  const chosen = all.filter(({ seconds }) => seconds > 4 && seconds < 6)[index];
  return resample(await promptSpeech(chosen.seconds, all.indexOf(chosen)), promptRate, 32_000);
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
