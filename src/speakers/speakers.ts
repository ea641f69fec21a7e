// Who speaks in a clip: the fetched speaker encoder in a thread of its own, which begins with the first clip and ends when
// nobody has needed it for a minute.
import '../learning/telemetry.ts';
import { decodePcm } from '../audio/decode.ts';
import type { Ffmpeg } from '../audio/ffmpeg.ts';
import type { Log } from '../log.ts';
import { usableModel } from '../models/usable.ts';
import { createThreads } from '../threads.ts';
import { type KeptEmbedding, keep } from './embedding.ts';
import type { EmbeddedWindow } from './diarization.ts';
import { type Encoded, encodedRate } from './encoder.ts';

const idleMs = 60_000;
/** What is young in the thread's heap is few and small: its large arrays lie outside. */
const mostYoungMb = 8;
/** Clips are shorter; of what is longer, the beginning tells who speaks. */
const mostSeconds = 60;
/** Of the model that tells voices apart. */
export const encoderName = 'speaker-encoder';

/** What the thread sends. */
export interface EncodedBy {
  readonly model: string;
  /** Null of silence. */
  readonly encoded: Encoded | null;
}

/** Who speaks in a clip, and in its parts. */
export interface EncodedClip {
  readonly embedding: KeptEmbedding;
  readonly windows: readonly EmbeddedWindow[];
}

export interface Speakers {
  /** Of the encoder, for threads that open it themselves. */
  readonly folder: string;
  /**
   * @param clip path of an audio file, or samples at {@link encodedRate}
   * @returns null when nobody speaks
   * @throws `signal.reason` at once when aborted
   */
  encode(clip: string | Float32Array, signal?: AbortSignal): Promise<EncodedClip | null>;
  /** As `encode`, without the parts. */
  embed(clip: string | Float32Array, signal?: AbortSignal): Promise<KeptEmbedding | null>;
  close(): Promise<void>;
}

/** @returns null where the model is not there (`npm run models` fetches it) or is damaged, which the log says */
export async function openSpeakers(modelsDir: string, ffmpeg: Ffmpeg, log: Log): Promise<Speakers | null> {
  const folder = await usableModel(modelsDir, encoderName, log);
  return folder === null ? null : createSpeakers(folder, ffmpeg);
}

/** @param folder of an encoder, see openEncoder */
export function createSpeakers(folder: string, ffmpeg: Ffmpeg): Speakers {
  const threads = createThreads<Float32Array, EncodedBy>(new URL('./embedding-worker.ts', import.meta.url), {
    workerData: { folder },
    most: 1,
    idleMs,
    mostYoungMb,
    isNative: true,
  });
  const decode = (file: string, signal?: AbortSignal): Promise<Float32Array> =>
    decodePcm(ffmpeg, file, { sampleRate: encodedRate, ...(signal && { signal }) });
  const encode: Speakers['encode'] = async (clip, signal) => {
    const samples = typeof clip === 'string' ? await decode(clip, signal) : clip;
    const { model, encoded } = await threads.run(samples.slice(0, mostSeconds * encodedRate), signal);
    return encoded && { embedding: keep(model, encoded.vector), windows: encoded.windows };
  };
  return {
    folder,
    encode,
    embed: async (clip, signal) => (await encode(clip, signal))?.embedding ?? null,
    close: () => threads.close(),
  };
}
