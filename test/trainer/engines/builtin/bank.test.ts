// The bank of frames that a voice is converted with.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Random } from '../../../../src/learning/random.ts';
import { extendBank } from '../../../../src/trainer/engines/builtin/speaker/bank.ts';
import type { BankClip } from '../../../../src/trainer/engines/builtin/speaker/bank.ts';

const numbers = (value: number): number[] => Array.from({ length: 25 }, () => value);
const normalization = { mean: numbers(1), deviation: numbers(2) };

/** A recording of so many frames, every third one silent; its first coefficient counts the frames. */
function clip(frames: number, seed: number): BankClip {
  const random = Random.seeded(seed);
  const cepstrum = Float32Array.from({ length: 25 * frames }, (_, i) => (i % 25 === 0 ? i / 25 : random.normal()));
  const speech = Uint8Array.from({ length: frames }, (_, i) => (i % 3 === 0 ? 0 : 1));
  const none = new Float32Array(frames);
  const sha256 = seed.toString(16).padStart(8, '0').padEnd(64, '0');
  return { sha256, features: { frames, cepstrum, f0: none, aperiodicity: none, speech } };
}

describe('frame bank', () => {
  test('holds every frame with speech, normalized, while there is room', () => {
    const bank = extendBank(null, [clip(30, 1)], normalization);
    assert.equal(bank.priorities.length, 20);
    const counters = Array.from(bank.priorities, (_, i) => Math.round(bank.frames[25 * i] * 2 + 1));
    assert.deepEqual(
      counters.sort((a, b) => a - b),
      Array.from({ length: 30 }, (_, i) => i).filter((i) => i % 3 !== 0),
    );
  });

  test('is the same whether recordings come at once or one by one, in whatever order', () => {
    const clips = [clip(18_000, 1), clip(9000, 2), clip(12_000, 3)];
    const once = extendBank(null, clips, normalization);
    assert.equal(once.priorities.length, 20_000);
    let grown: typeof once | null = null;
    for (const next of [clips[2], clips[0], clips[1]]) grown = extendBank(grown, [next], normalization);
    assert.ok(grown && Buffer.from(grown.frames.buffer).equals(Buffer.from(once.frames.buffer)));
    assert.deepEqual(grown.priorities, once.priorities);
    // 12 000, 6000 and 8000 frames with speech: each recording has its share.
    const shares = clips.map(({ features }) => {
      const first = new Set(
        features.cepstrum.filter((_, i) => i % 25 === 1).map((value) => Math.fround((value - 1) / 2)),
      );
      return Array.from(once.priorities, (_, i) => once.frames[25 * i + 1]).filter((value) => first.has(value)).length;
    });
    for (const [i, expected] of [9231, 4615, 6154].entries()) {
      assert.ok(Math.abs(shares[i] - expected) < 250, `${shares.join()} frames`);
    }
  });
});
