// What becomes of one file of an upload: from its link to clips in the voice, or why there are none. Files are known by their
// hashes, so that one that was interrupted is taken in again and nothing is added twice.
import { randomBytes } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { download } from '../audio/download.ts';
import type { Ffmpeg } from '../audio/ffmpeg.ts';
import type { Config } from '../config.ts';
import type { Ears } from '../ears/ears.ts';
import { UserError } from '../errors.ts';
import type { ErrorTexts } from '../i18n/errors.ts';
import type { Limits } from '../limits.ts';
import type { Log } from '../log.ts';
import { failures } from '../metrics/figures.ts';
import { outage } from '../outage.ts';
import { type IntakeOutcome, type RecordingOutcome, blobOf } from '../storage/records.ts';
import type { Intake, Sample, Storage } from '../storage/storage.ts';
import type { Speakers } from '../speakers/speakers.ts';
import { createConsentTaking } from './consent.ts';
import { type Recording, createRecordings, rejected } from './recordings.ts';
import { createTurns } from '../turns.ts';
import { isZip } from '../zip.ts';
import { openZip } from './zip.ts';

/** Larger uploads are refused; minutes of uncompressed studio audio still fit. */
const maxBytes = 100 * 1024 * 1024;
const downloadTimeoutMs = 120_000;

/**
 * Take in a file of an upload.
 * @param item its index in the upload
 * @returns what became of it; nobody was told and nothing is written down yet
 * @throws `signal.reason` when aborted
 */
export type TakeFile = (intake: Intake, item: number, signal: AbortSignal) => Promise<IntakeOutcome>;

const goneMeanwhile: IntakeOutcome = {
  kind: 'failed',
  sampleIds: [],
  message: 'everything of its owner was deleted in the meantime',
};

/** The transcripts that there are, but for one. */
const othersThan = (index: number, transcripts: readonly (string | null)[]): string[] =>
  transcripts.flatMap((transcript, at) => (at === index || transcript === null ? [] : [transcript]));

/** @param parts.scratch folder for files on their way, of this process alone */
export function createFiles({
  config,
  storage,
  ffmpeg,
  log,
  scratch,
  limits,
  ears,
  speakers,
  tell,
}: {
  readonly config: Pick<Config, 'attachmentHosts' | 'limits'>;
  readonly storage: Storage;
  readonly ffmpeg: Ffmpeg;
  readonly log: Log;
  readonly scratch: string;
  readonly limits: Pick<Limits, 'checkDisk' | 'checkKept' | 'checkMore' | 'bytesLeft'>;
  readonly ears: Ears | null;
  readonly speakers: Speakers | null;
  /** Hears of each recording of an archive that was dealt with. */
  readonly tell: (intakeId: string) => void;
}): TakeFile {
  const recordings = createRecordings({ storage, ffmpeg, ears, speakers, checkMore: limits.checkMore });
  const takeConsent = createConsentTaking({ storage, ffmpeg, ears, speakers });
  const cores = availableParallelism();
  // One core is left to others, however much one person sends.
  const turnToWork = createTurns({ places: Math.max(2, cores), each: Math.max(1, cores - 1) });

  /** Samples that this very intake added before it was interrupted, and that none of its outcomes tells of. */
  const addedBefore = async (intake: Intake, sourceSha256: string): Promise<Sample[]> => {
    const now = await storage.intakes.get(intake.id);
    const told = new Set(now?.items.flatMap((item) => item.outcome?.sampleIds ?? []));
    const samples = await storage.samples.list(intake.voiceId);
    return samples.filter(
      (sample) => sample.sourceSha256 === sourceSha256 && sample.createdAt >= intake.createdAt && !told.has(sample.id),
    );
  };

  /** The file on this disk: a take that was spoken is in a blob, anything else is downloaded. */
  const fetchFile = async (
    url: string,
    folder: string,
    signal: AbortSignal,
  ): Promise<{ readonly path: string; readonly sha256: string }> => {
    const sha256 = blobOf(url);
    if (sha256 === null) {
      const bounds = { allowedHosts: config.attachmentHosts, maxBytes, timeoutMs: downloadTimeoutMs };
      return await download(url, { ...bounds, signal, folder });
    }
    const target = path.join(folder, 'take');
    await storage.blobs.copyTo(sha256, target);
    return { path: target, sha256 };
  };

  const takeRecording = async (
    intake: Intake,
    recording: Recording,
    folder: string,
    signal: AbortSignal,
    onDecoded: (seconds: number) => void = () => {},
  ): Promise<RecordingOutcome> => {
    return await recordings.add(intake.voiceId, recording, {
      folder,
      signal,
      onDecoded,
      turn: (work) => turnToWork(intake.userId, work, signal),
      addedBefore: () => addedBefore(intake, recording.sha256),
    });
  };

  /**
   * Why no further recording of an archive is taken; null: it is.
   * @param left what of one may be listened to, seconds, and unpacked
   * @param bytes of the recording, unpacked
   */
  const whyNoMore = async (
    userId: string,
    left: { readonly seconds: number; readonly bytes: number },
    bytes: number,
  ): Promise<ErrorTexts | null> => {
    const { uploadBytesADay, minutes } = config.limits;
    try {
      await limits.checkDisk();
      await limits.checkKept(userId);
      if (bytes > left.bytes) {
        throw new UserError('too-many-bytes/never', { megabytes: Math.round(uploadBytesADay / 1e6) });
      }
      if (left.seconds <= 0) throw new UserError('too-many-minutes/archive', { most: minutes });
      return null;
    } catch (error) {
      if (!(error instanceof UserError) || error.texts === undefined) throw error;
      return error.texts;
    }
  };

  /** Take in the recordings of an archive, one after the other, each as an item of its own that ends with the others. */
  const takeZip = async (
    intake: Intake,
    index: number,
    file: string,
    folder: string,
    signal: AbortSignal,
  ): Promise<IntakeOutcome> => {
    const zip = await openZip(file);
    try {
      const before = (await storage.intakes.get(intake.id))?.items ?? [];
      const done = new Set(before.flatMap(({ unpackedFrom: from }) => (from?.item === index ? [from.recording] : [])));
      const transcripts = zip.recordings.map(({ transcript }) => transcript);
      const unpacked = {
        kind: 'unpacked' as const,
        sampleIds: [] as [],
        recordings: zip.recordings.length,
        others: zip.others,
        ...(zip.unclear.length > 0 && { unclear: [...zip.unclear] }),
      };
      let left = { seconds: config.limits.minutes * 60, bytes: await limits.bytesLeft(intake.userId) };
      for (const [recording, { fileName, bytes, transcript }] of zip.recordings.entries()) {
        if (done.has(recording)) continue;
        // A small archive may swell to days of sound.
        const why = await whyNoMore(intake.userId, left, bytes);
        if (why !== null) {
          const rest = { recordings: zip.recordings.length - recording, why };
          return { ...unpacked, left: rest };
        }
        const inside = path.join(folder, String(recording));
        await mkdir(inside, { mode: 0o700 });
        const target = path.join(inside, 'recording');
        const sha256 = await zip.extract(recording, target, signal);
        const otherTranscripts = othersThan(recording, transcripts);
        const taken = { path: target, sha256, fileName, transcript, otherTranscripts };
        left = { ...left, bytes: left.bytes - bytes };
        const outcome = await takeRecording(intake, taken, inside, signal, (seconds) => {
          left = { ...left, seconds: left.seconds - seconds };
        });
        await rm(inside, { recursive: true });
        const unpackedFrom = { item: index, recording };
        const item = {
          url: intake.items[index].url,
          fileName,
          bytes,
          contentType: null,
          transcript,
          unpackedFrom,
          outcome,
        };
        await storage.intakes.addUnpacked(intake.id, item);
        tell(intake.id);
      }
      return unpacked;
    } finally {
      zip.close();
    }
  };

  return async (intake, index, signal) => {
    const item = intake.items[index];
    const folder = path.join(scratch, `${intake.id}.${index}`);
    try {
      // Much may have happened since it was sent.
      if (await storage.bans.has(intake.userId)) {
        return { kind: 'failed', sampleIds: [], message: 'the operator of this bot has blocked you from using it' };
      }
      await limits.checkDisk();
      await limits.checkKept(intake.userId);
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const file = await fetchFile(item.url, folder, signal);
      if (item.isConsent === true) {
        const named = { ...file, fileName: item.fileName };
        const turn = <T>(work: () => Promise<T>): Promise<T> => turnToWork(intake.userId, work, signal);
        return (await takeConsent(intake.userId, named, { folder, signal, turn })) ?? goneMeanwhile;
      }
      if (await isZip(file.path)) return await takeZip(intake, index, file.path, folder, signal);
      const transcripts = intake.items.map(({ transcript }) => transcript);
      const recording = {
        path: file.path,
        sha256: file.sha256,
        fileName: item.fileName,
        transcript: item.transcript,
        otherTranscripts: othersThan(index, transcripts),
      };
      return await takeRecording(intake, recording, folder, signal);
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof UserError) {
        failures.inc({ where: 'upload', code: error.code });
        return rejected(error);
      }
      if ((await storage.intakes.get(intake.id)) === null) {
        return goneMeanwhile;
      }
      const out = outage(error);
      failures.inc({ where: 'upload', code: out?.kind ?? 'internal' });
      if (out !== null) {
        log.error({ intake: intake.id, item: index, outage: out.kind, err: error }, out.forOperators);
        return {
          kind: 'failed',
          sampleIds: [],
          message: `${out.forPeople} If it goes on, give this to the operator: ${intake.id}.`,
          texts: { key: 'outage/upload', params: { what: out.kind, reference: intake.id } },
        };
      }
      const reference = randomBytes(4).toString('hex');
      log.error({ reference, intake: intake.id, item: index, err: error }, 'a file could not be taken in');
      return {
        kind: 'failed',
        sampleIds: [],
        message: `something went wrong on my side (reference ${reference}); please send it again`,
      };
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  };
}
