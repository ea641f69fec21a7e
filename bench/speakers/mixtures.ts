// Recordings in which two people take turns, cut as uploads are: how much of what somebody else says is kept from a voice, and
// how much of its owner's is lost with it.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { type ComparedClip, judgeConsistency } from '../../src/audio/consistency.ts';
import { decodePcm } from '../../src/audio/decode.ts';
import type { Ffmpeg } from '../../src/audio/ffmpeg.ts';
import { cutByPeople, isUsable, stretchOf } from '../../src/intake/people.ts';
import { Random } from '../../src/learning/random.ts';
import type { Stretch } from '../../src/speakers/diarization.ts';
import type { Speakers } from '../../src/speakers/speakers.ts';
import { encodeWav } from '../../src/trainer/engines/gpt-sovits/wav.ts';

/** Recordings of each pair and order. */
const recordingsEach = 2;
/** In each the owner says clips of so many seconds in all before the other does, so often. */
const turns = 3;
const turnSeconds = { owner: 8, other: 4 };
/** Seconds between two clips. */
const [shortestPause, longestPause] = [0.15, 0.6];
/** Root mean square of all clips, and of the noise beneath. */
const [level, noise] = [0.07, 3e-4];
const sampleRate = 32_000;
const execute = promisify(execFile);

interface Part extends Stretch {
  readonly isOwner: boolean;
}

export interface Speaker {
  readonly name: string;
  readonly files: readonly string[];
  /** Clips that the voice has, where it is known. */
  readonly known: readonly ComparedClip[];
}

export interface Bench {
  readonly ffmpeg: Ffmpeg;
  readonly speakers: Speakers;
  readonly folder: string;
}

/** Samples of a recording, all at one level. */
async function read({ ffmpeg, folder }: Bench, file: string): Promise<Float32Array> {
  const wav = path.join(folder, 'part.wav');
  const input = file.endsWith('.g722') ? ['-f', 'g722', '-i', file] : ['-i', file];
  await execute(ffmpeg.ffmpeg, ['-nostdin', '-v', 'error', '-y', ...input, wav]);
  const samples = await decodePcm(ffmpeg, wav, { sampleRate });
  const gain = level / Math.sqrt(samples.reduce((sum, value) => sum + value * value, 0) / samples.length);
  return samples.map((value) => value * gain);
}

async function mixture(
  bench: Bench,
  [owner, other]: readonly [Speaker, Speaker],
  random: Random,
  target: string,
): Promise<Part[]> {
  const pieces: Float32Array[] = [];
  const parts: Part[] = [];
  let length = 0;
  for (let [turn, left] = [0, turnSeconds.owner]; turn < 2 * turns;) {
    const isOwner = turn % 2 === 0;
    const { files } = isOwner ? owner : other;
    const samples = await read(bench, files[random.below(files.length)]);
    const pause = Math.round(sampleRate * (shortestPause + random.uniform() * (longestPause - shortestPause)));
    parts.push({ start: length / sampleRate, end: (length + samples.length) / sampleRate, isOwner });
    pieces.push(samples, new Float32Array(pause));
    length += samples.length + pause;
    left -= samples.length / sampleRate;
    if (left <= 0) left = ++turn % 2 === 0 ? turnSeconds.owner : turnSeconds.other;
  }
  const samples = new Float32Array(length);
  let at = 0;
  for (const piece of pieces) {
    samples.set(piece, at);
    at += piece.length;
  }
  const noisy = samples.map((value) => value + noise * (random.uniform() - 0.5));
  await writeFile(target, encodeWav({ samples: noisy, sampleRate }));
  return parts;
}

interface Seconds {
  /** In clips that can be used, and in those of them that are learnt from. */
  readonly owner: { all: number; learnt: number };
  readonly other: { all: number; learnt: number };
}

/** Add up whose seconds are in the clips of a recording. */
async function addUp(bench: Bench, file: string, parts: readonly Part[], known: readonly ComparedClip[], sum: Seconds) {
  const scratch = path.join(bench.folder, 'scratch');
  await mkdir(scratch);
  try {
    const sha256 = createHash('sha256').update(file).digest('hex');
    const voice = known.flatMap(({ descriptor }) => descriptor.embedding ?? []);
    const upload = { path: file, fileName: 'mixture.wav', sha256 };
    const { clips, strangers } = await cutByPeople(bench, upload, voice, { folder: scratch });
    for (const clip of clips.filter(isUsable)) {
      const { start, end } = stretchOf(clip);
      const isHeld =
        strangers.has(clip.index) || judgeConsistency({ ...clip, transcript: null }, known).heldBack !== null;
      for (const part of parts) {
        const seconds = Math.max(0, Math.min(end, part.end) - Math.max(start, part.start));
        const whose = part.isOwner ? sum.owner : sum.other;
        whose.all += seconds;
        if (!isHeld) whose.learnt += seconds;
      }
    }
  } finally {
    await rm(scratch, { recursive: true });
  }
}

/** Prints a line for each pair and order, of a voice that is known and of one that is not. */
export async function compareMixtures(bench: Bench, speakers: readonly Speaker[]): Promise<void> {
  console.log(`\n${'owner'.padEnd(20)} ${'other'.padEnd(20)}  voice    foreign seconds found  own seconds lost`);
  for (const owner of speakers) {
    for (const other of speakers.filter((one) => one !== owner)) {
      const random = Random.seeded(speakers.indexOf(owner) * speakers.length + speakers.indexOf(other));
      const sums = { unknown: zero(), known: zero() };
      for (let recording = 0; recording < recordingsEach; recording++) {
        const file = path.join(bench.folder, 'mixture.wav');
        const parts = await mixture(bench, [owner, other], random, file);
        await addUp(bench, file, parts, [], sums.unknown);
        await addUp(bench, file, parts, owner.known, sums.known);
      }
      for (const [voice, { owner: own, other: foreign }] of Object.entries(sums)) {
        const share = ({ all, learnt }: typeof own): string => `${((100 * (all - learnt)) / all).toFixed(0)} %`;
        const found = `${share(foreign)} of ${foreign.all.toFixed(0)}`.padStart(21);
        const lost = `${share(own)} of ${own.all.toFixed(0)}`.padStart(17);
        console.log(`${owner.name.padEnd(20)} ${other.name.padEnd(20)}  ${voice.padEnd(8)} ${found} ${lost}`);
      }
    }
  }
}

const zero = (): Seconds => ({ owner: { all: 0, learnt: 0 }, other: { all: 0, learnt: 0 } });
