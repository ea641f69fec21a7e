// Cutting: what stays whole, where long recordings are cut, and what is promised of every clip.
import assert from 'node:assert/strict';
import test from 'node:test';
import { chooseClips } from '../../src/audio/slicing.ts';
import { seededRandom } from './material.ts';

/** Speech as alternating lengths of speech and pause, in frames, beginning with a pause. */
function recording(...lengths: readonly number[]): { speech: Uint8Array; levels: Float32Array } {
  const speech = Uint8Array.from(lengths.flatMap((length, i) => Array.from({ length }, () => i % 2)));
  return { speech, levels: Float32Array.from(speech, (flag) => (flag === 1 ? -20 : -70)) };
}
const cut = ({ speech, levels }: ReturnType<typeof recording>) => chooseClips(speech, levels);

test('a recording that fits stays whole, with 100 ms around the speech', () => {
  assert.deepEqual(cut(recording(300, 400, 200, 500, 400)), [{ start: 290, end: 1410 }]);
  assert.deepEqual(cut(recording(3, 400, 5)), [{ start: 0, end: 408 }]);
  assert.deepEqual(cut(recording(500)), []);
});

test('a long one is cut in its pauses, and long pauses are left out', () => {
  const clips = cut(recording(50, 700, 60, 600, 800, 500, 40));
  assert.deepEqual(clips, [
    { start: 40, end: 760 },
    { start: 800, end: 1420 },
    { start: 2200, end: 2720 },
  ]);
});

test('without any pause it is cut at its quietest point', () => {
  const endless = recording(0, 2000);
  endless.levels.fill(-45, 897, 904);
  const clips = cut(endless);
  assert.equal(clips.length, 2);
  assert.equal(clips[0].end, 900);
  assert.equal(clips[1].start, 900);
});

test('of any long recording: all speech is kept once, no clip is longer than 12 s, those under 2 s stand alone', () => {
  const random = seededRandom(11);
  for (let trial = 0; trial < 60; trial++) {
    const lengths = Array.from({ length: 80 }, (_, i) =>
      i % 2 === 1
        ? 10 + Math.floor(random() ** 3 * (trial % 3 === 0 ? 3000 : 600))
        : 13 + Math.floor(random() ** 4 * 400),
    );
    const { speech, levels } = recording(...lengths);
    const clips = chooseClips(
      speech,
      levels.map((level) => level + random()),
    );
    const covered = new Uint8Array(speech.length);
    for (const { start, end } of clips) {
      assert.ok(start >= 0 && end <= speech.length && end > start);
      assert.ok(end - start <= 1200, `${end - start} frames`);
      for (let frame = start; frame < end; frame++) covered[frame]++;
    }
    assert.ok(covered.every((count, frame) => count <= 1 && (speech[frame] === 0 || count === 1)));
    for (const [index, clip] of clips.entries()) {
      if (clip.end - clip.start >= 200) continue;
      // Only where its neighbours are far away, or so long that the two don't fit into one.
      for (const [left, right] of [clips.slice(index - 1, index + 1), clips.slice(index, index + 2)]) {
        if (right && right.start - left.end < 80)
          assert.ok(right.end - left.start > 1100, `a short clip at ${clip.start}`);
      }
    }
  }
});
