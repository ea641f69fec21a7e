// Kokoro's voices: for each a table of styles, one for every number of tokens that a sentence can have. Half of a style makes
// the timbre, the other half melody and rhythm; the halves of several voices can be mixed.
import { readTarball } from './tarball.ts';
import { KokoroUnreadable } from './unreadable.ts';

/** Numbers of each half of a style. */
export const halfWidth = 128;
/** Styles of a table. */
const rows = 510;

/** How something is said. */
export interface Style {
  /** For the decoder, [128]. */
  readonly timbre: Float32Array;
  /** For durations, F0 and energy, [128]. */
  readonly melody: Float32Array;
}

/** Shares of voices by name. */
export type Mix = Readonly<Record<string, number>>;

const languages: Readonly<Record<string, string>> = {
  a: 'en-US',
  b: 'en-GB',
  e: 'es',
  f: 'fr',
  h: 'hi',
  i: 'it',
  j: 'ja',
  p: 'pt-BR',
  z: 'zh',
};

export interface VoiceTraits {
  /** BCP 47, with the accent where there are several. */
  readonly language: string;
  readonly sex: 'female' | 'male';
}

/** What the name of a voice tells of it, for example `bf_emma`. @throws RangeError when it is no such name */
export function traitsOf(name: string): VoiceTraits {
  const [, letter = '', sex] = /^([a-z])([fm])_/.exec(name) ?? [];
  const language = languages[letter];
  if (language === undefined) throw new RangeError(`No voice is called ${name}`);
  return { language, sex: sex === 'f' ? 'female' : 'male' };
}

/** The tables of all voices. */
export class Voices {
  readonly #tables: ReadonlyMap<string, Float32Array>;

  /** @param tables [510 × 256] by name */
  constructor(tables: ReadonlyMap<string, Float32Array>) {
    this.#tables = tables;
  }

  /** In alphabetical order. */
  get names(): string[] {
    return [...this.#tables.keys()].sort();
  }

  /**
   * The style in which a sentence of so many tokens (without both ends) is said.
   * @param timbre a voice, or shares of several, which should sum to 1
   * @param melody likewise; default: as the timbre
   * @throws RangeError for a voice that there is none of
   */
  style(tokens: number, timbre: string | Mix, melody: string | Mix = timbre): Style {
    return { timbre: this.#mixed(tokens, timbre, 0), melody: this.#mixed(tokens, melody, halfWidth) };
  }

  /** The timbre's half of each voice's style, [128] by name in alphabetical order, for so many tokens. */
  timbres(tokens: number): Map<string, Float32Array> {
    return new Map(this.names.map((name) => [name, this.#mixed(tokens, name, 0)]));
  }

  #mixed(tokens: number, mix: string | Mix, from: number): Float32Array {
    const shares = typeof mix === 'string' ? [[mix, 1] as const] : Object.entries(mix);
    const sum = new Float64Array(halfWidth);
    for (const [name, share] of shares) {
      const table = this.#tables.get(name);
      if (table === undefined) throw new RangeError(`There is no voice ${name}`);
      const start = Math.min(Math.max(0, tokens), rows - 1) * 2 * halfWidth + from;
      for (let i = 0; i < halfWidth; i++) sum[i] += share * table[start + i];
    }
    return Float32Array.from(sum);
  }
}

/** Read the tables from the npm package that brings them. @throws KokoroUnreadable naming what is wrong */
export async function readVoices(file: string): Promise<Voices> {
  const pattern = /^package\/voices\/([a-z][fm]_[a-z]+)\.bin$/;
  const files = await readTarball(file, (name) => pattern.test(name));
  const tables = new Map<string, Float32Array>();
  for (const [place, bytes] of files) {
    const name = pattern.exec(place)?.[1] ?? '';
    if (bytes.length !== rows * 2 * halfWidth * 4) {
      throw new KokoroUnreadable(`${file}: the table of ${name} has ${bytes.length} bytes`);
    }
    const table = new Float32Array(Uint8Array.from(bytes).buffer);
    if (!table.every(Number.isFinite)) throw new KokoroUnreadable(`${file}: the table of ${name} holds no numbers`);
    tables.set(name, table);
  }
  if (tables.size === 0) throw new KokoroUnreadable(`${file} holds no voices`);
  return new Voices(tables);
}
