// What a run trains on: which recordings are learnt anew and which replayed, the rows of both, and what the voice is as a
// whole. Reads no more of what is known already than a run replays, so that a top-up costs what is new and not what is there.
import { createHash } from 'node:crypto';
import { UserError } from '../../../../errors.ts';
import type { Note } from '../../../../i18n/notes.ts';
import { Random } from '../../../../learning/random.ts';
import type { Provider } from '../../../../learning/runtime.ts';
import type { NamedTensors } from '../../../../learning/safetensors.ts';
import { secondsOf } from '../../../../audio/clip.ts';
import { firstOfEach } from '../../clips.ts';
import type { EngineClip, TrainRequest } from '../../engine.ts';
import type { Alignment } from '../speaker/alignment.ts';
import { emptyBank, extendBank } from '../speaker/bank.ts';
import type { Bank } from '../speaker/bank.ts';
import { makeExamples, measureShifts, readAlignments, readClip, readPairs, readSummary } from '../speaker/corpus.ts';
import type { Examples, Frame, Pair, Statistics, Tools } from '../speaker/corpus.ts';
import { hasLearnt, isNatural, soundsAlike } from '../source/source-choice.ts';
import { openSource, openSpeakers } from '../source/sources.ts';
import type { AnySource } from '../source/source-choice.ts';
import type { Speakers } from '../source/sources.ts';
import type { Source } from '../source/source.ts';
import { framesPerSecond } from '../source/features.ts';
import { findManners, nearestManner, raisedOf } from '../network/manners.ts';
import type { Manner, Sound } from '../network/manners.ts';
import { chooseSource, followed, mixLikeness } from './choose-source.ts';
import { dueManners, mannersOf, timbreSeconds } from '../tuning/due.ts';
import type { MannerClip, Stretch } from '../tuning/tune.ts';
import { poolSeconds } from '../network/memory.ts';
import { ProsodySums } from '../speaker/prosody.ts';
import { learnTop } from '../speaker/top.ts';
import type { TopFit } from '../speaker/top.ts';
import type { Segment, VoiceState } from '../speaker/state.ts';
import { cepstrumStatistics, pitchStatistics, someonesPitch } from '../source/statistics.ts';
import type { Normalization } from '../source/statistics.ts';

/** Frames that tell how lively the network speaks. */
const typicalCount = 20_000;

/** Everything of a run that stays as it is from epoch to epoch. */
export interface Material {
  readonly sourceVoice: AnySource;
  readonly frame: Frame;
  /** Real frames of each manner. */
  readonly banks: readonly Bank[];
  /** Of each manner that the parent had; null: not known. */
  readonly spokenDeviations: readonly (readonly number[] | null)[];
  /** Of each manner how loud it is above the features, see learnTop. */
  readonly tops: readonly (readonly TopFit[] | undefined)[];
  /** Frames of speech in each manner, of all recordings. */
  readonly mannerFrames: readonly number[];
  readonly prosody: ProsodyMaterial;
  /** SHA-256 of all training recordings, sorted. */
  readonly clips: readonly string[];
  /** Frames of all speech that the voice learns from, also of what is not read. */
  readonly frames: number;
  /** What the network is computed on. */
  readonly provider: Provider;
  /** Whether the segment is the parent's, which goes on. */
  readonly goesOn: boolean;
  readonly segment: Segment;
  readonly examples: Examples;
  /** Rows of fresh clips, and of those that are replayed. */
  readonly freshRows: Int32Array;
  readonly poolRows: Int32Array;
  /** Rows with speech that stand for the voice as a whole. */
  readonly typicalRows: Int32Array;
  readonly heldOut: Examples;
  /** For each utterance held out, whether the parent was measured on it. */
  readonly heldOutKnown: readonly boolean[];
}

/** What a voice has learnt of its speaker's prosody, and from what. */
interface ProsodyMaterial {
  readonly tensors: NamedTensors;
  /** SHA-256 of each recording and its sentences, sorted. */
  readonly learnt: readonly string[];
}

export const noExamples = (): UserError => new UserError('no-usable-clips/unmatched');

const bySha256 = (a: EngineClip, b: EngineClip): number => (a.sha256 < b.sha256 ? -1 : 1);

/** Which recordings a run works with, before any of their words have been said. */
interface Choice {
  readonly sourceVoice: AnySource;
  readonly speakers: Speakers;
  /** All training recordings, sorted by SHA-256, and how they sound. */
  readonly clips: readonly EngineClip[];
  readonly sounds: readonly Sound[];
  /** Those that can be learnt from. */
  readonly spoken: readonly EngineClip[];
  /** SHA-256 of all training recordings, sorted. */
  readonly names: readonly string[];
  /** Whether some that the parent was trained on are gone. */
  readonly isLost: boolean;
  readonly segment: Segment;
  /** Whether the segment is the parent's, which goes on. */
  readonly goesOn: boolean;
  readonly fresh: readonly EngineClip[];
  readonly old: readonly EngineClip[];
  /** Of the old ones, those at hand for replay. */
  readonly pool: readonly EngineClip[];
  readonly heldOut: readonly EngineClip[];
  readonly manners: readonly Manner[];
  /** Index of the manner that a recording is in. */
  readonly mannerOf: (clip: EngineClip) => number;
  /** Those that prosody has not been learnt from, by what they are named there. */
  readonly unsung: ReadonlyMap<string, EngineClip>;
  /** Whether what the parent has learnt of prosody goes on. */
  readonly singsOn: boolean;
  readonly prosodyKeys: readonly string[];
}

interface GatherTools extends Tools {
  /** Source of the voice; absent: to be chosen. */
  readonly chosen?: AnySource;
}

export interface Chosen {
  readonly sourceVoice: AnySource;
  readonly said: readonly (MannerClip & { readonly isTest: boolean })[];
  /** What a natural source is to learn from; null: nothing. */
  readonly stretch: Stretch | null;
  /** Cosine at which the mix is near enough to the person, so that nothing is to be learnt; null: it is not, or it is learnt from. */
  readonly nearEnough: number | null;
  /** Whether there is something to learn and no time for it. */
  readonly isPutOff: boolean;
  /** Whether a timbre that the parent had learnt went with recordings that are gone. */
  readonly isGone: boolean;
  /** What was told of the source, where this run has trained before. */
  readonly told: readonly Note[];
}

/**
 * The source of the voice that a run trains, and the recordings whose words it must say.
 * @throws UserError when no recording can be learnt from
 */
export async function choose(request: TrainRequest, parent: VoiceState | null, tools: Tools): Promise<Chosen> {
  const choice = await chooseClips(request, parent, tools);
  const { sourceVoice, fresh, pool, heldOut, unsung, manners, segment, goesOn } = choice;
  const inManners = (clips: Iterable<EngineClip>): MannerClip[] =>
    Array.from(clips, (clip) => ({ clip, manner: choice.mannerOf(clip) }));
  const seconds = secondsOf(choice.spoken);
  const effort = request.plan.effort ?? 'usual';
  const all = mannersOf(manners.length);
  const due =
    !isNatural(sourceVoice) || goesOn ? [] : effort === 'long' ? all : dueManners(sourceVoice, seconds, manners.length);
  const isLearnt = (clip: EngineClip): boolean => due.includes(choice.mannerOf(clip));
  const taught = [...fresh, ...pool].filter(isLearnt);
  const isWanted = taught.length > 0;
  const learns = isWanted && effort !== 'quick';
  const learntSeconds = isNatural(sourceVoice) ? sourceVoice.learnt?.seconds : undefined;
  const isMix = isNatural(sourceVoice) && !hasLearnt(sourceVoice);
  const likeness = isWanted && isMix ? await mixLikeness(tools, sourceVoice, choice.clips, choice.sounds) : null;
  const isNear = likeness !== null && likeness >= nearLikeness;
  return {
    sourceVoice,
    said: [
      ...inManners(new Set([...fresh, ...pool, ...unsung.values()])).map((own) => ({ ...own, isTest: false })),
      ...inManners(heldOut).map((own) => ({ ...own, isTest: true })),
    ],
    nearEnough: isNear ? likeness : null,
    isPutOff: isWanted && !learns && !isNear,
    isGone: parent !== null && hasLearnt(parent.voice.sourceVoice) && !hasLearnt(sourceVoice),
    told: (request.start === 'resume' ? parent?.voice.run?.told : undefined) ?? [],
    stretch:
      learns && !isNear
        ? {
            effort,
            clips: inManners(firstOfEach(taught, timbreSeconds[effort], choice.mannerOf)),
            heldOut: inManners(firstOfEach(heldOut.filter(isLearnt), testedSeconds, choice.mannerOf)),
            ...(request.plan.timbreSteps && { most: request.plan.timbreSteps }),
            manners: manners.length,
            seed: segment.seed,
            seconds: due.length < all.length && learntSeconds !== undefined ? learntSeconds : seconds,
          }
        : null,
  };
}

/** Where the mix is so like the person, learning brings no more, and costs some of the naturalness. */
const nearLikeness = 0.85;
/** Speech that a timbre is tested on, at most. */
const testedSeconds = 15;

async function chooseClips(request: TrainRequest, parent: VoiceState | null, tools: GatherTools): Promise<Choice> {
  const clips = request.trainClips.toSorted(bySha256);
  const sounds: Sound[] = [];
  for (const clip of clips) {
    tools.signal.throwIfAborted();
    sounds.push(await readSummary(tools, clip));
  }
  const known = parent?.voice.sourceVoice ?? tools.chosen ?? (await chooseSource(tools, clips, sounds));
  // In which sentences something is said, no mix changes.
  const reader = openSource(tools, known);
  const spoken = clips.filter(
    ({ transcript }, i) => reader.sentences(transcript ?? '').length > 0 && sounds[i].speechFrames > 0,
  );
  if (spoken.length === 0) throw noExamples();
  const { segment, goesOn } = chooseSegment(request, parent, reader, spoken);
  const names = new Set(clips.map(({ sha256 }) => sha256));
  const isLost = parent?.voice.clips.some((sha256) => !names.has(sha256)) ?? false;
  const sourceVoice =
    parent && !goesOn ? (tools.chosen ?? (await followed(tools, known, clips, sounds, isLost))) : known;
  const isFresh = new Set(segment.fresh);
  const fresh = spoken.filter(({ sha256 }) => isFresh.has(sha256));
  const old = spoken.filter(({ sha256 }) => !isFresh.has(sha256));
  const keys = new Map(
    spoken.map((clip) => [
      createHash('sha256')
        .update(JSON.stringify([clip.sha256, reader.sentences(clip.transcript ?? '')]))
        .digest('hex'),
      clip,
    ]),
  );
  // What a recording taught cannot be taken back: then prosody is learnt anew.
  const singsOn = parent?.voice.prosody.every((key) => keys.has(key)) ?? false;
  const sung = new Set(singsOn ? parent?.voice.prosody : []);
  const before = new Set(parent?.voice.clips);
  const unheard = sounds.filter((_, i) => !before.has(clips[i].sha256));
  const manners = goesOn && parent ? parent.voice.manners : findManners(parent?.voice.manners ?? [], unheard);
  const heldOut = request.heldOutClips.toSorted(bySha256);
  const soundOf = new Map(clips.map(({ sha256 }, i) => [sha256, sounds[i]]));
  for (const clip of heldOut) soundOf.set(clip.sha256, await readSummary(tools, clip));
  const mannerOf = new Map([...soundOf].map(([sha256, sound]) => [sha256, nearestManner(sound, manners)]));
  return {
    manners,
    mannerOf: ({ sha256 }) => mannerOf.get(sha256) ?? 0,
    sourceVoice,
    speakers: openSpeakers(tools, sourceVoice),
    clips,
    sounds,
    spoken,
    names: [...names],
    isLost,
    segment,
    goesOn,
    fresh,
    old,
    pool: drawPool(old, segment, secondsOf(fresh)),
    heldOut,
    unsung: new Map([...keys].filter(([key]) => !sung.has(key))),
    singsOn,
    prosodyKeys: [...keys.keys()].sort(),
  };
}

/**
 * Gather what a run trains on.
 * @param parent state of the parent or, in a resume, of the checkpoint; null from the base
 * @throws UserError when no recording can be learnt from
 */
export async function gather(request: TrainRequest, parent: VoiceState | null, tools: GatherTools): Promise<Material> {
  const choice = await chooseClips(request, parent, tools);
  const { sourceVoice, speakers, clips, sounds, spoken, segment, goesOn, fresh, old, pool, manners, mannerOf } = choice;
  const known = new Set(parent?.voice.clips);
  const pairs = await readPairs(tools, speakers, manners, [...fresh, ...pool]);
  const frame = parent ? frameOf(parent, sourceVoice, pairs, manners) : newFrame(pairs, manners);
  const alignments = await readAlignments(tools, speakers, pairs, frame);
  const examples = makeExamples(pairs, alignments, frame);
  if (examples.speech.length === 0) throw noExamples();
  const aligned = new Map(pairs.map((pair, i) => [pair.clip.id, { pair, alignment: alignments[i] }]));
  const firstOfPool = examples.starts[fresh.length];
  const rows = Int32Array.from({ length: examples.weights.length }, (_, row) => row);
  // A clip that was taken away takes its frames along: then the banks are made anew.
  const goodBanks = parent && !choice.isLost ? parent.banks : [];
  const heldOut = await readPairs(tools, speakers, manners, choice.heldOut);
  const unknown = goodBanks.length > 0 ? clips.filter(({ sha256 }) => !known.has(sha256)) : clips;
  const banks: Bank[] = [];
  for (const [manner, { cepstrum }] of manners.entries()) {
    if (isNatural(sourceVoice)) {
      banks.push(emptyBank);
      continue;
    }
    const own = unknown.filter((clip) => mannerOf(clip) === manner);
    banks.push(extendBank(goodBanks[manner] ?? null, await bankClips(tools, own), cepstrum));
  }
  const framesOf = (manner: number): number =>
    clips.reduce((sum, clip, i) => sum + (mannerOf(clip) === manner ? sounds[i].speechFrames : 0), 0);
  return {
    sourceVoice,
    frame,
    banks,
    spokenDeviations: (parent?.voice.manners ?? []).map(({ spokenDeviation }) => spokenDeviation),
    tops: await topsOf(tools, parent, choice, { pairs, alignments, terms: frame.source.cepstrum }),
    mannerFrames: manners.map((_, manner) => framesOf(manner)),
    prosody: await learnProsody(tools, parent, choice, frame, aligned),
    clips: choice.names,
    frames: Math.round(framesPerSecond * secondsOf(spoken)),
    provider: tools.provider,
    goesOn,
    segment,
    examples,
    freshRows: rows.slice(0, firstOfPool),
    poolRows: rows.slice(firstOfPool),
    typicalRows: typicalRows(examples.speech, firstOfPool, pool.length === 0 ? 1 : secondsOf(pool) / secondsOf(old)),
    heldOut: await examplesOf(tools, speakers, heldOut, frame),
    heldOutKnown: heldOut.map(({ clip }) => !request.newClipIds.has(clip.id)),
  };
}

/** The parent's segment where it goes on, else a new one. @param spoken all recordings that can be learnt from */
function chooseSegment(
  { plan, start, newClipIds }: TrainRequest,
  parent: VoiceState | null,
  speaker: Source,
  spoken: readonly EngineClip[],
): Pick<Material, 'segment' | 'goesOn'> {
  const before = parent?.voice.segment ?? null;
  if (start === 'resume' && before) return { segment: before, goesOn: true };
  const fresh = spoken.filter(({ id }) => start === 'base' || newClipIds.has(id));
  const sentences = spoken.map(({ sha256, transcript }) => [sha256, speaker.sentences(transcript ?? '')]);
  const material = createHash('sha256').update(JSON.stringify(sentences)).digest('hex');
  if (parent?.trunk && fresh.length === 0 && before?.material === material) return { segment: before, goesOn: true };
  return {
    goesOn: false,
    segment: {
      peak: plan.learningRate,
      warmup: plan.warmupSteps,
      batchSize: plan.batchSize,
      replayShare: plan.replayShare,
      seed: plan.seed,
      // Nothing new: the run goes over all that the voice knows.
      fresh: (fresh.length > 0 ? fresh : spoken).map(({ sha256 }) => sha256),
      material,
      epochs: parent?.voice.epochs ?? 0,
      steps: parent?.voice.steps ?? 0,
      manners: parent?.voice.manners.length ?? 0,
    },
  };
}

/** Old recordings at hand for replay; the same throughout a segment. */
function drawPool(old: readonly EngineClip[], { seed, replayShare }: Segment, freshSeconds: number): EngineClip[] {
  const wanted = poolSeconds(replayShare, freshSeconds);
  const pool: EngineClip[] = [];
  for (const i of Random.seeded(seed ^ 0x9001).shuffle(Int32Array.from(old, (_, index) => index))) {
    if (secondsOf(pool) >= wanted) break;
    pool.push(old[i]);
  }
  return pool.sort(bySha256);
}

/** The terms of a new voice. */
export function newFrame(pairs: readonly Pair[], manners: readonly Manner[]): Frame {
  const statistics: Statistics = {
    source: {
      cepstrum: cepstrumStatistics(pairs.map(({ source }) => source)),
      pitch: pitchStatistics(pairs.map(({ source }) => source)) ?? someonesPitch,
    },
    manners,
  };
  return { ...statistics, shifts: measureShifts(pairs, statistics) };
}

/**
 * The terms of a voice that goes on: those it had. When its source has another sound in a manner that it had, what that sound is like
 * is measured anew, so that the network corrects what is left; the source's melody is what it was.
 */
function frameOf(
  { voice, shifts }: VoiceState,
  sourceVoice: AnySource,
  pairs: readonly Pair[],
  manners: readonly Manner[],
): Frame {
  const isHeardAsBefore = voice.manners.every((_, manner) => soundsAlike(sourceVoice, voice.sourceVoice, manner));
  if (isHeardAsBefore) return { source: voice.source, manners, shifts };
  const source = { cepstrum: cepstrumStatistics(pairs.map((pair) => pair.source)), pitch: voice.source.pitch };
  return { source, manners, shifts: measureShifts(pairs, { source, manners }) };
}

async function examplesOf(tools: Tools, speakers: Speakers, pairs: readonly Pair[], frame: Frame): Promise<Examples> {
  return makeExamples(pairs, await readAlignments(tools, speakers, pairs, frame), frame);
}

/**
 * Learn prosody from recordings that the parent has not learnt it from, with their words.
 * @param aligned what has been read already, by clip
 */
async function learnProsody(
  tools: Tools,
  parent: VoiceState | null,
  { sourceVoice, speakers, unsung, singsOn, prosodyKeys }: Choice,
  frame: Frame,
  aligned: ReadonlyMap<string, { readonly pair: Pair; readonly alignment: Alignment }>,
): Promise<ProsodyMaterial> {
  const sums = new ProsodySums(singsOn ? (parent?.prosody ?? null) : null, isNatural(sourceVoice));
  for (const clip of unsung.values()) {
    const read = aligned.get(clip.id);
    const pairs = read ? [read.pair] : await readPairs(tools, speakers, frame.manners, [clip]);
    const alignments = read ? [read.alignment] : await readAlignments(tools, speakers, pairs, frame);
    for (const [i, { source, target, manner }] of pairs.entries()) {
      sums.add(source, target, alignments[i], frame.source, raisedOf(frame.manners, manner));
    }
  }
  return { tensors: sums.tensors(), learnt: prosodyKeys };
}

/** How loud each manner is above the features: as the run's recordings have it; where they don't tell, as it was, if that still holds. */
async function topsOf(
  tools: Tools,
  parent: VoiceState | null,
  { sourceVoice, manners, goesOn, isLost }: Choice,
  { pairs, alignments, terms }: { pairs: readonly Pair[]; alignments: readonly Alignment[]; terms: Normalization },
): Promise<Material['tops']> {
  if (!isNatural(sourceVoice)) return [];
  const before = parent?.voice.manners.map(({ top }) => top) ?? [];
  if (goesOn) return before;
  const tops = [];
  for (const manner of manners.keys()) {
    const isOwn = (_: unknown, i: number): boolean => pairs[i].manner === manner;
    const own = await learnTop(tools, pairs.filter(isOwn), alignments.filter(isOwn), terms);
    const holds = !isLost && parent !== null && soundsAlike(sourceVoice, parent.voice.sourceVoice, manner);
    tops.push(own.length > 0 ? own : holds ? before[manner] : undefined);
  }
  return tops;
}

async function bankClips(tools: Tools, clips: readonly EngineClip[]) {
  const read = [];
  for (const clip of clips) {
    tools.signal.throwIfAborted();
    read.push({ sha256: clip.sha256, features: await readClip(tools, clip) });
  }
  return read;
}

/**
 * Rows with speech that stand for the voice as a whole: those of the pool and, of the fresh clips, the same share; evenly
 * thinned where there are many.
 * @param share of all old speech that is in the pool
 */
function typicalRows(speech: Int32Array, firstOfPool: number, share: number): Int32Array {
  let fresh = 0;
  const rows = speech.filter((row) => row >= firstOfPool || isEvery(share, fresh++));
  return rows.filter((_, i) => isEvery(Math.min(1, typicalCount / rows.length), i));
}

/** Whether element `i` is taken when this share of all elements is, evenly. */
const isEvery = (share: number, i: number): boolean => Math.floor((i + 1) * share) > Math.floor(i * share);
