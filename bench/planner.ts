// `npm run bench -- planner`: is what the planner chooses on the good side of fixed choices? In each situation a voice is
// continued (or begun) with every combination of learning rate, replay and epochs, and as the planner says; all are measured
// on the same sentences that no training saw, through the whole chain.
//   --situations tiny,doubled,…  --seeds 2  --planner-only (only before and after)  --details (every choice, every seed)
import { createHash } from 'node:crypto';
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { locateFfmpeg } from '../src/audio/ffmpeg.ts';
import type { Ffmpeg } from '../src/audio/ffmpeg.ts';
import { UserError } from '../src/errors.ts';
import { Random } from '../src/learning/random.ts';
import type { TrainingPlan } from '../src/storage/records.ts';
import { createBuiltinEngine } from '../src/trainer/engines/builtin/engine.ts';
import { readState } from '../src/trainer/engines/builtin/speaker/state.ts';
import { secondsOf } from '../src/audio/clip.ts';
import type { EngineContext, PlanInput, TrainRequest, VoiceEngine } from '../src/trainer/engines/engine.ts';
import { toMetrics } from '../src/trainer/engines/measuring/figures.ts';
import { describeNews } from '../src/trainer/news.ts';
import { type Clips, type Kind, type Material, clipsOf, promptsByHash, split } from './planner/material.ts';

interface Situation {
  readonly name: string;
  readonly title: string;
  /** Seconds that the voice knows (0: it begins from the base), and seconds and kind of what is new. */
  readonly known: number;
  readonly fresh: number;
  readonly kind: Kind;
}

const situations: readonly Situation[] = [
  { name: 'tiny', title: 'tiny top-up: 2 min + 10 s', known: 120, fresh: 10, kind: 'plain' },
  { name: 'doubled', title: 'doubled data: 1 min + 1 min', known: 60, fresh: 60, kind: 'plain' },
  { name: 'noisy', title: 'noisy data: 2 min + 30 s in noise', known: 120, fresh: 30, kind: 'noisy' },
  { name: 'style', title: 'other style: 2 min + 30 s higher', known: 120, fresh: 30, kind: 'higher' },
  { name: 'wrong', title: 'somebody else: 2 min + 30 s of a man', known: 120, fresh: 30, kind: 'other' },
  { name: 'young', title: 'young voice: 40 s, from the base', known: 0, fresh: 40, kind: 'plain' },
  { name: 'mature', title: 'mature voice: 4 min + 45 s', known: 240, fresh: 45, kind: 'plain' },
];

const rates = [3e-3, 1e-3, 3e-4];
const epochCounts = [3, 10, 30];
const replays = ['none', 'as much', 'all'] as const;
type Replay = (typeof replays)[number];

/** Sentences that everything is measured on. */
const testSeconds = 70;

interface Bench {
  readonly engine: VoiceEngine;
  readonly ffmpeg: Ffmpeg;
  readonly context: EngineContext;
  readonly folder: string;
  /** Clips are kept here from one run of the bench to the next. */
  readonly clipDir: string;
  readonly plannerOnly: boolean;
  readonly measured: Map<string, number>;
}

/** The voice before, and all that a training in this situation is given. */
interface Setting {
  readonly situation: Situation;
  readonly seed: number;
  /** Null: from the base. */
  readonly parentDir: string | null;
  readonly old: Clips;
  readonly fresh: Clips;
  readonly test: readonly Material[];
  readonly input: PlanInput;
}

async function testClips({ ffmpeg, clipDir }: Bench, { kind, known, fresh }: Situation): Promise<Material[]> {
  const prompts = promptsByHash().slice(0, 40);
  if (kind !== 'higher') return clipsOf(ffmpeg, clipDir, prompts, testSeconds);
  // Both manners, as the voice has them; noise and other people's voices are not what a voice is to learn.
  const share = fresh / (known + fresh);
  return [
    ...(await clipsOf(ffmpeg, clipDir, prompts.slice(0, 30), (1 - share) * testSeconds)),
    ...(await clipsOf(ffmpeg, clipDir, prompts.slice(30), share * testSeconds, 'higher')),
  ];
}

const parents = new Map<string, Promise<string>>();

/** State of the voice that knows `clips`, trained as the planner says. */
async function parentOf(bench: Bench, seed: number, clips: Clips): Promise<string> {
  const key = `${seed} ${Math.round(secondsOf(clips.train))}`;
  const made = parents.get(key) ?? makeParent(bench, seed, clips);
  parents.set(key, made);
  return made;
}

async function makeParent(bench: Bench, seed: number, clips: Clips): Promise<string> {
  const { engine } = bench;
  const input: PlanInput = {
    mode: 'fresh',
    epochs: null,
    newSeconds: secondsOf(clips.train),
    oldSeconds: 0,
    news: null,
    heldOutClips: clips.heldOut.length,
    parent: null,
    voiceId: `${seed}`,
    device: await engine.device(),
  };
  const stateDir = await mkdtemp(path.join(bench.folder, 'parent-'));
  await train(bench, { stateDir, start: 'base', plan: engine.plan(input) }, { train: [], heldOut: [] }, clips);
  return stateDir;
}

async function train(
  { engine, context }: Bench,
  given: Pick<TrainRequest, 'stateDir' | 'start' | 'plan'>,
  old: Clips,
  fresh: Clips,
  onEvent = context.onEvent,
): Promise<void> {
  const trainClips = [...old.train, ...fresh.train].sort((a, b) => (a.sha256 < b.sha256 ? -1 : 1));
  await engine.train(
    {
      ...given,
      trainClips,
      heldOutClips: [...old.heldOut, ...fresh.heldOut],
      newClipIds: new Set([...fresh.train, ...fresh.heldOut].map(({ id }) => id)),
      earlierLosses: [],
    },
    { ...context, onEvent },
  );
}

async function settingOf(bench: Bench, situation: Situation, seed: number): Promise<Setting> {
  const { ffmpeg, clipDir, engine } = bench;
  const others = promptsByHash().slice(40);
  const order = Random.seeded(seed).shuffle(Int32Array.from(others, (_, index) => index));
  const prompts = Array.from(order, (index) => others[index]).filter((prompt) => prompt !== undefined);
  const old = split(await clipsOf(ffmpeg, clipDir, prompts, situation.known));
  const used = old.train.length + old.heldOut.length;
  // Clips that could not be made are skipped, so some prompts come twice into question; the last ones never do.
  const fresh = split(await clipsOf(ffmpeg, clipDir, prompts.slice(used).reverse(), situation.fresh, situation.kind));
  if (fresh.train.length === 0) throw new Error(`no recordings are left for “${situation.title}”`);
  const test = await testClips(bench, situation);
  await engine.prepare([...old.train, ...old.heldOut, ...fresh.train, ...fresh.heldOut, ...test], bench.context);
  const parentDir = situation.known === 0 ? null : await parentOf(bench, seed, old);
  const input: PlanInput = {
    mode: 'continue',
    epochs: null,
    newSeconds: secondsOf(fresh.train),
    oldSeconds: secondsOf(old.train),
    news: describeNews(fresh.train, old.train),
    heldOutClips: old.heldOut.length + fresh.heldOut.length,
    parent: parentDir === null ? null : { id: '1', number: 1, steps: (await readState(parentDir)).voice.steps },
    voiceId: `${seed}`,
    device: await engine.device(),
  };
  return { situation, seed, parentDir, old, fresh, test, input };
}

async function stateFolder({ folder }: Bench, from: string | null): Promise<string> {
  const stateDir = await mkdtemp(path.join(folder, 'state-'));
  if (from !== null) await cp(from, stateDir, { recursive: true });
  return stateDir;
}

/** Mean distortion of a voice on the test clips, dB; measured once for each state. */
async function distance(bench: Bench, stateDir: string, test: readonly Material[]): Promise<number> {
  const { engine, context, measured } = bench;
  const ids = test.map(({ id }) => id);
  const model = createHash('sha256').update(await readFile(path.join(stateDir, 'model.safetensors')));
  const key = [model.digest('hex'), ...ids].join();
  const known = measured.get(key) ?? toMetrics(await engine.evaluate(stateDir, test, context)).mcdDb ?? NaN;
  measured.set(key, known);
  return known;
}

/** Distortion after so many epochs of one training: what was the best epoch till then is measured. */
async function distances(
  bench: Bench,
  setting: Setting,
  plan: TrainingPlan,
  counts: readonly number[],
): Promise<number[]> {
  const { parentDir, old, fresh, test } = setting;
  const stateDir = await stateFolder(bench, parentDir);
  const stages: string[] = [];
  const start = parentDir === null ? 'base' : 'continue';
  await train(bench, { stateDir, start, plan: { ...plan, epochs: Math.max(...counts) } }, old, fresh, async (event) => {
    if (event.type === 'checkpoint' && counts.includes(event.epoch)) stages.push(await stateFolder(bench, stateDir));
  });
  const figures: number[] = [];
  for (const [i, epochs] of counts.entries()) {
    const stage = stages[i];
    if (stage === undefined) throw new Error(`no checkpoint after ${epochs} epochs`);
    // Nothing is left to do but to settle on the best epoch.
    await train(bench, { stateDir: stage, start: 'resume', plan: { ...plan, epochs } }, old, fresh);
    figures.push(await distance(bench, stage, test));
    await rm(stage, { recursive: true });
  }
  await rm(stateDir, { recursive: true });
  return figures;
}

interface Outcome {
  readonly before: number | null;
  readonly planner: number;
  readonly plannerSeconds: number;
  /** Whether the pilot stopped it, and the voice stayed as it was. */
  readonly refused: boolean;
  readonly plan: TrainingPlan;
  readonly fixed: readonly { readonly choice: string; readonly mcd: number }[];
}

async function measure(bench: Bench, setting: Setting): Promise<Outcome> {
  const { engine } = bench;
  const { input, parentDir, test } = setting;
  const plan = engine.plan(input);
  const begun = performance.now();
  const planned = await stateFolder(bench, parentDir);
  const start = parentDir === null ? 'base' : 'continue';
  const refused = await train(bench, { stateDir: planned, start, plan }, setting.old, setting.fresh).then(
    () => false,
    (error: unknown) => {
      if (error instanceof UserError && error.code === 'pilot-failed') return true;
      throw error;
    },
  );
  const plannerSeconds = (performance.now() - begun) / 1000;
  const planner = await distance(bench, refused ? (parentDir ?? planned) : planned, test);
  await rm(planned, { recursive: true });
  const fixed: { choice: string; mcd: number }[] = [];
  const shares: Readonly<Record<Replay, number>> = {
    none: 0,
    'as much': 1,
    all: input.oldSeconds / input.newSeconds,
  };
  for (const rate of bench.plannerOnly ? [] : rates) {
    for (const replay of parentDir === null ? (['none'] as const) : replays) {
      const choice: TrainingPlan = {
        ...plan,
        learningRate: rate,
        replayShare: shares[replay],
        earlyStopPatience: null,
        pilotEpochs: 0,
      };
      const figures = await distances(bench, setting, choice, epochCounts);
      for (const [i, mcd] of figures.entries()) {
        fixed.push({ choice: `${rate.toExponential(0)}, replay ${replay}, ${epochCounts[i]} epochs`, mcd });
      }
    }
  }
  const before = parentDir === null ? null : await distance(bench, parentDir, test);
  return { before, planner, plannerSeconds, refused, plan, fixed };
}

const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  return ((sorted[(sorted.length - 1) >> 1] ?? NaN) + (sorted[sorted.length >> 1] ?? NaN)) / 2;
};
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const decibel = (value: number): string => value.toFixed(3);

/** One line of the table: means over the seeds. */
function line(situation: Situation, outcomes: readonly Outcome[]): string {
  const planner = mean(outcomes.map((outcome) => outcome.planner));
  const choices = outcomes[0]?.fixed.map(({ choice }) => choice) ?? [];
  const fixed = choices
    .map((choice, i) => ({ choice, mcd: mean(outcomes.map((outcome) => outcome.fixed[i]?.mcd ?? NaN)) }))
    .sort((a, b) => a.mcd - b.mcd);
  const best = fixed[0];
  const befores = outcomes.flatMap(({ before }) => before ?? []);
  const { plan } = outcomes[0] ?? {};
  const chosen = plan && `${plan.learningRate.toExponential(1)}, replay ${plan.replayShare.toFixed(1)}, ${plan.epochs}`;
  const cells = [
    situation.title,
    befores.length === 0 ? '–' : decibel(mean(befores)),
    `${decibel(planner)} (${outcomes.some(({ refused }) => refused) ? 'stopped by the pilot' : `${chosen} epochs`}, ${mean(outcomes.map((outcome) => outcome.plannerSeconds)).toFixed(0)} s)`,
    best === undefined ? '–' : `${decibel(best.mcd)} (${best.choice})`,
    best === undefined ? '–' : decibel(median(fixed.map(({ mcd }) => mcd))),
    best === undefined ? '–' : decibel(fixed.at(-1)?.mcd ?? NaN),
    best === undefined ? '–' : `${1 + fixed.filter(({ mcd }) => mcd < planner).length} of ${fixed.length + 1}`,
    best === undefined ? '–' : `${planner - best.mcd >= 0 ? '+' : ''}${decibel(planner - best.mcd)}`,
  ];
  return `| ${cells.join(' | ')} |`;
}

const columns = ['situation', 'before', 'planner', 'best fixed', 'median fixed', 'worst fixed', 'rank', 'gap to best'];

const options = {
  situations: { type: 'string', default: situations.map(({ name }) => name).join() },
  seeds: { type: 'string', default: '2' },
  'planner-only': { type: 'boolean', default: false },
  details: { type: 'boolean', default: false },
} as const;

/** Print a line for each situation: held-out mel-cepstral distortion, dB, mean over the seeds. */
export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options });
  const seeds = z.coerce.number().int().positive().parse(values.seeds);
  const wanted = values.situations.split(',');
  const ffmpeg = await locateFfmpeg();
  const folder = await mkdtemp(path.join(tmpdir(), 'timbre-bench-'));
  const kept = path.join(tmpdir(), 'timbre-bench-planner');
  const engine = createBuiltinEngine({ ffmpeg, checkpointSeconds: 0 });
  const context: EngineContext = {
    signal: new AbortController().signal,
    onEvent: () => Promise.resolve(),
    cacheDir: path.join(kept, 'features'),
  };
  const clipDir = path.join(kept, 'clips');
  const bench: Bench = {
    engine,
    ffmpeg,
    context,
    folder,
    clipDir,
    plannerOnly: values['planner-only'],
    measured: new Map(),
  };
  try {
    console.log(`| ${columns.join(' | ')} |\n|${'---|'.repeat(columns.length)}`);
    for (const situation of situations.filter(({ name }) => wanted.includes(name))) {
      const outcomes: Outcome[] = [];
      for (let seed = 1; seed <= seeds; seed++) {
        outcomes.push(await measure(bench, await settingOf(bench, situation, seed)));
      }
      console.log(line(situation, outcomes));
      if (values.details) {
        for (const [i, { choice }] of (outcomes[0]?.fixed ?? []).entries()) {
          console.log(`  ${choice}: ${outcomes.map(({ fixed }) => decibel(fixed[i]?.mcd ?? NaN)).join(', ')}`);
        }
        console.log(`  planner: ${outcomes.map(({ planner }) => decibel(planner)).join(', ')}`);
      }
    }
  } finally {
    await engine.close();
    await rm(folder, { recursive: true, force: true });
  }
}
