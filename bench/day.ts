// `npm run bench -- day PEOPLE KILLS [outages]`: a day of several people on two bots, two intake workers and two trainers, with Postgres
// and an object store, while processes of each kind are killed at random; with `outages`, Redis, Postgres and the store are also stopped
// for 20 s each, and then the store answers 500, half, slowly or not at all for 20 s. Each person trains, listens, sends three recordings, trains
// and listens; on another system they do the same and nothing happens. Then: every upload was decided once, every run ended once,
// everything was told once, and all voices have the bits of the undisturbed ones. Prints what was done, and fails when anything is amiss.
import assert from 'node:assert/strict';
import { setTimeout } from 'node:timers/promises';
import { z } from 'zod';
import { Random } from '../src/learning/random.ts';
import type { Interaction } from '../test/discord/interaction.ts';
import type { Person } from '../test/discord/person.ts';
import { type Discord, startDiscord } from '../test/discord/standin.ts';
import type { Channel } from '../test/discord/world.ts';
import { answersUpload, recordingsOf, shortPrompts } from '../test/support/conversation.ts';
import { stateBits } from '../test/support/machine.ts';
import { registerCommands } from '../test/support/timbre.ts';
import { type Kind, System, kinds } from './day/system.ts';

const wholeNumber = z.coerce.number().int().nonnegative();
const epochs = 12;
const outageMs = 20_000;
/** Whoever hears nothing for so long asks again, ms. */
const patienceMs = 15_000;
const stepMs = 10 * 60_000;

/** What a person asked for came to be written down under this id. */
interface Written {
  readonly id: string;
  readonly interaction: Interaction;
}

class Day {
  readonly #system: System;
  /** How often somebody had to ask again. */
  again = 0;

  constructor(system: System) {
    this.#system = system;
  }

  /** Ask until it is written down, as people do. */
  async #insist(table: 'runs' | 'intakes', ask: () => Interaction): Promise<Written> {
    for (const late = Date.now() + stepMs; ;) {
      assert.ok(Date.now() < late, 'nothing that is asked for is done');
      const interaction = ask();
      const isAcknowledged = await interaction.acknowledged().then(
        () => true,
        () => false,
      );
      for (const end = Date.now() + (isAcknowledged ? patienceMs : 0); Date.now() < end; await setTimeout(200)) {
        const [row] = await this.#system
          .rows<{ id: string }>(`select id from ${table} where answer_to like $1`, [`%"${interaction.id}"%`])
          .catch(() => []);
        if (row !== undefined) return { ...row, interaction };
      }
      this.again += 1;
    }
  }

  async #until(what: string, isSo: () => Promise<boolean>): Promise<void> {
    const end = Date.now() + stepMs;
    while (!(await isSo().catch(() => false))) {
      assert.ok(Date.now() < end, `waited for ${what}`);
      await setTimeout(200);
    }
  }

  async #run(person: Person, channel: Channel, name: string, options: Record<string, string | number>): Promise<void> {
    const { id } = await this.#insist('runs', () => person.slash(channel, name, options));
    await this.#until(
      `${name} of ${person.name}`,
      async () => (await this.#system.storage.runs.get(id))?.deliveredAt != null,
    );
  }

  /** All that one person does. */
  async live(person: Person, channel: Channel, recordings: Awaited<ReturnType<typeof recordingsOf>>['uploads']) {
    await this.#run(person, channel, 'train continue', { epochs });
    await this.#run(person, channel, 'preview', { text: 'Good morning.' });
    for (const file of recordings) {
      const { interaction } = await this.#insist('intakes', () => person.slash(channel, 'addsamples', { file }));
      await interaction.answer(answersUpload, { timeoutMs: stepMs });
    }
    await this.#run(person, channel, 'train continue', { epochs });
    await this.#run(person, channel, 'preview', { text: 'Good night.' });
  }
}

/** A run that has been begun so often is left alone: after its fifth time it counts as one that kills trainers. */
const mostBeginnings = 3;

/** Kill so many processes at random. */
async function killAtRandom(system: System, count: number, random: Random): Promise<Record<Kind, number>> {
  const killed = { bot: 0, intake: 0, trainer: 0 };
  for (let n = 0; n < count;) {
    await setTimeout(500 + 2500 * random.uniform());
    // Each kind as often as the others.
    const kind = kinds[n % kinds.length] ?? 'bot';
    if (kind === 'trainer') {
      const [often] = await system
        .rows<{ most: number }>('select coalesce(max(attempts), 0)::int as most from runs where ended_at is null')
        .catch(() => []);
      if ((often?.most ?? mostBeginnings) >= mostBeginnings) continue;
    }
    if (!system.kill(kind, Math.floor(2 * random.uniform()))) continue;
    killed[kind] += 1;
    n += 1;
  }
  return killed;
}

const whileItIsAway = async (): Promise<void> => await setTimeout(outageMs);

async function breakEverything(system: System, random: Random): Promise<void> {
  for (const without of ['withoutRedis', 'withoutPostgres', 'withoutStore'] as const) {
    await setTimeout(5_000);
    await system[without](whileItIsAway);
  }
  for (const end = Date.now() + outageMs; Date.now() < end; await setTimeout(300)) {
    const broken = ['error', 'half', 'slow', 'silence'] as const;
    system.bucket.breakages.push(broken[Math.floor(broken.length * random.uniform())], undefined);
  }
  system.bucket.breakages.length = 0;
}

/** @returns what is amiss, and what there is */
async function examine(system: System, people: readonly Person[], channels: readonly Channel[], discord: Discord) {
  const amiss: string[] = [];
  const expect = (what: string, actual: unknown, wanted: unknown): void => {
    if (JSON.stringify(actual) !== JSON.stringify(wanted))
      amiss.push(`${what}: ${JSON.stringify(actual)}, not ${JSON.stringify(wanted)}`);
  };
  const { storage } = system;
  const bits: string[] = [];
  for (const [index, person] of people.entries()) {
    const channel = channels[index];
    const [voice] = await storage.voices.list(person.id);
    assert.ok(voice);
    const runs = await system.rows<{ id: string; kind: string; state: string }>(
      'select id, kind, state from runs where user_id = $1 order by created_at',
      [person.id],
    );
    expect(
      `runs of ${person.name}`,
      runs.map(({ state }) => state),
      ['done', 'done', 'done', 'done'],
    );
    const versions = (await storage.versions.list(voice.id)).toSorted((a, b) => a.number - b.number);
    expect(
      `versions of ${person.name}`,
      versions.map(({ number }) => number),
      [1, 2],
    );
    bits.push(versions.map((version) => JSON.stringify(stateBits(version))).join());
    for (const { manifest } of versions) {
      for (const { sha256 } of manifest?.files ?? [])
        expect(`blob ${sha256}`, (await storage.blobs.read(sha256)).length > 0, true);
    }
    const samples = await storage.samples.list(voice.id);
    expect(`clips of ${person.name}`, samples.length, 4 + 3);
    const intakes = await system.rows<{ finished_at: string | null; items: string }>(
      'select finished_at, items from intakes where user_id = $1',
      [person.id],
    );
    expect(
      `uploads of ${person.name}`,
      intakes.map(({ finished_at: at }) => at !== null),
      intakes.map(() => true),
    );
    const wanted = (await Promise.all(runs.map(({ id }) => storage.runs.get(id)))).map((run) =>
      run?.result?.kind === 'train' && run.result.rivalPreview !== null ? 2 : 1,
    );
    const told = channel.messagesSeenBy(person).filter(({ author }) => author.bot);
    expect(
      `spoken to ${person.name}`,
      told.filter((message) => message.isVoiceMessage).length,
      wanted.reduce((a, b) => a + b, 0),
    );
    for (const { number } of versions) {
      const titles = told.filter(({ embeds }) => embeds[0]?.title?.startsWith(`Version ${number} `));
      expect(`told ${person.name} of version ${number}`, titles.length, 1);
    }
    expect(
      `uploads told ${person.name}`,
      told.filter(({ text }) => /\bAdded 1 recording|already have|same recording/.test(text)).length,
      intakes.length,
    );
    expect(`direct messages to ${person.name}`, person.dm.messagesSeenBy(person).length, 0);
  }
  for (const table of ['intake_files', 'checkpoints', 'outbox']) {
    expect(`rows of ${table}`, await system.rows(`select 1 from ${table}`), []);
  }
  expect('rules of Discord broken', discord.violations, []);
  return { amiss, bits };
}

/** The same day on a system of its own. @returns SHA-256 of everybody's states, in order */
async function oneDay(
  people: number,
  disturb: ((system: System) => Promise<string>) | null,
  recordings: Awaited<ReturnType<typeof recordingsOf>>['uploads'],
): Promise<string[]> {
  const discord = await startDiscord();
  const guild = discord.guild('Day');
  const everybody = Array.from({ length: people }, (_, index) => discord.person(`person ${index}`));
  const channels = everybody.map(({ name }) => guild.channel(name.replace(' ', '-')));
  await registerCommands(discord);
  const system = await System.start(discord, everybody);
  try {
    const day = new Day(system);
    const began = performance.now();
    const lives = everybody.map((person, index) => day.live(person, channels[index], recordings));
    const [what] = await Promise.all([disturb?.(system) ?? 'nothing', ...lives]);
    const seconds = (performance.now() - began) / 1000;
    await system.allReady();
    const { amiss, bits } = await examine(system, everybody, channels, discord);
    console.log(`${people} people, ${seconds.toFixed(0)} s, disturbed by: ${what}
asked again because nobody answered: ${day.again}
errors in the logs: ${system.errors.length}`);
    for (const line of new Set(system.errors.map((one) => one.slice(0, 300)))) console.log(`  ${line}`);
    assert.deepEqual(amiss, []);
    return bits;
  } finally {
    await system.close();
    await discord.close();
  }
}

/** Prints the figures. @throws AssertionError when anything is amiss */
export async function run(args: string[]): Promise<void> {
  const [people = 4, kills = 25] = args.slice(0, 2).map((text) => wholeNumber.parse(text));
  const hasOutages = args[2] === 'outages';
  const { uploads } = await recordingsOf(shortPrompts(10, 3));
  const undisturbed = await oneDay(people, null, uploads);
  const disturb = async (system: System): Promise<string> => {
    const random = Random.seeded(1);
    const [killed] = await Promise.all([
      killAtRandom(system, kills, random),
      hasOutages ? breakEverything(system, random) : null,
    ]);
    const counts = Object.entries(killed).map(([kind, count]) => `${kind} killed ${count} times`);
    const outages = 'Redis, Postgres and the store away for 20 s each, the store broken for 20 s';
    return counts.concat(hasOutages ? outages : []).join(', ');
  };
  assert.deepEqual(await oneDay(people, disturb, uploads), undisturbed, 'the same bits');
  console.log('every upload decided once, every run ended once, everything told once, the same bits as undisturbed');
}
