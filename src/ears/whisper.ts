// Hears what is said in a clip: Whisper (Radford et al. 2022) on the processor, word by word, from plain tensors.
import { deflateSync } from 'node:zlib';
import { Tensor } from 'onnxruntime-node';
import { logMel, whisperSampleRate } from '../dsp/log-mel.ts';
import { Random } from '../learning/random.ts';
import { type OpenedSession, openSession } from '../learning/runtime.ts';
import { type Hearing, isSure, mostCompression } from './hearing.ts';
import { ModelUnreadable } from './ctranslate2.ts';
import { type Description, describeModel } from './description.ts';
import { graphsOf } from './graphs.ts';
import { type WhisperShape, pastNames } from './whisper-graphs.ts';
import { languageCode } from './transformers.ts';
import { textOf } from './words.ts';

export interface Listener {
  /**
   * @param samples mono, 16 kHz, at most 30 s; what is longer is left out
   * @param language BCP 47; one that the model knows
   * @param isOver is asked before each token whether nobody waits for it any more
   * @throws Error once it is over
   */
  hear(samples: Float32Array, language: string, isOver?: () => boolean): Promise<Hearing>;
  close(): Promise<void>;
}

/** Below it is tried again less greedily (transcribe.py of openai/whisper). */
const leastLogProbability = -1;
const temperatures = [0, 0.2, 0.4, 0.6, 0.8, 1] as const;
/** Two frames of the spectrum, of 10 ms each, are one position. */
const positionsPerSecond = 50;
/** Nobody says more tokens in a second; what goes on beyond is repetition. */
const tokensPerSecond = 12;
const fewestTokens = 24;

/**
 * Of the time that a model can listen to, a clip up to this share is first heard in half of it, the rest of which is silent,
 * at little more than half of the cost: by a model of half a minute, 12 s in 15 s.
 */
const shortShare = 0.4;

/** What a model does at its edges. */
interface Tokens {
  /** What it is told before it begins, of a language. */
  prompt(language: string): number[];
  readonly end: number;
  readonly never: readonly number[];
  readonly notFirst: readonly number[];
}

/**
 * Open the model in `folder`: its weights, and the files of {@link describeModel}.
 * @throws ModelUnreadable
 */
export async function openWhisper(folder: string): Promise<Listener> {
  const described = await describeModel(folder);
  const { shape, ...graphs } = await graphsOf(folder);
  const { vocabulary } = described;
  if (vocabulary.length !== shape.vocabulary) {
    throw new ModelUnreadable(`${vocabulary.length} words for ${shape.vocabulary} tokens`);
  }
  return new Whisper({
    shape,
    vocabulary,
    tokens: tokensOf(described),
    encoder: await openSession(graphs.encoder, { isPrepacked: false }),
    decoder: await openSession(graphs.decoder, { isPrepacked: false, hasArena: false }),
  });
}

function tokensOf({ vocabulary, languages, never, notFirst }: Description): Tokens {
  const token = (word: string): number => {
    const index = vocabulary.indexOf(word);
    if (index < 0) throw new ModelUnreadable(`its vocabulary lacks ${word}`);
    return index;
  };
  const [begin, noTimes] = [token('<|startoftranscript|>'), token('<|notimestamps|>')];
  return {
    prompt: (language) =>
      languages === null
        ? [begin, noTimes]
        : [begin, token(`<|${languageCode(language)}|>`), token('<|transcribe|>'), noTimes],
    end: token('<|endoftext|>'),
    never: [
      ...never,
      // Whatever is no word but the end.
      ...vocabulary.flatMap((word, index) => (/^<\|.*\|>$/.test(word) && word !== '<|endoftext|>' ? [index] : [])),
    ],
    notFirst,
  };
}

interface Parts {
  readonly shape: WhisperShape;
  readonly vocabulary: readonly string[];
  readonly tokens: Tokens;
  readonly encoder: OpenedSession;
  readonly decoder: OpenedSession;
}

type Named = Readonly<Record<string, Tensor>>;
const run = async (session: OpenedSession, feeds: Named): Promise<Named> => await session.run(feeds);

const int64 = (value: number): Tensor => new Tensor('int64', BigInt64Array.of(BigInt(value)), [1]);

class Whisper implements Listener {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async hear(samples: Float32Array, language: string, isOver: () => boolean = () => false): Promise<Hearing> {
    const { positions, places } = this.#parts.shape;
    const seconds = positions / positionsPerSecond;
    const prompt = this.#parts.tokens.prompt(language);
    const heardSeconds = Math.min(seconds, samples.length / whisperSampleRate);
    const most = Math.min(fewestTokens + Math.ceil(heardSeconds * tokensPerSecond), places - prompt.length);
    if (heardSeconds <= shortShare * seconds && positions % 2 === 0) {
      const hearing = await this.#say(await this.#listen(samples, positions / 2), {
        prompt,
        temperature: 0,
        most,
        isOver,
      });
      if (isSure(hearing)) return hearing;
    }
    const cross = await this.#listen(samples, positions);
    let best: Hearing | undefined;
    for (const temperature of temperatures) {
      const heard = await this.#say(cross, { prompt, temperature, most, isOver });
      if (best === undefined || heard.meanLogProbability > best.meanLogProbability) best = heard;
      if (heard.meanLogProbability >= leastLogProbability && heard.compressionRatio <= mostCompression) return heard;
    }
    return best as Hearing;
  }

  /** What the decoder listens to, of so many positions. */
  async #listen(samples: Float32Array, positions: number): Promise<Named> {
    const { shape, encoder } = this.#parts;
    const spectrum = logMel(samples, shape.bands, positions / positionsPerSecond);
    return await run(encoder, { mel: new Tensor('float32', spectrum, [1, shape.bands, 2 * positions]) });
  }

  /** One text, greedily at a temperature of zero, else drawn. The same input gives the same text. */
  async #say(
    cross: Named,
    how: {
      readonly prompt: readonly number[];
      readonly temperature: number;
      readonly most: number;
      readonly isOver: () => boolean;
    },
  ): Promise<Hearing> {
    const { prompt, temperature, most, isOver } = how;
    const { shape, tokens, vocabulary, decoder } = this.#parts;
    const random = Random.seeded(1);
    const empty = new Tensor('float32', new Float32Array(0), [1, shape.heads, 0, shape.width / shape.heads]);
    let past: Named = Object.fromEntries(
      Array.from({ length: shape.decoderLayers }, (_, layer) => pastNames(layer).map((name) => [name, empty])).flat(),
    );
    const said: number[] = [];
    let [sum, position] = [0, 0];
    const step = async (token: number): Promise<Float32Array> => {
      if (isOver()) throw new Error('nobody listens any more');
      const made = await run(decoder, { token: int64(token), position: int64(position++), ...past, ...cross });
      past = Object.fromEntries(Object.keys(past).map((name) => [name, made[`next-${name}`]]));
      return made['logits'].data as Float32Array;
    };
    let logits: Float32Array = new Float32Array(0);
    for (const token of prompt) logits = await step(token);
    while (said.length < most) {
      for (const token of tokens.never) logits[token] = -Infinity;
      if (said.length === 0) for (const token of tokens.notFirst) logits[token] = -Infinity;
      const { token, logProbability } = choose(logits, temperature, random);
      sum += logProbability;
      if (token === tokens.end) break;
      said.push(token);
      if (said.length < most) logits = await step(token);
    }
    const text = textOf(said, vocabulary);
    const bytes = Buffer.from(text);
    return {
      text,
      meanLogProbability: sum / (said.length + 1),
      compressionRatio: bytes.length === 0 ? 0 : bytes.length / deflateSync(bytes).length,
    };
  }

  async close(): Promise<void> {
    await Promise.all([this.#parts.encoder.release(), this.#parts.decoder.release()]);
  }
}

/** The likeliest token, or one drawn at a temperature; its log-probability is that at temperature one. */
function choose(logits: Float32Array, temperature: number, random: Random): { token: number; logProbability: number } {
  let token = 0;
  for (let i = 1; i < logits.length; i++) if (logits[i] > logits[token]) token = i;
  const top = logits[token];
  if (temperature > 0) {
    const weights = Float64Array.from(logits, (value) => Math.exp((value - top) / temperature));
    let left = random.uniform() * weights.reduce((sum, weight) => sum + weight, 0);
    token = weights.findIndex((weight) => (left -= weight) < 0);
    if (token < 0) token = logits.indexOf(top);
  }
  let sum = 0;
  for (const value of logits) sum += Math.exp(value - top);
  return { token, logProbability: logits[token] - top - Math.log(sum) };
}
