// `npm run bench -- fit FOLDER`: are transcripts told from those of other recordings? Fits of the right transcripts and of
// those shifted by one line, of Allison and of the speakers in FOLDER (see the voice bench); and how often so many of a draw
// are called misfits that a training asks.
//   --clips 60   of each speaker at most
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { tmpdir } from 'node:os';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { locateFfmpeg } from '../src/audio/ffmpeg.ts';
import { readSummary } from '../src/trainer/engines/builtin/speaker/corpus.ts';
import { misfits, transcriptFit } from '../src/trainer/engines/builtin/speaker/fit.ts';
import { fliteSource } from '../src/trainer/engines/builtin/source/flite-source.ts';
import { compileFlite, Flite } from '../src/trainer/engines/builtin/source/flite.ts';
import { commonPitch } from '../src/trainer/engines/builtin/network/manners.ts';
import { chooseSourceVoice } from '../src/trainer/engines/builtin/training/choose-source.ts';
import { prompted, speakersIn } from './voice/speakers.ts';

const percent = (part: number, whole: number): string => `${Math.round((100 * part) / whole)} %`;
const quantile = (sorted: readonly number[], share: number): string =>
  sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))].toFixed(3);

/** Print a line for each speaker and kind of transcript. */
export async function run(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args,
    options: { clips: { type: 'string', default: '60' } },
    allowPositionals: true,
  });
  const most = z.coerce.number().int().positive().parse(values.clips);
  const kept = path.join(tmpdir(), 'timbre-bench-fit');
  const cacheDir = path.join(kept, 'features');
  await mkdir(cacheDir, { recursive: true });
  const ffmpeg = await locateFfmpeg();
  const flite = new Flite(await compileFlite(), cacheDir);
  const tools = { ffmpeg, flite, cacheDir, signal: new AbortController().signal, provider: 'cpu' } as const;
  const [folder] = positionals;
  const speakers = [
    await prompted(ffmpeg, kept, 'en'),
    ...(folder === undefined ? [] : await speakersIn(ffmpeg, kept, folder)),
  ];
  console.log('| speaker | transcripts | clips | 0 % | 5 % | 50 % | 95 % | 100 % | called misfits |');
  console.log('|---|---|---|---|---|---|---|---|---|');
  for (const { name, clips } of speakers) {
    const few = clips.filter(({ durationSeconds }) => durationSeconds >= 2 && durationSeconds <= 12).slice(0, most);
    const sounds = [];
    for (const clip of few) sounds.push(await readSummary(tools, clip));
    const speaker = fliteSource(flite, chooseSourceVoice(commonPitch(sounds)));
    for (const [kind, shift] of [
      ['right', 0],
      ['shifted', 1],
    ] as const) {
      const fits = new Map<string, number>();
      for (const [i, clip] of few.entries()) {
        const { transcript } = few[(i + shift) % few.length];
        const fit = await transcriptFit(tools, { ...clip, transcript }, speaker);
        if (fit !== null) fits.set(clip.id, fit);
      }
      const sorted = [...fits.values()].sort((a, b) => a - b);
      const spread = [0, 0.05, 0.5, 0.95, 1].map((share) => quantile(sorted, share)).join(' | ');
      console.log(`| ${name} | ${kind} | ${fits.size} | ${spread} | ${percent(misfits(fits).length, fits.size)} |`);
    }
  }
}
