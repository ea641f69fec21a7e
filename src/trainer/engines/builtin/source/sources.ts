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
  readonly talker: Talker;
}

/** @throws UserError when its model is not here */
export function openSource(mouths: Mouths, voice: AnySource): Source {
  const lacking = lackingSource(voice, mouths.kokoro);
  if (lacking) throw lacking;
  return isNatural(voice) ? openKokoro(mouths, voice) : fliteSource(mouths.flite, voice);
}

/** As {@link openSource}, to be directed. */
export function openKokoro({ kokoro }: Mouths, voice: KokoroVoice): KokoroSource {
  const lacking = lackingSource(voice, kokoro);
  if (lacking || !kokoro) throw lacking ?? new Error('There is no neural source');
  return new KokoroSource(kokoro.talker, voice);
}
