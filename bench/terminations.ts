// `npm run bench -- terminations 200`: the trainer, the real process, is told to end (SIGTERM, one time in four twice) at
// random moments of everything that it does; then, a quarter as often, processes whose threads do what those of the bot do.
// Prints how each ended, how long that took, and what it left behind.
//   --seed 1  --only MOMENT
//   --engine gpt-sovits   of a trainer that drives the double of GPT-SoVITS: also told by SIGINT, and killed, and at the end
//                         everything must be done and nothing half written
//   --whole     ends or kills the whole of `npm start` instead, with its bot, intake worker, trainer and Redis
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { engineIds } from '../src/engines.ts';
import { Random } from '../src/learning/random.ts';
import { endGptSovits } from './terminations/gpt-sovits.ts';
import { endWhole, wholeEndedWell, type WholeEnd, wholeMoments } from './terminations/whole.ts';
import { shortPrompts } from '../test/support/conversation.ts';
import { type End, Machine } from '../test/support/machine.ts';
import {
  abortsOf,
  busyWith,
  endedWell,
  endWhileBusy,
  type Moment,
  moments,
  terminate,
  type Termination,
} from '../test/support/terminations.ts';
import { seedVoices } from '../test/support/voices.ts';

const options = {
  seed: { type: 'string', default: '1' },
  only: { type: 'string' },
  engine: { type: 'string', default: 'builtin' },
  whole: { type: 'boolean', default: false },
} as const;
const wholeNumber = z.coerce.number().int().positive();
const userId = '100000000000000001';
const epochs = 60;

/** Print a line for each moment, and each end that was not as it should be. */
export async function run(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
  const count = wholeNumber.parse(positionals[0] ?? '200');
  const random = Random.seeded(wholeNumber.parse(values.seed));
  if (values.whole) return await runWhole(count, random);
  const chosen = values.only === undefined ? moments : [z.enum(moments).parse(values.only)];
  if (z.enum(engineIds).parse(values.engine) === 'gpt-sovits') return await runGptSovits(count, chosen, random);
  const dataDir = await mkdtemp(path.join(tmpdir(), 'timbre-bench-'));
  try {
    await seedVoices(dataDir, [{ id: userId, locale: 'en-US' }], shortPrompts(0, 8));
    const machine = await Machine.open(dataDir);
    try {
      machine.startTrainer();
      const version = await machine.finish(await machine.train(userId, epochs));
      await machine.endTrainer('SIGTERM');
      const ends: Termination[] = [];
      for (let i = 0; i < count; i++) {
        const moment = chosen[random.below(chosen.length)] ?? 'idle';
        const end = await terminate(machine, moment, random, { userId, epochs, versionId: version.id });
        ends.push(end);
        if (!endedWell(end)) console.log(JSON.stringify({ number: i + 1, ...end }));
      }
      print(moments.map((moment) => [moment, ends.filter((end) => end.moment === moment)]));
    } finally {
      await machine.close();
    }
    const busy: [string, Ended[]][] = [];
    for (const what of busyWith) {
      const ends: Ended[] = [];
      for (let i = 0; i < count / 4 / busyWith.length; i++) {
        ends.push({ ...(await endWhileBusy([what], dataDir, random)), left: [], moment: 'idle', way: 'SIGTERM' });
      }
      busy.push([what, ends]);
    }
    print(busy);
  } finally {
    await rm(dataDir, { recursive: true });
  }
}

async function runGptSovits(count: number, chosen: readonly Moment[], random: Random): Promise<void> {
  const ends: Termination[] = [];
  const wrong = await endGptSovits(count, chosen, random, (end) => {
    ends.push(end);
    if (!endedWell(end)) console.log(JSON.stringify({ number: ends.length, ...end }));
  });
  print(moments.map((moment) => [moment, ends.filter((end) => end.moment === moment)]));
  const ways = Map.groupBy(ends, ({ way }) => way);
  console.log(`Ended by: ${[...ways].map(([way, { length }]) => `${way} × ${length}`).join(', ')}`);
  console.log(wrong.length === 0 ? '\nNothing was left undone or half written.' : `\nWRONG: ${wrong.join(', ')}`);
}

async function runWhole(count: number, random: Random): Promise<void> {
  const ends: WholeEnd[] = [];
  const left = await endWhole(count, random, (end) => {
    ends.push(end);
    if (!wholeEndedWell(end)) console.log(JSON.stringify({ number: ends.length, ...end }));
  });
  console.log('\n| while | told to end | as it should | killed | as it should | median, ms | longest, ms |');
  console.log('|---|---|---|---|---|---|---|');
  for (const moment of [...wholeMoments, 'all'] as const) {
    const these = ends.filter((end) => moment === 'all' || end.moment === moment);
    const [told, killed] = [these.filter(({ way }) => way !== 'SIGKILL'), these.filter(({ way }) => way === 'SIGKILL')];
    const times = these.map(({ milliseconds }) => milliseconds).sort((a, b) => a - b);
    const counts = [told, killed].flatMap((some) => [some.length, some.filter(wholeEndedWell).length]);
    const [median, longest] = [times[times.length >> 1] ?? 0, times.at(-1) ?? 0].map(Math.round);
    console.log(`| ${[moment, ...counts, median, longest].join(' | ')} |`);
  }
  console.log(left.length === 0 ? '\nNothing was left undone or untold.' : `\nLEFT: ${left.join(', ')}`);
}

type Ended = Pick<Termination, keyof End | 'left' | 'moment' | 'way'>;

function print(kinds: readonly (readonly [name: string, ends: readonly Ended[]])[]): void {
  console.log(
    '\n| while | ended | as it should | native aborts | complaints | left something | median, ms | longest, ms |',
  );
  console.log('|---|---|---|---|---|---|---|---|');
  const all = kinds.flatMap(([, ends]) => ends);
  for (const [name, ends] of [...kinds, ['all', all] as const]) {
    const times = ends.map(({ milliseconds }) => milliseconds).sort((a, b) => a - b);
    const counts = [
      ends.length,
      ends.filter(endedWell).length,
      ends.filter((end) => abortsOf(end).length > 0 || end.signal === 'SIGABRT').length,
      ends.reduce((sum, { complaints }) => sum + complaints.length, 0),
      ends.filter(({ left }) => left.length > 0).length,
      Math.round(times[Math.floor(times.length / 2)] ?? 0),
      Math.round(times.at(-1) ?? 0),
    ];
    console.log(`| ${[name, ...counts].join(' | ')} |`);
  }
  const codes = Map.groupBy(all, ({ code, signal }) => String(code ?? signal));
  console.log(`\nExit codes and signals: ${[...codes].map(([code, { length }]) => `${code} × ${length}`).join(', ')}`);
}
