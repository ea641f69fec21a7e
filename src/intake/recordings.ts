// What becomes of one recording: cut into clips, compared with what the voice has, and kept. Whoever has a recording on
// disk uses this: an upload that was downloaded, or an operator's import.
import PQueue from 'p-queue';
import type { HeldBackReason } from '../audio/clip.ts';
import { type ComparedClip, findCopy, judgeConsistency } from '../audio/consistency.ts';
import type { Ffmpeg } from '../audio/ffmpeg.ts';
import { doubtOf } from '../ears/comparison.ts';
import type { Ears } from '../ears/ears.ts';
import { type Hearing, isSure, tells } from '../ears/hearing.ts';
import { spreadTranscript } from '../ears/spread.ts';
import { type RecordingOptions, type RecordingReport, processRecording } from '../audio/intake.ts';
import { UserError } from '../errors.ts';
import { type Note, noteOf } from '../i18n/notes.ts';
import type { NewWords, RecordingOutcome } from '../storage/records.ts';
import type { Limits } from '../limits.ts';
import { embedSamples } from '../speakers/describe.ts';
import type { Speakers } from '../speakers/speakers.ts';
import type { NewSample, Sample, Storage, Voice } from '../storage/storage.ts';
import { plain } from '../words.ts';
import { isOfSomebodyElse } from '../speakers/agreeing.ts';
import { createHearing } from './hearing.ts';
import { type CutRecording, cutByPeople, isUsable } from './people.ts';

export interface Recording {
  readonly path: string;
  /** Of the file as it came. */
  readonly sha256: string;
  /** As the person named it; never used as a path. */
  readonly fileName: string;
  /** What is said in all of it; null: not known. */
  readonly transcript: string | null;
  /** What is said in the others that came with it: a list may have slipped. */
  readonly otherTranscripts?: readonly string[];
}

export interface Recordings {
  /**
   * Add what can be used of a recording to a voice.
   * @param options.folder for the clips on their way; the caller removes it
   * @param options.onDecoded as of processRecording
   * @param options.turn runs what takes a core, when it is its turn; not while it is listened to, which is in turns of its own
   * @param options.addedBefore clips of this very recording that an interrupted attempt added, and that nobody was told of
   * @returns what became of it; `rejected` where the recording is at fault
   * @throws `signal.reason` when aborted; what is a bug or an outage
   */
  add(
    voiceId: string,
    recording: Recording,
    options: {
      readonly folder: string;
      readonly signal?: AbortSignal;
      readonly onDecoded?: (seconds: number) => void;
      readonly turn?: <T>(work: () => Promise<T>) => Promise<T>;
      readonly addedBefore?: () => Promise<Sample[]>;
    },
  ): Promise<RecordingOutcome>;
}

/** Whether a sample has what it takes to compare others with it. */
const isCompared = (sample: Sample): sample is Sample & ComparedClip => sample.descriptor !== null;

/** What is known of what is said in a clip. */
interface Words extends Pick<NewSample, 'transcript' | 'heard'> {
  /** What its owner says is said in it; null: nothing. */
  readonly given: string | null;
  /** Why its transcript waits for its owner's word; null: it does not. */
  readonly doubt: HeldBackReason | null;
}

const nothing: Words = { given: null, transcript: null, heard: null, doubt: null };

/** @param given what its owner says; null: nothing. @param others what they say of other recordings */
function wordsOf(given: string | null, hearing: Hearing | null, language: string, others: readonly string[]): Words {
  if (hearing === null || hearing.text === '') return { ...nothing, given, transcript: given };
  const sure = isSure(hearing);
  const heard = { text: hearing.text, isSure: sure, owner: given === null ? null : ('given' as const) };
  if (given === null) return { ...nothing, transcript: sure ? hearing.text : null, heard };
  const doubt = tells(hearing) ? doubtOf(given, hearing.text, language, others) : null;
  return { given, transcript: given, heard, doubt: doubt && `doubt-${doubt}` };
}

/** What becomes of a recording that its owner can do something about. */
export const rejected = ({ message, hint, texts }: UserError): RecordingOutcome => ({
  kind: 'rejected',
  sampleIds: [],
  message: `${message} ${hint}`,
  ...(texts && { texts }),
  remarks: [],
});

/**
 * @param parts `ears` null: nobody listens to what no transcript tells; `speakers` null: who speaks is told by the spectrum and
 *   the pitch alone; no `checkMore`: a person may have any number of clips
 */
export function createRecordings({
  storage,
  ffmpeg,
  ears,
  checkMore,
  speakers,
}: {
  readonly storage: Storage;
  readonly ffmpeg: Ffmpeg;
  readonly ears: Ears | null;
  readonly checkMore?: Limits['checkMore'];
  readonly speakers: Speakers | null;
}): Recordings {
  /** What a clip is compared with must not change until it is added: one recording at a time is compared and kept. */
  const keeping = new PQueue({ concurrency: 1 });

  const hear = createHearing(storage, ears);

  /**
   * What is said in each clip that can be used, by its index: what its owner says, compared with what is heard; else what is
   * heard, where that is sure. The words of a long recording are spread over its clips by what is heard.
   */
  const wordsOfClips = async (
    voice: Pick<Voice, 'id' | 'language'>,
    { transcript, otherTranscripts = [] }: Recording,
    { clips }: RecordingReport,
    signal: AbortSignal | undefined,
  ): Promise<ReadonlyMap<number, Words>> => {
    const usable = clips.filter(isUsable);
    const hearings: (Hearing | null)[] = [];
    for (const clip of usable) hearings.push(await hear(clip, voice, signal));
    const heard = hearings.map((hearing) => hearing?.text ?? '');
    const given =
      transcript === null || clips.length === 1
        ? usable.map(() => transcript)
        : spreadTranscript(transcript, heard)?.map((words) => words || null);
    // The words of a long recording were spread by what is heard: they are of no other one.
    const others = clips.length === 1 ? otherTranscripts : [];
    return new Map(
      usable.map(({ index }, at) => [index, wordsOf(given?.[at] ?? null, hearings[at], voice.language, others)]),
    );
  };

  /** That a recording without a transcript is in a language that nobody here understands. */
  const unheard = (language: string, { transcript }: Recording): Note[] =>
    transcript !== null || ears === null || ears.modelFor(language) !== null ? [] : [noteOf('unheard', { language })];

  /** The clips of a recording; who speaks in them is told where there is an encoder, also in what the voice has. */
  const cut = async (voiceId: string, recording: Recording, options: RecordingOptions): Promise<CutRecording> => {
    if (speakers === null) {
      return { ...(await processRecording(ffmpeg, recording, options)), strangers: new Set() };
    }
    const samples = await embedSamples(storage, speakers, await storage.samples.list(voiceId), options);
    const used = samples.filter(({ heldBack, sourceSha256 }) => heldBack === null && sourceSha256 !== recording.sha256);
    const voice = used.flatMap(({ descriptor }) => descriptor?.embedding ?? []);
    return await cutByPeople({ ffmpeg, speakers }, recording, voice, options);
  };

  /** Blobs first, rows second. */
  const keep = async (
    voiceId: string,
    recording: Recording,
    report: CutRecording,
    words: ReadonlyMap<number, Words>,
    addedBefore: () => Promise<Sample[]>,
  ): Promise<RecordingOutcome> => {
    const usable = report.clips.filter(isUsable);
    if (usable.length === 0) {
      const [remark = noteOf('no-usable-speech')] = report.clips.flatMap((clip) => clip.verdict.remarks);
      return { kind: 'rejected', sampleIds: [], message: remark, remarks: [...report.remarks] };
    }
    const known = (await storage.samples.list(voiceId)).filter(isCompared);
    const others = known.filter((sample) => sample.sourceSha256 !== recording.sha256);
    const used = others.filter((sample) => sample.heldBack === null);
    const voice = await storage.voices.get(voiceId);
    const consent = voice === null ? null : await storage.consents.latest(voice.ownerId);
    const samples: NewSample[] = [];
    const copies: Sample[] = [];
    /** What its owner says of a clip that the voice may have already: only their word takes the place of its words. */
    const said: { readonly clip: Pick<NewSample, 'sha256' | 'sourceSha256' | 'clipIndex'>; readonly given: string }[] =
      [];
    for (const { path: file, index, measures, descriptor, verdict } of usable) {
      const { given, transcript, heard, doubt } = words.get(index) ?? nothing;
      const compared = { measures, descriptor, transcript };
      const copy = findCopy(compared, others);
      if (copy !== null) {
        copies.push(others[copy]);
        if (given !== null) said.push({ clip: others[copy], given });
        continue;
      }
      const { heldBack, remarks } = judgeConsistency(compared, used);
      const blob = await storage.blobs.put(file);
      const clip = { sha256: blob.sha256, sourceSha256: recording.sha256, clipIndex: index };
      if (given !== null) said.push({ clip, given });
      samples.push({
        ...clip,
        originalName: plain(recording.fileName, 100),
        transcript,
        heard,
        measures,
        verdict: { ...verdict, remarks: [...verdict.remarks, ...remarks] },
        descriptor,
        heldBack: report.strangers.has(index)
          ? 'stranger'
          : // The rest of what was said would be learnt as if it were in there.
            (heldBack ??
            (consent !== null && isOfSomebodyElse(compared, consent.clip) ? 'other-speaker' : null) ??
            (transcript !== null && report.isCutOff ? 'cut-off' : doubt)),
        durationSeconds: measures.durationSeconds,
      });
    }
    const { added } = await storage.samples.add(voiceId, samples, checkMore);
    const mine = added.length > 0 ? added : await addedBefore();
    const taken: NewWords[] = [];
    for (const { clip, given } of said) {
      const was = await storage.samples.transcribe(voiceId, clip, given);
      if (was !== null) taken.push({ ...was, now: given });
    }
    const isUnused = recording.transcript !== null && said.length === 0;
    if (mine.length === 0) {
      const [copy] = copies;
      const copyOf = copy?.originalName ?? null;
      return { kind: 'duplicate', sampleIds: [], copyOf, words: taken, transcriptUnused: isUnused };
    }
    return {
      kind: 'added',
      sampleIds: mine.map((sample) => sample.id),
      unusable: report.clips.length - usable.length,
      copies: copies.length,
      words: taken,
      transcriptUnused: isUnused,
      remarks: [...report.remarks],
    };
  };

  return {
    async add(
      voiceId,
      recording,
      { folder, signal, onDecoded, turn = (work) => work(), addedBefore = async () => [] },
    ) {
      try {
        const { language } = (await storage.voices.get(voiceId)) ?? { language: 'en' };
        const options = { folder, ...(signal && { signal }), ...(onDecoded && { onDecoded }) };
        const report = await turn(() => cut(voiceId, recording, options));
        const words = await wordsOfClips({ id: voiceId, language }, recording, report, signal);
        const remarks = [...report.remarks, ...unheard(language, recording)];
        return await keeping.add(() => keep(voiceId, recording, { ...report, remarks }, words, addedBefore));
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        return rejected(error);
      }
    },
  };
}
