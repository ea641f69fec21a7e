// A moment of a tuning under way, in a file of the cache: a run that was killed goes on from there. Lost, it costs time. When the
// run has ended, what was learnt is in the voice's state and nowhere else; when a recording is removed, its moments go with it.
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { ofSeveral } from '../../../../housekeeping/cache.ts';
import type { NamedTensors } from '../../../../learning/safetensors.ts';
import { shares } from '../source/source-choice.ts';

/** Changes with whatever changes what is learnt from the same. */
const version = 3;

const count = z.number().int().nonnegative();
const judged = z.object({
  steps: count,
  /** On the test clips; null: there are none. */
  loss: z.number().nullable(),
  /** Shares of the source's voices, by manner. */
  timbres: z.array(shares).readonly(),
});
/** What has been learnt, as it would be kept. */
export type Judged = z.infer<typeof judged>;

const moment = z.object({
  steps: count,
  /** State of the generator that draws segments. */
  random: z.array(count).length(4),
  /** Of the learner, by name: shape and values. */
  tensors: z.record(z.string(), z.tuple([z.array(count), z.array(z.number())])),
  lossBefore: z.number().nullable(),
  /** The best that was judged. */
  best: judged.nullable(),
});

export interface Moment extends Omit<z.infer<typeof moment>, 'tensors'> {
  readonly tensors: NamedTensors;
}

const suffix = `.v${version}.tuning${ofSeveral}`;

/** Remove the moments that were learnt from these recordings. */
export async function forgetMoments(folder: string, clips: readonly { readonly sha256: string }[]): Promise<void> {
  const own = new Set(clips.map(({ sha256 }) => sha256));
  for (const name of await readdir(folder)) {
    if (name.endsWith(suffix) && own.has(name.slice(0, 64))) await rm(path.join(folder, name), { force: true });
  }
}

export class MomentFile {
  readonly #folder: string;
  readonly #name: string;
  /** The first line of the file. */
  readonly #keys: string;

  /**
   * @param key all that the moment depends on
   * @param clips all recordings that it is learnt from or measured on, one at least: it goes away with any of them
   */
  constructor(folder: string, key: unknown, clips: readonly { readonly sha256: string }[]) {
    const hash = createHash('sha256').update(JSON.stringify(key)).digest('hex');
    this.#folder = folder;
    this.#keys = `${clips.map(({ sha256 }) => sha256).join('')}\n`;
    this.#name = `${clips[0].sha256}-${hash.slice(0, 32)}${suffix}`;
  }

  /** Null when there is none, or none that is whole. */
  async read(): Promise<Moment | null> {
    try {
      const text = await readFile(path.join(this.#folder, this.#name), 'utf8');
      const kept = moment.parse(JSON.parse(text.slice(text.indexOf('\n') + 1)));
      const tensors = Object.entries(kept.tensors).map(
        ([name, [shape, data]]) => [name, { shape, data: Float32Array.from(data) }] as const,
      );
      return { ...kept, tensors: new Map(tensors) };
    } catch {
      return null;
    }
  }

  async write({ tensors, ...rest }: Moment): Promise<void> {
    const file = path.join(this.#folder, this.#name);
    const temporary = `${file}.${randomUUID()}.tmp`;
    const listed = Object.fromEntries([...tensors].map(([name, { shape, data }]) => [name, [[...shape], [...data]]]));
    await mkdir(this.#folder, { recursive: true });
    try {
      await writeFile(temporary, this.#keys + JSON.stringify({ ...rest, tensors: listed }));
      await rename(temporary, file);
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
  }
}
