// What one person said at a stretch, from packets that came late, twice or not at all.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { opusSilence } from '../../src/audio/ogg-opus.ts';
import { type Arrived, arrange, firstJudgement } from '../../src/bot/voice-channel/take.ts';

/** Packets that begin just before both numbers wrap around. */
const spoken = (count: number): Arrived[] =>
  Array.from({ length: count }, (_, n) => ({
    sequence: (65_530 + n) % 65_536,
    timestamp: (4_294_960_000 + n * 960) % 2 ** 32,
    opus: Buffer.from([0xfc, n]),
  }));
const numbers = ({ packets }: { packets: readonly Buffer[] }): (number | '-' | '.')[] =>
  packets.map((packet) => (packet.length === 1 ? '-' : packet.equals(opusSilence) ? '.' : packet[1]));

describe('a take', () => {
  it('is in order, each packet once', () => {
    const packets = spoken(12);
    const shuffled = [1, 0, 2, 5, 3, 4, 4, 11, 6, 8, 7, 9, 10].map((n) => packets[n]);
    const take = arrange(shuffled);
    assert.deepEqual(numbers(take), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    assert.equal(take.lost, 0);
    assert.ok(Math.abs(take.seconds - 0.24) < 1e-9);
  });

  it('has something in place of what was lost, and says how much that is', () => {
    const take = arrange(spoken(12).filter((_, n) => ![3, 6, 7].includes(n)));
    assert.deepEqual(numbers(take), [0, 1, 2, '-', 4, 5, '-', '-', 8, 9, 10, 11]);
    assert.deepEqual([take.lost, take.longestHole], [0.25, 2]);
  });

  it('has the pauses in which nothing was sent, and ends soon after the last word', () => {
    const before = spoken(2);
    const after = spoken(4)
      .slice(2)
      .map((packet) => ({ ...packet, timestamp: packet.timestamp + 3 * 960 }));
    const silent = Array.from({ length: 15 }, (_, n) => ({
      sequence: (65_534 + n) % 65_536,
      timestamp: after[1].timestamp + (n + 1) * 960,
      opus: opusSilence,
    }));
    const take = arrange([...before, ...after, ...silent]);
    assert.deepEqual(numbers(take), [0, 1, '.', '.', '.', 2, 3, ...Array.from({ length: 10 }, () => '.' as const)]);
    assert.equal(take.lost, 0);
  });

  it('is asked for again when it can’t be the sentence: lost on the way, too short, or a microphone that never falls silent', () => {
    const sentence = 'The kettle sings when the water is hot.';
    const judged = (seconds: number, lost = 0) =>
      firstJudgement({ packets: [], seconds, lost, longestHole: 0 }, sentence);
    assert.equal(judged(2.5), null);
    assert.equal(judged(6), null, 'slow readers are heard');
    assert.equal(judged(2.5, 0.3), 'lost');
    assert.equal(judged(0.5), 'cut-off');
    assert.equal(judged(30), 'never-silent');
  });
});
