// Whether what is said in the recordings is what their transcripts say: where most of what is new does not fit, the person
// is asked before a training costs anything; a few clips that can't be used are left out of it.
import { UserError } from '../../errors.ts';
import type { Sample } from '../../storage/storage.ts';
import { type Shift, shiftedWords, transcriptsDigest } from '../../transcript-shift.ts';
import type { EngineClip, EngineContext, PrepareReport, TrainRequest, VoiceEngine } from '../engines/engine.ts';

/** Fewer misfits than these are left out without asking. */
const leastToAsk = 3;
/** With so many misfits, and this share of what is new, it is tried whether the words are the neighbours'. */
const leastToTry = 2;
const shareToTry = 0.25;
/** Fewer clips are no list that could be shifted. */
const leastInList = 4;
/**
 * A clip whose neighbour's words fit better by this much is closer to them. Neighbours that say nearly the same fit each
 * other's words, so this tells more than how many are misfits: of draws of 8 clips it finds a shift in 61 of 66 where
 * neighbours are much alike and in all of 48 where not, in none of 57 right ones and of 57 with half of the words exchanged.
 */
const closer = 0.05;
/** Clips that are named. */
const mostNamed = 5;

/** That the words of clips were given to their neighbours. */
export class TranscriptsShifted extends UserError {
  /** `words`: digest of those that were looked at. */
  readonly shift: { readonly by: Shift; readonly sampleIds: string[]; readonly words: string };

  constructor(by: Shift, clips: readonly Pick<Sample, 'id' | 'transcript'>[], misfits: number) {
    super(`transcripts-shifted/${by}`, { misfits, clips: clips.length });
    this.shift = { by, sampleIds: clips.map(({ id }) => id), words: transcriptsDigest(clips) };
  }
}

/**
 * Prepare the clips of a run.
 * @param leftOutBefore ids of clips that the parent could not use: one that fits now, beside others, is new
 * @param found with the samples that the clips were made of
 * @returns what came of it, and the request without the clips that can't be used
 * @throws UserError `transcripts-shifted` or `transcripts-misfit` when the words of most new clips are of other recordings
 */
export async function prepareFitting(
  engine: VoiceEngine,
  request: TrainRequest,
  leftOutBefore: ReadonlySet<string>,
  { samples }: { readonly samples: readonly Sample[] },
  context: EngineContext,
): Promise<{ readonly prepared: PrepareReport; readonly fitting: TrainRequest }> {
  const { trainClips, heldOutClips, newClipIds } = request;
  const clips = [...trainClips, ...heldOutClips];
  const prepared = await engine.prepare(clips, context);
  const failed = new Set(prepared.failed.map(({ clipId }) => clipId));
  const worded = clips.filter(({ id, transcript }) => newClipIds.has(id) && transcript !== null);
  const isNew = new Set(worded.map(({ id }) => id));
  const misfits = misfitsOf(prepared).filter((id) => isNew.has(id));
  const named = samples.filter(({ id }) => isNew.has(id));
  if (misfits.length >= leastToTry && misfits.length >= shareToTry * worded.length) {
    const by = await shiftOf(engine, prepared.fits, clips, named, context);
    if (by !== null) throw new TranscriptsShifted(by, named, misfits.length);
  }
  if (misfits.length >= leastToAsk && 2 * misfits.length > worded.length) {
    throw misfit(
      named.filter(({ id }) => misfits.includes(id)),
      worded.length,
    );
  }
  const isUsed = ({ id }: EngineClip): boolean => !failed.has(id);
  return {
    prepared,
    fitting: {
      ...request,
      trainClips: trainClips.filter(isUsed),
      heldOutClips: heldOutClips.filter(isUsed),
      newClipIds: new Set([...newClipIds, ...leftOutBefore].filter((id) => !failed.has(id))),
    },
  };
}

/**
 * Where the words of most samples stand, if not with their own; null: with their own, in no order, or it can't be told.
 * @param given how far all clips are from their transcripts
 */
async function shiftOf(
  engine: VoiceEngine,
  given: PrepareReport['fits'],
  clips: readonly EngineClip[],
  samples: readonly Sample[],
  context: EngineContext,
): Promise<Shift | null> {
  if (engine.fits === undefined || given === undefined || samples.length < leastInList) return null;
  for (const by of ['before', 'after'] as const) {
    const words = shiftedWords(samples, by);
    // All clips, as in `given`: the engine holds them against the source voice that is like them.
    const shifted = await engine.fits(
      clips.map((clip) => ({ ...clip, transcript: words.get(clip.id) ?? null })),
      context,
    );
    const better = samples.filter(({ id }) => (shifted.get(id) ?? Infinity) < (given.get(id) ?? -Infinity) - closer);
    if (2 * better.length > samples.length) return by;
  }
  return null;
}

const misfitsOf = ({ failed }: PrepareReport): string[] =>
  failed.flatMap(({ clipId, misfit: isMisfit }) => (isMisfit === true ? [clipId] : []));

function misfit(samples: readonly Sample[], total: number): UserError {
  const names = samples.slice(0, mostNamed).map(({ originalName }) => originalName);
  const some = { number: samples.length, total, names: names.join(', ') };
  return samples.length > mostNamed
    ? new UserError('transcripts-misfit/more', { ...some, more: samples.length - mostNamed })
    : new UserError('transcripts-misfit', some);
}
