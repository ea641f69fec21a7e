// The worker thread that looks through decoded recordings, one at a time: mixes its channels, finds speech, cuts clips, measures,
// judges, levels and packs them. All heavy JavaScript of the room is here, so that no event loop waits for it.
import { createHash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { whisperSampleRate } from '../dsp/log-mel.ts';
import { asSoxr, resample } from '../dsp/resample.ts';
import { findSpeech, framesPerSecond } from './activity.ts';
import type { ClipMeasures, ClipDescriptor, ClipVerdict } from './clip.ts';
import { encodeFlac } from './flac.ts';
import { measureClip } from './measures.ts';
import { chooseClips } from './slicing.ts';
import { judgeClip } from './verdict.ts';

export interface RecordingTask {
  /** File of 32-bit floats, two channels interleaved. */
  readonly pcmPath: string;
  readonly sampleRate: number;
  readonly uploadChannels: number;
  readonly uploadSampleRate: number;
  /** Clipped samples of the upload in each frame. */
  readonly clippedPerFrame: readonly number[];
  /** Where one speaker ends and another begins, seconds, in order. */
  readonly changes: readonly number[];
  /** Where the clips go. */
  readonly folder: string;
}

export interface RecordingClip {
  /** FLAC, mono, 16 bit, about −20 LUFS. */
  readonly path: string;
  readonly sha256: string;
  /** The same as those take it who listen to it: 32-bit floats at 16 kHz, see readSamples. */
  readonly listenedPath: string;
  /** 0, 1, 2… in the order of the recording. */
  readonly index: number;
  /** Where it began in the recording. */
  readonly startSeconds: number;
  readonly measures: ClipMeasures;
  readonly descriptor: ClipDescriptor;
  readonly verdict: ClipVerdict;
}

/** Which channels were used: both, only one because the other is silent, or both with one turned over. */
export type Mix = 'mono' | 'both' | 'left' | 'right' | 'opposite';

export interface RecordingAnalysis {
  /** `silent`: nothing to hear; `steady`: something to hear, but nothing that stands out as speech. */
  readonly kind: 'speech' | 'silent' | 'steady';
  readonly durationSeconds: number;
  readonly speechSeconds: number;
  readonly mix: Mix;
  readonly clips: readonly RecordingClip[];
}

/** Loudness and highest true peak of clips: room for the peaks of lively speech, and the same level for every clip. */
const targetLufs = -20;
const ceilingDb = -2;
/** A recording that never gets louder than this (dBFS, 100 Hz to 8 kHz) is silent. */
const silentDb = -62;
/** A channel this far below the other is dead: crosstalk of an unplugged microphone. */
const deadChannelRatio = 10 ** -2.5;
/** Correlation of the channels below which their sum would cancel out. */
const oppositePhase = -0.3;
const fadeSeconds = 0.003;

/** How much of the left and of the right channel enters the mix. ffmpeg gives both of them half the power of a mono upload. */
const mixWeights: Readonly<Record<Mix, readonly [left: number, right: number]>> = {
  mono: [Math.SQRT2, 0],
  left: [1, 0],
  right: [0, 1],
  both: [0.5, 0.5],
  opposite: [0.5, -0.5],
};

/** Random access to the mono mix of the decoded file; zeros outside. */
class MonoFile {
  readonly length: number;
  readonly mix: Mix;
  readonly #file: number;

  constructor(task: RecordingTask) {
    this.#file = openSync(task.pcmPath, 'r');
    this.length = Math.floor(fstatSync(this.#file).size / 8);
    this.mix = task.uploadChannels === 1 ? 'mono' : this.#chooseMix();
  }

  #chooseMix(): Mix {
    let [left, right, cross] = [0, 0, 0];
    const piece = 2 ** 17;
    for (let from = 0; from < this.length; from += piece) {
      const samples = this.#readStereo(from, Math.min(piece, this.length - from));
      for (let i = 0; i < samples.length; i += 2) {
        left += samples[i] * samples[i];
        right += samples[i + 1] * samples[i + 1];
        cross += samples[i] * samples[i + 1];
      }
    }
    if (right < left * deadChannelRatio) return 'left';
    if (left < right * deadChannelRatio) return 'right';
    return cross < oppositePhase * Math.sqrt(left * right) ? 'opposite' : 'both';
  }

  #readStereo(from: number, count: number): Float32Array {
    const samples = new Float32Array(count * 2);
    readSync(this.#file, samples, 0, samples.byteLength, from * 8);
    return samples;
  }

  read(from: number, count: number): Float32Array {
    const first = Math.max(0, from);
    const last = Math.min(this.length, from + count);
    const mono = new Float32Array(count);
    if (last <= first) return mono;
    const samples = this.#readStereo(first, last - first);
    const [left, right] = mixWeights[this.mix];
    for (let i = 0; i < last - first; i++) {
      mono[first - from + i] = left * samples[2 * i] + right * samples[2 * i + 1];
    }
    return mono;
  }

  close(): void {
    closeSync(this.#file);
  }
}

/** Bring a clip to the target loudness by one gain, as far as its peak allows, fade its edges, and round it to 16 bit. */
function level(samples: Float32Array, measures: ClipMeasures, sampleRate: number): Int16Array {
  const { loudnessLufs, truePeakDb } = measures;
  const gainDb =
    loudnessLufs === null || truePeakDb === null ? 0 : Math.min(targetLufs - loudnessLufs, ceilingDb - truePeakDb);
  const gain = 10 ** (gainDb / 20) * 32768;
  const fade = Math.round(fadeSeconds * sampleRate);
  const leveled = new Int16Array(samples.length);
  for (let i = 0; i < samples.length; i++) {
    const edge = Math.min(1, (i + 1) / fade, (samples.length - i) / fade);
    leveled[i] = Math.min(32767, Math.max(-32768, Math.round(samples[i] * gain * edge)));
  }
  return leveled;
}

/** Keep a clip as it is stored, and as it is listened to. */
function write(samples: Int16Array, index: number, { sampleRate, folder }: RecordingTask) {
  const name = path.join(folder, `clip-${String(index + 1).padStart(3, '0')}`);
  const flac = encodeFlac(samples, sampleRate);
  writeFileSync(`${name}.flac`, flac);
  const floats = new Float32Array(samples).map((sample) => sample / 32768);
  writeFileSync(`${name}.f32`, resample(floats, sampleRate, whisperSampleRate, asSoxr));
  const sha256 = createHash('sha256').update(flac).digest('hex');
  return { path: `${name}.flac`, sha256, listenedPath: `${name}.f32` };
}

export default function analyse(task: RecordingTask): RecordingAnalysis {
  const { sampleRate } = task;
  const recording = new MonoFile(task);
  try {
    const activity = findSpeech(recording.length, sampleRate, (from, count) => recording.read(from, count));
    const hop = sampleRate / framesPerSecond;
    const changes = task.changes.map((seconds) => Math.round(seconds * framesPerSecond));
    const clips = chooseClips(activity.speech, activity.levels, changes).map((span, index) => {
      const samples = recording.read(span.start * hop, (span.end - span.start) * hop);
      const clipped = task.clippedPerFrame.slice(span.start, span.end).reduce((sum, count) => sum + count, 0);
      const measured = measureClip(samples, sampleRate, activity, span, clipped, task.uploadSampleRate);
      return {
        ...write(level(samples, measured.measures, sampleRate), index, task),
        index,
        startSeconds: span.start / framesPerSecond,
        measures: measured.measures,
        descriptor: measured.descriptor,
        verdict: judgeClip(measured),
      };
    });
    const loudest = activity.levels.reduce((highest, value) => Math.max(highest, value), -Infinity);
    return {
      kind: loudest < silentDb ? 'silent' : clips.length === 0 ? 'steady' : 'speech',
      durationSeconds: recording.length / sampleRate,
      speechSeconds: activity.speech.reduce((sum, flag) => sum + flag, 0) / framesPerSecond,
      mix: recording.mix,
      clips,
    };
  } finally {
    recording.close();
  }
}
