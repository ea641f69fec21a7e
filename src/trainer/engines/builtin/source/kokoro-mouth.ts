// The neural source as a thread has it: the process that all share, told what to say in the sounds of words.
import path from 'node:path';
import { hashFile } from '../../../../files.ts';
import { espeakVersion } from '../../../../phones/espeak.ts';
import { toPhones } from '../../../../phones/phones.ts';
import { ofSourceVoices } from '../../../../reading/languages.ts';
import type { Flite } from './flite.ts';
import type { Talker } from './kokoro-source.ts';
import { mixStyle } from './kokoro/mix.ts';
import { modelFile } from './kokoro/kokoro.ts';
import { partsOf } from './kokoro/parts.ts';
import type { AskKokoro } from './kokoro/process.ts';
import type { KokoroMouth } from './sources.ts';

/** Where the neural source lies. */
export interface KokoroFiles {
  /** Folder of the model, as it was fetched. */
  readonly folder: string;
  /** Folder for what is made of it, which can be made again. */
  readonly partsDir: string;
  /** Of the model. */
  readonly sha256: string;
  /** That can be spoken here, as in `en`. */
  readonly languages: readonly string[];
}

/** The voice of flite that reads words which no list knows. */
const speller = 'slt';

/** Look at the model and at who tells how words sound: English is known here, other languages by eSpeak NG. */
export async function kokoroFiles(folder: string, partsDir: string): Promise<KokoroFiles> {
  const sha256 = await hashFile(path.join(folder, modelFile));
  const isRead = (await espeakVersion()) !== null;
  return { folder, partsDir, sha256, languages: isRead ? ofSourceVoices : ['en'] };
}

/** @param flite tells how words sound that no list knows */
export function openMouth(
  { folder, partsDir, sha256, languages: spoken }: KokoroFiles,
  flite: Flite,
  ask: AskKokoro,
): KokoroMouth {
  const talker: Talker = {
    kokoro: {
      style: (tokens, timbre, melody) => ask('style', { tokens, timbre, melody }),
      plan: (ipa, style, speed, durations) => ask('plan', { ipa, style, speed, ...(durations && { durations }) }),
      speak: (ipa, style, speed, { durations, f0, energy }) =>
        ask('speak', { ipa, style, speed, durations, f0, energy }),
      excite: (ipa, style, { durations, f0, energy }) => ask('excite', { ipa, style, speed: 1, durations, f0, energy }),
    },
    read: async (sentence, language) =>
      (await toPhones(sentence, language, (word) => Promise.resolve(spelled(flite, word)))).ipa,
  };
  return {
    sha256,
    speaks: (language) => spoken.includes(language),
    mix: async (person, language) => mixStyle(person, language, await ask('names', {})),
    timbres: (tokens) => ask('timbres', { tokens }),
    decoder: async () => (await partsOf(path.join(folder, modelFile), partsDir))('learning'),
    talker,
  };
}

const spelled = (flite: Flite, word: string): string[] => flite.speak(speller, word).spans.map(({ phone }) => phone);
