// `npm run bench -- flatness`: what the same top-up of half a minute costs a voice of 1, 3, 8 and 16 minutes: preparing,
// training as the planner says, measuring the new version and the old one, and the preview. Recordings beyond what there
// is are the same over a telephone.
//   --minutes 1,3,8,16  --times 3 (the median counts)
//   --source kokoro     from the natural source, measured by the speaker encoder, too (MODELS_DIR)
//   --source kokoro-learning --language it   which learns the timbre, too, of somebody who has one to learn (`sh scripts/setup.sh languages`);
//                       of every size also what a quick top-up costs, and one for which the timbre is learnt once more
import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { loadEnvFile, readConfig } from '../src/config.ts';
import { translate } from '../src/i18n/i18n.ts';
import { toldIn } from '../src/i18n/notes.ts';
import type { Note } from '../src/i18n/notes.ts';
import { isNatural } from '../src/trainer/engines/builtin/source/source-choice.ts';
import { writeState } from '../src/trainer/engines/builtin/speaker/state.ts';
import { chooseHeldOut } from '../src/trainer/held-out.ts';
import { previewText } from '../src/trainer/training-run.ts';
import { secondsOf } from '../src/audio/clip.ts';
import { spent } from './load/processes.ts';
import { Voices } from './continuation/voices.ts';
import { clipsOf, noClips, promptsByHash, split } from './planner/material.ts';
import type { Clips, Material } from './planner/material.ts';

const freshSeconds = 30;
const phases = ['prepare', 'train', 'measure', 'preview'] as const;
type Phase = (typeof phases)[number];

/** Seconds: of the processor, all threads and children together, and of the clock. */
interface Cost {
  readonly cpu: number;
  readonly wall: number;
}

async function costOf(work: () => Promise<unknown>): Promise<Cost> {
  const before = spent();
  const started = performance.now();
  await work();
  return { cpu: spent() - before, wall: (performance.now() - started) / 1000 };
}

/** Forget what is cached of clips, as if they had just come. */
async function forget({ engine, context }: Voices, clips: readonly Material[]): Promise<void> {
  const common = new Set(engine.cacheKeys({ sha256: '', transcript: null, language: 'en' }));
  const keys = new Set(clips.flatMap((clip) => engine.cacheKeys(clip).filter((key) => !common.has(key))));
  for (const name of await readdir(context.cacheDir)) {
    if (keys.has(name.slice(0, 64))) await rm(path.join(context.cacheDir, name), { force: true });
  }
}

/** What of a top-up is asked for: as it comes, in a hurry, or with the timbre learnt again, as when the speech has doubled. */
const manners = ['usual', 'quick', 'learns again'] as const;
type Manner = (typeof manners)[number];

/** A copy of a state that has learnt from so little that it is time to learn again. */
async function due(voices: Voices, stateDir: string): Promise<string> {
  const state = await voices.stateOf(stateDir);
  const { sourceVoice } = state.voice;
  if (!isNatural(sourceVoice) || sourceVoice.learnt === undefined) throw new Error('nothing was learnt');
  const learnt = { ...sourceVoice.learnt, seconds: 1 };
  const copy = await voices.copyOf(stateDir);
  await writeState(copy, { ...state, voice: { ...state.voice, sourceVoice: { ...sourceVoice, learnt } } });
  return copy;
}

/** One top-up, as a run of the trainer makes it. */
async function topUp(
  voices: Voices,
  { parent, manner }: { readonly parent: string; readonly manner: Manner },
  known: Clips,
  fresh: Clips,
): Promise<{ costs: Record<Phase, Cost>; epochs: number; steps: number; reasons: readonly Note[] }> {
  const { engine, context } = voices;
  await forget(voices, [...fresh.train, ...fresh.heldOut]);
  const heldOut = [...known.heldOut, ...fresh.heldOut];
  const effort = manner === 'quick' ? 'quick' : 'usual';
  // With another seed each time: what was measured of the same bits is cached.
  const plan = await voices.plan(parent, known, fresh, `${process.hrtime.bigint()}`, effort);
  const prepare = await costOf(() => engine.prepare([known.train, fresh.train, heldOut].flat(), context));
  let trained: Awaited<ReturnType<Voices['train']>> | undefined;
  const train = await costOf(async () => {
    trained = await voices.train(parent, plan, known, fresh);
  });
  if (trained === undefined) throw new Error('nothing was trained');
  const { stateDir, outcome } = trained;
  const measure = await costOf(async () => {
    await voices.distance(stateDir, heldOut);
    await voices.distance(parent, heldOut);
  });
  const preview = await costOf(() => engine.synthesize(stateDir, previewText, context));
  await rm(stateDir, { recursive: true });
  const { epochs, steps, reasons = [] } = outcome;
  return { costs: { prepare, train, measure, preview }, epochs, steps, reasons };
}

const all = (kind: keyof Cost, costs: Record<Phase, Cost>): number =>
  phases.reduce((sum, phase) => sum + costs[phase][kind], 0);

const cell = ({ cpu, wall }: Cost): string => `${cpu.toFixed(1)} (${wall.toFixed(1)})`;

/** What the middle one of the runs cost, and what is told of the timbre in them. */
function line(known: Clips, manner: Manner, runs: readonly Awaited<ReturnType<typeof topUp>>[]): string {
  const middle = runs.toSorted((a, b) => all('cpu', a.costs) - all('cpu', b.costs))[(runs.length - 1) >> 1];
  const { costs, epochs, steps, reasons } = middle;
  const clips = known.train.length + known.heldOut.length;
  const cells = [
    `${(secondsOf([...known.train, ...known.heldOut]) / 60).toFixed(1)} min`,
    manner,
    `${clips}, ${known.heldOut.length}`,
    ...phases.map((phase) => cell(costs[phase])),
    cell({ cpu: all('cpu', costs), wall: all('wall', costs) }),
    `${epochs}, ${steps}`,
  ];
  const told = reasons.map((reason) => `\n  ${toldIn(reason, translate('en'))}`);
  return `| ${cells.join(' | ')} |${told.join('')}`;
}

const options = {
  minutes: { type: 'string', default: '1,3,8,16' },
  times: { type: 'string', default: '3' },
  source: { type: 'string', default: 'flite' },
  language: { type: 'string', default: 'en' },
} as const;

/** Print a line for each size of voice: processor seconds of each phase, and of the clock in all. */
export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options });
  const minutes = z.array(z.coerce.number().positive()).parse(values.minutes.split(','));
  const times = z.coerce.number().int().positive().parse(values.times);
  loadEnvFile();
  const source = z.enum(['flite', 'kokoro', 'kokoro-learning']).parse(values.source);
  const learns = source === 'kokoro-learning';
  const voices = await Voices.open(source === 'flite' ? null : readConfig(process.env).modelsDir, learns);
  const { ffmpeg, clipDir, engine, context } = voices;
  try {
    const prompts = promptsByHash(values.language);
    const fresh = split(await clipsOf(ffmpeg, clipDir, prompts.toReversed(), freshSeconds));
    const used = new Set([...fresh.train, ...fresh.heldOut].map(({ transcript }) => transcript));
    const others = prompts.filter(({ text }) => !used.has(text));
    const seconds = 60 * Math.max(...minutes);
    const plain = await clipsOf(ffmpeg, clipDir, others, seconds);
    const pool = [...plain, ...(await clipsOf(ffmpeg, clipDir, others, seconds - secondsOf(plain), 'telephone'))];
    console.log(
      `A top-up of ${secondsOf(fresh.train).toFixed(0)} s. Processor seconds, median of ${times}; the clock's in brackets.\n`,
    );
    console.log(
      `| voice | top-up | clips, test clips | ${phases.join(' | ')} | all | epochs, steps |\n|${'---|'.repeat(9)}`,
    );
    for (const wanted of minutes) {
      let total = 0;
      const known = split(pool.filter((clip) => (total += clip.durationSeconds) <= 60 * wanted));
      await engine.prepare([...known.train, ...known.heldOut], context);
      const plan = { ...(await voices.plan(null, noClips, known, 'flatness')), epochs: 2 };
      const parent = (await voices.train(null, plan, noClips, known)).stateDir;
      // As when it was published.
      await voices.distance(parent, known.heldOut);
      const measuredAgain = { train: known.train, heldOut: chooseHeldOut(known.heldOut, () => false) };
      for (const manner of learns ? manners : (['usual'] as const)) {
        const from = { parent: manner === 'learns again' ? await due(voices, parent) : parent, manner };
        const runs: Awaited<ReturnType<typeof topUp>>[] = [];
        for (let time = 0; time < times; time++) runs.push(await topUp(voices, from, measuredAgain, fresh));
        console.log(line(known, manner, runs));
      }
    }
  } finally {
    await voices.close();
  }
}
