// The neural source: Kokoro in a mix of its voices that is near to the person, with its melody moved to their pitch and its
// rhythm to their pace. It can be told how long each sound lasts and at which pitch before a sample is made.
import { createHash } from 'node:crypto';
import { FRAME_PERIOD_MS } from '../../../../dsp/frames.ts';
import { resample } from '../../../../dsp/resample.ts';
import { topLevels } from '../../../../dsp/top-band.ts';
import { sentencesOf } from '../../../../reading/sentences.ts';
import { raisePitch } from './raise-pitch.ts';
import { cached } from './cache.ts';
import { analyse, cepstrumWidth, extractorVersion, levelsOf, sampleRate, withPhones } from './features.ts';
import type { Features, SourceFeatures } from './features.ts';
import { joinFloats } from './floats.ts';
import { groupCharacters } from './ipa.ts';
import type { Grouped } from './ipa.ts';
import { kokoroSampleRate, framesPerUnit as stepsPerUnit, mostUnits, unitSeconds } from './kokoro/kokoro.ts';
import type { Excitation, KokoroSpeech, SpeechPlan } from './kokoro/kokoro.ts';
import type { Mix, Style } from './kokoro/voices.ts';
import { alphabet, splitIpa } from './kokoro/vocabulary.ts';
import { phones } from './phones.ts';
import type { PhoneSpan } from './phones.ts';
import { asKept, inManner, kokoroSpeaker } from './source-choice.ts';
import type { KokoroVoice } from './source-choice.ts';
import { keepFeatures, spokenKey } from './source.ts';
import type { Source } from './source.ts';

/** Frames of the engine in a unit of duration, and in a step of F0 and energy. */
const framesPerUnit = (1000 * unitSeconds) / FRAME_PERIOD_MS;
const framesPerStep = framesPerUnit / stepsPerUnit;
/** Hz: what is lower is silence. */
const leastF0 = 40;
const pause = phones.indexOf('pau');
/** Where the contour dips below this share of its median, around what is voiceless, it is not a tone. */
const toneShare = 0.5;
/** Hz, of the median: what the model is told above that sounds less natural, and an octave lower in more and more frames. */
const highestMedian = 260;
/** Energy as the model plans it, over speech. */
const energyMean = 5.5;
const energyDeviation = 2.5;
/** Energy of what is not heard: sounds lie above, silence far below. */
const leastEnergy = -3;
/** The model ends a sentence with two thirds of a second of silence. Frames of it that are heard. */
const longestEnd = 300 / FRAME_PERIOD_MS;
/** The same of what goes on: what follows begins with a tenth of a second of silence. */
const shortestEnd = 40 / FRAME_PERIOD_MS;
/** Characters of what follows that are planned along: enough for nothing to be near the end of a sentence. */
const plannedAhead = 60;
/** Characters: some 10 s, which bounds the memory. */
const longestPiece = 150;
/** Changes with whatever changes what is made of the model's speech. */
const sourceVersion = 3;

/** How a sentence is to be said; both are asked once, when it is known how the source would. */
export interface Direction {
  /** Frames that each segment lasts. @param starts first frame of each segment, and the number at the end */
  lengths(segments: Uint8Array, starts: Int32Array): readonly number[];
  /** F0 of each frame as if all were voiced, Hz; null: as the source does. */
  sing(outline: PlannedOutline): Float32Array | null;
}

/** What is known of an utterance before a sample of it is made. */
export type PlannedOutline = Pick<SourceFeatures, 'frames' | 'segments' | 'segment' | 'f0'> & {
  readonly level: Float32Array;
};

/** What was said: at {@link kokoroSampleRate}, and its features. */
export interface Utterance {
  readonly samples: Float32Array;
  readonly features: SourceFeatures;
}

/** What was said, sentence by sentence, at the engine's {@link sampleRate}. */
export type Sound = readonly Float32Array[];

/** The model, and how it is told what to say. */
export interface Talker {
  readonly kokoro: {
    /** See Voices.style. */
    style(tokens: number, timbre: Mix, melody: string | Mix): Promise<Style>;
    /** See Kokoro.plan. @param durations absent: as the model would */
    plan(ipa: string, style: Style, speed: number, durations?: Int32Array): Promise<SpeechPlan>;
    /** See Kokoro.speak. */
    speak(ipa: string, style: Style, speed: number, plan: SpeechPlan): Promise<Pick<KokoroSpeech, 'samples'>>;
    /** See Kokoro.excite. */
    excite(ipa: string, style: Style, plan: SpeechPlan): Promise<Excitation>;
  };
  /** A sentence in IPA. */
  read(sentence: string, language: string): Promise<string>;
}

const isKnown = new Set(alphabet);

/** Pieces of a sentence that can be spoken at once, in the characters that the model speaks, one a token. */
function piecesOf(ipa: string): string[][] {
  const pieces = splitIpa(ipa.normalize('NFD').replaceAll('c\u0327', 'ç'), longestPiece).map((piece) =>
    Array.from(piece).filter((character) => isKnown.has(character)),
  );
  const spoken = pieces.filter((characters) => characters.length > 0);
  // What has no sound is a pause.
  return spoken.length > 0 ? spoken : [['.']];
}

export class KokoroSource implements Source {
  readonly #talker: Talker;
  readonly #voice: KokoroVoice;
  readonly #key: string;

  /** @param manner of the voice's */
  constructor(talker: Talker, voice: KokoroVoice, manner = 0) {
    this.#talker = talker;
    this.#voice = inManner(voice, manner);
    this.#key = createHash('sha256')
      .update(JSON.stringify([sourceVersion, asKept(this.#voice)]))
      .digest('hex');
  }

  sentences(text: string): string[] {
    return sentencesOf(text, this.#voice.language);
  }

  spokenKey(sentences: readonly string[]): string {
    return spokenKey(this.#key, sentences);
  }

  cacheName(sentences: readonly string[]): string {
    return `${spokenKey(kokoroSpeaker, sentences)}-${this.#key.slice(0, 32)}`;
  }

  async speak(sentences: readonly string[]): Promise<SourceFeatures> {
    return (await this.#spoken(sentences)).features;
  }

  async #spoken(sentences: readonly string[]): Promise<{ readonly features: SourceFeatures; readonly sound: Sound }> {
    if (sentences.length === 0) throw new RangeError('There is nothing to speak');
    const spoken: Utterance[] = [];
    for await (const utterance of this.utter(sentences)) spoken.push(utterance);
    return {
      features: joined(spoken.map(({ features }) => features)),
      sound: spoken.map(({ samples }) => resample(samples, kokoroSampleRate, sampleRate)),
    };
  }

  /**
   * How it says a transcript, from the cache where that is; what it is found by is as for {@link transcriptFeatures}, which are
   * kept, too.
   * @returns null when nothing in the transcript can be spoken
   */
  async sound(cacheDir: string, transcript: string): Promise<Sound | null> {
    const sentences = this.sentences(transcript);
    if (sentences.length === 0) return null;
    const name = `${this.cacheName(sentences)}.v${extractorVersion}.sound`;
    const kept = await cached(cacheDir, name, async () => {
      const { features, sound } = await this.#spoken(sentences);
      await keepFeatures(cacheDir, this, sentences, features);
      return new Map(sound.map((data, i) => [`${i}`, { shape: [data.length], data }]));
    });
    return sentences.map((_, i) => kept.get(`${i}`)?.data ?? new Float32Array());
  }

  /** How it would say the pieces of a sentence; costs a twentieth of saying it. */
  async plan(sentence: string): Promise<PlannedOutline[]> {
    const plans: PlannedOutline[] = [];
    for (const { outline } of await this.prepare(sentence)) plans.push(outline);
    return plans;
  }

  /** The pieces of a sentence as it would say them, before a sample of them is made. */
  async prepare(sentence: string): Promise<Prepared[]> {
    const prepared: Prepared[] = [];
    for (const prepare of await this.#pieces(sentence)) prepared.push(await prepare());
    return prepared;
  }

  /** How it would say a piece in which each token lasts so many units. */
  follow({ ipa, style }: Prepared, durations: Int32Array): Promise<SpeechPlan> {
    return this.#talker.kokoro.plan(ipa, style, 1, durations);
  }

  /** Say a piece exactly so. @returns samples at {@link kokoroSampleRate} */
  async say({ ipa, style }: Prepared, plan: SpeechPlan): Promise<Float32Array> {
    return (await this.#talker.kokoro.speak(ipa, style, 1, plan)).samples;
  }

  /** What its decoder makes a piece of, said exactly so. */
  excite({ ipa, style }: Prepared, plan: SpeechPlan): Promise<Excitation> {
    return this.#talker.kokoro.excite(ipa, style, plan);
  }

  /**
   * Say sentences one after the other; without a direction as the source does. While a piece of them is looked at, here and by whoever
   * takes the sentence, the model makes the next one.
   * @param rest what the last of them goes on with and is said later; it takes a direction
   */
  async *utter(sentences: readonly string[], direction?: Direction, rest = ''): AsyncGenerator<Utterance, void> {
    const coming = this.#prepared(sentences, direction, rest);
    let next = await coming.next();
    let saying = next.done ? null : this.#decode(next.value, direction);
    let said: Utterance[] = [];
    while (!next.done && saying !== null) {
      const { value: piece } = next;
      next = await coming.next();
      const made = await saying;
      saying = next.done ? null : this.#decode(next.value, direction);
      said.push(heard(piece, made));
      if (!piece.isLast) continue;
      yield {
        samples: joinFloats(said.map(({ samples }) => samples)),
        features: joined(said.map(({ features }) => features)),
      };
      said = [];
    }
  }

  async *#prepared(
    sentences: readonly string[],
    direction: Direction | undefined,
    rest: string,
  ): AsyncGenerator<Prepared & { readonly isLast: boolean }, void> {
    for (const [at, sentence] of sentences.entries()) {
      const pieces = await this.#pieces(sentence, direction, at === sentences.length - 1 ? rest : '');
      for (const [i, prepare] of pieces.entries()) yield { ...(await prepare()), isLast: i === pieces.length - 1 };
    }
  }

  /** Its failure is heard of where it is awaited, and nowhere if nobody wants it any more. */
  #decode(prepared: Prepared, direction?: Direction): Promise<Decoded> {
    const f0 = prepared.goesOn ? prepared.planned : sung(prepared, direction);
    const decoded = this.#sing(prepared, f0, direction ? ratioBeyond(f0, prepared) : 1);
    decoded.catch(() => {});
    return decoded;
  }

  /** @param ratio by which it is to be sung lower and more slowly than it is to be heard, see raisePitch */
  async #sing({ ipa, style, plan }: Prepared, f0: Float32Array, ratio: number): Promise<Decoded> {
    const { kokoro } = this.#talker;
    const { pace } = this.#voice;
    if (ratio === 1) return { samples: (await kokoro.speak(ipa, style, pace, { ...plan, f0 })).samples, f0 };
    const durations = slowed(plan.durations, ratio);
    const slow = await kokoro.plan(ipa, style, pace, durations);
    const low = lowered(f0, plan.durations, durations, ratio);
    const { samples } = await kokoro.speak(ipa, style, pace, { ...slow, f0: low });
    return { samples: raisePitch(samples, ratio), f0 };
  }

  async #pieces(sentence: string, direction?: Direction, rest = ''): Promise<(() => Promise<Prepared>)[]> {
    const { language } = this.#voice;
    const pieces = piecesOf(await this.#talker.read(sentence, language));
    const [ahead] = rest === '' || !direction ? [] : piecesOf(await this.#talker.read(rest, language));
    return pieces.map((characters, i) => () => {
      const room = Math.min(plannedAhead, longestPiece - characters.length - 1);
      if (ahead === undefined || !direction || i < pieces.length - 1 || room <= 0) {
        return this.#prepare(characters, direction);
      }
      return this.#begin(characters, ahead.slice(0, room), direction);
    });
  }

  async #prepare(characters: readonly string[], direction?: Direction): Promise<Prepared> {
    const ipa = characters.join('');
    const { melody, timbre } = this.#voice;
    const sung = typeof melody === 'string' ? melody : Object.fromEntries(melody);
    const style = await this.#talker.kokoro.style(characters.length, Object.fromEntries(timbre), sung);
    const grouped = groupCharacters(characters);
    const usual = await this.#plan(ipa, style);
    const plan = direction ? await this.#plan(ipa, style, lengthened(usual, grouped, direction)) : usual;
    const planned = this.#raised(plan);
    return { ipa, style, grouped, plan, planned, outline: outlineOf({ ...plan, f0: planned }, grouped), goesOn: false };
  }

  /** A piece in the melody and rhythm that it has where the sentence goes on, to the silence that lets its last sound end. */
  async #begin(characters: readonly string[], rest: readonly string[], direction: Direction): Promise<Prepared> {
    const whole = await this.#prepare([...characters, ' ', ...rest], direction);
    const alone = await this.#prepare(characters);
    const { ipa, style, grouped } = alone;
    const [within, ending] = [silentUnits(whole.plan, whole.grouped), silentUnits(alone.plan, grouped)];
    const last = grouped.groups.findLastIndex((group) => grouped.segments[group] !== pause);
    const durations = alone.plan.durations.map((units, token) => {
      if (token === alone.plan.durations.length - 1) return units;
      return whole.plan.durations[token] + (token === last ? ending[token] - within[token] : 0);
    });
    const own = await this.#plan(ipa, style, durations);
    const spoken = whole.plan.durations.subarray(0, last + 1).reduce((sum, units) => sum + units, 0) - within[last];
    const begun = (all: Float32Array, end: Float32Array): Float32Array =>
      joinFloats([all.subarray(0, stepsPerUnit * spoken), end.subarray(stepsPerUnit * spoken)]);
    const planned = begun(sung(whole, direction), this.#raised(own));
    const plan = { durations, f0: planned, energy: begun(whole.plan.energy, own.energy) };
    return { ipa, style, grouped, plan, planned, outline: outlineOf(plan, grouped), goesOn: true };
  }

  #plan(ipa: string, style: Style, durations?: Int32Array): Promise<SpeechPlan> {
    return this.#talker.kokoro.plan(ipa, style, this.#voice.pace, durations);
  }

  #raised({ f0 }: SpeechPlan): Float32Array {
    const raise = Math.exp(this.#voice.raised);
    return f0.map((hertz) => (hertz > leastF0 ? hertz * raise : hertz));
  }
}

/** What the model made of a piece, all its silence included, and the F0 of each step that it was told. */
type Decoded = Pick<Utterance, 'samples'> & { readonly f0: Float32Array };

/** What is heard of a piece, and its features. */
function heard({ grouped, plan, goesOn }: Prepared, { samples, f0 }: Decoded): Utterance {
  const most = goesOn ? shortestEnd : longestEnd;
  const { frames, f0: told, level } = outlineOf({ ...plan, f0 }, grouped, most);
  const analysed = analyse(resample(samples, kokoroSampleRate, sampleRate), false);
  const features = withPhones(firstFrames(analysed, frames), spansOf(plan, grouped, most));
  const heardSamples = samples.subarray(0, Math.round(seconds(frames) * kokoroSampleRate));
  const top = topLevels(samples, levelsOf(features));
  return { samples: heardSamples, features: { ...features, f0: told, level, top } };
}

/** A piece of a sentence before a sample of it is made. */
export interface Prepared {
  readonly ipa: string;
  readonly style: Style;
  readonly grouped: Grouped;
  readonly plan: SpeechPlan;
  /** F0 of each step, raised; where it goes on, what it is to be. */
  readonly planned: Float32Array;
  readonly outline: PlannedOutline;
  /** Whether the sentence does after it: it was directed with the whole. */
  readonly goesOn: boolean;
}

/** F0 of each step as it is directed. */
const sung = ({ planned, outline }: Prepared, direction?: Direction): Float32Array =>
  followed(planned, outline, direction?.sing(outline) ?? null);

/**
 * F0 of each step that follows a melody: where the contour is a tone it is the melody's, and its dips go along.
 * @param melody of each frame, Hz; null: the contour's own
 */
function followed(contour: Float32Array, { f0 }: PlannedOutline, melody: Float32Array | null): Float32Array {
  if (melody === null) return contour;
  const ratios = f0.map((hertz, frame) => (hertz > 0 ? melody[frame] / hertz : 0));
  const tones = [...ratios.keys()].filter((frame) => ratios[frame] > 0);
  if (tones.length === 0) return contour;
  let next = 0;
  return contour.map((hertz, step) => {
    if (hertz <= leastF0) return hertz;
    const frame = Math.min(ratios.length - 1, Math.floor((step + 0.5) * framesPerStep));
    while (next < tones.length - 1 && tones[next] < frame) next++;
    const [before, after] = [tones[Math.max(0, next - 1)], tones[next]];
    const nearest = ratios[frame] > 0 ? frame : frame - before < Math.abs(after - frame) ? before : after;
    return hertz * ratios[nearest];
  });
}

/** How far the median of a contour lies above what the model follows, in twentieths; as far as so long a sentence can be slowed. */
function ratioBeyond(f0: Float32Array, { plan: { durations } }: Prepared): number {
  const sounding = f0.filter((hertz) => hertz > leastF0).sort();
  const wanted = Math.ceil((20 * (sounding[sounding.length >> 1] ?? 0)) / highestMedian) / 20;
  const units = durations.reduce((sum, own) => sum + own, 0);
  return Math.max(1, Math.min(wanted, Math.floor((20 * (mostUnits - durations.length)) / units) / 20));
}

/** Durations so many times as long. */
function slowed(durations: Int32Array, ratio: number): Int32Array {
  let [ideal, given] = [0, 0];
  return durations.map((units) => {
    ideal += units * ratio;
    const made = Math.max(1, Math.round(ideal - given));
    given += made;
    return made;
  });
}

/** A contour in other durations of its tokens, and so many times lower. */
function lowered(f0: Float32Array, from: Int32Array, to: Int32Array, ratio: number): Float32Array {
  const low = new Float32Array(stepsPerUnit * to.reduce((sum, units) => sum + units, 0));
  let [start, step] = [0, 0];
  for (const [token, units] of to.entries()) {
    const steps = stepsPerUnit * units;
    for (let i = 0; i < steps; i++) {
      const hertz = f0[start + Math.floor(((i + 0.5) / steps) * stepsPerUnit * from[token])];
      low[step++] = hertz > leastF0 ? Math.max(leastF0 + 1, hertz / ratio) : hertz;
    }
    start += stepsPerUnit * from[token];
  }
  return low;
}

const isSilent = (energy: Float32Array, unit: number): boolean =>
  energy.subarray(stepsPerUnit * unit, stepsPerUnit * (unit + 1)).every((value) => value < leastEnergy);

/** The model gives the last sound before a pause much of its silence. Units at the end of each token that belong to the pause. */
function silentUnits({ durations, energy }: SpeechPlan, { segments, groups }: Grouped): Int32Array {
  let end = 0;
  return durations.map((units, token) => {
    end += units;
    const [own, next] = [groups[token], groups[token + 1]];
    if (segments[own] === pause || next === own || segments[next] !== pause) return 0;
    let silent = 0;
    while (silent < units - 1 && isSilent(energy, end - silent - 1)) silent++;
    return silent;
  });
}

/** First frame of each segment, and the number of frames at the end: of the last pause no more than is heard. */
function startsOf(plan: SpeechPlan, grouped: Grouped, most = longestEnd): Int32Array {
  const { segments, groups } = grouped;
  const silent = silentUnits(plan, grouped);
  const starts = new Int32Array(segments.length + 1);
  for (const [token, units] of plan.durations.entries()) {
    starts[groups[token] + 1] += (units - silent[token]) * framesPerUnit;
    if (silent[token] > 0) starts[groups[token] + 2] += silent[token] * framesPerUnit;
  }
  starts[segments.length] = Math.min(most, starts[segments.length]);
  for (let i = 1; i < starts.length; i++) starts[i] += starts[i - 1];
  return starts;
}

/**
 * Durations of tokens so that each segment lasts about as long as it is to; what rounding takes goes to what follows. The silence
 * in which the model begins, and lets a sound end, is left to it: where that is made shorter it swallows the first word, or the last sound.
 */
function lengthened(usual: SpeechPlan, grouped: Grouped, direction: Direction): Int32Array {
  const { segments, groups } = grouped;
  const starts = startsOf(usual, grouped);
  const silent = silentUnits(usual, grouped);
  const lengths = Array.from(segments, (_, i) => starts[i + 1] - starts[i]);
  const wanted = direction.lengths(segments, starts);
  const left = new Float64Array(segments.length);
  for (const [token, units] of silent.entries()) if (units > 0) left[groups[token] + 1] += units * framesPerUnit;
  const ratios = lengths.map((length, i) =>
    i === 0 || i === lengths.length - 1 || length <= left[i]
      ? 1
      : Math.max(0, wanted[i] - left[i]) / (length - left[i]),
  );
  let [ideal, given] = [0, 0];
  return usual.durations.map((units, token) => {
    if (units === 0) return 0;
    ideal += (units - silent[token]) * ratios[groups[token]] + silent[token];
    const made = Math.max(1, Math.round(ideal - given));
    given += made;
    return made;
  });
}

const seconds = (frames: number): number => (frames * FRAME_PERIOD_MS) / 1000;

function spansOf(plan: SpeechPlan, grouped: Grouped, most: number): PhoneSpan[] {
  const starts = startsOf(plan, grouped, most);
  return Array.from(grouped.segments, (phone, i) => ({
    phone: phones[phone],
    start: seconds(starts[i]),
    end: seconds(starts[i + 1]),
  }));
}

function outlineOf(plan: SpeechPlan, grouped: Grouped, most = longestEnd): PlannedOutline {
  const { f0, energy } = plan;
  const starts = startsOf(plan, grouped, most);
  const frames = starts[starts.length - 1];
  const segment = new Int32Array(frames);
  for (let i = 0; i < grouped.segments.length; i++) segment.fill(i, starts[i], starts[i + 1]);
  const stepOf = (frame: number): number => Math.min(f0.length - 1, Math.floor((frame + 0.5) / framesPerStep));
  const sounding = f0.filter((hertz) => hertz > leastF0).sort();
  const leastTone = toneShare * (sounding[sounding.length >> 1] ?? 0);
  return {
    frames,
    segments: grouped.segments,
    segment,
    f0: Float32Array.from(segment, (_, frame) => {
      const hertz = f0[stepOf(frame)];
      return hertz > Math.max(leastF0, leastTone) ? hertz : 0;
    }),
    level: Float32Array.from(segment, (_, frame) => (energy[stepOf(frame)] - energyMean) / energyDeviation),
  };
}

/** Without the frame at the very end, which the next utterance begins with. */
const firstFrames = ({ cepstrum, f0, aperiodicity, speech }: Features, frames: number): Features => ({
  frames,
  cepstrum: cepstrum.subarray(0, frames * cepstrumWidth),
  f0: f0.subarray(0, frames),
  aperiodicity: aperiodicity.subarray(0, frames),
  speech: speech.subarray(0, frames),
});

/** Features of utterances one after the other. */
function joined(parts: readonly SourceFeatures[]): SourceFeatures {
  const floats = (of: (part: SourceFeatures) => Float32Array): Float32Array => joinFloats(parts.map(of));
  let before = 0;
  const segment = parts.flatMap((part) => {
    const shifted = [...part.segment].map((index) => index + before);
    before += part.segments.length;
    return shifted;
  });
  return {
    frames: segment.length,
    cepstrum: floats(({ cepstrum }) => cepstrum),
    f0: floats(({ f0 }) => f0),
    aperiodicity: floats(({ aperiodicity }) => aperiodicity),
    speech: Uint8Array.from(parts.flatMap(({ speech }) => [...speech])),
    segments: Uint8Array.from(parts.flatMap(({ segments }) => [...segments])),
    segment: Int32Array.from(segment),
    position: floats(({ position }) => position),
    duration: floats(({ duration }) => duration),
    level: floats(({ level }) => level ?? new Float32Array()),
    top: floats(({ top }) => top ?? new Float32Array()),
  };
}
