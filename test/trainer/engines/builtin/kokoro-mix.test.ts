// The mix of voices nearest to a person: least squares against known solutions, and mixes of voices that are found again.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Random } from '../../../../src/learning/random.ts';
import { centroid, keep } from '../../../../src/speakers/embedding.ts';
import { mean } from '../../../../src/statistics.ts';
import { likenessOf, mixStyle, staysNear } from '../../../../src/trainer/engines/builtin/source/kokoro/mix.ts';
import { nonNegativeLeastSquares } from '../../../../src/trainer/engines/builtin/source/kokoro/nnls.ts';
import { type VoiceTable, readVoiceTable } from '../../../../src/trainer/engines/builtin/source/kokoro/voice-table.ts';
import { traitsOf } from '../../../../src/trainer/engines/builtin/source/kokoro/voices.ts';

/** AᵀA and Aᵀb. */
function products(rows: readonly (readonly number[])[], b: readonly number[]): [Float64Array, Float64Array] {
  const n = rows[0].length;
  const sum = (of: (row: number) => number): number => rows.reduce((total, _, row) => total + of(row), 0);
  return [
    Float64Array.from({ length: n * n }, (_, i) => sum((row) => rows[row][Math.floor(i / n)] * rows[row][i % n])),
    Float64Array.from({ length: n }, (_, i) => sum((row) => rows[row][i] * b[row])),
  ];
}

const close = (a: ArrayLike<number>, b: readonly number[], within = 1e-9): boolean =>
  a.length === b.length && b.every((value, i) => Math.abs(a[i] - value) <= within);

test('least squares without negative coefficients: known solutions, and what makes one the best', () => {
  const rows = [
    [1, 0],
    [1, 0],
    [0, 1],
  ];
  assert.ok(close(nonNegativeLeastSquares(...products(rows, [2, 1, 1])), [1.5, 1]));
  assert.ok(close(nonNegativeLeastSquares(...products(rows, [-1, -1, -1])), [0, 0]));
  // Unconstrained, the second would be −1.
  assert.ok(
    close(
      nonNegativeLeastSquares(
        ...products(
          [
            [1, 1],
            [0, 1],
            [1, 2],
          ],
          [1, -1, 0],
        ),
      ),
      [0.5, 0],
    ),
  );
  assert.ok(close(nonNegativeLeastSquares(...products(rows, [0, 0, 0])), [0, 0]));

  const random = Random.seeded(3);
  const drawn = (): number => random.uniform() - 0.5;
  for (let round = 0; round < 60; round++) {
    const n = 1 + (round % 20);
    const problem = Array.from({ length: n + 2 }, () => Array.from({ length: n }, drawn));
    const target = problem.map(drawn);
    const [gram, right] = products(problem, target);
    const x = nonNegativeLeastSquares(gram, right);
    // Karush, Kuhn and Tucker: no slope where it is free, none upwards where it is 0.
    for (const [i, value] of x.entries()) {
      const slope = right[i] - x.reduce((sum, other, k) => sum + gram[i * n + k] * other, 0);
      assert.ok(value >= 0);
      assert.ok(value > 0 ? Math.abs(slope) < 1e-8 : slope < 1e-8, `round ${round}: ${value}, ${slope}`);
    }
  }
});

/** Voices that differ in every coefficient, some with embeddings. */
function voicesOf(names: readonly string[]): VoiceTable {
  const random = Random.seeded(9);
  return Object.fromEntries(
    names.map((name, i) => [
      name,
      {
        cepstrum: Array.from({ length: 25 }, () => random.uniform() - 0.5),
        pitch: Math.log(120) + 0.05 * i,
        embedding: keep('small', centroid([Float32Array.from({ length: 64 }, () => random.uniform())])!),
      },
    ]),
  );
}

test('a person who sounds like two voices gets a mix of these, by either measure', async () => {
  const table = voicesOf(['af_a', 'af_b', 'am_c', 'bf_d', 'bm_e', 'ef_f', 'em_g']);
  const [a, b] = [table['af_b'], table['bm_e']];
  const person = {
    cepstrum: a.cepstrum.map((value, i) => 0.4 * value + 0.6 * b.cepstrum[i]),
    pitch: 0.4 * a.pitch + 0.6 * b.pitch,
  };
  const mix = await mixStyle(person, 'en', undefined, table);
  const share = (name: string): number => mix.timbre.find(([voice]) => voice === name)?.[1] ?? 0;
  assert.ok(Math.abs(share('af_b') - 0.4) < 0.05 && Math.abs(share('bm_e') - 0.6) < 0.05, JSON.stringify(mix));
  assert.ok(Math.abs(mix.timbre.reduce((sum, [, part]) => sum + part, 0) - 1) < 1e-12);
  assert.deepEqual(
    mix.timbre.map(([name]) => name),
    mix.timbre.map(([name]) => name).sort(),
  );
  assert.deepEqual(mix.melodies, ['bf_d', 'am_c', 'bm_e', 'af_b', 'af_a']);
  assert.deepEqual((await mixStyle(person, 'en-GB', undefined, table)).melodies, ['bf_d', 'bm_e']);
  assert.deepEqual((await mixStyle(person, 'es', undefined, table)).melodies, ['ef_f', 'em_g']);
  assert.deepEqual((await mixStyle(person, 'ru', undefined, table)).melodies, ['ef_f', 'em_g']);
  // A melody that would have to be raised far sounds worse, however few others there are; where there is none, it must do.
  const woman = { ...person, pitch: table['ef_f'].pitch + 0.1 };
  const tall = { ...table, em_g: { ...table['em_g'], pitch: woman.pitch - 0.45 } };
  assert.deepEqual((await mixStyle(woman, 'es', undefined, tall)).melodies, ['ef_f']);
  assert.deepEqual((await mixStyle({ ...person, pitch: 6 }, 'es', undefined, tall)).melodies, ['ef_f']);
  await assert.rejects(mixStyle(person, 'de', undefined, table), /No voice speaks de/);

  // An embedding of another voice pulls towards that one; one of another encoder counts for nothing.
  const embedded = await mixStyle({ ...person, embedding: table['em_g'].embedding ?? null }, 'en', undefined, table);
  assert.ok((embedded.timbre.find(([name]) => name === 'em_g')?.[1] ?? 0) > 0.5, JSON.stringify(embedded));
  const foreign = keep('another', new Float32Array(64).fill(1 / 8));
  assert.deepEqual(await mixStyle({ ...person, embedding: foreign }, 'en', undefined, table), mix);

  // Only what the model brings, and nobody of another pitch while there are others.
  const fewer = await mixStyle(person, 'en', ['af_a', 'am_c', 'ef_f'], table);
  assert.ok(fewer.timbre.every(([name]) => ['af_a', 'am_c', 'ef_f'].includes(name)));
  const low = { ...table, af_b: { ...a, pitch: a.pitch + 8 * (Math.LN2 / 12) } };
  assert.equal(
    (await mixStyle(person, 'en', undefined, low)).timbre.some(([name]) => name === 'af_b'),
    false,
  );
  const high = await mixStyle({ ...person, pitch: Math.log(500) }, 'en', undefined, table);
  assert.ok(
    high.timbre.every(([name]) => ['bm_e', 'ef_f', 'em_g'].includes(name)),
    JSON.stringify(high),
  );
});

test('a mix stays while it is about as near as the nearest, by both measures, and only of voices that are known', async () => {
  const table = voicesOf(['af_a', 'af_b', 'am_c']);
  const { cepstrum, pitch, embedding } = table['af_a'];
  const nearest = [['af_a', 1]] as const;
  // Two hundredths of a neper in one coefficient are 0.12 dB.
  const beside = (nepers: number) => ({
    pitch,
    cepstrum: cepstrum.map((value, k) => (k === 1 ? value + nepers : value)),
  });
  const shifted = {
    ...table,
    am_c: { ...table['am_c'], cepstrum: beside(0.02).cepstrum },
    af_b: { ...table['af_b'], ...beside(0.04) },
  };
  const isKept = (name: string, person: { cepstrum: number[]; pitch: number }) =>
    staysNear([[name, 1]], nearest, person, shifted);
  assert.equal(await isKept('am_c', table['af_a']), false, 'another embedding');
  assert.equal(await isKept('am_c', { cepstrum, pitch }), true);
  assert.equal(await isKept('af_b', { cepstrum, pitch }), false);
  assert.equal(await isKept('zz_gone', { cepstrum, pitch }), false);
  // Where the person is as far from both, either will do.
  assert.equal(await isKept('af_b', beside(0.02)), true);
  const alike = { ...shifted, am_c: { ...shifted['am_c'], embedding: embedding! } };
  assert.equal(await staysNear([['am_c', 1]], nearest, table['af_a'], alike), true);
});

test('how like a person a mix is, is told by the mean embeddings of its voices, where they are known', async () => {
  const table = voicesOf(['af_a', 'af_b']);
  const person = table['af_a'];
  const of = (...timbre: [string, number][]) => likenessOf(timbre, person, table);
  assert.ok(Math.abs((await of(['af_a', 1]))! - 1) < 1e-6);
  const [half, other] = [await of(['af_a', 0.5], ['af_b', 0.5]), await of(['af_b', 1])];
  assert.ok(other! < half! && half! < 1, `${half} ${other}`);
  assert.equal(await of(['zz_gone', 1]), null);
  assert.equal(await likenessOf([['af_a', 1]], { ...person, embedding: null }, table), null);
  const foreign = keep('another', new Float32Array(64).fill(1 / 8));
  assert.equal(await likenessOf([['af_a', 1]], { ...person, embedding: foreign }, table), null);
});

test('the table of the repository holds the voices of the model, women above men', async () => {
  const table = await readVoiceTable();
  assert.equal(Object.keys(table).length, 54);
  const pitches = (sex: string): number[] =>
    Object.entries(table).flatMap(([name, { pitch }]) => (traitsOf(name).sex === sex ? [pitch] : []));
  assert.ok(mean(pitches('female')) > mean(pitches('male')) + 0.3);
  // Each voice is nearest to itself.
  for (const [name, averages] of Object.entries(table)) {
    const { timbre } = await mixStyle(averages, 'en', undefined, table);
    assert.equal(timbre.toSorted(([, a], [, b]) => b - a)[0][0], name);
  }
});
