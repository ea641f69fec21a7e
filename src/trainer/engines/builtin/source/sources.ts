// How the source of a voice is opened.
import { fliteSource } from './flite-source.ts';
import type { Flite } from './flite.ts';
import type { PersonAverages, VoiceMix } from './kokoro/mix.ts';
import { KokoroSource } from './kokoro-source.ts';
import type { Talker } from './kokoro-source.ts';
import { isNatural, lackingSource } from './source-choice.ts';
import type { AnySource, KokoroVoice } from './source-choice.ts';
import type { Source } from './source.ts';

/** What sources are opened with. */
export interface Mouths {
  readonly flite: Flite;
  /** Absent: its model is not here. */
  readonly kokoro?: KokoroMouth | null;
}

export interface KokoroMouth {
  /** Of the model. */
  readonly sha256: string;
  speaks(language: string): boolean;
  /** Which of its voices, mixed, sound most like a person. */
  mix(person: PersonAverages, language: string): Promise<VoiceMix>;
  /** See Voices.timbres. */
  timbres(tokens: number): Promise<ReadonlyMap<string, Float32Array>>;
  /** Bytes of the part of the model that makes the sound. */
  decoder(): Promise<Uint8Array>;
  readonly talker: Talker;
}

/** A source in each of a voice's manners. */
export type Speakers = (manner: number) => Source;

/** @throws UserError when its model is not here */
export function openSource(mouths: Mouths, voice: AnySource, manner = 0): Source {
  const lacking = lackingSource(voice, mouths.kokoro);
  if (lacking) throw lacking;
  return isNatural(voice) ? openKokoro(mouths, voice, manner) : fliteSource(mouths.flite, voice);
}

/** As {@link openSource}, in all manners. */
export function openSpeakers(mouths: Mouths, voice: AnySource): Speakers {
  const opened = new Map<number, Source>([[0, openSource(mouths, voice)]]);
  return (manner) => {
    const known = opened.get(manner) ?? openSource(mouths, voice, manner);
    opened.set(manner, known);
    return known;
  };
}

/** As {@link openSource}, to be directed. */
export function openKokoro({ kokoro }: Mouths, voice: KokoroVoice, manner = 0): KokoroSource {
  const lacking = lackingSource(voice, kokoro);
  if (lacking || !kokoro) throw lacking ?? new Error('There is no neural source');
  return new KokoroSource(kokoro.talker, voice, manner);
}
