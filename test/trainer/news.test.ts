// What the planner is told of new clips: in what they differ from those that the voice has learnt.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Described, describeNews } from '../../src/trainer/news.ts';

/** Mean cepstra of a speaker: all 12 alike. */
const speaker = (mean: number, covariance: number[]) => ({
  fingerprint: '',
  embedding: null,
  voice: { voicedSeconds: 3, mean: Array.from({ length: 12 }, () => mean), covariance },
});
/** Lower triangle by rows of the unit matrix. */
const unit = Array.from({ length: 12 }, (_, row) =>
  Array.from({ length: row + 1 }, (_, i) => Number(i === row)),
).flat();

const clip = (changes: Partial<Described['measures']> = {}, mean = 0, transcript = 'Say some words.'): Described => ({
  durationSeconds: 4,
  transcript,
  descriptor: speaker(mean, unit),
  measures: {
    durationSeconds: 4,
    loudnessLufs: -23,
    truePeakDb: -3,
    clippedSamples: 0,
    snrDb: 40,
    speechShare: 0.9,
    bandwidthHz: 8000,
    f0: { lowHz: 100, medianHz: 150, highHz: 200 },
    ...changes,
  },
});
const known = Array.from({ length: 6 }, () => clip());

describe('describeNews', () => {
  it('finds nothing odd in more of the same, and counts words', () => {
    assert.deepEqual(describeNews([clip(), clip({}, 0, 'Some new words, new!')], known), {
      otherSpeaker: 0,
      otherConditions: 0,
      otherManner: 0,
      snrDb: 40,
      usualSnrDb: 40,
      widerPitch: 0,
      newWords: 1,
    });
  });

  it('says which share of it is of somebody else, noisy, or spoken in another manner', () => {
    const higher = { lowHz: 140, medianHz: 190, highHz: 400 };
    const news = describeNews([clip({ snrDb: 12 }), clip({ snrDb: 12 }), clip({ f0: higher }), clip({}, 3)], known);
    assert.ok(news);
    assert.equal(news.otherConditions, 0.5);
    assert.equal(news.otherManner, 0.25);
    assert.equal(news.otherSpeaker, 0.25);
    assert.equal(news.snrDb, 40);
    assert.equal(Math.round(news.widerPitch), 12);
  });

  it('has nothing to say where there is nothing to compare', () => {
    assert.equal(describeNews([], known), null);
    assert.equal(describeNews([clip()], []), null);
    const without = describeNews([{ ...clip(), descriptor: null, transcript: null }], known);
    assert.deepEqual([without?.otherSpeaker, without?.newWords], [0, 0]);
  });
});
