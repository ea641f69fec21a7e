// The random walk of `npm test`: some 20 seconds. WALK_STEPS=5000 and WALK_SEED=7 walk as far as asked, and from there.
import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { describe, it } from 'node:test';
import { ApplicationCommandOptionType } from 'discord.js';
import { z } from 'zod';
import { allCommands } from '../../src/bot/commands/all.ts';
import { Random } from '../../src/learning/random.ts';
import { randomSteps, told, whats } from './steps.ts';
import { shrink, walk } from './walk.ts';

const asked = z
  .object({ WALK_STEPS: z.coerce.number().int().positive().optional(), WALK_SEED: z.coerce.number().int().optional() })
  .parse(process.env);
const byHand = asked.WALK_STEPS !== undefined;
/** Without being asked: at most so long, ms. */
const walkMs = 20_000;
/** Steps of the shortest walk that fails. */
const toldAtMost = 60;
const shrinkMs = byHand ? 600_000 : 20_000;

describe('a random walk', () => {
  it('does everything that can be asked for', () => {
    const all = allCommands
      .map(({ definition }) => definition.toJSON())
      .flatMap(({ name, options = [] }) => {
        const subs = options.filter(({ type }) => type === ApplicationCommandOptionType.Subcommand);
        return subs.length === 0 ? [name] : subs.map((sub) => `${name} ${sub.name}`);
      });
    assert.deepEqual(
      all.filter((command) => !whats.some((what) => what === command)),
      [],
    );
  });

  it('leaves rows, blobs and answers as they must be', { timeout: byHand ? 86_400_000 : 300_000 }, async (t) => {
    const seed = asked.WALK_SEED ?? randomInt(1_000_000);
    // So seldom, because whoever says nothing trains nothing.
    const isSpoken = seed % 8 === 0;
    const steps = randomSteps(Random.seeded(seed), asked.WALK_STEPS ?? 300);
    const { taken, error } = await walk(steps, isSpoken, byHand ? Infinity : performance.now() + walkMs);
    t.diagnostic(`seed ${seed}: ${taken} steps`);
    if (error === null) return;
    const shortest = await shrink(steps.slice(0, taken), isSpoken, performance.now() + shrinkMs);
    const lines = shortest.slice(-toldAtMost).map(told).join('\n');
    throw new Error(`WALK_SEED=${seed} failed after ${taken} steps; so do ${shortest.length}, at the end\n${lines}`, {
      cause: error,
    });
  });
});
