// Which source a voice is made from: the natural one where its model is here and speaks the language, in the mix of its
// voices that is nearest to the person, moved to their pitch and pace; else flite. The mix follows the recordings as they come,
// once it can be heard.
import PQueue from 'p-queue';
import { framesPerSecond } from '../source/features.ts';
import type { Features } from '../source/features.ts';
import type { KokoroVoice } from '../source/source-choice.ts';
import type { SourceVoice } from '../source/flite.ts';
import { phones } from '../source/phones.ts';
import { openKokoro } from '../source/sources.ts';
import { hasLearnt, isNatural, unlearnt } from '../source/source-choice.ts';
import type { AnySource } from '../source/source-choice.ts';
import type { KokoroMouth } from '../source/sources.ts';
import { someonesPitch } from '../source/statistics.ts';
import type { Pitch } from '../source/statistics.ts';
import { commonCepstrum, commonPitch } from '../network/manners.ts';
import type { Sound } from '../network/manners.ts';
import { languageOf } from '../../clips.ts';
import type { EngineClip } from '../../engine.ts';
import { MelodyComparison, mixedMelody, plannedSeconds } from './choose-melody.ts';
import { likenessOf, staysNear } from '../source/kokoro/mix.ts';
import type { PersonAverages, VoiceMix } from '../source/kokoro/mix.ts';
import { readClip } from '../speaker/corpus.ts';
import type { Tools } from '../speaker/corpus.ts';
import { meanEmbedding } from '../speaker/embeddings.ts';

/** Speakers above this median F0 (Hz) begin from the woman's voice; the source voices' medians lie at 170 and 95 Hz. */
const voiceBoundary = 145;
/** Seconds of recordings whose words tell how high and how fast the natural source would say them. */
const enoughSeconds = 60;
/** Seconds of recordings whose sound tells the mix: more of them move it by less than what their choice does. */
const mixedSeconds = 180;
const slowest = 0.7;
const fastest = 1.4;
const pause = phones.indexOf('pau');

/** Voice of flite for a speaker with this pitch. */
export function chooseSourceVoice(pitch: Pitch | null): SourceVoice {
  return Math.exp((pitch ?? someonesPitch).mean) >= voiceBoundary ? 'slt' : 'rms';
}

/**
 * Choose the source of a new voice. The same clips and models give the same.
 * @param clips sorted by SHA-256; `sounds` of each of them
 */
export async function chooseSource(
  tools: Tools,
  clips: readonly EngineClip[],
  sounds: readonly Sound[],
): Promise<AnySource> {
  const { kokoro } = tools;
  const language = languageOf(clips);
  const isHeard = sounds.some(({ speechFrames }) => speechFrames > 0);
  if (!kokoro || language === null || !isHeard || !kokoro.speaks(language))
    return chooseSourceVoice(commonPitch(sounds));
  return fitKokoro(tools, kokoro, language, clips, sounds);
}

async function fitKokoro(
  tools: Tools,
  kokoro: KokoroMouth,
  language: string,
  clips: readonly EngineClip[],
  sounds: readonly Sound[],
): Promise<KokoroVoice> {
  const { timbre, melodies } = await nearestMix(kokoro, language, await averagesOf(tools, clips, sounds));
  const unsung = { model: kokoro.sha256, language, timbre, raised: 0, pace: 1 };
  const voice: KokoroVoice = { ...unsung, melody: await nearestMelody(tools, unsung, melodies, clips, sounds) };
  const source = openKokoro(tools, voice);
  let [tones, logF0, planned, heard] = [0, 0, 0, 0];
  for (const [i, { transcript }] of clips.entries()) {
    if (transcript === null || sounds[i].speechFrames === 0) continue;
    if (heard >= enoughSeconds * framesPerSecond) break;
    const sentences = source.sentences(transcript);
    const outlines = [];
    for (const sentence of sentences) outlines.push(...(await source.plan(sentence)));
    for (const { f0, segments, segment } of outlines) {
      planned += segment.reduce((sum, index) => sum + (segments[index] === pause ? 0 : 1), 0);
      for (const hertz of f0) {
        if (hertz <= 0) continue;
        tones++;
        logF0 += Math.log(hertz);
      }
    }
    if (sentences.length > 0) heard += sounds[i].speechFrames;
  }
  const raised = tones === 0 ? 0 : (commonPitch(sounds) ?? someonesPitch).mean - logF0 / tones;
  const pace = heard === 0 ? 1 : Math.min(fastest, Math.max(slowest, planned / heard));
  return { ...voice, raised: rounded(raised), pace: rounded(pace) };
}

/** The melody of the voices whose own go along with the person's best. @param melodies the nearest in pitch first */
async function nearestMelody(
  tools: Tools,
  voice: Omit<KokoroVoice, 'melody'>,
  melodies: readonly string[],
  clips: readonly EngineClip[],
  sounds: readonly Sound[],
): Promise<KokoroVoice['melody']> {
  const recorded: { readonly transcript: string; readonly features: Features }[] = [];
  let seconds = 0;
  for (const [i, clip] of clips.entries()) {
    if (clip.transcript === null || sounds[i].speechFrames === 0 || seconds >= plannedSeconds) continue;
    recorded.push({ transcript: clip.transcript, features: await readClip(tools, clip) });
    seconds += clip.durationSeconds;
  }
  const correlationOf = async (melody: string): Promise<number> => {
    const source = openKokoro(tools, { ...voice, melody });
    const comparison = new MelodyComparison();
    for (const { transcript, features } of recorded) {
      tools.signal.throwIfAborted();
      const plans = [];
      for (const sentence of source.sentences(transcript)) plans.push(...(await source.plan(sentence)));
      comparison.add(plans, features);
    }
    return comparison.correlation;
  };
  // One is planned while another is compared.
  const queue = new PQueue({ concurrency: 2 });
  const correlations = await queue.addAll(melodies.map((melody) => () => correlationOf(melody)));
  return mixedMelody(melodies.map((name, i) => [name, correlations[i]]));
}

/**
 * The source of a voice whose recordings are no longer the same. The mix of a natural one stays while it is about as near to what is
 * there now as any, so that what it has said need not be said again; then it becomes the nearest one, to the bit as if all had come
 * at once. Melody, pitch and pace stay: what is learnt of the person's is learnt on them.
 * What was learnt was learnt on top of a mix, which then stays, too.
 * @param clips sorted by SHA-256; `sounds` of each of them
 * @param isLost whether recordings that it was made from are gone: they must not be heard in it any more
 */
export async function followed(
  tools: Tools,
  source: AnySource,
  clips: readonly EngineClip[],
  sounds: readonly Sound[],
  isLost: boolean,
): Promise<AnySource> {
  const { kokoro } = tools;
  if (!isNatural(source) || !kokoro || sounds.every(({ speechFrames }) => speechFrames === 0)) return source;
  if (!isLost && hasLearnt(source)) return source;
  const person = await averagesOf(tools, clips, sounds);
  const { timbre } = await nearestMix(kokoro, source.language, person);
  return !isLost && (await staysNear(source.timbre, timbre, person))
    ? source
    : { ...(isLost ? unlearnt(source) : source), timbre };
}

/**
 * Averages of the recordings with the lowest hashes, so that they are the same in whichever order they came, and, where there
 * are many, seldom others for what is new.
 */
async function averagesOf(
  tools: Tools,
  clips: readonly EngineClip[],
  sounds: readonly Sound[],
): Promise<PersonAverages> {
  let seconds = 0;
  const heard = clips.flatMap((clip, i) => {
    if (sounds[i].speechFrames === 0 || seconds >= mixedSeconds) return [];
    seconds += clip.durationSeconds;
    return [{ clip, sound: sounds[i] }];
  });
  const summaries = heard.map(({ sound }) => sound);
  return {
    cepstrum: commonCepstrum(summaries).mean,
    pitch: (commonPitch(summaries) ?? someonesPitch).mean,
    embedding: await meanEmbedding(
      tools,
      heard.map(({ clip }) => clip),
    ),
  };
}

async function nearestMix(
  kokoro: KokoroMouth,
  language: string,
  person: PersonAverages,
): Promise<Pick<KokoroVoice, 'timbre'> & Pick<VoiceMix, 'melodies'>> {
  const { timbre, melodies } = await kokoro.mix(person, language);
  return { timbre: timbre.map(([name, share]): [string, number] => [name, tenThousandth(share)]), melodies };
}

/**
 * How like the person the mix of a voice is, see likenessOf.
 * @param clips sorted by SHA-256; `sounds` of each of them
 */
export async function mixLikeness(
  tools: Tools,
  { timbre }: KokoroVoice,
  clips: readonly EngineClip[],
  sounds: readonly Sound[],
): Promise<number | null> {
  return likenessOf(timbre, await averagesOf(tools, clips, sounds));
}

/** A share of 0 would be none. */
const tenThousandth = (share: number): number => Math.max(1e-4, Math.round(1e4 * share) / 1e4);
/** To a thousandth: nobody hears more. */
const rounded = (value: number): number => Math.round(1000 * value) / 1000;
