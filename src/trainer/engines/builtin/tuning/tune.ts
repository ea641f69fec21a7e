// A natural source learns a person's timbre: from where it stands, by gradients through its decoder. What is not nearer
// on the test clips, or sounds less like the person, is not kept.
import { Random } from '../../../../learning/random.ts';
import { readModel } from '../../../../learning/import.ts';
import { OutOfMemory, tellingOutOfMemory } from '../../../../learning/runtime.ts';
import { firstOf } from '../../clips.ts';
import type { Effort } from '../../../../storage/records.ts';
import type { EngineClip } from '../../engine.ts';
import type { Tools } from '../speaker/corpus.ts';
import { likenessOfSaid, meanEmbedding } from '../speaker/embeddings.ts';
import type { KokoroSource } from '../source/kokoro-source.ts';
import { openKokoro } from '../source/sources.ts';
import { asKept, inManner, unlearnt } from '../source/source-choice.ts';
import type { KokoroVoice } from '../source/source-choice.ts';
import type { Timbre } from '../source/kokoro/mix.ts';
import { mannersOf, untriedManners } from './due.ts';
import { TimbreLearner } from './learner.ts';
import { MomentFile } from './moment.ts';
import type { Judged } from './moment.ts';
import { readParallel, secondsOfPiece } from './parallel.ts';
import { drawPlace, evenPlaces, placeCount } from './segments.ts';
import type { Piece } from './segments.ts';
import { VoiceSpace } from './shares.ts';

/** Steps between two chances to stop. */
const lap = 12;
/** Segments of the test clips that are measured. */
const mostTested = 6;
/** Steps for each second of speech, and how many at least and at most. */
const stepsPerSecond = 2.4;
const stepRange = { least: 2 * lap, most: 8 * lap };
/** Where there is time, it goes on after these as long as the test clips gain: how often that is looked at, how long it may be in vain. */
const longer = { most: 24 * lap, between: 2 * lap, inVain: 6 * lap };
/** Highest learning rate of a new voice, and of one that goes on. */
const firstRate = 0.012;
const laterRate = 0.006;
/** What the squared distance from the mix weighs at one second of speech, and at most. */
const pullOfSecond = 0.6;
const mostPull = 0.03;
/** Speech that tells whom one hears in it, at most, where no test clip does. */
const saidSeconds = 15;
/** Of a sentence, for which the voices' styles are compared. */
const usualTokens = 40;

/** A recording and the manner it is in. */
export interface MannerClip {
  readonly clip: EngineClip;
  readonly manner: number;
}

/** What is learnt from. */
export interface Stretch {
  readonly clips: readonly MannerClip[];
  readonly heldOut: readonly MannerClip[];
  /** Of the voice. */
  readonly manners: number;
  readonly seed: number;
  readonly effort: Exclude<Effort, 'quick'>;
  /** Steps at most; absent: as many as are usual for the speech. */
  readonly most?: number;
  /** Of speech that the voice had when all its manners were learnt. */
  readonly seconds: number;
}

/** Steps that were made, since it went on where it had been interrupted, and how many it is to make from there at most. */
export interface StepsLearnt {
  readonly type: 'learnt';
  readonly steps: number;
  readonly most: number;
}

export interface TuneOptions extends Tools {
  readonly emit: (event: StepsLearnt) => Promise<void>;
  /** Shortest time between two moments that are kept, seconds. */
  readonly checkpointSeconds: number;
}

/** What became of it. */
export interface Tuned {
  readonly voice: KokoroVoice;
  /** Seconds that it could learn from. */
  readonly speech: number;
  /** That led to what was kept; 0: its timbre stayed as it was. */
  readonly steps: number;
  /** Loss on the test clips before, and of what was kept; null: there are none. */
  readonly lossBefore: number | null;
  readonly loss: number | null;
  /** Manners of which what was nearer was not kept, as it sounded less like the person. */
  readonly unlike: readonly number[];
  /** Whether nothing was learnt for lack of memory. */
  readonly isStarved: boolean;
  /** Whether more steps would have been usual. */
  readonly isShort: boolean;
  /** That a step took by the clock; null: none was made. */
  readonly stepSeconds: number | null;
}

const secondsOfPieces = (pieces: readonly Piece[]): number =>
  pieces.reduce((sum, { parallel }) => sum + secondsOfPiece(parallel), 0);

/** How many steps for so much new speech. @param most whole laps of these at most, one at least */
export function stepsFor(speech: number, most = Infinity): number {
  const usual = Math.round(Math.min(stepRange.most, Math.max(stepRange.least, stepsPerSecond * speech)) / lap);
  return lap * Math.max(1, Math.min(usual, Math.floor(most / lap)));
}

/**
 * Learn from a stretch of recordings. Same voice and stretch: same voice, whether it was interrupted or not.
 * @returns the voice as it was, where nothing can be learnt, nothing came closer or the memory does not suffice
 * @throws `signal.reason` when aborted; what was learnt till then is found again
 */
export async function tune(voice: KokoroVoice, stretch: Stretch, options: TuneOptions): Promise<Tuned> {
  const { kokoro, cacheDir, signal } = options;
  const source = openKokoro(options, unlearnt(voice));
  const pieces = await readPieces(options, source, stretch.clips);
  const heldOut = await readPieces(options, source, stretch.heldOut);
  const nothing = {
    steps: 0,
    lossBefore: null,
    loss: null,
    unlike: [],
    isStarved: false,
    isShort: false,
    stepSeconds: null,
  };
  if (!kokoro || placeCount(pieces) === 0) return { voice, speech: 0, ...nothing };
  const speech = secondsOfPieces(pieces);
  const space = new VoiceSpace(await kokoro.timbres(usualTokens));
  const before = mannersOf(stretch.manners).map((manner) => inManner(voice, manner).timbre);
  const settings = {
    begin: before.map((own) => space.shift(voice.timbre, own)),
    peak: voice.learnt ? laterRate : firstRate,
    pull: Math.min(mostPull, pullOfSecond / speech),
  };
  const from = [...stretch.clips, ...stretch.heldOut].map(({ clip }) => clip);
  const file = new MomentFile(cacheDir, [asKept(voice), stretchKey(stretch), settings], from);
  const tested = evenPlaces(heldOut, mostTested);
  const usual = stepsFor(speech, stretch.most);
  const most = stretch.effort === 'long' && tested.length > 0 ? longer.most : usual;
  const isOver = (steps: number, best: Judged | null): boolean =>
    steps >= most || (best !== null && steps - best.steps >= longer.inVain);
  const kept = await file.read();
  const clock = { steps: 0, seconds: 0 };
  const learn = async (): Promise<Judged & Pick<Tuned, 'lossBefore'>> => {
    const decoder = readModel(await kokoro.decoder());
    const learner = await TimbreLearner.open({ ...settings, decoder, provider: options.provider });
    try {
      const measure = async (): Promise<number | null> => (tested.length === 0 ? null : learner.measure(tested));
      const random = kept ? Random.restored(kept.random) : Random.seeded(stretch.seed ^ 0x57e1);
      const lossBefore = kept ? kept.lossBefore : await measure();
      if (kept) learner.load(kept.tensors, kept.steps);
      /** What would be kept of what has been learnt so far. */
      const judged = async (): Promise<Judged> => {
        const learnt = learner.style();
        const timbres = [...before];
        for (const { manner } of pieces) timbres[manner] = space.shares(voice.timbre, learnt[manner]);
        const { steps } = learner;
        const state = learner.state();
        learner.begin(timbres.map((own) => space.shift(voice.timbre, own)));
        const loss = await measure();
        learner.load(state, steps);
        return { steps, loss, timbres };
      };
      let best = kept?.best ?? null;
      const isDone = (): boolean => isOver(learner.steps, best);
      const started = performance.now();
      const begun = learner.steps;
      let lastKept = started;
      while (!isDone()) {
        signal.throwIfAborted();
        const began = performance.now();
        await learner.learn(Array.from({ length: lap }, () => drawPlace(pieces, random)));
        clock.seconds += (performance.now() - began) / 1000;
        clock.steps += lap;
        const { steps } = learner;
        await options.emit({ type: 'learnt', steps: steps - begun, most: most - begun });
        if (steps >= usual && (steps - usual) % longer.between === 0) {
          const now = await judged();
          if (best === null || (now.loss ?? 0) < (best.loss ?? 0)) best = now;
        }
        if (performance.now() - lastKept >= options.checkpointSeconds * 1000 || isDone()) {
          await file.write({ steps, random: random.state(), tensors: learner.state(), lossBefore, best });
          lastKept = performance.now();
        }
      }
      return { ...(best ?? (await judged())), lossBefore };
    } finally {
      await learner.dispose();
    }
  };
  // What was over when it was interrupted needs no decoder.
  const over = kept?.best && isOver(kept.steps, kept.best) ? kept : null;
  const found = over?.best ? { ...over.best, lossBefore: over.lossBefore } : await unlessStarved(learn);
  if (found === null) return { voice, speech, ...nothing, isStarved: true };
  const { steps, loss, lossBefore, timbres } = found;
  const isNearer = loss === null || lossBefore === null || loss < lossBefore;
  const manners = [...new Set(pieces.map(({ manner }) => manner))];
  const unlike = isNearer ? await noMoreLike(voice, before, timbres, manners, stretch, options) : [];
  const isKept = isNearer && unlike.length < manners.length;
  const chosen = timbres.map((own, manner) => (unlike.includes(manner) ? before[manner] : own));
  // Where others have learnt, a manner that was tried in vain has its place, too: it is not tried again with every top-up.
  const others = voice.learnt && voice.learnt.timbres.length > 0 ? before : [];
  const untried = untriedManners(voice, stretch.manners).filter((manner) => !manners.includes(manner));
  const learnt = { timbres: without(untried, isKept ? chosen : others), seconds: stretch.seconds };
  return {
    voice: { ...voice, learnt: { ...learnt, ...(untried.length > 0 && { untried }) } },
    speech,
    steps: isKept ? steps : 0,
    lossBefore,
    loss,
    unlike,
    isStarved: false,
    isShort: stepsFor(speech, stretch.most) < stepsFor(speech),
    stepSeconds: clock.steps === 0 ? null : clock.seconds / clock.steps,
  };
}

/** Null where there is not enough memory for it: nobody can tell beforehand how much of it a graphics card has left. */
async function unlessStarved<T>(work: () => Promise<T>): Promise<T | null> {
  try {
    return await tellingOutOfMemory(work);
  } catch (error) {
    if (error instanceof OutOfMemory) return null;
    throw error;
  }
}

/** Timbres by manner, without those of manners that have never been tried: where one that was comes after it, it is spoken as the first that was. */
function without(untried: readonly number[], timbres: readonly Timbre[]): Timbre[] {
  const isTried = (_: Timbre, manner: number): boolean => !untried.includes(manner);
  const first = timbres.find(isTried);
  return timbres
    .slice(0, timbres.findLastIndex(isTried) + 1)
    .map((own, manner) => (first && untried.includes(manner) ? first : own));
}

/**
 * How much more what is learnt must be like the person, in cosine. Less than that the filter does as well by itself: where learning brought .003
 * to .016, the voice was in the end no more like the person, by one encoder or both; from .030 on it was.
 */
const leastGain = 0.02;

/**
 * Manners in which what was learnt does not sound clearly more like the person than what was there, by the speaker encoder: spectra do not
 * tell. The words of the test clips are said in either timbre, where a manner has none those of clips that it was learnt from.
 */
async function noMoreLike(
  voice: KokoroVoice,
  before: readonly Timbre[],
  learnt: readonly Timbre[],
  manners: readonly number[],
  { clips, heldOut, seconds }: Stretch,
  options: TuneOptions,
): Promise<number[]> {
  const found: number[] = [];
  for (const manner of manners) {
    const within = (all: readonly MannerClip[]): EngineClip[] =>
      all.flatMap(({ clip, manner: own }) => (own === manner ? [clip] : []));
    const tested = within(heldOut);
    const words = tested.length > 0 ? tested : firstOf(within(clips), saidSeconds);
    const person = await meanEmbedding(options, [...within(clips), ...tested]);
    if (person === null) continue;
    const likeness = (timbre: Timbre): Promise<number | null> =>
      likenessOfSaid(options, openKokoro(options, { ...voice, learnt: { timbres: [timbre], seconds } }), words, person);
    const [was, is] = [await likeness(before[manner]), await likeness(learnt[manner])];
    if (was !== null && is !== null && is - was < leastGain) found.push(manner);
  }
  return found;
}

const stretchKey = ({ clips, heldOut, ...settings }: Stretch) => [
  ...[clips, heldOut].map((own) => own.map(({ clip: { sha256, transcript }, manner }) => [sha256, transcript, manner])),
  settings,
];

async function readPieces(tools: Tools, source: KokoroSource, clips: readonly MannerClip[]): Promise<Piece[]> {
  const pieces: Piece[] = [];
  for (const { clip, manner } of clips) {
    tools.signal.throwIfAborted();
    const parallel = await readParallel(tools, source, clip);
    if (parallel === null) continue;
    const prepared = [];
    for (const sentence of source.sentences(clip.transcript ?? '')) prepared.push(...(await source.prepare(sentence)));
    for (const [i, piece] of prepared.entries()) {
      const excitation = await source.excite(piece, parallel[i]);
      pieces.push({ parallel: parallel[i], excitation, mix: piece.style.timbre, manner });
    }
  }
  return pieces;
}
