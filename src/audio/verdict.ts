// Turns the measures of a clip into words: good, fair or rejected, why, and what the person can do about it.
import type { ClipVerdict } from './clip.ts';
import type { MeasuredClip } from './measures.ts';

/** Below, too little is said to learn from. */
const leastSpeechSeconds = 1;
/** Below, half of what is trained on is noise; from the second on noise is no longer heard behind speech. */
const leastSnrDb = 10;
const goodSnrDb = 20;
/** Speech driven 3 dB over full scale has 0.1 to 0.4 % of its samples clipped, 6 dB 0.7 to 3.8 %, 12 dB 5 to 17 %. */
const audibleClipping = 0.0005;
const worstClipping = 0.045;
/** Telephone speech ends at 3.4 kHz; below that consonants can't be told apart. Wideband (16 kHz codecs) ends at 7 kHz. */
const leastBandwidthHz = 2500;
const goodBandwidthHz = 5000;
/** Voiced share of speech: read speech has 0.5 to 0.9; whisper, hiss and clatter next to none. */
const leastVoicedShare = 0.15;
/** Speech has none, synthetic melodies and beeps have 0.8 to 1. */
const mostHeldShare = 0.3;
const quietLufs = -42;

/** Judge a clip. A clip with several faults gets the worst grade of them and a remark for each. */
export function judgeClip({ measures, clippedShare, voicedShare, heldShare }: MeasuredClip): ClipVerdict {
  const speechSeconds = measures.speechShare * measures.durationSeconds;
  const rejected: string[] = [];
  const fair: string[] = [];
  const { f0, snrDb } = measures;
  if (speechSeconds < leastSpeechSeconds) {
    rejected.push(
      `Only ${speechSeconds.toFixed(1)} s of speech: speak for at least 2 s in one recording, 5 to 10 s is best.`,
    );
  }
  if (f0 === null || voicedShare < leastVoicedShare) {
    rejected.push('I hear no voice, only noise or whispering: speak out loud.');
  } else if (heldShare > mostHeldShare) {
    rejected.push('It sounds like music or beeps rather than speech: record yourself speaking.');
  }
  if (snrDb !== null && snrDb < goodSnrDb) {
    const figure = `${Math.max(0, Math.round(snrDb))} dB above the background`;
    if (snrDb < leastSnrDb) {
      rejected.push(`Too noisy: the voice is only ${figure}. Record in a quiet room, close to the microphone.`);
    } else {
      fair.push(
        `Some background noise: the voice is ${figure}. 20 dB and more is better: come closer to the microphone.`,
      );
    }
  }
  if (clippedShare > worstClipping) {
    rejected.push('Badly clipped: it was recorded far too loud. Turn the microphone down and record it again.');
  } else if (clippedShare > audibleClipping) {
    fair.push('Some loud sounds are clipped: turn the microphone down a little next time.');
  }
  const bandwidth = `${(measures.bandwidthHz / 1000).toFixed(1)} kHz`;
  // Noise hides the upper end of the spectrum; it has a remark of its own.
  const bandwidthIsKnown = snrDb === null || snrDb >= goodSnrDb;
  if (bandwidthIsKnown && speechSeconds >= leastSpeechSeconds) {
    if (measures.bandwidthHz < leastBandwidthHz) {
      rejected.push(`Muffled: nothing above ${bandwidth}. Record with another microphone or app.`);
    } else if (measures.bandwidthHz < goodBandwidthHz) {
      fair.push(
        `Sounds like a telephone: nothing above ${bandwidth}. A recording of 16 kHz or more keeps the consonants.`,
      );
    }
  }
  if (measures.loudnessLufs !== null && measures.loudnessLufs < quietLufs) {
    fair.push('Very quiet: turn the microphone up or come closer.');
  }
  const grade = rejected.length > 0 ? 'rejected' : fair.length > 0 ? 'fair' : 'good';
  return { grade, remarks: [...rejected, ...fair] };
}
