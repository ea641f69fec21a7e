// `npm run bench -- manners [FOLDER]`: are the manners of a voice found, and no others? Random draws of Allison's prompts, as
// they are, in other manners and as other files, and of the speakers in FOLDER (see the voice bench), of whom each is taken for one manner.
//   --draws 60
import { mkdir } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { Random } from '../src/learning/random.ts';
import { readSummary } from '../src/trainer/engines/builtin/speaker/corpus.ts';
import { findManners } from '../src/trainer/engines/builtin/network/manners.ts';
import type { Sound } from '../src/trainer/engines/builtin/network/manners.ts';
import { compileFlite, Flite } from '../src/trainer/engines/builtin/source/flite.ts';
import type { EngineClip } from '../src/trainer/engines/engine.ts';
import { Voices } from './continuation/voices.ts';
import { clipsOf, encodings, promptsByHash } from './planner/material.ts';
import type { Encoding, Kind } from './planner/material.ts';
import { speakersIn } from './voice/speakers.ts';

const others: readonly Kind[] = ['higher', 'noisy', 'telephone'];
/** Seconds of each other manner. */
const otherSeconds = 130;
/** Seconds in each encoding, and those in which too little is left of a voice for the same manner. */
const encodedSeconds = 60;
const narrow = new Set<string>([
  'MP3 of 24 kbit/s',
  'M4A of 16 kbit/s',
  'Opus narrowband',
  'WAV of 11 kHz',
  'WAV of 8 kHz',
] satisfies Encoding[]);
const sizes = [5, 8, 12, 20, 40, 80, 132];
/** Clips that a voice has, and that come new. */
const topUps = [
  [8, 8],
  [20, 5],
  [30, 10],
  [60, 40],
] as const;
const changes = [
  [12, 4],
  [30, 4],
  [30, 8],
  [30, 16],
] as const;

/** Number of manners of a voice with these clips. @param known taken for one manner, whatever would be found in them */
function manners(known: readonly Sound[], fresh: readonly Sound[]): number {
  const first = known.length === 0 ? [] : findManners([], known).slice(0, 1);
  return findManners(first, fresh).length;
}

/** Print a line for each kind of draw: in how many the right number of manners was found. */
export async function run(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args,
    options: { draws: { type: 'string', default: '60' } },
    allowPositionals: true,
  });
  const draws = z.coerce.number().int().positive().parse(values.draws);
  const random = Random.seeded(1);
  const voices = await Voices.open();
  try {
    const { ffmpeg, clipDir, context } = voices;
    await mkdir(context.cacheDir, { recursive: true });
    const flite = new Flite(await compileFlite(), context.cacheDir);
    const tools = { ffmpeg, flite, cacheDir: context.cacheDir, signal: context.signal, provider: 'cpu' } as const;
    const soundsOf = async (clips: readonly EngineClip[]): Promise<Sound[]> => {
      const sounds: Sound[] = [];
      for (const clip of clips) sounds.push(await readSummary(tools, clip));
      return sounds;
    };
    const drawn = (sounds: readonly Sound[], count: number): Sound[] =>
      Array.from(random.shuffle(Int32Array.from(sounds, (_, i) => i)).subarray(0, count), (i) => sounds[i]);
    const line = (what: string, expected: number, found: () => number): void => {
      let right = 0;
      for (let draw = 0; draw < draws; draw++) if (found() === expected) right++;
      console.log(`| ${what} | ${expected} | ${right} of ${draws} |`);
    };

    console.log('| clips | manners | found |\n|---|---|---|');
    const prompts = promptsByHash();
    const plain = await soundsOf(await clipsOf(ffmpeg, clipDir, prompts, Infinity));
    for (const size of sizes) line(`${size}, a new voice`, 1, () => manners([], drawn(plain, size)));
    for (const [old, fresh] of topUps) {
      line(`${old}, and ${fresh} more`, 1, () => manners(drawn(plain, old), drawn(plain, fresh)));
    }
    for (const kind of others) {
      const other = await soundsOf(await clipsOf(ffmpeg, clipDir, prompts, otherSeconds, kind));
      for (const [old, fresh] of changes) {
        line(`${old}, and ${fresh} ${kind}`, 2, () => manners(drawn(plain, old), drawn(other, fresh)));
        line(`${old} and ${fresh} ${kind}, a new voice`, 2, () =>
          manners([], [...drawn(plain, old), ...drawn(other, fresh)]),
        );
      }
    }
    for (const kind of Object.keys(encodings) as Encoding[]) {
      const encoded = await soundsOf(await clipsOf(ffmpeg, clipDir, prompts, encodedSeconds, kind));
      const expected = narrow.has(kind) ? 2 : 1;
      line(`30, and 6 as ${kind}`, expected, () => manners(drawn(plain, 30), drawn(encoded, 6)));
      line(`30 and 6 as ${kind}, a new voice`, expected, () =>
        manners([], [...drawn(plain, 30), ...drawn(encoded, 6)]),
      );
    }
    const [folder] = positionals;
    for (const { name, clips } of folder === undefined ? [] : await speakersIn(ffmpeg, clipDir, folder)) {
      const sounds = await soundsOf(clips);
      for (const size of [6, 8, clips.length]) line(`${size} of ${name}`, 1, () => manners([], drawn(sounds, size)));
    }
  } finally {
    await voices.close();
  }
}
