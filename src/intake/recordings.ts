// What becomes of one recording: cut into clips, compared with what the voice has, and kept. Whoever has a recording on
// disk uses this: an upload that was downloaded, or an operator's import.
import PQueue from 'p-queue';
import { type ComparedClip, findCopy, judgeConsistency } from '../audio/consistency.ts';
import type { Ffmpeg } from '../audio/ffmpeg.ts';
import { type RecordingReport, processRecording } from '../audio/intake.ts';
import { UserError } from '../errors.ts';
import type { IntakeOutcome } from '../storage/records.ts';
import type { NewSample, Sample, Storage } from '../storage/storage.ts';
import { plain } from '../words.ts';

export interface Recording {
  readonly path: string;
  /** Of the file as it came. */
  readonly sha256: string;
  /** As the person named it; never used as a path. */
  readonly fileName: string;
  /** What is said in all of it; null: not known. */
  readonly transcript: string | null;
}

export interface Recordings {
  /**
   * Add what can be used of a recording to a voice.
   * @param options.folder for the clips on their way; the caller removes it
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
      readonly addedBefore?: () => Promise<Sample[]>;
    },
  ): Promise<IntakeOutcome>;
}

/** Whether a sample has what it takes to compare others with it. */
const isCompared = (sample: Sample): sample is Sample & ComparedClip => sample.print !== null;

/** Why a clip waits for its owner's word: the rest of what was said would be learnt as if it were in there. */
const cutOffReason = 'it seems to be cut off, so its transcript may say more than can be heard';

export function createRecordings({
  storage,
  ffmpeg,
}: {
  readonly storage: Storage;
  readonly ffmpeg: Ffmpeg;
}): Recordings {
  /** What a clip is compared with must not change until it is added: one recording at a time is compared and kept. */
  const keeping = new PQueue({ concurrency: 1 });

  /** Blobs first, rows second. */
  const keep = async (
    voiceId: string,
    recording: Recording,
    report: RecordingReport,
    addedBefore: () => Promise<Sample[]>,
  ): Promise<IntakeOutcome> => {
    const usable = report.clips.filter((clip) => clip.verdict.grade !== 'rejected');
    if (usable.length === 0) {
      const [remark = 'no usable speech in it'] = report.clips.flatMap((clip) => clip.verdict.remarks);
      return { kind: 'rejected', sampleIds: [], message: remark, remarks: [...report.remarks] };
    }
    // A transcript is of the whole recording: cut into clips, nobody knows which words are in which.
    const whole = report.clips.length === 1;
    const transcript = whole ? recording.transcript : null;
    const known = (await storage.samples.list(voiceId)).filter(isCompared);
    const others = known.filter((sample) => sample.sourceSha256 !== recording.sha256);
    const used = others.filter((sample) => sample.heldBack === null);
    const samples: NewSample[] = [];
    const copies: Sample[] = [];
    for (const { path: file, index, measures, print, verdict } of usable) {
      const compared = { measures, print, transcript };
      const copy = findCopy(compared, others);
      if (copy !== null) {
        copies.push(others[copy]);
        continue;
      }
      const { heldBack, remarks } = judgeConsistency(compared, used);
      const blob = await storage.blobs.put(file);
      samples.push({
        sha256: blob.sha256,
        sourceSha256: recording.sha256,
        originalName: plain(recording.fileName, 100),
        clipIndex: index,
        transcript,
        measures,
        verdict: { ...verdict, remarks: [...verdict.remarks, ...remarks] },
        print,
        heldBack: heldBack ?? (transcript !== null && report.isCutOff ? cutOffReason : null),
        durationSeconds: measures.durationSeconds,
      });
    }
    const { added } = await storage.samples.add(voiceId, samples);
    const mine = added.length > 0 ? added : await addedBefore();
    if (mine.length === 0) {
      const [copy] = copies;
      const clip = copy ?? samples[0];
      const words = transcript === null ? null : await storage.samples.transcribe(voiceId, clip, transcript);
      return { kind: 'duplicate', sampleIds: [], copyOf: copy?.originalName ?? null, words };
    }
    return {
      kind: 'added',
      sampleIds: mine.map((sample) => sample.id),
      unusable: report.clips.length - usable.length,
      copies: copies.length,
      transcriptUnused: recording.transcript !== null && !whole,
      remarks: [...report.remarks],
    };
  };

  return {
    async add(voiceId, recording, { folder, signal, addedBefore = async () => [] }) {
      try {
        const report = await processRecording(ffmpeg, recording, { folder, ...(signal && { signal }) });
        return await keeping.add(() => keep(voiceId, recording, report, addedBefore));
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        return { kind: 'rejected', sampleIds: [], message: `${error.message} ${error.hint}`, remarks: [] };
      }
    },
  };
}
