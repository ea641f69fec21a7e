// The whole of `npm start`, told to end or killed at random moments, against the stand-in of Discord: how it ended, what it
// left behind, and whether the next start goes on.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout } from 'node:timers/promises';
import { consent } from '../../src/bot/replies/consent.ts';
import type { Random } from '../../src/learning/random.ts';
import { openStorage } from '../../src/storage/storage.ts';
import type { Interaction } from '../../test/discord/interaction.ts';
import type { Person, Upload } from '../../test/discord/person.ts';
import { type Discord, startDiscord } from '../../test/discord/standin.ts';
import type { Channel } from '../../test/discord/world.ts';
import { fileOptions, recordingsOf, shortPrompts } from '../../test/support/conversation.ts';
import { processesOf, registerCommands } from '../../test/support/timbre.ts';
import { seedVoices } from '../../test/support/voices.ts';
import { launch } from '../load/processes.ts';

/** What goes on, and for how long at most before the end comes, ms. */
const moments = {
  starting: 4_000,
  idle: 300,
  listening: 4_000,
  training: 12_000,
  speaking: 2_500,
  'all at once': 8_000,
} as const;
export type WholeMoment = keyof typeof moments;
export const wholeMoments = Object.keys(moments) as WholeMoment[];
const ways = ['SIGTERM', 'SIGTERM', 'SIGINT', 'SIGKILL'] as const;
const epochs = 4;
/** How long what was left has to end by itself, ms. */
const patienceMs = 30_000;

export interface WholeEnd {
  readonly moment: WholeMoment;
  readonly way: (typeof ways)[number];
  readonly afterMs: number;
  readonly code: number | null;
  readonly signal: string | null;
  /** Until the last process of it was gone. */
  readonly milliseconds: number;
  /** Errors of the log, and lines that are none of it. */
  readonly complaints: readonly string[];
  /** Pids of its processes that are still there. */
  readonly left: readonly number[];
}

/** Whether it ended by itself and in order, or as it was made to, and nothing of it stayed. */
export const wholeEndedWell = ({ moment, way, code, signal, complaints, left }: WholeEnd): boolean =>
  (way === 'SIGKILL' || (code === 0 && signal === null) || (moment === 'starting' && signal === way)) &&
  complaints.length === 0 &&
  left.length === 0;

interface Scene {
  readonly discord: Discord;
  readonly dataDir: string;
  readonly channel: Channel;
  readonly person: Person;
  readonly files: readonly Upload[];
}

/** Who asks is not told any more where the bot is gone before it could answer. */
const ask = (interaction: Interaction): void => {
  interaction.acknowledged().catch(() => {});
};

const asking: Readonly<Record<WholeMoment, (scene: Scene) => void>> = {
  starting: () => {},
  idle: () => {},
  listening: ({ person, channel, files }) => ask(person.slash(channel, 'addsamples', fileOptions(files))),
  training: ({ person, channel }) => ask(person.slash(channel, 'train continue', { epochs })),
  speaking: ({ person, channel }) =>
    ask(person.slash(channel, 'preview', { text: 'One moment, and then the next one.' })),
  'all at once': (scene) => {
    for (const moment of ['listening', 'training', 'speaking'] as const) asking[moment](scene);
  },
};

async function end(scene: Scene, moment: WholeMoment, way: WholeEnd['way'], random: Random): Promise<WholeEnd> {
  const complaints: string[] = [];
  const whole = launch(scene.discord, scene.dataDir, (line) => complaints.push(line));
  if (moment !== 'starting') await whole.ready;
  asking[moment](scene);
  const afterMs = Math.round(random.uniform() * moments[moment]);
  await setTimeout(afterMs);
  const before = performance.now();
  whole.supervisor.kill(way);
  const [code, signal] = await whole.ended;
  const deadline = performance.now() + patienceMs;
  let left = processesOf(scene.dataDir);
  while (left.length > 0 && performance.now() < deadline) {
    await setTimeout(20);
    left = processesOf(scene.dataDir);
  }
  const milliseconds = performance.now() - before;
  for (const pid of left) process.kill(pid, 'SIGKILL');
  return { moment, way, afterMs, code, signal, milliseconds, complaints, left };
}

/** What a person still waits for. */
function waitedFor(dataDir: string): string[] {
  const database = new DatabaseSync(path.join(dataDir, 'timbre.sqlite'), { readOnly: true, timeout: 5000 });
  try {
    return [
      `select kind || ' ' || id || ': ' || state as open from runs where delivered_at is null`,
      `select 'upload ' || id as open from intakes where finished_at is null`,
    ].flatMap((query) =>
      database
        .prepare(query)
        .all()
        .map(({ open }) => String(open)),
    );
  } finally {
    database.close();
  }
}

/** @returns what is still waited for after `forMs` */
async function untilNothingIs(dataDir: string, forMs: number): Promise<string[]> {
  const deadline = performance.now() + forMs;
  for (;;) {
    const open = waitedFor(dataDir);
    if (open.length === 0 || performance.now() > deadline) return open;
    await setTimeout(100);
  }
}

/**
 * End it so many times.
 * @param onEnd hears of each
 * @returns what was still waited for long after all was started again and left alone: nothing, where all is right
 */
export async function endWhole(
  count: number,
  random: Random,
  onEnd: (end: WholeEnd) => void,
): Promise<readonly string[]> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'timbre-bench-whole-'));
  const discord = await startDiscord();
  try {
    const channel = discord.guild('Ends').channel('ends');
    const person = discord.person('somebody');
    await Promise.all([registerCommands(discord), seedVoices(dataDir, [person], shortPrompts(0, 8))]);
    const { uploads } = await recordingsOf(shortPrompts(8, 24));
    const storage = await openStorage({ dataDir });
    await storage.users.giveConsent(person.id, consent.version);
    await storage.close();
    const goOn = async (): Promise<string[]> => {
      const whole = launch(discord, dataDir, console.error);
      await whole.ready;
      asking.training({ discord, dataDir, channel, person, files: [] });
      const open = await untilNothingIs(dataDir, 20 * patienceMs);
      whole.supervisor.kill('SIGTERM');
      await whole.ended;
      return open;
    };
    await goOn();
    for (let i = 0; i < count; i++) {
      const files = [0, 1, 2].map((k) => uploads[(i * 3 + k) % uploads.length]);
      const scene = { discord, dataDir, channel, person, files };
      onEnd(await end(scene, wholeMoments[i % wholeMoments.length], ways[random.below(ways.length)], random));
    }
    return await goOn();
  } finally {
    await discord.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}
