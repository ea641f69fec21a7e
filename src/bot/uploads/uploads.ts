// Tells what becomes of uploads: how far they are, the answer, and later when nobody could be told. The work itself is the
// intake's. An upload's row is written before it starts, so that a bot that was killed in between goes on where it was.
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { createUploads } from '../../intake/uploads.ts';
import { outage } from '../../outage.ts';
import type { AnswerTo } from '../../storage/records.ts';
import type { Intake, Sample, Voice } from '../../storage/storage.ts';
import { misplacedWords } from './misplaced.ts';
import type { KeptAnswers } from '../answers/kept-answers.ts';
import { type OutgoingFile, type OutgoingMessage } from '../discord/message.ts';
import { isClosed } from '../discord/messenger.ts';
import type { Means } from '../interactions/means.ts';
import { intakeForgotten, intakeReply, intakeStarted } from '../replies/intake.ts';
import { readerOf } from '../../reading/speakable.ts';
import { drawBest } from './pictures.ts';

/** How many files are done is shown at most this often. */
const showEveryMs = 3_000;

const languageOf = (voice: Voice | null): string => voice?.language ?? 'en';

const keyOf = (intake: Intake): string => `intake:${intake.id}`;

export interface IntakeRunner {
  /** Work on an intake whose row is written; returns at once. */
  start(intake: Intake): void;
  /**
   * Use what was held back of an intake.
   * @returns the intake's answer as it is now; null when it is not this user's, or nothing is held back
   */
  useAnyway(intakeId: string, userId: string): Promise<OutgoingMessage | null>;
  /**
   * Give the clips that got other words from an intake the words back that they had before.
   * @returns the intake's answer as it is now; null when it is not this user's, or there is nothing to give back
   */
  takeWordsBack(intakeId: string, userId: string): Promise<OutgoingMessage | null>;
  /**
   * Give the clips of an intake that have each other's transcripts their own.
   * @returns the intake's answer as it is now; null when it is not this user's, or there is nothing to put right
   */
  moveWords(intakeId: string, userId: string): Promise<OutgoingMessage | null>;
  /** Go on with what an earlier process left. */
  resume(): Promise<void>;
  /** Stop where it is; the next start goes on. */
  close(): Promise<void>;
}

export function createIntakeRunner(services: Means, kept: KeptAnswers): IntakeRunner {
  const { config, storage, ffmpeg, log, clock, messenger, limits, ears } = services;
  const scratch = path.join(config.dataDir, 'intake');
  const uploads = createUploads({ config, storage, ffmpeg, log, scratch, limits, ears });
  const stopping = new AbortController();
  const working = new Map<string, Promise<void>>();

  /** None where they cannot be made, which is no reason to fail. */
  const pictures = async (intakeId: string, added: readonly Sample[]): Promise<OutgoingFile[]> => {
    try {
      return await drawBest(services, added, scratch, stopping.signal);
    } catch (error) {
      stopping.signal.throwIfAborted();
      log.warn({ intake: intakeId, err: error }, 'no picture of an upload');
      return [];
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
      learnt: voice?.activeVersionId == null ? null : await storage.versions.learnt(voice.activeVersionId),
      misplaced: misplacedWords(intake.items, samples, languageOf(voice)),
      reader: readerOf(config.engine.name),
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
      let shownAt = clock.now();
      let showing: Promise<unknown> = Promise.resolve();
      const show = (done: number): void => {
        if (clock.now() - shownAt < showEveryMs || !messenger.tokenAlive(intake.answerTo)) return;
        shownAt = clock.now();
        // The answer counts, this only shortens the wait for it.
        showing = messenger.editOriginal(intake.answerTo, intakeStarted(intake.items.length, done)).catch(() => {});
      };
      const complete = await uploads.takeIn(intake, show, stopping.signal);
      await showing;
      if (complete === null) await replaceOriginal(intake.answerTo, intakeForgotten);
      else if (!(await tell(complete, complete.answerTo))) tellLater(complete);
    } catch (error) {
      if (stopping.signal.aborted) return;
      const out = outage(error);
      log.error(
        { intake: intake.id, outage: out?.kind, err: error },
        `${out === null ? '' : `${out.forOperators} `}An intake was not answered; the next command or start tries again.`,
      );
      if (out !== null) {
        await replaceOriginal(intake.answerTo, { content: out.forPeople }).catch((failure: unknown) =>
          log.warn({ intake: intake.id, err: failure }, 'could not tell of an outage'),
        );
      }
      tellLater(intake);
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
    async takeWordsBack(intakeId, userId) {
      const intake = await storage.intakes.get(intakeId);
      if (intake === null || intake.userId !== userId) return null;
      const back = await Promise.all(
        intake.items.map(async ({ transcript, outcome }) => {
          const words = outcome?.kind === 'duplicate' ? outcome.words : null;
          if (transcript === null || words === null || words.before === null) return false;
          return await storage.samples.reword(words.sampleId, transcript, words.before);
        }),
      );
      return back.includes(true) ? await answer(intake) : null;
    },
    async moveWords(intakeId, userId) {
      const intake = await storage.intakes.get(intakeId);
      if (intake === null || intake.userId !== userId) return null;
      const samples = await storage.samples.list(intake.voiceId);
      const language = languageOf(await storage.voices.get(intake.voiceId));
      const moved = await Promise.all(
        misplacedWords(intake.items, samples, language).map(
          async ({ sample, line }) =>
            await storage.samples.settle(sample.id, sample.transcript, intake.items[line].transcript, 'given'),
        ),
      );
      return moved.includes(true) ? await answer(intake) : null;
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
