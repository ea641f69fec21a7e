// The gate: forgetting and getting worse keep a version aside, noise of the measurement does not.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { VoiceMetrics } from '../../src/storage/records.ts';
import { judge, toleranceDb } from '../../src/trainer/gate.ts';

const metrics = (mcdDb: number | null, heldOutClips = 3): VoiceMetrics => ({
  heldOutClips,
  heldOutSeconds: 4 * heldOutClips,
  mcdDb,
  mcdSourceDb: 8.6,
  mcdStepZeroDb: 7.5,
  f0RmseCents: 300,
  voicingErrorPercent: 8,
});
const pair = (candidate: number | null, rival: number | null, clips = 3) => ({
  candidate: metrics(candidate, clips),
  rival: metrics(rival, clips),
});

describe('judge', () => {
  it('lets a better version speak and says by how much it is better', () => {
    const decision = judge({ rivalNumber: 1, all: pair(5.6, 6), old: pair(5.9, 6) });
    assert.deepEqual(decision, {
      active: true,
      reason: 'On 3 held-out clips it is 0.40 dB closer to you than v1, and it forgot nothing.',
    });
  });

  it('keeps a version aside that forgot, even if it is better on the whole', () => {
    const decision = judge({ rivalNumber: 2, all: pair(5.6, 6, 5), old: pair(6.3, 6, 1) });
    assert.equal(decision.active, false);
    assert.match(decision.reason, /1 held-out clip that v2 was measured on it is 0\.30 dB further .*forgot/);
  });

  it('keeps a version aside that is worse on all clips', () => {
    assert.equal(judge({ rivalNumber: 1, all: pair(6.2, 6), old: pair(6, 6) }).active, false);
  });

  it('takes differences within the tolerance for noise', () => {
    for (const clips of [1, 2, 5, 100]) {
      const within = 6 + toleranceDb(clips) * 0.9;
      const beyond = 6 + toleranceDb(clips) * 1.1;
      const decision = judge({ rivalNumber: 1, all: pair(within, 6, clips), old: pair(within, 6, clips) });
      assert.equal(decision.active, true);
      assert.match(decision.reason, /as close to you as v1/);
      const forgot = judge({ rivalNumber: 1, all: pair(5, 6, 200), old: pair(beyond, 6, clips) });
      assert.equal(forgot.active, false);
    }
    assert.equal(toleranceDb(1), 0.22);
    assert.equal(toleranceDb(400), 0.05);
  });

  it('does not stand in the way where nothing could be measured', () => {
    assert.equal(judge({ rivalNumber: 1, all: pair(null, null, 0), old: pair(null, null, 0) }).active, true);
    assert.equal(judge({ rivalNumber: 1, all: pair(5, 6), old: pair(null, null, 0) }).active, true);
  });
});
