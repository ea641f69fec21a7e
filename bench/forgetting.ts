// `npm run bench -- forgetting`: a voice of two minutes gets a minute that differs in style, and is continued as the planner
// says. What becomes of the old style and of the new one, on sentences that no training saw, through the whole chain; held
// against continuing with the new clips alone, and against a start from the base on everything with as many steps in all.
//   --styles higher,telephone,noisy,words  --seeds 3  --details (every seed)
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { UserError } from '../src/errors.ts';
import { Random } from '../src/learning/random.ts';
import type { TrainingPlan } from '../src/storage/records.ts';
import type { Prompt } from '../test/support/speech.ts';
import { signed, Voices } from './continuation/voices.ts';
import { clipsOf, noClips, promptsByHash, split } from './planner/material.ts';
import type { Clips, Kind, Material } from './planner/material.ts';

const styles = {
  higher: '2.5 semitones higher',
  telephone: 'over a telephone',
  noisy: 'noise 15 dB below',
  words: 'other vocabulary',
} as const;
type Style = keyof typeof styles;

const oldSeconds = 120;
const freshSeconds = 60;
/** Of each style, that everything is measured on. */
const testSeconds = 45;
/** What the voicemail says, and nobody else. */
const isVoicemail = ({ name }: Prompt): boolean => name.startsWith('vm-');

/** Distortions, dB. */
interface Outcome {
  readonly before: { readonly old: number; readonly fresh: number };
  readonly after: { readonly old: number; readonly fresh: number };
  /** Continued with the new clips alone. */
  readonly alone: { readonly old: number; readonly fresh: number };
  /** Both styles together: continued, and from the base with as many steps in all. */
  readonly all: { readonly continued: number; readonly scratch: number };
  readonly steps: number;
  /** The pilot stopped it: in the product nothing would have changed. */
  readonly stopped: boolean;
}

interface Setting {
  readonly known: Clips;
  readonly fresh: Clips;
  readonly test: { readonly old: readonly Material[]; readonly fresh: readonly Material[] };
}

async function settingOf({ ffmpeg, clipDir }: Voices, style: Style, seed: number): Promise<Setting> {
  const kind: Kind = style === 'words' ? 'plain' : style;
  const all = promptsByHash();
  const [usual, other] =
    style === 'words' ? [all.filter((prompt) => !isVoicemail(prompt)), all.filter(isVoicemail)] : [all, all];
  const clips = (prompts: readonly Prompt[], seconds: number, of: Kind): Promise<Material[]> =>
    clipsOf(ffmpeg, clipDir, prompts, seconds, of);
  // The first prompts are for measuring, the same for every seed; no two uses share a sentence.
  const test = {
    old: await clips(usual.slice(0, 20), testSeconds, 'plain'),
    fresh: await clips(other.slice(20, 40), testSeconds, kind),
  };
  const tested = new Set([...usual.slice(0, 20), ...other.slice(20, 40)]);
  const drawn = (prompts: readonly Prompt[]): Prompt[] => {
    const rest = prompts.filter((prompt) => !tested.has(prompt));
    return Array.from(Random.seeded(seed).shuffle(Int32Array.from(rest, (_, i) => i)), (i) => rest[i]);
  };
  const known = split(await clips(drawn(usual), oldSeconds, 'plain'));
  const fresh = split(await clips(drawn(other).reverse(), freshSeconds, kind));
  return { known, fresh, test };
}

const parents = new Map<string, Promise<string>>();

/** Train as planned; where the pilot stops that, what would have become of it. */
async function pastPilot(voices: Voices, parent: string, plan: TrainingPlan, known: Clips, fresh: Clips) {
  try {
    return { stopped: false, ...(await voices.train(parent, plan, known, fresh)) };
  } catch (error) {
    if (!(error instanceof UserError && error.code === 'pilot-failed')) throw error;
    return { stopped: true, ...(await voices.train(parent, { ...plan, pilotEpochs: 0 }, known, fresh)) };
  }
}

async function measure(voices: Voices, style: Style, seed: number): Promise<Outcome> {
  const { known, fresh, test } = await settingOf(voices, style, seed);
  await voices.engine.prepare(
    [known.train, known.heldOut, fresh.train, fresh.heldOut, test.old, test.fresh].flat(),
    voices.context,
  );
  const ids = known.train.map(({ id }) => id).join();
  const makeParent = async (): Promise<string> =>
    (await voices.train(null, await voices.plan(null, noClips, known, `${seed}`), noClips, known)).stateDir;
  const parent = await (parents.get(ids) ?? parents.set(ids, makeParent()).get(ids)!);
  const both = async (stateDir: string): Promise<{ old: number; fresh: number }> => ({
    old: await voices.distance(stateDir, test.old),
    fresh: await voices.distance(stateDir, test.fresh),
  });
  const plan = await voices.plan(parent, known, fresh, `${seed}`);
  const { stopped, stateDir, outcome } = await pastPilot(voices, parent, plan, known, fresh);
  // With the new ones alone, its epochs are shorter: as many steps, all the same.
  const shorter = {
    ...plan,
    replayShare: 0,
    pilotEpochs: 0,
    epochs: Math.round(outcome.epochs * (1 + plan.replayShare)),
  };
  const alone = await voices.train(parent, shorter, { ...noClips, train: known.train }, fresh);
  const everything = { train: [...known.train, ...fresh.train], heldOut: [...known.heldOut, ...fresh.heldOut] };
  const base = await voices.plan(null, noClips, everything, `${seed}`);
  const { voice } = await voices.stateOf(stateDir);
  const stepsPerEpoch = Math.ceil((200 * everything.train.reduce((sum, clip) => sum + clip.durationSeconds, 0)) / 256);
  const scratch = await voices.train(
    null,
    { ...base, epochs: Math.round(voice.trunk.steps / stepsPerEpoch) },
    noClips,
    everything,
  );
  const after = await both(stateDir);
  const fromScratch = await both(scratch.stateDir);
  return {
    before: await both(parent),
    after,
    alone: await both(alone.stateDir),
    all: { continued: (after.old + after.fresh) / 2, scratch: (fromScratch.old + fromScratch.fresh) / 2 },
    steps: outcome.steps,
    stopped,
  };
}

/** Median of the seeds, and their range. */
function spread(values: readonly number[], show: (value: number) => string): string {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = ((sorted[(sorted.length - 1) >> 1] ?? NaN) + (sorted[sorted.length >> 1] ?? NaN)) / 2;
  return sorted.length === 1 ? show(middle) : `${show(middle)} (${show(sorted[0])} … ${show(sorted.at(-1) ?? NaN)})`;
}

const columns = [
  'new style',
  'old clips: before, dB',
  'after',
  'after the new alone',
  'new clips: before, dB',
  'gain',
  'share of the gain of the new alone',
  'both: continued against from the base',
];

function line(style: Style, outcomes: readonly Outcome[]): string {
  const each = (value: (outcome: Outcome) => number, show: (value: number) => string = signed): string =>
    spread(outcomes.map(value), show);
  const gain = ({ before }: Outcome, { fresh }: { readonly fresh: number }): number => before.fresh - fresh;
  const cells = [
    `${styles[style]}${outcomes.some(({ stopped }) => stopped) ? ' (the pilot stops it)' : ''}`,
    each(
      ({ before }) => before.old,
      (value) => value.toFixed(2),
    ),
    each(({ before, after }) => after.old - before.old),
    each(({ before, alone }) => alone.old - before.old),
    each(
      ({ before }) => before.fresh,
      (value) => value.toFixed(2),
    ),
    each(
      (outcome) => gain(outcome, outcome.after),
      (value) => value.toFixed(2),
    ),
    each(
      (outcome) => (100 * gain(outcome, outcome.after)) / gain(outcome, outcome.alone),
      (value) => `${value.toFixed(0)} %`,
    ),
    each(({ all }) => all.continued - all.scratch),
  ];
  return `| ${cells.join(' | ')} |`;
}

const options = {
  styles: { type: 'string', default: Object.keys(styles).join() },
  seeds: { type: 'string', default: '3' },
  details: { type: 'boolean', default: false },
} as const;

/** Print a line for each style: medians over the seeds, and their range. */
export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options });
  const wanted = z.array(z.enum(Object.keys(styles) as Style[])).parse(values.styles.split(','));
  const seeds = z.coerce.number().int().positive().parse(values.seeds);
  const voices = await Voices.open();
  try {
    console.log(`| ${columns.join(' | ')} |\n|${'---|'.repeat(columns.length)}`);
    for (const style of wanted) {
      const outcomes: Outcome[] = [];
      for (let seed = 1; seed <= seeds; seed++) {
        outcomes.push(await measure(voices, style, seed));
        if (values.details) console.log(style, seed, JSON.stringify(outcomes.at(-1)));
      }
      console.log(line(style, outcomes));
    }
  } finally {
    await voices.close();
  }
}
