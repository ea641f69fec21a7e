// How many optimizer steps an epoch of each model makes, and which clips it passes over: the arithmetic of GPT-SoVITS's
import { type Note, noteOf } from '../../../i18n/notes.ts';
// samplers (module/data_utils.py, AR/data). A number of steps that is not known beforehand may well be zero.

/** S2 cuts a clip into frames of 20 ms, and drops clips of at most the first or more than the second number. */
const s2Frames = { min: 32, max: 1900 };
/** The upper bounds of its buckets of similar length. */
const s2Bounds = Array.from({ length: 17 }, (_, i) => 300 + 100 * i);
const bytesPerFrame = 2 * 640;
/** Both models repeat fewer clips than this. */
const enoughClips = 100;
/** S1 gathers the gradients of so many batches for one step. */
const batchesPerStep = 4;
/** S1 takes clips with so many sounds a second. */
const soundsPerSecond = { min: 3, max: 25 };
const tokensPerSecond = 25;

/** What of a clip decides whether it is trained on. */
export interface ClipSize {
  /** Size of its 32 kHz wav file. */
  readonly wavBytes: number;
  readonly sounds: number;
  /** Semantic tokens. */
  readonly tokens: number;
}

/** How often each of `clips` clips appears in an epoch. */
const repetitions = (clips: number): number =>
  clips >= enoughClips ? 1 : Math.max(2, Math.floor(enoughClips / clips));

const framesOf = (wavBytes: number): number => Math.floor(wavBytes / bytesPerFrame);

/**
 * Why training would pass over a clip, in words for its owner; null: it is used.
 * @param maxSeconds longest clip of S1 (data.max_sec of its settings)
 */
export function passedOver({ wavBytes, sounds, tokens }: ClipSize, maxSeconds: number): Note | null {
  const frames = framesOf(wavBytes);
  const seconds = tokens / tokensPerSecond;
  const longest = Math.min(maxSeconds, s2Frames.max / 50);
  if (frames <= s2Frames.min) return noteOf('too-short');
  if (frames > s2Frames.max || seconds > maxSeconds) return noteOf('too-long', { longest });
  const rate = sounds / seconds;
  if (rate < soundsPerSecond.min || rate > soundsPerSecond.max || sounds > (maxSeconds * tokensPerSecond) / 2.5) {
    return noteOf('misfit-sounds', { sounds, seconds });
  }
  return null;
}

/** Optimizer steps in an epoch of S2: batches are made within buckets of similar length and filled up. */
export function s2Steps(clips: readonly ClipSize[], batchSize: number): number {
  const buckets = new Map<number, number>();
  for (const { wavBytes } of clips) {
    const frames = framesOf(wavBytes);
    if (frames <= s2Frames.min || frames > s2Frames.max) continue;
    const bucket = s2Bounds.findIndex((bound) => frames <= bound);
    buckets.set(bucket, (buckets.get(bucket) ?? 0) + 1);
  }
  const times = repetitions(clips.length);
  return [...buckets.values()].reduce((sum, count) => sum + Math.ceil((count * times) / batchSize), 0);
}

/** Optimizer steps in an epoch of S1, zero among them: one after every fourth batch but the first. */
export function s1Steps(clips: number, batchSize: number): number {
  const examples = clips * repetitions(clips);
  const batch = Math.max(1, Math.min(batchSize, Math.floor(examples / 4)));
  return Math.floor((Math.ceil(examples / batch) - 1) / batchesPerStep);
}

/** The largest batch of S1, at most `limit`, with which an epoch makes some six steps; as few as there can be with few clips. */
export function s1Batch(clips: number, limit: number): number {
  const wanted = Math.floor((clips * repetitions(clips)) / (6 * batchesPerStep));
  return Math.max(1, Math.min(limit, wanted));
}

/**
 * Epochs between two checkpoints, so that the last epoch gets one: programs save where the epoch's number is a multiple.
 * @param last number of the last epoch
 * @param epochs of this run; at most some four checkpoints are made
 */
export function saveInterval(last: number, epochs: number): number {
  for (let every = Math.max(1, Math.ceil(epochs / 4)); every > 1; every--) if (last % every === 0) return every;
  return 1;
}
