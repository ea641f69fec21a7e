// Trainer processes that are killed, or told to end, at random moments: the state has the very bits of one that was trained in
// one go.
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { Random } from '../../src/learning/random.ts';
import { shortPrompts } from '../support/conversation.ts';
import { killedAtRandom, undisturbed } from '../support/kills.ts';
import { seedVoices } from '../support/voices.ts';

const userId = '100000000000000001';
const epochs = 40;
const kills = 6;

test(`a training ends with the same bits when its trainer is killed or told to end at ${kills} random moments`, async (t) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'timbre-killed-'));
  t.after(() => rm(folder, { recursive: true }));
  const seed = path.join(folder, 'seed');
  await seedVoices(seed, [{ id: userId, locale: 'en-US' }], shortPrompts(0, 4));
  const whole = await undisturbed(seed, userId, epochs);
  const random = Random.seeded(25);
  let killed = 0;
  for (let runs = 0; killed < kills && runs < 2 * kills; runs++) {
    const survivor = await killedAtRandom(seed, userId, epochs, random, kills - killed);
    assert.deepEqual(survivor.bits, whole, JSON.stringify(survivor.kills));
    assert.equal(survivor.claims, survivor.kills.length + 1);
    killed += survivor.kills.length;
  }
  assert.equal(killed, kills);
});
