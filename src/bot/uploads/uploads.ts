// Takes uploads from the links to clips in the voice. The intake's row is written first and each file's outcome once, so
// that a bot that was killed in between goes on where it was: files are known by their hashes, nothing is added twice.
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { type ComparedClip, findCopy, judgeConsistency } from '../../audio/consistency.ts';
import { decodePcm } from '../../audio/decode.ts';
import { download } from '../../audio/download.ts';
import { type RecordingReport, processRecording } from '../../audio/intake.ts';
import { UserError } from '../../errors.ts';
import { drawPicture } from '../../pictures/studio.ts';
import type { AnswerTo, IntakeItem } from '../../storage/records.ts';
import type { Intake, NewSample, Sample } from '../../storage/storage.ts';
import type { KeptAnswers } from '../answers/kept-answers.ts';
import { type OutgoingFile, type OutgoingMessage } from '../discord/message.ts';
import { isClosed } from '../discord/messenger.ts';
import {
  addedMessage,
  copyMessage,
  duplicateMessage,
  intakeReply,
  intakeForgotten,
  intakeStarted,
  transcribedMessage,
} from '../replies/intake.ts';
import { plain } from '../replies/text.ts';
import type { Services } from '../interactions/services.ts';

/** Larger uploads are refused; minutes of uncompressed studio audio still fit. */
const maxBytes = 100 * 1024 * 1024;
const downloadTimeoutMs = 120_000;
/** How many files are done is shown at most this often. */
const showEveryMs = 3_000;
/** Sample rate of the pictures' audio, Hz. */
const pictureRate = 24_000;

/** Whether a sample has what it takes to compare others with it. */
const isCompared = (sample: Sample): sample is Sample & ComparedClip => sample.print !== null;

const keyOf = (intake: Intake): string => `intake:${intake.id}`;

type Outcome = NonNullable<IntakeItem['outcome']>;

export interface IntakeRunner {
  /** Work on an intake whose row is written; returns at once. */
  start(intake: Intake): void;
  /**
   * Use what was held back of an intake.
   * @returns the intake's answer as it is now; null when it is not this user's, or nothing is held back
   */
  useAnyway(intakeId: string, userId: string): Promise<OutgoingMessage | null>;
  /** Go on with what an earlier process left. */
  resume(): Promise<void>;
  /** Stop where it is; the next start goes on. */
  close(): Promise<void>;
}

export function createIntakeRunner(
  services: Pick<Services, 'config' | 'storage' | 'ffmpeg' | 'log' | 'clock' | 'messenger'>,
  kept: KeptAnswers,
): IntakeRunner {
  const { config, storage, ffmpeg, log, clock, messenger } = services;
  const scratch = path.join(config.dataDir, 'intake');
  const stopping = new AbortController();
  const working = new Map<string, Promise<void>>();
  /** The last upload that is being compared and added, or waits for that. */
  let keeping: Promise<unknown> = Promise.resolve();

  /** Blobs first, rows second. What a clip is compared with must not change until it is added: one upload at a time. */
  const keep = async (
    intake: Intake,
    itemIndex: number,
    report: RecordingReport,
    sourceSha256: string,
  ): Promise<Outcome> => {
    const item = intake.items[itemIndex];
    if (item === undefined) throw new RangeError(`intake ${intake.id} has no item ${itemIndex}`);
    const usable = report.clips.filter((clip) => clip.verdict.grade !== 'rejected');
    if (usable.length === 0) {
      const [remark = 'no usable speech in it'] = report.clips.flatMap((clip) => clip.verdict.remarks);
      return { kind: 'rejected', sampleIds: [], message: remark };
    }
    // A transcript is of the whole recording: cut into clips, nobody knows which words are in which.
    const whole = report.clips.length === 1;
    const transcript = whole ? item.transcript : null;
    const known = (await storage.samples.list(intake.voiceId)).filter(isCompared);
    const others = known.filter((sample) => sample.sourceSha256 !== sourceSha256);
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
        sourceSha256,
        originalName: plain(item.fileName, 100),
        clipIndex: index,
        transcript,
        measures,
        verdict: { ...verdict, remarks: [...verdict.remarks, ...remarks] },
        print,
        heldBack,
        durationSeconds: measures.durationSeconds,
      });
    }
    const { added } = await storage.samples.add(intake.voiceId, samples);
    const mine = added.length > 0 ? added : await addedBefore(intake, sourceSha256);
    if (mine.length === 0) {
      const [copy] = copies;
      const clip = copy ?? samples[0];
      const now = transcript !== null && (await storage.samples.transcribe(intake.voiceId, { ...clip, transcript }));
      const message = now ? transcribedMessage : copy === undefined ? duplicateMessage : copyMessage(copy);
      return { kind: 'duplicate', sampleIds: [], message };
    }
    return {
      kind: 'added',
      sampleIds: mine.map((sample) => sample.id),
      message: addedMessage(
        mine,
        { rejected: report.clips.length - usable.length, copies: copies.length },
        { given: transcript !== null, dropped: item.transcript !== null && !whole },
      ),
    };
  };

  /** Samples that this very intake added before it was interrupted, and that none of its outcomes tells of. */
  const addedBefore = async (intake: Intake, sourceSha256: string): Promise<Sample[]> => {
    const now = await storage.intakes.get(intake.id);
    const told = new Set(now?.items.flatMap((item) => item.outcome?.sampleIds ?? []));
    const samples = await storage.samples.list(intake.voiceId);
    return samples.filter(
      (sample) => sample.sourceSha256 === sourceSha256 && sample.createdAt >= intake.createdAt && !told.has(sample.id),
    );
  };

  const takeIn = async (intake: Intake, itemIndex: number, item: IntakeItem): Promise<Outcome> => {
    const folder = path.join(scratch, intake.id, String(itemIndex));
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const { signal } = stopping;
      const limits = { allowedHosts: config.attachmentHosts, maxBytes, timeoutMs: downloadTimeoutMs };
      const file = await download(item.url, { ...limits, signal, folder });
      const named = { path: file.path, fileName: item.fileName, sha256: file.sha256 };
      const report = await processRecording(ffmpeg, named, { folder, signal });
      const kept = keeping.then(() => keep(intake, itemIndex, report, file.sha256));
      keeping = kept.catch(() => {});
      return await kept;
    } catch (error) {
      stopping.signal.throwIfAborted();
      if (error instanceof UserError) {
        return { kind: 'rejected', sampleIds: [], message: `${error.message} ${error.hint}` };
      }
      if ((await storage.intakes.get(intake.id)) === null) {
        return { kind: 'failed', sampleIds: [], message: 'its owner was forgotten meanwhile' };
      }
      const reference = randomBytes(4).toString('hex');
      log.error({ reference, intake: intake.id, item: itemIndex, err: error }, 'a file could not be taken in');
      return {
        kind: 'failed',
        sampleIds: [],
        message: `something went wrong on my side (reference ${reference}); please send it again`,
      };
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  };

  /** Spectrogram and waveform of the best of these clips; none where they cannot be made, which is no reason to fail. */
  const pictures = async (intakeId: string, added: readonly Sample[]): Promise<OutgoingFile[]> => {
    const [best] = added.toSorted(
      (a, b) =>
        Number(b.verdict.grade === 'good') - Number(a.verdict.grade === 'good') ||
        b.durationSeconds - a.durationSeconds,
    );
    if (best === undefined) return [];
    const folder = path.join(scratch, randomUUID());
    const { signal } = stopping;
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const file = path.join(folder, 'best.flac');
      await storage.blobs.copyTo(best.sha256, file);
      const samples = await decodePcm(ffmpeg, file, { sampleRate: pictureRate, signal });
      const title = plain(best.originalName, 60);
      return await Promise.all(
        (['spectrogram', 'waveform'] as const).map(async (kind) => ({
          name: `${kind}.png`,
          data: await drawPicture({ kind, title, samples, sampleRate: pictureRate }, signal),
          contentType: 'image/png',
          description: `${kind} of ${title}`,
        })),
      );
    } catch (error) {
      signal.throwIfAborted();
      log.warn({ intake: intakeId, err: error }, 'no picture of an upload');
      return [];
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  };

  const answer = async (intake: Intake): Promise<OutgoingMessage> => {
    const [voice, samples] = await Promise.all([
      storage.voices.get(intake.voiceId),
      storage.samples.list(intake.voiceId),
    ]);
    const ids = new Set(intake.items.flatMap((item) => (item.outcome?.kind === 'added' ? item.outcome.sampleIds : [])));
    return intakeReply({
      intakeId: intake.id,
      voiceName: voice?.name ?? 'default',
      items: intake.items,
      samples,
      hasVersion: voice?.activeVersionId != null,
      pictures: await pictures(
        intake.id,
        samples.filter((sample) => ids.has(sample.id)),
      ),
    });
  };

  /** Replace the "Listening…" while its token lives, else a new message. @returns whether the user has the answer */
  const tell = async (intake: Intake, way: AnswerTo): Promise<boolean> => {
    const message = await answer(intake);
    const told =
      (way === intake.answerTo && (await replaceOriginal(way, message))) ||
      (await messenger.send(way, message, keyOf(intake))) !== null;
    if (told) await storage.intakes.finish(intake.id);
    return told;
  };

  /** As {@link tell} at the user's next command, for an intake that could not be answered. */
  const tellLater = (intake: Intake): void => {
    kept.keep(intake.userId, keyOf(intake), async (fresh) => {
      const now = await storage.intakes.get(intake.id);
      if (now === null || now.finishedAt !== null) return true;
      if (now.items.every((item) => item.outcome !== null)) return await tell(now, fresh);
      start(now);
      return true;
    });
  };

  const replaceOriginal = async (way: AnswerTo, message: OutgoingMessage): Promise<boolean> => {
    if (!messenger.tokenAlive(way)) return false;
    try {
      await messenger.editOriginal(way, message);
      return true;
    } catch (error) {
      if (isClosed(error)) return false;
      throw error;
    }
  };

  const work = async (intake: Intake): Promise<void> => {
    try {
      let done = intake.items.filter((item) => item.outcome !== null).length;
      let shownAt = clock.now();
      let showing: Promise<unknown> = Promise.resolve();
      await Promise.all(
        intake.items.map(async (item, index) => {
          if (item.outcome !== null) return;
          await storage.intakes.recordOutcome(intake.id, index, await takeIn(intake, index, item));
          done++;
          if (clock.now() - shownAt < showEveryMs || !messenger.tokenAlive(intake.answerTo)) return;
          shownAt = clock.now();
          // The answer counts, this only shortens the wait for it.
          showing = messenger.editOriginal(intake.answerTo, intakeStarted(intake.items.length, done)).catch(() => {});
        }),
      );
      await showing;
      const complete = await storage.intakes.get(intake.id);
      if (complete === null) await replaceOriginal(intake.answerTo, intakeForgotten);
      else if (!(await tell(complete, complete.answerTo))) tellLater(complete);
    } catch (error) {
      if (stopping.signal.aborted) return;
      log.error({ intake: intake.id, err: error }, 'an intake was not answered; the next command or start tries again');
      tellLater(intake);
    } finally {
      await rm(path.join(scratch, intake.id), { recursive: true, force: true });
    }
  };

  const start = (intake: Intake): void => {
    if (working.has(intake.id) || stopping.signal.aborted) return;
    working.set(
      intake.id,
      work(intake).finally(() => working.delete(intake.id)),
    );
  };

  return {
    start,
    async useAnyway(intakeId, userId) {
      const intake = await storage.intakes.get(intakeId);
      if (intake === null || intake.userId !== userId) return null;
      const ids = intake.items.flatMap((item) => item.outcome?.sampleIds ?? []);
      const released = ids.length === 0 ? [] : await storage.samples.release(ids);
      return released.length === 0 ? null : await answer(intake);
    },
    async resume() {
      await rm(scratch, { recursive: true, force: true });
      for (const intake of await storage.intakes.unfinished()) start(intake);
    },
    async close() {
      stopping.abort(new Error('the bot is stopping'));
      await Promise.allSettled(working.values());
    },
  };
}
