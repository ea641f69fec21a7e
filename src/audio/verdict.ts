// What the measures of a clip mean: good, fair or rejected, why, and what the person can do about it.
import { type Note, noteOf } from '../i18n/notes.ts';
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
  const rejected: Note[] = [];
  const fair: Note[] = [];
  const { f0, snrDb } = measures;
  if (speechSeconds < leastSpeechSeconds) rejected.push(noteOf('little-speech', { seconds: speechSeconds }));
  if (f0 === null || voicedShare < leastVoicedShare) {
    rejected.push(noteOf('no-voice'));
  } else if (heldShare > mostHeldShare) {
    rejected.push(noteOf('music'));
  }
  if (snrDb !== null && snrDb < goodSnrDb) {
    const db = Math.max(0, Math.round(snrDb));
    if (snrDb < leastSnrDb) rejected.push(noteOf('too-noisy', { db }));
    else fair.push(noteOf('some-noise', { db }));
  }
  if (clippedShare > worstClipping) {
    rejected.push(noteOf('badly-clipped'));
  } else if (clippedShare > audibleClipping) {
    fair.push(noteOf('clipped'));
  }
  const khz = measures.bandwidthHz / 1000;
  // Noise hides the upper end of the spectrum; it has a remark of its own.
  const bandwidthIsKnown = snrDb === null || snrDb >= goodSnrDb;
  if (bandwidthIsKnown && speechSeconds >= leastSpeechSeconds) {
    if (measures.bandwidthHz < leastBandwidthHz) {
      rejected.push(noteOf('muffled', { khz }));
    } else if (measures.bandwidthHz < goodBandwidthHz) {
      fair.push(noteOf('telephone', { khz }));
    }
  }
  if (measures.loudnessLufs !== null && measures.loudnessLufs < quietLufs) fair.push(noteOf('very-quiet'));
  const grade = rejected.length > 0 ? 'rejected' : fair.length > 0 ? 'fair' : 'good';
  return { grade, remarks: [...rejected, ...fair] };
}
