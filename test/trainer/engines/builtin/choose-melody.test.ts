// Which planned melody goes along with a recorded one.
import assert from 'node:assert/strict';
import test from 'node:test';
import { cepstrumWidth } from '../../../../src/trainer/engines/builtin/source/features.ts';
import { MelodyComparison, mixedMelody } from '../../../../src/trainer/engines/builtin/training/choose-melody.ts';

/** Syllables of 40 frames that rise and fall in level, voiced but for their first ten frames, at these pitches. */
const spoken = (pitches: readonly number[], length: number) => {
  const frames = pitches.length * length;
  const place = (frame: number): number => (frame % length) / length;
  return {
    frames,
    f0: Float32Array.from({ length: frames }, (_, frame) =>
      place(frame) < 0.25 ? 0 : pitches[Math.floor(frame / length)],
    ),
    level: Float32Array.from({ length: frames }, (_, frame) => Math.sin(Math.PI * place(frame)) * 2 - 1),
  };
};
const recorded = (pitches: readonly number[]) => {
  const { frames, f0, level } = spoken(pitches, 52);
  const cepstrum = new Float32Array(frames * cepstrumWidth);
  for (const [frame, value] of level.entries()) cepstrum[frame * cepstrumWidth] = 3 + value;
  return { frames, f0, cepstrum, aperiodicity: new Float32Array(frames), speech: new Uint8Array(frames).fill(1) };
};

test('the melody that rises where the person rises correlates, at another pace and pitch, too', () => {
  const sung = recorded([200, 260, 180, 240, 150, 210]);
  const compared = (pitches: readonly number[]): number => {
    const comparison = new MelodyComparison();
    comparison.add([spoken(pitches.slice(0, 3), 40), spoken(pitches.slice(3), 40)], sung);
    return comparison.correlation;
  };
  assert.ok(compared([100, 130, 90, 120, 75, 105]) > 0.9);
  assert.ok(compared([100, 80, 120, 85, 140, 95]) < -0.5);
  assert.equal(new MelodyComparison().correlation, 0);
  const silent = new MelodyComparison();
  silent.add([], sung);
  silent.add([spoken([100], 40)], recorded([]));
  assert.equal(silent.correlation, 0);
});

test('the melodies that go along best are sung together, and that of the nearest voice where none does', () => {
  const voices = [
    ['af_a', -0.1],
    ['af_b', 0.2],
    ['bm_c', 0.6],
    ['bf_d', 0.1],
    ['am_e', 0.4],
  ] as const;
  assert.deepEqual(mixedMelody(voices), [
    ['bm_c', 1 / 3],
    ['am_e', 1 / 3],
    ['af_b', 1 / 3],
  ]);
  assert.deepEqual(mixedMelody(voices.slice(0, 2)), [['af_b', 1]]);
  assert.deepEqual(mixedMelody([voices[0], ['af_f', 0]]), [['af_a', 1]]);
});
