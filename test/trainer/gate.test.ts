// The gate: forgetting and getting worse keep a version aside, noise of the measurement does not.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { addTo, type ClipFigures, noFigures } from '../../src/trainer/engines/measuring/figures.ts';
import { type Decision, judge, toleranceDb } from '../../src/trainer/gate.ts';
import { inEnglish } from '../support/told.ts';

/** A version on clips `0`, `1`… with these distortions, dB; null: not measured. */
const measured = (...distortions: readonly (number | null)[]): ClipFigures[] =>
  distortions.map((distortion, index) => {
    const figures = noFigures({ id: `${index}`, durationSeconds: 4 });
    if (distortion !== null) addTo(figures.means.mcd, distortion, 400);
    return figures;
  });
const ids = (count: number): Set<string> => new Set(Array.from({ length: count }, (_, index) => `${index}`));
const every = (count: number, value: number): number[] => Array.from({ length: count }, () => value);
/** A version on four clips on which it sounds so much like its owner. */
const all = (similarity: number): Map<ClipFigures, number> =>
  new Map(measured(...every(4, 6)).map((clip) => [clip, similarity]));

/** A version that is closer by so much on twelve clips and less like its owner by so much. */
function contradiction(closerDb: number, lessLike: number): Decision {
  const candidate = measured(...every(12, 6 - closerDb));
  return judge({
    rivalNumber: 1,
    candidate,
    rival: measured(...every(12, 6)),
    oldIds: ids(12),
    similarityOf: (clip) => (candidate.includes(clip) ? 0.85 - lessLike : 0.85),
  });
}

describe('judge', () => {
  it('lets a better version speak and says by how much it is better', () => {
    const decision = judge({
      rivalNumber: 1,
      candidate: measured(5.5, 5.6, 5.7),
      rival: measured(5.9, 6, 6.1),
      oldIds: ids(2),
    });
    const { active, comparison, reason, details } = decision;
    assert.deepEqual([active, comparison], [true, 'closer']);
    assert.equal(inEnglish(reason), 'Closer to you than v1, and it forgot nothing.');
    assert.equal(
      inEnglish(details),
      'On 2 test clips that v1 was measured on: 0.40 dB closer to you than v1. On 1 test clip that came later: 0.40 dB closer to you than v1.',
    );
  });

  it('keeps a version aside that forgot, even if it is better on the whole', () => {
    const candidate = measured(6.3, 5, 5, 5, 5);
    const decision = judge({ rivalNumber: 2, candidate, rival: measured(...every(5, 6)), oldIds: ids(1) });
    assert.equal(decision.active, false);
    assert.match(inEnglish(decision.reason), /forgot something.*v2 is closer to you/);
    assert.equal(decision.comparison, 'further');
    // All clips together are closer: only the parts tell why.
    assert.match(
      inEnglish(decision.details),
      /1 test clip that v2 was measured on: 0\.30 dB further.*4 test clips that came later: 1\.00 dB closer/,
    );
  });

  it('keeps a version aside that is worse on the new clips', () => {
    const [candidate, rival] = [measured(6.2, 6.3, 6.1), measured(6, 6, 6)];
    const decision = judge({ rivalNumber: 1, candidate, rival, oldIds: ids(0) });
    assert.deepEqual(
      [decision.active, /On 3 test clips that came later.*further/.test(inEnglish(decision.details))],
      [false, true],
    );
  });

  it('is not blinded on the old clips by what the new ones gain', () => {
    const [candidate, rival] = [measured(6.3, 6.3, 6.3, 3, 4), measured(6, 6, 6, 9, 7)];
    assert.equal(judge({ rivalNumber: 1, candidate, rival, oldIds: ids(3) }).active, false);
    const { active, reason, details } = judge({ rivalNumber: 1, candidate: rival, rival, oldIds: ids(3) });
    assert.equal(active, true);
    assert.match(inEnglish(reason), /As close to you as v1, and it forgot nothing/);
    assert.match(inEnglish(details), /as close to you as v1 \(within the 0\.\d\d dB .*\. On 2 test clips that came/);
  });

  it('takes differences within the tolerance for noise', () => {
    for (const clips of [1, 2, 5, 100]) {
      const tolerance = toleranceDb(every(clips, 0.1));
      const rival = measured(...every(clips, 6));
      const at = (share: number) => measured(...every(clips, 6 + share * tolerance));
      const decision = judge({ rivalNumber: 1, candidate: at(0.9), rival, oldIds: ids(clips) });
      assert.equal(decision.active, true);
      assert.match(inEnglish(decision.reason), /^As close to you as v1\.$/);
      assert.equal(judge({ rivalNumber: 1, candidate: at(1.1), rival, oldIds: ids(clips) }).active, false);
    }
  });

  it('knows from the clips themselves how much they can tell apart', () => {
    assert.ok(Math.abs(toleranceDb([0.3]) - 0.22) < 1e-9, 'of one clip only what is usual');
    assert.equal(toleranceDb(every(400, 0.1)), 0.05);
    const alike = toleranceDb([0.1, 0.11, 0.1, 0.09, 0.1, 0.1, 0.11, 0.09]);
    const scattered = toleranceDb([-0.6, 0.8, 0.1, -0.5, 0.7, 0.2, -0.4, 0.5]);
    assert.ok(alike < 0.06 && scattered > 0.25, `${alike} ${scattered}`);
  });

  it('hears what was forgotten in how like its owner it sounds, too', () => {
    const between = (before: number, after: number) => {
      const [rival, candidate] = [all(before), all(after)];
      return judge({
        rivalNumber: 1,
        candidate: [...candidate.keys()],
        rival: [...rival.keys()],
        oldIds: ids(3),
        similarityOf: (clip) => candidate.get(clip) ?? rival.get(clip) ?? null,
      });
    };
    const forgot = between(0.85, 0.8);
    assert.deepEqual([forgot.active, forgot.comparison], [false, 'further']);
    assert.match(
      inEnglish(forgot.details),
      /as close to you as v1 \(within .*\) and sounds 5\.0 % less like you\. On 1 test clip that came/,
    );
    const better = between(0.8, 0.85);
    assert.deepEqual([better.active, better.comparison], [true, 'closer']);
    assert.match(inEnglish(better.details), /and sounds 5\.0 % more like you/);
    const same = between(0.85, 0.848);
    assert.deepEqual([same.active, same.comparison], [true, 'same']);
    assert.match(inEnglish(same.details), /and sounds as much like you/);
    // One version of which nobody knows it is compared by distance alone.
    const [known, unknown] = [all(0.5), all(0.5)];
    const decision = judge({
      rivalNumber: 1,
      candidate: [...known.keys()],
      rival: [...unknown.keys()],
      oldIds: ids(4),
      similarityOf: (clip) => known.get(clip) ?? null,
    });
    assert.equal(decision.active, true);
    assert.doesNotMatch(inEnglish(decision.details), /sounds/);
  });

  it('believes the clearer of two measures that contradict each other', () => {
    const clearlyCloser = contradiction(0.2, 0.01);
    assert.deepEqual([clearlyCloser.active, clearlyCloser.comparison], [true, 'closer']);
    assert.match(inEnglish(clearlyCloser.details), /0\.20 dB closer to you than v1 and sounds 1\.0 % less like you/);
    const clearlyUnlike = contradiction(0.1, 0.05);
    assert.deepEqual([clearlyUnlike.active, clearlyUnlike.comparison], [false, 'further']);
    assert.match(inEnglish(clearlyUnlike.details), /0\.10 dB closer to you than v1 and sounds 5\.0 % less like you/);
  });

  it('does not stand in the way where nothing could be measured', () => {
    const nothing = measured(null, null);
    assert.equal(judge({ rivalNumber: 1, candidate: nothing, rival: nothing, oldIds: ids(2) }).active, true);
    assert.equal(judge({ rivalNumber: 1, candidate: [], rival: [], oldIds: ids(0) }).active, true);
    const [candidate, rival] = [measured(null, 5), measured(6, 6)];
    assert.equal(judge({ rivalNumber: 1, candidate, rival, oldIds: ids(1) }).active, true);
  });
});
