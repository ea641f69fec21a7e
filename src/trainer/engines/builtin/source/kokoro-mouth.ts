// The neural source on this thread: opened with the first sentence, closed when nobody has needed it for a while, and told what
// to say in the sounds of words.
import path from 'node:path';
import { hashFile } from '../../../../files.ts';
import { espeakVersion } from '../../../../phones/espeak.ts';
import { toPhones } from '../../../../phones/phones.ts';
import type { Flite } from './flite.ts';
import type { Talker } from './kokoro-source.ts';
import { Kokoro } from './kokoro/kokoro.ts';
import { mixStyle } from './kokoro/mix.ts';
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

/** Of one operator: twice as fast as one on two cores, and the same bits on any machine with this setting. */
const threads = 2;
const idleMs = 60_000;
/** The voice of flite that reads words which no list knows. */
const speller = 'slt';

/** Look at the model and at who tells how words sound: English is known here, other languages by eSpeak NG. */
export async function kokoroFiles(folder: string, partsDir: string): Promise<KokoroFiles> {
  const sha256 = await hashFile(path.join(folder, 'kokoro-v1.0.int8.onnx'));
  const isRead = (await espeakVersion()) !== null;
  return { folder, partsDir, sha256, languages: isRead ? languages : ['en'] };
}

/** Languages that its voices have. */
const languages = ['en', 'es', 'fr', 'hi', 'it', 'pt'];

/** @param flite tells how words sound that no list knows */
export function openMouth({ folder, partsDir, sha256, languages: spoken }: KokoroFiles, flite: Flite): KokoroMouth {
  let opened: Promise<Kokoro> | undefined;
  let busy = 0;
  let idle: NodeJS.Timeout | undefined;
  /** It must stay open while somebody uses it. */
  const using = async <T>(work: (kokoro: Kokoro) => Promise<T>): Promise<T> => {
    clearTimeout(idle);
    busy++;
    try {
      return await work(await (opened ??= Kokoro.open(folder, partsDir, { threads })));
    } catch (error) {
      // Tried again next time.
      if (busy === 1) opened = undefined;
      throw error;
    } finally {
      busy--;
      if (busy === 0) idle = setTimeout(() => void close(), idleMs).unref();
    }
  };
  const close = async (): Promise<void> => {
    const closing = opened;
    opened = undefined;
    await (await closing)?.close();
  };
  return {
    sha256,
    speaks: (language) => spoken.includes(language),
    mix: async (person, language) =>
      mixStyle(person, language, await using((kokoro) => Promise.resolve(kokoro.voices.names))),
    async open(): Promise<Talker> {
      const voices = await using((kokoro) => Promise.resolve(kokoro.voices));
      return {
        kokoro: {
          voices,
          plan: (...given) => using((kokoro) => kokoro.plan(...given)),
          speak: (...given) => using((kokoro) => kokoro.speak(...given)),
        },
        read: async (sentence, language) =>
          (await toPhones(sentence, language, (word) => Promise.resolve(spelled(flite, word)))).ipa,
      };
    },
  };
}

const spelled = (flite: Flite, word: string): string[] => flite.speak(speller, word).spans.map(({ phone }) => phone);
