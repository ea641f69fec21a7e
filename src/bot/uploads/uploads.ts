// Tells what becomes of uploads: how far they are, the answer, the picture, and later when nobody could be told. The work
// itself is the intake workers'; SQL says what stands, Redis when to look. One bot at a time tells of an upload: what a bot that
// died has begun, another one goes on with.
import { type HeldFor, heldFor } from '../../audio/clip.ts';
import { UserError } from '../../errors.ts';
import { inLanguage } from '../../i18n/i18n.ts';
import { type Outage, outage, outageOf } from '../../outage.ts';
import type { IntakeEvent } from '../../queue/jobs.ts';
import { languagesSpoken, readerOfVoice } from '../interactions/engines.ts';
import type { AnswerTo } from '../../storage/records.ts';
import type { Intake, Voice } from '../../storage/storage.ts';
import { plain, shorten } from '../../words.ts';
import type { Answer } from '../discord/message.ts';
import type { Means } from '../interactions/means.ts';
import { outageReply } from '../replies/errors.ts';
import { consentAnswer, type IntakeSummary, intakeForgotten, intakeReply, intakeStarted } from '../replies/intake.ts';
import { recordingInterrupted } from '../replies/voice-channel.ts';
import { misplacedWords } from './misplaced.ts';
import { notWhoAgreed } from './who-agreed.ts';

/** How many files are done is shown at most this often. */
const showEveryMs = 3_000;
/** Uploads within so long of each other are of one session: the first of them shows its picture by itself, ms. */
const sessionMs = 3_600_000;

const languageOf = (voice: Voice | null): string => voice?.language ?? 'en';

const keyOf = (intake: Intake): string => `intake:${intake.id}`;

export interface Uploads {
  /** Write an upload down, to be worked on and told of. */
  create(
    wanted: Pick<Intake, 'userId' | 'voiceId' | 'items' | 'answerTo'> & { readonly recording?: 'on' },
  ): Promise<Intake>;
  /** @param listener hears of what became of takes; tells whether this bot is recording that upload */
  recordedBy(listener: (intake: Intake) => boolean): void;
  /** A file was added to an upload: it may be worked on. */
  nudge(): void;
  /** All takes of a recording are there: it is answered as any upload is. */
  finishRecording(intake: Intake): Promise<void>;
  /** "Listening…" is shown: what becomes of it may be shown from now on. */
  follow(intake: Intake): void;
  /**
   * Use what was held back of an intake for who speaks in it, or for its words.
   * @returns the intake's answer as it is now; null when it is not this user's, or nothing is held back for that
   * @throws UserError `consent-not-spoken`, `consent-somebody-else`: see {@link notWhoAgreed}
   */
  useAnyway(intakeId: string, userId: string, wanted: HeldFor): Promise<Answer | null>;
  /**
   * Give the clips that got other words from an intake the words back that they had before.
   * @returns the intake's answer as it is now; null when it is not this user's, or there is nothing to give back
   */
  takeWordsBack(intakeId: string, userId: string): Promise<Answer | null>;
  /**
   * Give the clips of an intake that have each other's transcripts their own.
   * @returns the intake's answer as it is now; null when it is not this user's, or there is nothing to put right
   */
  moveWords(intakeId: string, userId: string): Promise<Answer | null>;
  /** Have the picture of an intake drawn, for the message that `way` edits. False when it is not this user's. */
  showPicture(intakeId: string, way: AnswerTo): Promise<boolean>;
  /** Tell this user what no way had led to them with, by whispers. */
  tellKept(way: AnswerTo): Promise<void>;
  /** Something may have changed about an intake. */
  wake(event: IntakeEvent): void;
  /** Look for what other processes left behind, and for what no wake-up told. */
  takeOver(): Promise<void>;
  /** Go on with what an earlier process left. */
  start(): Promise<void>;
  /** Stop where it is; whichever bot is there next goes on. */
  close(): Promise<void>;
}

interface Told {
  readonly intake: Intake;
  /** The ways it may be told by: first that of the upload. */
  readonly way: AnswerTo;
  /** Clock ms at which it was last shown how many files are done. */
  shownAt: number;
  /** Whoever shows something of it, one after the other. */
  telling: Promise<void>;
}

/**
 * @param bot names the process
 * @param nudge tells the dispatcher that there is something to dispatch
 */
export function createUploads(
  { config, storage, log, clock, messenger }: Pick<Means, 'config' | 'storage' | 'log' | 'clock' | 'messenger'>,
  bot: string,
  nudge: () => void,
): Uploads {
  const { intakes, pictures } = storage;
  const telling = storage.telling.intakes;
  /** Those that this bot tells of. */
  const told = new Map<string, Told>();
  const tasks = new Set<Promise<void>>();
  let isRecordedHere: ((intake: Intake) => boolean) | null = null;
  let closed = false;

  const answer = async (intake: Intake, picture: IntakeSummary['picture'] = 'none'): Promise<Answer> => {
    const [first] = intake.items;
    if (first !== undefined && intake.items.every(({ isConsent }) => isConsent === true)) return consentAnswer(first);
    const [voice, samples] = await Promise.all([
      storage.voices.get(intake.voiceId),
      storage.samples.list(intake.voiceId),
    ]);
    const interrupted = intake.recording === 'interrupted';
    if (interrupted && intake.items.length === 0) return (t) => ({ content: recordingInterrupted(0, t) });
    const reply = intakeReply({
      intakeId: intake.id,
      voiceId: intake.voiceId,
      voiceName: voice?.name ?? 'default',
      language: languageOf(voice),
      items: intake.items,
      samples,
      learnt: voice?.activeVersionId == null ? null : await storage.versions.learnt(voice.activeVersionId),
      misplaced: misplacedWords(intake.items, samples, languageOf(voice)),
      reader: await readerOfVoice({ config, storage }, voice),
      spoken: await languagesSpoken({ config, storage }),
      picture,
    });
    return interrupted
      ? (t) => ({ ...inLanguage(reply, t), content: recordingInterrupted(intake.items.length, t) })
      : reply;
  };

  /** Replace the "Listening…" while its token lives, else a new message; or keep it for the next command. */
  const tell = async (intake: Intake, way: AnswerTo): Promise<void> => {
    const known = await telling.begin(bot, intake.id, 'answer');
    if (known === 'not-ours') return;
    const isComing = await pictures.isWanted(intake.id);
    const message = await answer(intake, isComing ? 'coming' : 'none');
    const isFirst = way.interactionToken === intake.answerTo.interactionToken;
    const sent =
      typeof known === 'object'
        ? known
        : ((isFirst ? await messenger.replaceOriginal(way, message) : null) ??
          (known === 'begun' && isFirst ? await messenger.find(way, [message]) : null) ??
          (await messenger.send(way, message, keyOf(intake))));
    if (sent === null) return await telling.keep(bot, intake.id);
    await telling.sent(bot, intake.id, 'answer', sent);
    if (isComing) await pictures.toldBy(intake.id, way, sent);
    await intakes.finish(intake.id);
    if (isComing) nudge();
  };

  const tellOutage = async ({ intake }: Told, out: Outage): Promise<void> => {
    await messenger
      .replaceOriginal(intake.answerTo, outageReply(out.kind, intake.id))
      .catch((error: unknown) => log.warn({ intake: intake.id, err: error }, 'could not tell of an outage'));
  };

  const look = async (one: Told): Promise<void> => {
    const { id } = one.intake;
    if (!told.has(id)) return;
    try {
      const now = await intakes.get(id);
      if (now === null) {
        told.delete(id);
        await messenger.replaceOriginal(one.intake.answerTo, intakeForgotten);
        return;
      }
      if (now.recording === 'on') {
        if (isRecordedHere?.(now) === true) return;
        // Whoever listened is no more.
        await intakes.endRecording(id, 'interrupted');
        return await look(one);
      }
      const done = now.items.filter((item) => item.outcome !== null).length;
      if (now.finishedAt === null && done === now.items.length) await tell(now, one.way);
      if (now.finishedAt !== null || done === now.items.length) {
        told.delete(id);
        return;
      }
      if (done === 0 || clock.elapsed() - one.shownAt < showEveryMs || !messenger.tokenAlive(now.answerTo)) return;
      one.shownAt = clock.elapsed();
      // The answer counts, this only shortens the wait for it.
      await messenger.editOriginal(now.answerTo, intakeStarted(now.items)).catch(() => {});
    } catch (error) {
      const out = outage(error);
      log.error(
        { intake: id, outage: out?.kind, err: error },
        `${out === null ? '' : `${out.forOperators} `}An intake was not answered; the next command or start tries again.`,
      );
      if (out !== null) await tellOutage(one, out);
      await telling.keep(bot, id).then(
        () => told.delete(id),
        () => {},
      );
    }
  };

  const inBackground = (work: () => Promise<void>): void => {
    if (closed) return;
    const task = work()
      .catch((error: unknown) => log.warn({ err: error }, 'could not look after uploads; trying again'))
      .finally(() => tasks.delete(task));
    tasks.add(task);
  };

  /** One after the other for an upload: what is shown last is what holds. */
  const after = async (one: Told, work: () => Promise<void>): Promise<void> => {
    const next = one.telling.then(work);
    one.telling = next;
    await next;
  };

  const follow = (intake: Intake, way = intake.answerTo): Promise<void> => {
    const one: Told = told.get(intake.id) ?? { intake, way, shownAt: clock.elapsed(), telling: Promise.resolve() };
    told.set(intake.id, one);
    return after(one, () => look(one));
  };

  const showDrawn = async (intakeId: string): Promise<void> => {
    const picture = await pictures.take(intakeId);
    const intake = picture === null ? null : await intakes.get(intakeId);
    if (picture === null || intake === null) return;
    const names = intake.items.map(({ fileName }) => plain(fileName, 60)).join(', ');
    const message = await answer(intake, (t) => ({
      name: 'recording.webp',
      data: picture.image,
      contentType: 'image/webp',
      description: shorten(t('intake.picture', { names }), 1000),
    }));
    await messenger.editSent(picture.answerTo, picture.message, message);
  };

  const takeOver = async (): Promise<void> => {
    const ours = new Set(await telling.held(bot));
    const open = await storage.intakeFiles.openIntakes();
    for (const [id, one] of told) {
      if (!ours.has(id) || !open.has(id)) inBackground(() => after(one, () => look(one)));
    }
    for (const id of await telling.take(bot)) {
      const intake = await intakes.get(id);
      if (intake !== null) inBackground(() => follow(intake));
    }
    for (const intakeId of await pictures.drawn()) inBackground(() => showDrawn(intakeId));
  };

  /** The intake of a user, or null. */
  const theirs = async (intakeId: string, userId: string): Promise<Intake | null> => {
    const intake = await intakes.get(intakeId);
    return intake?.userId === userId ? intake : null;
  };

  /** The first upload of a session shows its picture by itself. */
  const wantPicture = async (intake: Intake): Promise<void> => {
    if (!(await intakes.followsAnother(intake, sessionMs))) await pictures.want(intake.id, intake.answerTo, false);
  };

  return {
    async create(wanted) {
      const intake = await intakes.create(wanted, bot);
      if (wanted.recording === undefined) await wantPicture(intake);
      nudge();
      return intake;
    },
    recordedBy(listener) {
      isRecordedHere = listener;
    },
    nudge,
    async finishRecording(intake) {
      await intakes.endRecording(intake.id, null);
      if (((await intakes.get(intake.id))?.items.length ?? 0) === 0) {
        told.delete(intake.id);
        await intakes.finish(intake.id);
        return;
      }
      await wantPicture(intake);
      nudge();
      inBackground(() => follow(intake));
    },
    follow: (intake) => inBackground(() => follow(intake)),
    async useAnyway(intakeId, userId, wanted) {
      const intake = await theirs(intakeId, userId);
      if (intake === null) return null;
      const ids = intake.items.flatMap((item) => item.outcome?.sampleIds ?? []);
      const samples = await Promise.all(ids.map((id) => storage.samples.get(id)));
      const held = samples
        .filter((sample) => sample !== null)
        .filter(({ heldBack }) => heldBack !== null && heldFor(heldBack) === wanted);
      if (held.length === 0) return null;
      const others = new Set(wanted === 'speaker' ? await notWhoAgreed({ config, storage }, userId, held) : []);
      const own = held.flatMap((sample) => (others.has(sample) ? [] : [sample.id]));
      if (own.length === 0) throw new UserError('consent-somebody-else/held');
      return (await storage.samples.release(own, wanted)).length === 0 ? null : await answer(intake, 'coming');
    },
    async takeWordsBack(intakeId, userId) {
      const intake = await theirs(intakeId, userId);
      if (intake === null) return null;
      const words = intake.items.flatMap(({ transcript, outcome }) =>
        outcome?.kind === 'duplicate' || outcome?.kind === 'added'
          ? outcome.words.map((one) => ({ ...one, now: one.now ?? transcript }))
          : [],
      );
      const back = await Promise.all(
        words.map(async ({ sampleId, before, now }) =>
          before === null || now === null ? false : await storage.samples.reword(sampleId, now, before),
        ),
      );
      return back.includes(true) ? await answer(intake, 'coming') : null;
    },
    async moveWords(intakeId, userId) {
      const intake = await theirs(intakeId, userId);
      if (intake === null) return null;
      const samples = await storage.samples.list(intake.voiceId);
      const language = languageOf(await storage.voices.get(intake.voiceId));
      const moved = await Promise.all(
        misplacedWords(intake.items, samples, language).map(
          async ({ sample, line }) =>
            await storage.samples.settle(sample.id, sample.transcript, intake.items[line].transcript, 'given'),
        ),
      );
      return moved.includes(true) ? await answer(intake, 'coming') : null;
    },
    async showPicture(intakeId, way) {
      if ((await theirs(intakeId, way.userId)) === null) return false;
      await pictures.want(intakeId, way, true);
      nudge();
      return true;
    },
    async tellKept(way) {
      const whisper = { ...way, ephemeral: true };
      for (const id of await telling.takeKept(bot, way.userId)) {
        const intake = await intakes.get(id);
        if (intake !== null) await follow(intake, whisper);
      }
    },
    wake({ intakeId, what, outage: kind }) {
      if (what === 'picture') return inBackground(() => showDrawn(intakeId));
      const one = told.get(intakeId);
      if (one === undefined) return;
      if (what === 'outage' && kind !== undefined) {
        const out = outageOf(kind);
        inBackground(() => after(one, () => tellOutage(one, out)));
      } else inBackground(() => after(one, () => look(one)));
    },
    takeOver,
    async start() {
      await telling.unkeep();
      await takeOver();
    },
    async close() {
      closed = true;
      await Promise.allSettled(tasks);
    },
  };
}
