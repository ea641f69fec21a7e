// How well a consent that is spoken is checked: how many right statements are taken, and how many of other sentences, other words and
// halves, by the fetched Whisper, by length alone, and by how the built-in source speaks the sentence (its transcript fit).
// `npm run bench -- consent`; statements are spoken by flite's voices and, where it is fetched, by Kokoro's.
import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { locateFfmpeg } from '../src/audio/ffmpeg.ts';
import { loadEnvFile, readConfig } from '../src/config.ts';
import { resample } from '../src/dsp/resample.ts';
import { isSaid } from '../src/ears/comparison.ts';
import { modelName } from '../src/ears/listening-models.ts';
import { openWhisper } from '../src/ears/whisper.ts';
import { exists } from '../src/files.ts';
import { translate } from '../src/i18n/i18n.ts';
import { toPhones } from '../src/phones/phones.ts';
import { sentencesOf } from '../src/reading/sentences.ts';
import { secondsToSpeak } from '../src/reading/speakable.ts';
import { sentencesIn } from '../src/scripts-to-read/reading-list.ts';
import { median } from '../src/statistics.ts';
import { transcriptFit } from '../src/trainer/engines/builtin/speaker/fit.ts';
import { fliteSource } from '../src/trainer/engines/builtin/source/flite-source.ts';
import { Flite, type SourceVoice, compileFlite, otherVoices } from '../src/trainer/engines/builtin/source/flite.ts';
import { Kokoro, kokoroName, kokoroSampleRate } from '../src/trainer/engines/builtin/source/kokoro/kokoro.ts';

const sampleRate = 16_000;
const t = translate('en');
const all = t('spokenConsent.words').split(', ');
const names = ['Zoë Smith', 'Carlos', 'Wei Chen', 'tomcat42', 'Priya Raman', 'Jürgen'];
const dates = ['March 3, 2030', 'November 28, 2026', 'July 19, 2027'];

interface Asked {
  readonly sentence: string;
  readonly words: readonly string[];
}
/** The statement number `n`. @param other draws other words for the same one */
function askedOf(n: number, other = 0): Asked {
  const words = [0, 7, 13].map((step) => all[(n * 3 + step + 5 * other) % all.length]);
  const name = names[n % names.length];
  return { words, sentence: t('spokenConsent.sentence', { name, date: dates[n % dates.length], words }) };
}

interface Speaker {
  readonly name: string;
  /** Of the two source voices that one which is less like it. */
  readonly source: SourceVoice;
  /** Mono at {@link sampleRate}. */
  say(text: string): Promise<Float32Array>;
}

const joined = (parts: readonly Float32Array[]): Float32Array => Float32Array.from(parts.flatMap((part) => [...part]));

/** White noise `decibel` below the speech. */
function noisy(samples: Float32Array, decibel: number): Float32Array {
  const power = samples.reduce((sum, value) => sum + value * value, 0) / samples.length;
  const amplitude = Math.sqrt(3 * power) * 10 ** (-decibel / 20);
  let seed = 1;
  return samples.map((value) => {
    seed = (seed * 48_271) % 2_147_483_647;
    return value + amplitude * ((2 * seed) / 2_147_483_647 - 1);
  });
}

/** As 16-bit WAV. */
function wave(samples: Float32Array): Buffer {
  const file = Buffer.alloc(44 + samples.length * 2);
  file.write('RIFF', 0);
  file.writeUInt32LE(36 + samples.length * 2, 4);
  file.write('WAVEfmt ', 8);
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(sampleRate, 24);
  file.writeUInt32LE(sampleRate * 2, 28);
  file.writeUInt16LE(2, 32);
  file.writeUInt16LE(16, 34);
  file.write('data', 36);
  file.writeUInt32LE(samples.length * 2, 40);
  samples.forEach((value, i) => file.writeInt16LE(Math.round(Math.max(-1, Math.min(1, value)) * 32_767), 44 + i * 2));
  return file;
}

/** The bounds of the intake. */
const hasLength = ({ sentence }: Asked, samples: Float32Array): boolean => {
  const share = samples.length / sampleRate / secondsToSpeak([sentence]);
  return share >= 0.4 && share <= 3;
};

export async function run(args: string[]): Promise<void> {
  const each = z.coerce.number().int().positive().default(2).parse(args[0]);
  loadEnvFile();
  const { modelsDir } = readConfig(process.env);
  const folder = await mkdtemp(path.join(tmpdir(), 'timbre-consent-'));
  const flite = new Flite(await compileFlite(), folder);
  const whisper = await openWhisper(path.join(modelsDir, modelName));
  const kokoroFolder = path.join(modelsDir, kokoroName);
  const kokoro = (await exists(kokoroFolder)) ? await Kokoro.open(kokoroFolder, folder, { threads: 1 }) : null;
  const tools = {
    flite,
    kokoro: null,
    ffmpeg: await locateFfmpeg(),
    cacheDir: folder,
    signal: new AbortController().signal,
    provider: 'cpu',
  } as const;
  const spelled = async (word: string): Promise<string[]> => flite.speak('slt', word).spans.map(({ phone }) => phone);
  const speakers: Speaker[] = [
    ...(['slt', 'rms', ...otherVoices] as const).map((voice) => ({
      name: `flite ${voice}`,
      source: voice === 'rms' ? ('slt' as const) : ('rms' as const),
      say: async (text: string) => flite.speak(voice, text).samples,
    })),
    ...(kokoro === null ? [] : ['af_heart', 'am_michael', 'bf_emma', 'bm_george', 'am_puck', 'af_nicole']).map(
      (voice) => ({
        name: `Kokoro ${voice}`,
        source: voice[1] === 'f' ? ('slt' as const) : ('rms' as const),
        async say(text: string) {
          const parts: Float32Array[] = [];
          for (const sentence of sentencesOf(text, 'en')) {
            const { ipa } = await toPhones(sentence, 'en', spelled);
            const style = kokoro?.voices.style(ipa.length, voice);
            if (kokoro === null || style === undefined) continue;
            parts.push(resample((await kokoro.speak(ipa, style)).samples, kokoroSampleRate, sampleRate));
          }
          return joined(parts);
        },
      }),
    ),
  ];
  const taken = new Map<string, { heard: number; length: number; of: number; fits: number[] }>();
  const examine = async (what: string, speaker: Speaker, asked: Asked, samples: Float32Array): Promise<void> => {
    const { text } = await whisper.hear(samples, 'en');
    const isLong = hasLength(asked, samples);
    const isHeard = isLong && isSaid(asked.sentence, asked.words, text, 'en');
    const content = wave(samples);
    const sha256 = createHash('sha256').update(content).digest('hex');
    const file = path.join(folder, `${sha256}.wav`);
    await writeFile(file, content);
    const clip = {
      id: sha256,
      sha256,
      path: file,
      durationSeconds: samples.length / sampleRate,
      transcript: asked.sentence,
      language: 'en',
    };
    const fit = await transcriptFit(tools, clip, fliteSource(flite, speaker.source));
    const row = taken.get(what) ?? { heard: 0, length: 0, of: 0, fits: [] };
    taken.set(what, {
      heard: row.heard + Number(isHeard),
      length: row.length + Number(isLong),
      of: row.of + 1,
      fits: [...row.fits, ...(fit === null ? [] : [fit])],
    });
    const isRight = what.startsWith('right');
    if (isHeard !== isRight) console.log(`  ${what}, ${speaker.name}: “${asked.sentence}” heard as “${text}”`);
  };
  try {
    const others = sentencesIn('en') ?? [];
    for (const [index, speaker] of speakers.entries()) {
      for (let one = 0; one < each; one++) {
        const n = index * each + one;
        const asked = askedOf(n);
        const right = await speaker.say(asked.sentence);
        await examine('right', speaker, asked, right);
        await examine('right, noise 10 dB below', speaker, asked, noisy(right, 10));
        await examine('other words of the same statement', speaker, askedOf(n, 1), right);
        await examine('its first half', speaker, asked, right.subarray(0, right.length >> 1));
        await examine('its second half', speaker, asked, right.subarray(right.length >> 1));
        const said = others.slice(n * 3, n * 3 + 3).join(' ');
        await examine('other sentences', speaker, asked, await speaker.say(said));
        await examine(
          'other sentences and the words',
          speaker,
          asked,
          await speaker.say(`${said} ${asked.words.join(', ')}.`),
        );
      }
    }
    console.log('\nsaid                                  of  heard  by length  fit: least, median, most');
    for (const [what, { heard, length, of, fits }] of taken) {
      const figures = [Math.min(...fits), median(fits) ?? NaN, Math.max(...fits)]
        .map((fit) => fit.toFixed(2))
        .join('  ');
      console.log(
        `${what.padEnd(36)}  ${String(of).padStart(2)}  ${String(heard).padStart(5)}  ${String(length).padStart(9)}  ${figures}`,
      );
    }
  } finally {
    await kokoro?.close();
    await rm(folder, { recursive: true, force: true });
  }
}
