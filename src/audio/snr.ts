// How far speech stands out of the background.
import { framesPerSecond } from './activity.ts';
import type { Activity } from './activity.ts';
import type { Span } from './slicing.ts';

/** A better ratio than this says nothing more about a recording: it is the background that was edited away. */
const highestSnrDb = 60;
/** Frames this close to speech still hold its ends. */
const guardFrames = 8;
/** Background is also taken from pauses this far around a clip. */
const neighbourhood = 10 * framesPerSecond;
/** Fewer frames of pause than this tell too little of the background. */
const enoughPause = 15;
/** Pauses below this level (mean square) were silenced by a gate or an editor: they tell nothing of the noise in speech. */
const gatedPower = 10 ** -8.5;

/** Frames that are clear of speech within and around a clip. */
function pauseFrames(activity: Activity, clip: Span): number[] {
  const from = Math.max(0, clip.start - neighbourhood);
  const to = Math.min(activity.speech.length, clip.end + neighbourhood);
  const frames: number[] = [];
  for (let frame = from; frame < to; frame++) {
    if (!activity.speech.subarray(Math.max(0, frame - guardFrames), frame + guardFrames + 1).includes(1))
      frames.push(frame);
  }
  return frames;
}

/**
 * Signal-to-noise ratio, 100 Hz to 8 kHz: power of the frames with speech, less the background's, over the background's.
 * The background is what is heard in the pauses; where there are none, or a gate has silenced them, it is what shines
 * through between the sounds of speech (a low quantile over time of the power in each band).
 * @returns dB, at most 60; null without speech
 */
export function estimateSnr(activity: Activity, clip: Span): number | null {
  const power = (frame: number) => 10 ** (activity.levels[frame] / 10);
  let speech = 0;
  let count = 0;
  for (let frame = clip.start; frame < clip.end; frame++) {
    if (activity.speech[frame] === 0) continue;
    speech += power(frame);
    count++;
  }
  if (count === 0) return null;
  speech /= count;
  const pauses = pauseFrames(activity, clip)
    .map(power)
    .filter((value) => value > gatedPower);
  const background =
    pauses.length >= enoughPause
      ? pauses.toSorted((a, b) => a - b)[Math.floor(pauses.length * 0.5)]
      : activity.backgroundPower[clip.start];
  const ratio = 10 * Math.log10(Math.max(speech - background, background * 0.01) / background);
  return Math.min(ratio, highestSnrDb);
}
