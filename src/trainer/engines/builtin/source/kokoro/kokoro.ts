// The neural source voice: Kokoro-82M (huggingface.co/hexgrad/Kokoro-82M, Apache-2.0; a StyleTTS 2 with an iSTFTNet decoder)
// in parts, so that durations, F0 and energy can be told from outside. Speaks IPA; there is nothing random in it.
import path from 'node:path';
import { Tensor } from 'onnxruntime-node';
import { type OpenedSession, openSession } from '../../../../../learning/runtime.ts';
import { type Part, seams } from './cut.ts';
import { type Parts, partsOf } from './parts.ts';
import { KokoroUnreadable } from './unreadable.ts';
import { mostCharacters, tokensOf, withEnds } from './vocabulary.ts';
import { type Style, type Voices, halfWidth, readVoices } from './voices.ts';

/** Of the model, see src/models. */
export const kokoroName = 'kokoro';
/** File of the model in its folder. */
export const modelFile = 'kokoro-v1.0.int8.onnx';
/** Hz, of what is spoken. */
export const kokoroSampleRate = 24_000;
/** Seconds of one unit of a duration. */
export const unitSeconds = 0.025;
/** Samples in a unit. */
export const samplesPerUnit = kokoroSampleRate * unitSeconds;
/** Frames of F0 and energy in a unit. */
export const framesPerUnit = 2;
/** Rows of {@link Excitation}, and columns of its harmonics in a unit. */
export const spreadWidth = 512;
export const harmonicBins = 22;
export const columnsPerUnit = 120;
/** Units that are spoken at once: 30 s. */
export const mostUnits = 1200;
/** Widest range of `speed`. */
const speeds = { least: 0.5, most: 2 };

/** The melody and rhythm of a sentence. */
export interface SpeechPlan {
  /** Of each token, both ends included, in units of 25 ms. */
  readonly durations: Int32Array;
  /** Hz, one frame every 12.5 ms: {@link framesPerUnit} for each unit of the durations. Low or below 0 where unvoiced. */
  readonly f0: Float32Array;
  /** Of the same frames. */
  readonly energy: Float32Array;
}

export interface KokoroSpeech extends SpeechPlan {
  /** Mono, at {@link kokoroSampleRate}: 600 for each unit of the durations. */
  readonly samples: Float32Array;
}

/** What the decoder makes sound of, before the style has a part in it. */
export interface Excitation extends SpeechPlan {
  /** What is said, [{@link spreadWidth} × units]. */
  readonly spread: Float32Array;
  /** The spectrum of the tone, [{@link harmonicBins} × ({@link columnsPerUnit} · units + 1)]. */
  readonly harmonics: Float32Array;
}

/** What is told from outside, each given what the model would do. */
export interface Controls {
  /** 2: twice as fast; 0.5 to 2. */
  readonly speed?: number;
  /** At least 1 for each token. */
  readonly durations?: (predicted: Int32Array) => Int32Array;
  readonly f0?: (predicted: Float32Array, durations: Int32Array) => Float32Array;
  readonly energy?: (predicted: Float32Array, durations: Int32Array) => Float32Array;
}

export interface KokoroOptions {
  /** Threads of one operator. The same number gives the same bits. */
  readonly threads: number;
}

/** A plan, and what the decoder needs besides. */
interface Prepared {
  readonly plan: SpeechPlan;
  readonly phones: Tensor;
}

/**
 * Kokoro on the processor. A part is opened when it is first needed.
 * @example
 * const kokoro = await Kokoro.open(folder, cacheDir, { threads: 1 });
 * const ipa = 'həlˈO wˈɜɹld.';
 * const { samples } = await kokoro.speak(ipa, kokoro.voices.style(tokensOf(ipa).length, 'af_heart'));
 * await kokoro.close();
 */
export class Kokoro {
  readonly voices: Voices;
  readonly #parts: Parts;
  readonly #options: KokoroOptions;
  readonly #sessions = new Map<Part, Promise<OpenedSession>>();

  private constructor(voices: Voices, parts: Parts, options: KokoroOptions) {
    this.voices = voices;
    this.#parts = parts;
    this.#options = options;
  }

  /**
   * @param folder of the model, as `npm run models` fetches it; its bytes have been verified
   * @param cacheDir for what can be made again
   * @throws KokoroUnreadable naming what is wrong with a file
   */
  static async open(folder: string, cacheDir: string, options: KokoroOptions): Promise<Kokoro> {
    const voices = await readVoices(path.join(folder, 'kokoro-js-1.2.1.tgz'));
    return new Kokoro(voices, await partsOf(path.join(folder, modelFile), cacheDir), options);
  }

  /**
   * Melody and rhythm without the sound, at some 5 % of the cost.
   * @param ipa see {@link tokensOf}; at most {@link mostCharacters} tokens
   * @throws RangeError for too long or empty a sentence, or controls that do not fit it; KokoroUnreadable;
   *   `signal.reason` when aborted, heard between the parts
   */
  async plan(ipa: string, style: Style, controls: Controls = {}, signal?: AbortSignal): Promise<SpeechPlan> {
    return (await this.#prepare(ipa, style, controls, signal)).plan;
  }

  /** Speak a sentence; see {@link plan}. Same sentence, style and controls: same bits. */
  async speak(ipa: string, style: Style, controls: Controls = {}, signal?: AbortSignal): Promise<KokoroSpeech> {
    const { plan, phones } = await this.#prepare(ipa, style, controls, signal);
    const { durations, f0, energy } = plan;
    const outputs = await this.#run('decoder', {
      [seams.phones]: phones,
      [seams.durations]: integers(durations),
      [seams.f0]: floats(f0, [1, f0.length]),
      [seams.energy]: floats(energy, [1, energy.length]),
      style: styleTensor(style),
    });
    signal?.throwIfAborted();
    return { ...plan, samples: numbers(outputs, 'audio', 'audio', sum(durations) * samplesPerUnit) };
  }

  /** What a sentence is made of before the style's timbre has a part in it; see {@link plan}. */
  async excite(ipa: string, style: Style, controls: Controls = {}, signal?: AbortSignal): Promise<Excitation> {
    const { plan, phones } = await this.#prepare(ipa, style, controls, signal);
    const outputs = await this.#run('excitation', {
      [seams.phones]: phones,
      [seams.durations]: integers(plan.durations),
      [seams.f0]: floats(plan.f0, [1, plan.f0.length]),
    });
    signal?.throwIfAborted();
    const units = sum(plan.durations);
    const columns = columnsPerUnit * units + 1;
    return {
      ...plan,
      spread: numbers(outputs, seams.spread, 'sounds in time', spreadWidth * units),
      harmonics: numbers(outputs, seams.harmonics, 'tone', harmonicBins * columns),
    };
  }

  /** Gives back the memory of what was opened. */
  async close(): Promise<void> {
    const opened = [...this.#sessions.values()];
    this.#sessions.clear();
    await Promise.allSettled(opened.map(async (session) => (await session).release()));
  }

  async #prepare(ipa: string, style: Style, controls: Controls, signal?: AbortSignal): Promise<Prepared> {
    const tokens = withEnds(tokensOf(ipa));
    const { speed = 1 } = controls;
    if (tokens.length < 3) throw new RangeError('There is nothing to speak');
    if (tokens.length - 2 > mostCharacters)
      throw new RangeError(`A sentence of ${tokens.length - 2} tokens is too long`);
    if (!(speed >= speeds.least && speed <= speeds.most)) throw new RangeError(`Nobody speaks at a speed of ${speed}`);
    signal?.throwIfAborted();
    const whole = styleTensor(style);
    const front = await this.#run('front', {
      tokens: integers(Int32Array.from(tokens)),
      style: whole,
      speed: floats(Float32Array.of(speed), [1]),
    });
    const predicted = unitsOf(front[seams.durations], tokens.length);
    const intonation = front[seams.intonation];
    const phones = front[seams.phones];
    const durations = controls.durations?.(predicted) ?? predicted;
    const isSane = durations.length === predicted.length && durations.every((units) => units >= 1);
    if (!isSane || sum(durations) > mostUnits) throw new RangeError('These durations can’t be spoken');
    signal?.throwIfAborted();
    const prosody = await this.#run('prosody', {
      [seams.intonation]: intonation,
      [seams.durations]: integers(durations),
      style: whole,
    });
    signal?.throwIfAborted();
    const frames = framesPerUnit * sum(durations);
    const told = (name: 'f0' | 'energy'): Float32Array => {
      const own = numbers(prosody, seams[name], name, frames);
      const given = controls[name]?.(own, durations) ?? own;
      if (given.length === frames && given.every(Number.isFinite)) return given;
      throw new RangeError(`This ${name} does not fit the durations`);
    };
    return { plan: { durations, f0: told('f0'), energy: told('energy') }, phones };
  }

  async #run(part: Part, feeds: Record<string, Tensor>): Promise<Record<string, Tensor>> {
    let session = this.#sessions.get(part);
    if (session === undefined) {
      session = this.#open(part);
      this.#sessions.set(part, session);
      // Tried again next time.
      session.catch(() => this.#sessions.delete(part));
    }
    return await (await session).run(feeds);
  }

  async #open(part: Part): Promise<OpenedSession> {
    const bytes = await this.#parts(part);
    try {
      return await openSession(bytes, { ...this.#options, hasSignedWeights: true });
    } catch (error) {
      throw new KokoroUnreadable(`the model’s ${part} can’t be run`, { cause: error });
    }
  }
}

const sum = (values: Int32Array): number => values.reduce((total, value) => total + value, 0);

const floats = (values: Float32Array, dims: number[]): Tensor => new Tensor('float32', values, dims);
const integers = (values: Int32Array): Tensor =>
  new Tensor('int64', BigInt64Array.from(values, BigInt), [1, values.length]);

function styleTensor({ timbre, melody }: Style): Tensor {
  const whole = Float32Array.from([...timbre, ...melody]);
  if (timbre.length === halfWidth && melody.length === halfWidth && whole.every(Number.isFinite)) {
    return floats(whole, [1, 2 * halfWidth]);
  }
  throw new RangeError('This is no style');
}

/** @throws KokoroUnreadable when a model gives something else than so many numbers */
function numbers(outputs: Readonly<Record<string, Tensor>>, tensor: string, name: string, count: number): Float32Array {
  const { data } = outputs[tensor];
  if (data instanceof Float32Array && data.length === count && data.every(Number.isFinite)) return data;
  throw new KokoroUnreadable(`the model’s ${name} is not ${count} numbers`);
}

function unitsOf({ data }: Tensor, tokens: number): Int32Array {
  const units = data instanceof BigInt64Array ? Int32Array.from(data, Number) : new Int32Array();
  if (units.length === tokens && units.every((value) => value >= 1)) return units;
  throw new KokoroUnreadable(`the model’s durations are not ${tokens} numbers above 0`);
}
