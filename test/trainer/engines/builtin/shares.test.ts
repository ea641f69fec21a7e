// What is kept of a learnt style: what the voices have in common with it.
import assert from 'node:assert/strict';
import test from 'node:test';
import { Random } from '../../../../src/learning/random.ts';
import { VoiceSpace } from '../../../../src/trainer/engines/builtin/tuning/shares.ts';

const random = Random.seeded(4);
/** Voices that differ in a few directions only: in numbers 0 to 7, and hardly in 8. */
const timbres = new Map(
  ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => [
    name,
    Float32Array.from({ length: 128 }, (_, k) => (k < 8 ? random.normal() : k === 8 ? 1e-3 * random.normal() : 0.3)),
  ]),
);
const space = new VoiceSpace(timbres);
const mix = [
  ['a', 0.7],
  ['c', 0.3],
] as const;
const styleOf = (shares: readonly (readonly [string, number])[], k: number): number =>
  shares.reduce((sum, [name, share]) => sum + share * timbres.get(name)![k], 0);

test('a shift towards another mix becomes that mix, one where no voice is becomes nothing', () => {
  const wanted = [
    ['b', 1.4],
    ['d', -0.4],
  ] as const;
  const towards = Array.from({ length: 128 }, (_, k) => styleOf(wanted, k) - styleOf(mix, k));
  const shares = space.shares(mix, towards);
  assert.ok(Math.abs(shares.reduce((sum, [, share]) => sum + share, 0) - 1) < 1e-4);
  for (let k = 0; k < 8; k++) assert.ok(Math.abs(styleOf(shares, k) - styleOf(wanted, k)) < 0.1, `${k}`);
  assert.ok(Object.fromEntries(shares)['d'] < -0.3);
  // Its own shift is what it moves a style by.
  for (const [k, by] of space.shift(mix, shares).entries()) {
    assert.ok(Math.abs(by - (styleOf(shares, k) - styleOf(mix, k))) < 1e-3);
  }

  const away = Array.from({ length: 128 }, (_, k) => (k === 100 ? 3 : k === 8 ? 0.1 : 0));
  for (const [name, share] of space.shares(mix, away)) {
    assert.ok(Math.abs(share - (Object.fromEntries(mix)[name] ?? 0)) < 0.02, name);
  }
});

test('nothing learnt is the mix itself', () => {
  const shares = space.shares(mix, new Float32Array(128));
  assert.deepEqual(
    shares.filter(([, share]) => share !== 0),
    mix,
  );
  assert.ok(space.shift(mix, shares).every((by) => by === 0));
});
