// What one person said at a stretch: their packets in order, with what got lost on the way filled in.
import { concealed, opusSamples, opusSilence } from '../../audio/ogg-opus.ts';
import { secondsToSpeak } from '../../reading/speakable.ts';

/** A packet as it arrived, with what stood in its header. */
export interface Arrived {
  /** 16 bits, one more for each packet. */
  readonly sequence: number;
  /** 32 bits, samples at 48 kHz. */
  readonly timestamp: number;
  readonly opus: Buffer;
}

export interface Take {
  readonly packets: readonly Buffer[];
  readonly seconds: number;
  /** Share of the packets that never arrived. */
  readonly lost: number;
  /** The longest stretch that never arrived, packets. */
  readonly longestHole: number;
}

const packetSamples = 960;
/** A client that sends nothing is silent; so much of it is kept, packets. */
const mostSilence = 50;
/** A hole so long is no loss: the numbers began anew. */
const longestGap = 500;
/** Silence at the end that is kept, packets. */
const silenceAtEnd = 10;

/** Difference of two numbers that wrap around at `2 ** bits`. */
function distance(from: number, to: number, bits: number): number {
  const size = 2 ** bits;
  const ahead = (((to - from) % size) + size) % size;
  return ahead >= size / 2 ? ahead - size : ahead;
}

/**
 * Put packets into the order in which they were spoken: each once, one that conceals for each that is missing, and the
 * silence in which nothing was sent.
 * @param arrived at least one
 */
export function arrange(arrived: readonly Arrived[]): Take {
  const [{ sequence: origin }] = arrived;
  const ordered = arrived
    .map((packet) => ({ ...packet, at: distance(origin, packet.sequence, 16) }))
    .sort((a, b) => a.at - b.at)
    .filter(({ at }, index, all) => index === 0 || at !== all[index - 1].at);
  const packets: Buffer[] = [];
  let lost = 0;
  let longestHole = 0;
  for (const [index, packet] of ordered.entries()) {
    if (index > 0) {
      const before = ordered[index - 1];
      const missing = packet.at - before.at - 1;
      if (missing < longestGap) {
        lost += missing;
        longestHole = Math.max(longestHole, missing);
        for (let n = 0; n < missing; n++) packets.push(concealed(before.opus));
        const silent = Math.round(distance(before.timestamp, packet.timestamp, 32) / packetSamples) - missing - 1;
        for (let n = 0; n < Math.min(mostSilence, silent); n++) packets.push(opusSilence);
      }
    }
    packets.push(packet.opus);
  }
  const lastSpoken = packets.findLastIndex((packet) => !packet.equals(opusSilence));
  const kept = packets.slice(0, lastSpoken + 1 + silenceAtEnd);
  return {
    packets: kept,
    seconds: kept.reduce((samples, packet) => samples + opusSamples(packet), 0) / 48_000,
    lost: lost / (ordered.length + lost),
    longestHole,
  };
}

/** Of what a sentence usually takes: who is faster has not said all of it. */
const leastShare = 0.4;
/** Who takes so much longer has a microphone that hears more than their voice, and the words are not all there is in it. */
const mostShare = 3;
const slackSeconds = 6;
/** So much may be lost and still be made up without anybody hearing it. */
const mostLost = 0.15;
const longestHole = 5;

/**
 * What can be said of a take before anybody has listened to it; null: nothing is wrong.
 * @param sentence that was to be read
 */
export function firstJudgement(take: Take, sentence: string): 'lost' | 'cut-off' | 'never-silent' | null {
  if (take.lost > mostLost || take.longestHole > longestHole) return 'lost';
  const usual = secondsToSpeak([sentence]);
  if (take.seconds > mostShare * usual + slackSeconds) return 'never-silent';
  return take.seconds < leastShare * usual ? 'cut-off' : null;
}
