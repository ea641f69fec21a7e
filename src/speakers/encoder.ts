// Who speaks, as numbers: the speaker encoder on the processor. A recording is heard in windows of 1.6 s; each gives an
// embedding of unit length, and the recording's is their mean (embed_utterance of github.com/resemble-ai/Resemblyzer,
// voice_encoder.py, Apache-2.0).
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Tensor } from 'onnxruntime-node';
import { melPowers, whisperSampleRate } from '../dsp/log-mel.ts';
import { openSession } from '../learning/runtime.ts';
import type { EmbeddedWindow } from './diarization.ts';
import { centroid } from './embedding.ts';
import { encoderGraph, shapeOf } from './encoder-graph.ts';
import { readLegacyCheckpoint } from './legacy-checkpoint.ts';

/** Hz, of what is encoded. */
export const encodedRate = whisperSampleRate;
const hop = encodedRate / 100;
/** Frames of a window, and of what the last one must hold at least unless it is the only one. */
const windowFrames = 160;
const leastCoverage = 0.75;
/** Frames from one window to the next: 1.3 windows a second. */
const windowStep = Math.round(100 / 1.3);
/** Windows that are computed at once: bounds the memory. */
const batchSize = 16;
/** Root mean square of what is encoded, dB relative to full scale: a level must not make a voice. */
const levelDb = -25;

/** Who speaks in a recording. */
export interface Encoded {
  readonly vector: Float32Array;
  /** In order, seconds of the recording. */
  readonly windows: readonly EmbeddedWindow[];
}

export interface Encoder {
  /** Names the model and how it is used: embeddings of different ones can't be compared. */
  readonly id: string;
  /**
   * @param samples mono, at {@link encodedRate}
   * @returns of unit length, and of the windows whose mean it is; null of silence
   */
  encode(samples: Float32Array): Promise<Encoded | null>;
  /** As `encode`, without the windows. */
  embed(samples: Float32Array): Promise<Float32Array | null>;
  /** Embeddings of windows that begin at these frames of 10 ms, [windows × size], unit length each. */
  windows(samples: Float32Array, starts: readonly number[]): Promise<Float32Array[]>;
  close(): Promise<void>;
}

/** Goes up when the same model gives other embeddings. */
const formatVersion = 1;

/** Open the encoder in `folder`. @throws CheckpointUnreadable, Error with what is wrong with its file */
export async function openEncoder(folder: string): Promise<Encoder> {
  const file = await readFile(path.join(folder, 'pretrained.pt'));
  const tensors = readLegacyCheckpoint(file, 'model_state');
  const shape = shapeOf(tensors);
  const session = await openSession(encoderGraph(tensors, shape));
  const id = `${createHash('sha256').update(file).digest('hex').slice(0, 16)}.${formatVersion}`;
  const windows = async (samples: Float32Array, starts: readonly number[]): Promise<Float32Array[]> => {
    const frames = Math.max(...starts, 0) + windowFrames;
    const mel = Float32Array.from(melPowers(frames, shape.bands, (index) => samples[index] ?? 0));
    const found: Float32Array[] = [];
    for (let first = 0; first < starts.length; first += batchSize) {
      const batch = starts.slice(first, first + batchSize);
      const given = new Float32Array(batch.length * windowFrames * shape.bands);
      for (const [i, start] of batch.entries()) {
        given.set(
          mel.subarray(start * shape.bands, (start + windowFrames) * shape.bands),
          i * windowFrames * shape.bands,
        );
      }
      const dims = [batch.length, windowFrames, shape.bands];
      const [embedding] = Object.values(await session.run({ mel: new Tensor('float32', given, dims) }));
      const data = embedding.data as Float32Array;
      for (let i = 0; i < batch.length; i++) found.push(data.slice(i * shape.size, (i + 1) * shape.size));
    }
    return found;
  };
  const encode = async (samples: Float32Array): Promise<Encoded | null> => {
    const levelled = atLevel(samples);
    if (levelled === null) return null;
    const starts = windowStarts(samples.length);
    const embeddings = await windows(levelled, starts);
    const vector = centroid(embeddings);
    return (
      vector && {
        vector,
        windows: embeddings.map((embedding, i) => ({
          start: starts[i] / 100,
          end: Math.min((starts[i] + windowFrames) / 100, samples.length / encodedRate),
          embedding,
        })),
      }
    );
  };
  return {
    id,
    windows,
    encode,
    embed: async (samples) => (await encode(samples))?.vector ?? null,
    close: () => session.release(),
  };
}

/** Frames at which windows begin. @param length samples of the recording */
export function windowStarts(length: number): number[] {
  const frames = Math.ceil((length + 1) / hop);
  const count = Math.ceil(Math.max(1, frames - windowFrames + windowStep + 1) / windowStep);
  const starts = Array.from({ length: count }, (_, i) => i * windowStep);
  const covered = (length - (count - 1) * windowStep * hop) / (windowFrames * hop);
  return covered < leastCoverage && count > 1 ? starts.slice(0, -1) : starts;
}

/** At the level of what is encoded; null of silence. */
function atLevel(samples: Float32Array): Float32Array | null {
  const power = samples.reduce((sum, value) => sum + value * value, 0) / samples.length;
  const gain = Math.sqrt(10 ** (levelDb / 10) / power);
  return Number.isFinite(gain) ? samples.map((value) => value * gain) : null;
}
