// A walk: two people do random things with the real bot and a real trainer, and what must hold is looked at whenever
// everything has come to rest. A sequence that fails is made shorter before it is told.
import { rm } from 'node:fs/promises';
import { GatewayIntentBits } from 'discord.js';
import pino from 'pino';
import { startTrainer, type Trainer } from '../../src/trainer/trainer.ts';
import { type Lab, assertClean, recordings, startLab } from '../bot/support.ts';
import type { Interaction } from '../discord/interaction.ts';
import { patienceMs } from '../support/patience.ts';
import { createToneEngine } from '../trainer/tone-engine.ts';
import { blobsHold, checkAnswers, checkRows, unfinished } from './invariants.ts';
import { type Step, take, type Walker } from './steps.ts';

/** How often SQL is looked at, which announces nothing, ms. */
const lookMs = 10;

export interface Outcome {
  /** Steps that were taken. */
  readonly taken: number;
  readonly error: unknown;
}

async function walkers({ ann, ben, channel, discord, guild }: Lab): Promise<Walker[]> {
  const spoken = await recordings(6);
  const manager = discord.person('manager', { managesServers: true });
  discord.world.owner = manager;
  const role = guild.role('singers');
  const people = [
    { person: ann, mark: 'annsmark' },
    { person: ben, mark: 'bensmark' },
  ];
  return people.map(({ person, mark }) => ({
    person,
    mark,
    manager,
    role,
    channels: [channel, person.dm],
    // The same bytes for both: blobs are shared by people who know nothing of each other.
    consent: { name: `${mark}consent.wav`, data: Buffer.concat(spoken.map(({ data }, i) => data.subarray(i && 128))) },
    uploads: spoken.map((upload, i) => ({ ...upload, name: `${mark}${i}.wav` })),
    junk: [
      { name: `${mark}junk.wav`, data: Buffer.from('no sound') },
      { name: `${mark}empty.wav`, data: Buffer.alloc(0) },
      { name: `${mark}silent.wav`, data: silence(spoken[0].data) },
    ],
  }));
}

/** A recording with its samples at zero. */
function silence(wave: Buffer | Uint8Array): Buffer {
  const silent = Buffer.from(wave);
  return silent.fill(0, 128);
}

/** Until `check` holds. @throws what it throws when it does not in time */
async function patiently(late: number, check: () => Promise<void>): Promise<void> {
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (performance.now() > late) throw error;
      await new Promise((resolve) => setTimeout(resolve, lookMs));
    }
  }
}

/**
 * Take steps in a new world.
 * @param isSpoken whether people must agree aloud before anything is trained
 * @param endAt `performance.now()` after which no further step is taken
 */
export async function walk(steps: readonly Step[], isSpoken: boolean, endAt = Infinity): Promise<Outcome> {
  const lab = await startLab({
    trainer: 'none',
    privilegedIntents: GatewayIntentBits.MessageContent,
    env: { READ_ALOUD: 'on', ...(isSpoken && { CONSENT: 'spoken' }) },
  });
  const lounge = lab.guild.voiceChannel('lounge');
  const { storage, config } = lab;
  // Whoever is told what people report.
  lab.discord.world.owner = lab.discord.person('operator');
  const { dataDir } = config;
  const sent: Interaction[] = [];
  let trainer: Trainer | undefined;
  let taken = 0;
  const errors: unknown[] = [];
  const log = pino({ level: 'error' }, { write: (line: string) => void errors.push(JSON.parse(line)) });
  const engine = createToneEngine({ id: 'builtin' });
  const openGates: (() => void)[] = [];

  const startTraining = async (): Promise<void> => {
    const parts = { config: { ...config, keepVersions: 2 }, storage, engine, ffmpeg: lab.ffmpeg };
    trainer = await startTrainer({ ...parts, redisUrl: lab.redisUrl, log });
  };
  const stopTraining = async (): Promise<void> => {
    await trainer?.close();
    trainer = undefined;
  };
  const settle = async (people: readonly Walker[]): Promise<void> => {
    for (const open of openGates.splice(0)) open();
    // A recording ends with them, and what is not said yet is for nobody.
    for (const { person } of people) lab.discord.voice.leave(person);
    const late = performance.now() + patienceMs;
    let owed = unfinished(dataDir, sent);
    while (owed.length > 0) {
      if (performance.now() > late)
        throw new Error(`still not done: ${owed.join(', ')}\n${lab.discord.world.recent()}`);
      await new Promise((resolve) => setTimeout(resolve, lookMs));
      owed = unfinished(dataDir, sent);
    }
    checkAnswers(sent, people);
    checkRows(dataDir, people, isSpoken);
    // A click is answered before it has done its work, and nothing tells when that is over.
    await patiently(late, () => blobsHold(dataDir, storage));
    assertClean(lab);
    if (errors.length > 0) throw new Error(`the trainer logged ${JSON.stringify(errors)}`);
  };

  try {
    await lab.startBot();
    await lab.discord.ready();
    await startTraining();
    const people = await walkers(lab);
    for (const step of steps) {
      if (performance.now() > endAt) break;
      taken++;
      if (step.what === 'settle') await settle(people);
      else if (step.what === 'enter the voice channel') lab.discord.voice.join(people[step.who].person, lounge);
      else if (step.what === 'go out of it') lab.discord.voice.leave(people[step.who].person);
      else if (step.what === 'hold the training') openGates.push(engine.gate(1).open);
      else if (step.what === 'restart the trainer') {
        await stopTraining();
        await startTraining();
      } else if (step.what === 'restart the bot') {
        await settle(people);
        await lab.stopBot();
        await lab.startBot();
        await lab.discord.ready();
      } else {
        const interactions = await take(step, people[step.who]);
        sent.push(...interactions);
        // Half of the time the person reads the answer before anybody does something else.
        if (step.draws[0] < 0.5) await interactions.at(-1)?.acknowledged();
      }
    }
    await settle(people);
    return { taken, error: null };
  } catch (error) {
    return { taken, error };
  } finally {
    for (const open of openGates) open();
    await stopTraining();
    await lab.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}

/**
 * A shorter sequence that fails too: parts are left out, smaller and smaller ones, as long as something fails.
 * @param endAt `performance.now()` after which no further attempt is made
 */
export async function shrink(steps: readonly Step[], isSpoken: boolean, endAt: number): Promise<readonly Step[]> {
  let shortest = steps;
  for (let size = Math.ceil(steps.length / 2); size >= 1; size = Math.floor(size / 2)) {
    for (let at = 0; at < shortest.length;) {
      if (performance.now() > endAt) return shortest;
      const without = [...shortest.slice(0, at), ...shortest.slice(at + size)];
      const { taken, error } = await walk(without, isSpoken);
      if (error === null) at += size;
      else shortest = without.slice(0, taken);
    }
  }
  return shortest;
}
