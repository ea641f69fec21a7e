// The recording of somebody who says that they agree: whether it is the sentence that they were asked for, and whether it is the
// person of their other recordings. What is right is kept as proof; nothing is learnt from it.
import { type ComparedClip, enoughClips, judgeConsistency } from '../audio/consistency.ts';
import type { Ffmpeg } from '../audio/ffmpeg.ts';
import { type RecordingReport, type UploadedFile, processRecording } from '../audio/intake.ts';
import { isSaid } from '../ears/comparison.ts';
import type { Ears } from '../ears/ears.ts';
import { UserError } from '../errors.ts';
import { noteOf } from '../i18n/notes.ts';
import { secondsToSpeak } from '../reading/speakable.ts';
import { isOfSomebodyElse } from '../speakers/agreeing.ts';
import type { Speakers } from '../speakers/speakers.ts';
import type { SpokenConsent } from '../storage/consents.ts';
import type { ConsentCheck, IntakeOutcome } from '../storage/records.ts';
import type { Storage } from '../storage/storage.ts';
import { unlessAborted } from '../unless-aborted.ts';
import { shorten } from '../words.ts';
import { readSamples } from '../audio/decode.ts';
import { type CutRecording, cutByPeople, isUsable } from './people.ts';

/** Seconds of speech, as a share of what the sentence takes, between which somebody may have said it. */
const leastShare = 0.4;
const mostShare = 3;

/** @throws UserError `consent-other-length` */
function checkLength({ sentence }: SpokenConsent, { clips }: RecordingReport): void {
  const spoken = clips
    .filter(isUsable)
    .reduce((sum, { measures }) => sum + measures.speechShare * measures.durationSeconds, 0);
  const share = spoken / secondsToSpeak([sentence]);
  if (share < leastShare || share > mostShare) throw new UserError('consent-other-length');
}

/**
 * What becomes of the recording of a consent.
 * @returns null when everything of the person was deleted meanwhile
 * @throws UserError what is wrong with it, so that they say it again
 */
export type TakeConsent = (
  userId: string,
  recording: UploadedFile,
  options: {
    readonly folder: string;
    readonly signal: AbortSignal;
    readonly turn: <T>(work: () => Promise<T>) => Promise<T>;
  },
) => Promise<IntakeOutcome | null>;

export function createConsentTaking({
  storage,
  ffmpeg,
  ears,
  speakers,
}: {
  readonly storage: Storage;
  readonly ffmpeg: Ffmpeg;
  readonly ears: Ears | null;
  readonly speakers: Speakers | null;
}): TakeConsent {
  /** @throws UserError `consent-other-length`, `consent-other-words` */
  const checkWords = async (
    asked: SpokenConsent,
    report: RecordingReport,
    signal: AbortSignal,
  ): Promise<ConsentCheck> => {
    checkLength(asked, report);
    const heard: string[] = [];
    for (const { listenedPath } of report.clips.filter(isUsable)) {
      if (ears === null || ears.modelFor(asked.language) === null) return 'length';
      // What is heard here is kept nowhere.
      const hearing = await unlessAborted(signal, ears.hear(await readSamples(listenedPath), asked.language));
      if (hearing === null) return 'length';
      heard.push(hearing.text);
    }
    const text = heard.join(' ');
    if (!isSaid(asked.sentence, asked.words, text, asked.language)) {
      throw new UserError('consent-other-words', { heard: shorten(text, 300) });
    }
    return 'heard';
  };

  /** Whether it is somebody else than in the recordings that their voices learn from. */
  const isStranger = async (userId: string, clip: ComparedClip): Promise<boolean> => {
    for (const { id } of await storage.voices.list(userId)) {
      const samples = await storage.samples.list(id);
      const used = samples.flatMap(({ heldBack, descriptor, ...sample }) =>
        heldBack === null && descriptor !== null ? [{ ...sample, descriptor }] : [],
      );
      if (judgeConsistency(clip, used).heldBack !== null) return true;
      if (used.length < enoughClips && used.some((sample) => isOfSomebodyElse(sample, clip))) return true;
    }
    return false;
  };

  return async (userId, recording, { folder, signal, turn }) => {
    const asked = await storage.consents.awaited(userId);
    if (asked === null) {
      // A worker that was interrupted has taken it already.
      const before = await storage.consents.latest(userId);
      if (before?.recording === recording.sha256) return { kind: 'consent', sampleIds: [], check: before.check };
      throw new UserError('consent-not-awaited');
    }
    const report: CutRecording = await turn(async () =>
      speakers === null
        ? { ...(await processRecording(ffmpeg, recording, { folder, signal })), strangers: new Set() }
        : await cutByPeople({ ffmpeg, speakers }, recording, [], { folder, signal }),
    );
    const usable = report.clips.filter(isUsable);
    const longest = usable.toSorted((a, b) => b.measures.durationSeconds - a.measures.durationSeconds)[0];
    if (longest === undefined) {
      const [message = noteOf('no-usable-speech')] = report.clips.flatMap(({ verdict }) => verdict.remarks);
      return { kind: 'rejected', sampleIds: [], message, remarks: [...report.remarks] };
    }
    if (report.strangers.size > 0) throw new UserError('consent-somebody-else/several');
    const check = await checkWords(asked, report, signal);
    const clip = { measures: longest.measures, descriptor: longest.descriptor };
    if (await isStranger(userId, { ...clip, transcript: asked.sentence })) throw new UserError('consent-somebody-else');
    const { sha256 } = await storage.blobs.put(recording.path);
    const isKept = await storage.consents.speak(asked, {
      recording: sha256,
      fileName: recording.fileName,
      check,
      clip,
    });
    return isKept ? { kind: 'consent', sampleIds: [], check } : null;
  };
}
