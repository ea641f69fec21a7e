// Cuts a recording into clips of one person each, and tells which of them the owner of the voice does not speak.
import { readSamples } from '../audio/decode.ts';
import type { Ffmpeg } from '../audio/ffmpeg.ts';
import {
  type RecordingClip,
  type RecordingOptions,
  type RecordingReport,
  type UploadedFile,
  processRecording,
} from '../audio/intake.ts';
import {
  type EmbeddedWindow,
  type Stretch,
  changesOf,
  peopleIn,
  speakerOf,
  strangersAmong,
} from '../speakers/diarization.ts';
import { type KeptEmbedding, vectorOf } from '../speakers/embedding.ts';
import type { Speakers } from '../speakers/speakers.ts';
import { type Note, noteOf } from '../i18n/notes.ts';
import { clock } from '../words.ts';

export interface CutRecording extends RecordingReport {
  /** Indexes of the clips that somebody else speaks, where several people do. */
  readonly strangers: ReadonlySet<number>;
}

export const isUsable = ({ verdict }: RecordingClip): boolean => verdict.grade !== 'rejected';

/** Where a clip was in its recording. */
export const stretchOf = ({ startSeconds, measures }: RecordingClip): Stretch => ({
  start: startSeconds,
  end: startSeconds + measures.durationSeconds,
});

/** The report with who speaks in each clip that can be used, and in its parts. */
async function encodeClips(
  speakers: Speakers,
  report: RecordingReport,
  signal: AbortSignal | undefined,
): Promise<{ report: RecordingReport; windows: EmbeddedWindow[] }> {
  const windows: EmbeddedWindow[] = [];
  const clips: RecordingClip[] = [];
  for (const clip of report.clips) {
    const encoded = isUsable(clip) ? await speakers.encode(await readSamples(clip.listenedPath), signal) : null;
    clips.push({ ...clip, descriptor: { ...clip.descriptor, embedding: encoded?.embedding ?? null } });
    for (const { start, end, embedding } of encoded?.windows ?? []) {
      windows.push({ start: start + clip.startSeconds, end: end + clip.startSeconds, embedding });
    }
  }
  return { report: { ...report, clips }, windows };
}

/**
 * Cut a recording, and embed the clips of it that can be used. One of several people is cut a second time, where they take turns.
 * @param voice embeddings of the clips that the voice is trained on
 * @param options as of processRecording
 * @throws what processRecording throws
 */
export async function cutByPeople(
  { ffmpeg, speakers }: { readonly ffmpeg: Ffmpeg; readonly speakers: Speakers },
  file: UploadedFile,
  voice: readonly KeptEmbedding[],
  options: RecordingOptions,
): Promise<CutRecording> {
  const whole = await encodeClips(speakers, await processRecording(ffmpeg, file, options), options.signal);
  const people = peopleIn(whole.windows);
  if (people.length < 2) return { ...whole.report, strangers: new Set() };
  const apart = await processRecording(ffmpeg, file, { ...options, changes: changesOf(people) });
  const { report } = await encodeClips(speakers, apart, options.signal);
  const model = report.clips.flatMap(({ descriptor: { embedding } }) => embedding?.model ?? [])[0] ?? '';
  const known = voice.flatMap((kept) => vectorOf(kept, model) ?? []);
  const strangers = strangersAmong(people, known);
  const theirs = report.clips.filter((clip) => {
    const speaker = speakerOf(people, stretchOf(clip));
    return isUsable(clip) && speaker !== undefined && strangers.includes(speaker);
  });
  const remarks = theirs.length === 0 ? [] : [remark(people.length, theirs.map(stretchOf), known.length > 0)];
  return {
    ...report,
    remarks: [...report.remarks, ...remarks],
    strangers: new Set(theirs.map(({ index }) => index)),
  };
}

/** Stretches that are told one by one. */
const mostStretches = 5;
/** Clips this close to each other are one turn, seconds: pauses between them are left out. */
const pauseWithin = 1.5;

/** @param isKnown whether anything is known of the voice's owner */
function remark(people: number, theirs: readonly Stretch[], isKnown: boolean): Note {
  const joined: Stretch[] = [];
  for (const { start, end } of theirs) {
    const last = joined.at(-1);
    if (last !== undefined && start - last.end < pauseWithin) joined.splice(-1, 1, { start: last.start, end });
    else joined.push({ start, end });
  }
  const told = joined
    .slice(0, mostStretches)
    .map(({ start, end }) => noteOf('stretch', { from: clock(start), to: clock(end) }));
  const more = joined.length - told.length;
  const stretches = more > 0 ? [...told, noteOf('more-stretches', { number: more })] : told;
  return isKnown
    ? noteOf('several-people', { people, stretches })
    : noteOf('several-people-unknown', { people, stretches });
}
