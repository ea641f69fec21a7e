// The person's rhythm and melody, and the map between what is said and what was recorded.
import assert from 'node:assert/strict';
import test from 'node:test';
import { Random } from '../../../../src/learning/random.ts';
import { cepstrumWidth } from '../../../../src/trainer/engines/builtin/source/features.ts';
import {
  frameWeight,
  mapOf,
  paceOf,
  rhythmOf,
  saneShare,
  smoothMap,
  sungBy,
  withSilences,
} from '../../../../src/trainer/engines/builtin/tuning/synchronous.ts';

const perUnit = 5;

/** An utterance of tokens, each of so many frames, in which the spectrum moves from one to the next. */
function spoken(lengths: readonly number[], { level = 0, pitch = 100 } = {}) {
  const random = Random.seeded(3);
  const sounds = Array.from({ length: lengths.length + 1 }, () =>
    Float32Array.from({ length: cepstrumWidth }, () => random.normal()),
  );
  const rows = lengths.flatMap((frames, token) =>
    Array.from({ length: frames }, (_, frame) =>
      sounds[token].map((value, k) => value + (frame / frames) * (sounds[token + 1][k] - value)),
    ),
  );
  return {
    frames: rows.length,
    cepstrum: Float32Array.from(rows.flatMap((row) => [...row].map((value, k) => (k === 0 ? value + level : value)))),
    speech: new Uint8Array(rows.length).fill(1),
    f0: Float32Array.from(rows, (_, frame) => pitch + frame),
  };
}

test('tokens last as long as the person spoke them, whoever is louder', () => {
  const [own, theirs] = [
    [4, 6, 2, 8],
    [6, 5, 4, 5],
  ];
  const said = spoken(own.map((units) => units * perUnit));
  const heard = spoken(
    theirs.map((units) => units * perUnit),
    { level: 2 },
  );
  const { durations, bounds } = rhythmOf(Int32Array.from(own), perUnit, mapOf(said, heard), heard.frames);
  assert.equal(
    durations.reduce((sum, units) => sum + units, 0),
    20,
  );
  assert.ok(
    durations.every((units, token) => Math.abs(units - theirs[token]) <= 1),
    durations.join(' '),
  );
  assert.deepEqual([bounds[0], bounds[4]], [0, heard.frames]);

  const short = rhythmOf(
    Int32Array.from([1, 1]),
    perUnit,
    Float64Array.from({ length: 10 }, () => 1),
    12,
  );
  assert.ok(short.durations.every((units) => units >= 1));
});

test('it is sung as the person did where they are voiced, between their tones where only the source is', () => {
  const rhythm = { durations: Int32Array.of(2, 2), bounds: Float64Array.of(0, 10, 20) };
  const own = Float32Array.of(120, 120, 120, 120, 120, 120, 0, 0);
  const heard = new Float32Array(20).fill(200);
  heard.fill(0, 10, 20);
  heard[19] = 100;
  const sung = sungBy(own, rhythm, 2, heard);
  assert.deepEqual([...sung.subarray(0, 4)], [200, 200, 200, 200]);
  assert.ok(sung[4] < 200 && sung[5] < sung[4] && sung[5] > 100, sung.join(' '));
  // Nobody sings there.
  assert.deepEqual([...sung.subarray(6)], [0, 0]);
  assert.deepEqual(sungBy(own, rhythm, 2, new Float32Array(20)), own);
});

test('the silence that is cut off after a piece lies before the next one', () => {
  const map = withSilences(Float64Array.of(0, 1, 2, 8, 9), [3, 2], [5, 3], 12);
  assert.deepEqual([...map], [0, 1, 2, 4, 6, 8, 9, 10.5]);
});

test('a map never goes back; where it runs away a frame counts little, and so does silence', () => {
  const map = smoothMap(Float64Array.from({ length: 40 }, (_, frame) => (frame === 20 ? 5 : frame)));
  assert.ok(map.every((place, frame) => frame === 0 || place >= map[frame - 1]));
  assert.ok(saneShare(Float64Array.from({ length: 40 }, (_, frame) => frame)) === 1);
  assert.ok(saneShare(new Float64Array(40)) < 0.1);
  assert.deepEqual([...paceOf(Float64Array.of(0, 2, 4))], [2, 2, 2]);
  assert.equal(frameWeight(true, 1), 1);
  assert.equal(frameWeight(true, 3), 0.2);
  assert.equal(frameWeight(false, 1), 0.1);
  assert.ok(Math.abs(frameWeight(false, 3) - 0.02) < 1e-12);
});
