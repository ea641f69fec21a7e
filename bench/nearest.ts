// `npm run bench -- nearest [FOLDER]`: does a new voice come closer to its speaker when it begins from the nearest of other
// voices? Every speaker (Allison's prompts, and those of FOLDER or SPEECH_DIR, see the voice bench) begins with few seconds
// of speech from the base and from the one that the engine finds nearest among the others; both are trained by the same
// plan and measured on sentences that no training saw.
//   --seconds 10,20,45  --epochs 2 (default: the planner's)
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { locateFfmpeg } from '../src/audio/ffmpeg.ts';
import { createBuiltinEngine } from '../src/trainer/engines/builtin/engine.ts';
import { secondsOf } from '../src/audio/clip.ts';
import type { EngineClip, EngineContext, TrainRequest, VoiceEngine } from '../src/trainer/engines/engine.ts';
import { toMetrics } from '../src/trainer/engines/measuring/figures.ts';
import { prompted, hasFewClips, speakersIn, splitsOf, trainingSeconds } from './voice/speakers.ts';
import type { Speaker, Split } from './voice/speakers.ts';

/** Minutes of the voices that others begin from, where there is so much. */
const donorMinutes = 6;
/** Trainings of each amount: folds, or seeds where there are many clips. */
const repeats = 3;
const testClips = 12;

function firstSeconds(clips: readonly EngineClip[], seconds: number): EngineClip[] {
  const taken: EngineClip[] = [];
  for (const clip of clips) if (secondsOf(taken) < seconds) taken.push(clip);
  return taken;
}

const splits = (speaker: Speaker, seconds: number): Split[] =>
  hasFewClips(speaker)
    ? splitsOf(speaker, { minutes: Infinity, seed: 1 }).slice(0, repeats)
    : Array.from({ length: repeats }, (_, seed) => splitsOf(speaker, { minutes: seconds / 60, seed })).flat();

interface Bench {
  readonly engine: VoiceEngine;
  readonly context: EngineContext;
  readonly folder: string;
  readonly epochs: number | null;
}

/** Train a new voice in a folder of its own. @param other state folder of the voice to begin from; null: the base */
async function begin(bench: Bench, clips: readonly EngineClip[], other: string | null, epochs: number | null) {
  const { engine, context, folder } = bench;
  const stateDir = await mkdtemp(path.join(folder, 'state-'));
  if (other !== null) await cp(other, stateDir, { recursive: true });
  const plan = engine.plan({
    mode: 'continue',
    epochs,
    newSeconds: secondsOf(clips),
    oldSeconds: 0,
    news: null,
    heldOutClips: 0,
    parent: null,
    fromOtherVoice: other !== null,
    voiceId: 'bench',
    device: await engine.device(),
  });
  const request: TrainRequest = {
    stateDir,
    start: other === null ? 'base' : 'other-voice',
    plan,
    trainClips: clips,
    heldOutClips: [],
    newClipIds: new Set(clips.map(({ id }) => id)),
    earlierLosses: [],
  };
  await engine.train(request, context);
  return stateDir;
}

export async function run(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { seconds: { type: 'string', default: '10,20,45' }, epochs: { type: 'string' } },
  });
  const amounts = values.seconds.split(',').map((value) => z.coerce.number().positive().parse(value));
  const epochs = values.epochs === undefined ? null : z.coerce.number().int().positive().parse(values.epochs);
  const ffmpeg = await locateFfmpeg();
  const cacheDir = path.join(tmpdir(), 'timbre-bench-voice');
  await mkdir(cacheDir, { recursive: true });
  const elsewhere = positionals[0] ?? process.env['SPEECH_DIR'];
  const speakers = [
    await prompted(ffmpeg, cacheDir, 'en'),
    ...(elsewhere === undefined ? [] : await speakersIn(ffmpeg, cacheDir, elsewhere)),
  ];
  if (speakers.length < 2) throw new Error('other speakers are needed: name a folder of recordings');
  const bench: Bench = {
    engine: createBuiltinEngine({ ffmpeg }),
    context: {
      signal: new AbortController().signal,
      onEvent: () => Promise.resolve(),
      cacheDir: path.join(cacheDir, 'features'),
    },
    folder: await mkdtemp(path.join(tmpdir(), 'timbre-bench-')),
    epochs,
  };
  const { engine, context } = bench;
  try {
    const donors: { name: string; stateDir: string }[] = [];
    for (const speaker of speakers) {
      const all = hasFewClips(speaker) ? speaker.clips : splitsOf(speaker, { minutes: donorMinutes, seed: 0 })[0].train;
      console.log(`${speaker.name}: a voice of ${secondsOf(all).toFixed(0)} s to begin from`);
      donors.push({ name: speaker.name, stateDir: await begin(bench, all, null, 20) });
    }
    console.log('\nspeaker, speech | nearest | from the base, dB | from the nearest, dB | change, dB');
    for (const speaker of speakers) {
      const others = donors.filter(({ name }) => name !== speaker.name);
      for (const seconds of amounts) {
        const changes: number[] = [];
        const lines: string[] = [];
        for (const split of splits(speaker, seconds)) {
          const clips = firstSeconds(split.train, Math.min(seconds, trainingSeconds(split)));
          const folders = others.map(({ stateDir }) => stateDir);
          const nearest = (await engine.nearest?.(folders, clips, context)) ?? null;
          const from = nearest === null ? null : others[nearest];
          const distance = async (other: string | null): Promise<number> => {
            const stateDir = await begin(bench, clips, other, bench.epochs);
            return toMetrics(await engine.evaluate(stateDir, split.test.slice(0, testClips), context)).mcdDb ?? NaN;
          };
          const base = await distance(null);
          const own = from === null ? base : await distance(from?.stateDir ?? null);
          changes.push(own - base);
          lines.push(
            `${speaker.name}, ${secondsOf(clips).toFixed(0)} s | ${from?.name ?? 'the base'} | ${base.toFixed(2)} | ${own.toFixed(2)} | ${(own - base).toFixed(2)}`,
          );
        }
        const mean = changes.reduce((sum, change) => sum + change, 0) / changes.length;
        console.log([...lines, `${speaker.name}, ${seconds} s: mean change ${mean.toFixed(3)} dB`].join('\n'));
      }
    }
  } finally {
    await engine.close();
    await rm(bench.folder, { recursive: true, force: true });
  }
}
