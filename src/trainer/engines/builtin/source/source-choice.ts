// Which source a voice is made from, as its state names it; and what is missing where it can't speak here.
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { UserError } from '../../../../errors.ts';
import { sourceVoices } from './flite.ts';

/** Shares of the neural source's voices in a sound, some of them below 0. */
export const shares = z
  .array(z.tuple([z.string(), z.number()]).readonly())
  .min(1)
  .readonly();

/** Which voice of the neural source a person's voice is made from: chosen at its first training; the timbre follows the recordings. */
const kokoroVoice = z.object({
  /** SHA-256 of the model. */
  model: z.string().regex(/^[0-9a-f]{64}$/),
  /** Language that it speaks, as in `en`. */
  language: z.string().regex(/^[a-z]{2,3}$/),
  /** Shares of its voices in the sound, sorted by name: nearest to all recordings that there are. */
  timbre: z
    .array(z.tuple([z.string(), z.number().positive()]).readonly())
    .min(1)
    .readonly(),
  /** Shares of the voices whose melody and rhythm it has; a name: all of that voice's, as earlier versions had it. */
  melody: z.union([z.string(), shares]),
  /** By how much its F0 is raised, ln Hz. */
  raised: z.number(),
  /** Times as fast as that voice. */
  pace: z.number().positive(),
  /** What was learnt from that timbre, when there were so many seconds of speech; absent: nothing was tried. */
  learnt: z
    .object({
      /** Shares for each manner, some of them below 0; none: the mix was not bettered. */
      timbres: z.array(shares).readonly(),
      seconds: z.number().positive(),
      /** Manners that were to learn and had nothing to learn from; absent: none. Among the timbres they have that of the first that could. */
      untried: z.array(z.number().int().nonnegative()).min(1).readonly().optional(),
    })
    .optional(),
});
export type KokoroVoice = z.infer<typeof kokoroVoice>;

/** The same in the order in which a state keeps it, so that it is written alike whether it has just been chosen or was read. */
export const asKept = (voice: KokoroVoice): Readonly<Partial<KokoroVoice>> => {
  const names = Object.keys(kokoroVoice.shape) as (keyof KokoroVoice)[];
  return Object.fromEntries(names.filter((name) => name in voice).map((name) => [name, voice[name]]));
};

/** As it was before anything was learnt. */
export function unlearnt(voice: KokoroVoice): KokoroVoice {
  const { learnt: _, ...mix } = voice;
  return mix;
}

/** As it speaks in a manner; one that nothing has been learnt of is spoken as the first. */
export function inManner(voice: KokoroVoice, manner: number): KokoroVoice {
  return { ...unlearnt(voice), timbre: voice.learnt?.timbres[manner] ?? voice.learnt?.timbres[0] ?? voice.timbre };
}

/** Whether two sources are heard alike in a manner: what else was learnt, or tried in vain, is not heard in it. */
export const soundsAlike = (a: AnySource, b: AnySource, manner: number): boolean =>
  isNatural(a) && isNatural(b) ? isDeepStrictEqual(inManner(a, manner), inManner(b, manner)) : a === b;

/** Begins the names of what is cached of the neural source's speech, in whichever voice. */
export const kokoroSpeaker = 'kokoro';

/** As a state names it. */
export const anySource = z.union([z.enum(sourceVoices), kokoroVoice]);
export type AnySource = z.infer<typeof anySource>;

/** Whether it makes its own voicing and breath, and is filtered instead of made anew by the vocoder. */
export const isNatural = (voice: AnySource): voice is KokoroVoice => typeof voice !== 'string';

/** Whether it speaks in a timbre that was learnt; where that was tried in vain, it is a mix. */
export const hasLearnt = (voice: AnySource): boolean => isNatural(voice) && (voice.learnt?.timbres.length ?? 0) > 0;

/** Names of the source's own voices that it is mixed of, in whatever. */
export function namedIn({ timbre, melody, learnt }: KokoroVoice): string[] {
  const sung = typeof melody === 'string' ? [melody] : melody.map(([name]) => name);
  return [...sung, ...[...timbre, ...(learnt?.timbres.flat() ?? [])].map(([name]) => name)];
}

/** What stands in the way of a voice with this source; null: nothing. */
export function lackingSource(
  voice: AnySource,
  kokoro: { readonly sha256: string } | null | undefined,
): UserError | null {
  if (!isNatural(voice) || kokoro?.sha256 === voice.model) return null;
  return kokoro ? new UserError('model-foreign') : new UserError('models-missing');
}
