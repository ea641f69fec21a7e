// How somebody speaks: pace, pitch and pauses, learnt out of sums.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Random } from '../../../../src/learning/random.ts';
import type { SourceFeatures } from '../../../../src/trainer/engines/builtin/source/features.ts';
import { prosodyShapes, ProsodySums } from '../../../../src/trainer/engines/builtin/speaker/prosody.ts';
import { predictRows, Regression } from '../../../../src/trainer/engines/builtin/speaker/regression.ts';
import type { Rows } from '../../../../src/trainer/engines/builtin/speaker/regression.ts';

const ones = (count: number): Float32Array => new Float32Array(count).fill(1);
const numbers = (value: number): number[] => Array.from({ length: 25 }, () => value);

/** The law that is to be found. */
const truth = ({ count, plain, categories }: Rows): Float32Array =>
  Float32Array.from(
    { length: count },
    (_, i) => 4 + 3 * plain[2 * i] - plain[2 * i + 1] + [5, 0, -2][categories[i] - 2],
  );

describe('regression out of sums', () => {
  const random = Random.seeded(3);
  const rows = (count: number): Rows => ({
    count,
    plain: Float32Array.from({ length: 2 * count }, () => random.normal()),
    plainWidth: 2,
    categories: Int32Array.from({ length: count }, () => 2 + random.below(3)),
    groups: 1,
  });
  const [first, second, unseen] = [rows(300), rows(300), rows(50)];

  test('finds a linear law, also when half of the rows come after the sums were stored', () => {
    const before = new Regression(5);
    before.add(first, truth(first), ones(300));
    const after = new Regression(5, before.sums);
    after.add(second, truth(second), ones(300));
    const predicted = predictRows(after.solve(0.01), unseen);
    for (const [i, y] of truth(unseen).entries()) assert.ok(Math.abs(predicted[i] - y) < 0.01, `${predicted[i]}, ${y}`);
  });

  test('knows how much it explains, and leaves rows without weight out', () => {
    const regression = new Regression(5);
    const noisy = truth(first).map((y, i) => (i < 200 ? y + 3 * random.normal() : 1e6));
    regression.add(first, noisy, ones(300).fill(0, 200));
    const { mean, deviation, predictedDeviation } = regression.solve(0.01);
    assert.equal(regression.weight, 200);
    assert.ok(mean > 3 && mean < 7, `${mean}`);
    assert.ok(Math.abs(deviation ** 2 - predictedDeviation ** 2 - 9) < 3, `${deviation} ${predictedDeviation}`);
  });

  test('leans on what is expected where little is known', () => {
    const regression = new Regression(5);
    regression.add(first, truth(first), ones(300).fill(0, 3));
    const { weights } = regression.solve(1e6, new Map([[1, 7]]));
    assert.ok(Math.abs(weights[1] - 7) < 0.01 && Math.abs(weights[0]) < 0.01, weights.join());
  });
});

/** `pau`, then five of the phones aa, s, n in turn of 20 frames each, then `pau`; n and aa are voiced at 200 Hz and falling. */
function utterance(order: number, frameCount = 20): SourceFeatures {
  const [aa, s, n] = [1, 31, 25];
  const segments = Uint8Array.of(0, ...Array.from({ length: 5 }, (_, i) => [aa, s, n][(i + order) % 3]), 0);
  const frames = segments.length * frameCount;
  const segment = Int32Array.from({ length: frames }, (_, i) => Math.floor(i / frameCount));
  const voiced = (i: number): boolean => segments[segment[i]] === aa || segments[segment[i]] === n;
  return {
    frames,
    cepstrum: Float32Array.from(
      { length: 25 * frames },
      (_, i) => Math.sin(i % 25) * (segments[segment[Math.floor(i / 25)]] + 1),
    ),
    f0: Float32Array.from({ length: frames }, (_, i) => (voiced(i) ? 220 - (40 * i) / frames : 0)),
    aperiodicity: Float32Array.from({ length: frames }, (_, i) => (voiced(i) ? 0.2 : 1)),
    speech: Uint8Array.from(segment, (index) => (segments[index] === 0 ? 0 : 1)),
    segments,
    segment,
    position: Float32Array.from({ length: frames }, (_, i) => (i % frameCount) / frameCount),
    duration: new Float32Array(frames).fill(frameCount / 200),
  };
}

describe('prosody', () => {
  const terms = {
    cepstrum: { mean: numbers(0), deviation: numbers(10) },
    pitch: { mean: Math.log(200), deviation: 0.1 },
  };
  const pitch = { mean: Math.log(100), deviation: 0.2 };
  /** Somebody who speaks an octave lower, half as fast, falls twice as far, and whispers n. */
  const learnt = new ProsodySums(null);
  /** Of the same, from a source that makes its own voicing. */
  const breathing = new ProsodySums(null, true);
  for (let order = 0; order < 3; order++) {
    const source = utterance(order);
    const slow = utterance(order, 40);
    const spoken = {
      ...slow,
      f0: slow.f0.map((hertz, i) => (slow.segments[slow.segment[i]] === 25 ? 0 : hertz ** 2 / 400)),
    };
    const first = Int32Array.from({ length: source.frames }, (_, i) => 2 * i);
    const alignment = { first, last: first.map((frame) => frame + 1) };
    for (let i = 0; i < 20; i++) {
      for (const sums of [learnt, breathing]) sums.add(source, spoken, alignment, terms, 0);
    }
  }
  const prosody = new ProsodySums(learnt.tensors()).solve(terms, pitch);
  const source = utterance(1);

  test('melody and voicing are the speaker’s', () => {
    const { f0, aperiodicity } = prosody.intonate(source, 0)!;
    for (let frame = 10; frame < source.frames; frame += 20) {
      const vowel = source.segments[source.segment[frame]] === 1;
      assert.equal(f0[frame] > 0, vowel, `frame ${frame}`);
      if (!vowel) continue;
      const cents = 1200 * Math.log2(f0[frame] / (source.f0[frame] ** 2 / 400));
      assert.ok(Math.abs(cents) < 60, `${cents} cents at frame ${frame}`);
      assert.ok(Math.abs(aperiodicity[frame] - 0.2) < 0.05);
    }
  });

  test('a manner that is raised speaks as much higher, and teaches the first nothing wrong', () => {
    const octave = Math.log(2);
    const both = new ProsodySums(learnt.tensors());
    const source = utterance(0);
    const high = { ...source, f0: source.f0.map((hertz) => 2 * (hertz ** 2 / 400)) };
    const each = Int32Array.from({ length: source.frames }, (_, i) => i);
    for (let i = 0; i < 20; i++) both.add(source, high, { first: each, last: each }, terms, octave);
    const low = prosody.intonate(source, 0)!.f0;
    const taught = both.solve(terms, pitch);
    for (const [raised, factor] of [
      [0, 1],
      [octave, 2],
    ]) {
      const { f0 } = taught.intonate(source, raised)!;
      for (let frame = 10; frame < source.frames; frame += 20) {
        if (low[frame] === 0) continue;
        const cents = 1200 * Math.log2(f0[frame] / (factor * low[frame]));
        assert.ok(Math.abs(cents) < 40, `${cents} cents at frame ${frame}`);
      }
    }
  });

  test('rhythm is, too, and the pauses at the ends stay', () => {
    const slow = prosody.retime(source);
    const frames = (segment: number): number => slow.segment.filter((index) => index === segment).length;
    assert.deepEqual([frames(0), frames(6)], [20, 20]);
    for (let segment = 1; segment < 6; segment++) assert.ok(Math.abs(frames(segment) - 40) <= 2, `${frames(segment)}`);
    assert.equal(slow.cepstrum.length, 25 * slow.frames);
    assert.equal(
      slow.f0.filter((hertz) => hertz > 0).length > 1.8 * source.f0.filter((hertz) => hertz > 0).length,
      true,
    );
  });

  test('without anything learnt all stays as it is', () => {
    const nothing = new ProsodySums(null).solve(terms, pitch);
    assert.equal(nothing.intonate(source, 0), null);
    assert.equal(nothing.retime(source), source);
  });

  test('twice as fast takes half the time, with or without anything learnt', () => {
    for (const sums of [learnt, new ProsodySums(null)]) {
      const usual = sums.solve(terms, pitch).retime(source);
      const hurried = sums.solve(terms, pitch).retime(source, { speed: 2, semitones: 0 });
      assert.ok(Math.abs(hurried.frames - usual.frames / 2) <= 1, `${hurried.frames} of ${usual.frames}`);
    }
  });

  test('of a source that breathes by itself melody and rhythm are learnt, and voicing stays', () => {
    assert.deepEqual([...breathing.tensors().keys()], [...prosodyShapes(true).keys()]);
    const own = new ProsodySums(breathing.tensors(), true).solve(terms, pitch);
    const sung = own.intonate(source, 0)!;
    const learntAll = prosody.intonate(source, 0)!.f0;
    for (const [frame, hertz] of source.f0.entries()) {
      assert.equal(sung.f0[frame] > 0, hertz > 0);
      if (sung.f0[frame] > 0 && learntAll[frame] > 0) assert.equal(sung.f0[frame], learntAll[frame]);
    }
    assert.equal(sung.aperiodicity, source.aperiodicity);
    assert.deepEqual(own.retime(source).frames, prosody.retime(source).frames);
  });
});
