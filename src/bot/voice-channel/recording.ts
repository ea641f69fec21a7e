// Recording by voice: one person reads sentence after sentence in a voice channel. Every take goes the way of an upload, and is
// written down before the next sentence is heard, so that whatever ends the recording, what was said is kept.
import { oggOpus } from '../../audio/ogg-opus.ts';
import { UserError } from '../../errors.ts';
import { type ReadingList, readingList, sentencesIn } from '../../scripts-to-read/reading-list.ts';
import { type AnswerTo, type IntakeItem, blobUrl } from '../../storage/records.ts';
import type { Intake, Voice } from '../../storage/storage.ts';
import type { Translate } from '../../i18n/i18n.ts';
import { shorten } from '../../words.ts';
import type { Sent } from '../discord/messenger.ts';
import type { Means } from '../interactions/means.ts';
import { errorSentences } from '../replies/errors.ts';
import {
  type RecordingEnd,
  type TakeNote,
  recordingEnded,
  recordingJoins,
  recordingPanel,
} from '../replies/voice-channel.ts';
import type { Uploads } from '../uploads/uploads.ts';
import type { Call, Calls } from './calls.ts';
import { type Listening, listenTo } from './listening.ts';
import { type Arrived, type Take, arrange, firstJudgement } from './take.ts';

const idleMs = 120_000;
/** Shorter is a cough or a click, seconds. */
const leastSeconds = 0.4;
/** A sentence that is no good so often is not asked for again. */
const mostRepeats = 2;

export interface Recorder {
  /**
   * Join the person's voice channel and show the first sentence.
   * @param consent the sentence of consent, to be said first; null: none is
   * @throws UserError
   */
  start(guildId: string, voice: Voice, answerTo: AnswerTo, consent: string | null): Promise<void>;
  /** What the buttons do. @throws UserError when it is not theirs, or over */
  again(intakeId: string, userId: string): Promise<void>;
  skip(intakeId: string, userId: string): Promise<void>;
  stop(intakeId: string, userId: string): Promise<void>;
  /** Something became of a take. @returns whether this upload is being recorded here */
  heard(intake: Intake): boolean;
  /** Nothing of this person's is recorded any more. @param guildId in this server; everywhere, because it is all deleted, when absent */
  drop(userId: string, guildId?: string): void;
  /** Recording is not wanted in this server any more. */
  dismiss(guildId: string): void;
  close(): Promise<void>;
}

interface Session {
  readonly intake: Intake;
  readonly voice: Voice;
  readonly answerTo: AnswerTo;
  /** The message with the sentence, for when the interaction's token has died. */
  readonly panel: Sent;
  readonly call: Call;
  readonly list: ReadingList;
  listening: Listening;
  sentence: string | null;
  /** The sentence of consent: while it is to be said, and as it is. */
  readonly consent: { readonly sentence: string; isOpen: boolean } | null;
  note: TakeNote | null;
  /** What was read, by the index of the take. */
  readonly takes: Map<number, { readonly sentence: string; state: 'open' | 'judged' | 'unwanted' }>;
  readonly repeats: Map<string, number>;
  callOffIdle: () => void;
  /** One thing after the other. */
  working: Promise<void>;
  isOver: boolean;
}

export function createRecorder(
  {
    storage,
    limits,
    clock,
    log,
    messenger,
    sentences,
  }: Pick<Means, 'storage' | 'limits' | 'clock' | 'log' | 'messenger' | 'sentences'>,
  calls: Calls,
  uploads: Uploads,
): Recorder {
  const sessions = new Map<string, Session>();
  /** Those who are just being joined. */
  const beginning = new Set<string>();

  const show = async (session: Session): Promise<void> => {
    const { intake, voice, call, sentence, note, list, takes, answerTo } = session;
    const panel = { intakeId: intake.id, voiceName: voice.name, channelId: call.channelId(), sentence, note };
    const message = recordingPanel({ ...panel, taken: takes.size, coverage: list.coverage() });
    await messenger.editSent(answerTo, session.panel, message);
  };

  /** In the order in which it happened; an error ends the recording, not the bot. */
  const next = (session: Session, work: () => Promise<void>): Promise<void> => {
    session.working = session.working.then(work).catch((error: unknown) => {
      if (error instanceof UserError) return finish(session, 'refused', (t) => errorSentences(error, t));
      log.error({ intake: session.intake.id, err: error }, 'a take could not be kept');
      return finish(session, 'refused');
    });
    return session.working;
  };

  const finish = async (session: Session, why: RecordingEnd, reason?: (t: Translate) => string): Promise<void> => {
    if (session.isOver) return;
    session.isOver = true;
    const { intake, call, listening, takes, answerTo } = session;
    session.callOffIdle();
    listening.stop();
    call.leave();
    sessions.delete(intake.id);
    await messenger
      .editSent(answerTo, session.panel, recordingEnded(why, takes.size, reason))
      .catch((error: unknown) => log.warn({ err: error }, 'could not show that a recording ended'));
    if (why === 'restart' && takes.size > 0) await storage.intakes.endRecording(intake.id, 'interrupted');
    else await uploads.finishRecording(intake);
  };

  const waitForSpeech = (session: Session): void => {
    session.callOffIdle();
    session.callOffIdle = clock.after(idleMs, () => void next(session, () => finish(session, 'idle')));
  };

  const nextOf = ({ consent, list }: Pick<Session, 'consent' | 'list'>): string | null =>
    consent?.isOpen === true ? consent.sentence : list.next();

  const advance = async (session: Session): Promise<void> => {
    session.sentence = nextOf(session);
    await show(session);
    const isOpen = [...session.takes.values()].some(({ state }) => state === 'open');
    if (session.sentence === null && !isOpen) await finish(session, 'all-read');
  };

  const keep = async (session: Session, sentence: string, take: Take): Promise<void> => {
    const { intake, voice, takes, list } = session;
    const isConsent = session.consent?.sentence === sentence;
    const ogg = oggOpus(take.packets);
    const wanted = { userId: intake.userId, voiceName: voice.name, bytes: [ogg.length] };
    const index = await limits.upload(wanted, async () => {
      const { sha256 } = await storage.blobs.put(ogg);
      const item: IntakeItem = {
        url: blobUrl(sha256),
        fileName: `${shorten(sentence.replace(/[.?!]+$/, ''), 35)}.ogg`,
        bytes: ogg.length,
        contentType: 'audio/ogg',
        transcript: sentence,
        ...(isConsent && { isConsent }),
        outcome: null,
      };
      return await storage.intakes.addTake(intake.id, item);
    });
    if (index === null) return await finish(session, 'deleted');
    takes.set(index, { sentence, state: 'open' });
    uploads.nudge();
    if (session.consent !== null && isConsent) session.consent.isOpen = false;
    else await list.heard(sentence);
  };

  const onTake = async (session: Session, packets: readonly Arrived[]): Promise<void> => {
    const { sentence } = session;
    const take = arrange(packets);
    if (session.isOver || sentence === null || take.seconds < leastSeconds) return;
    waitForSpeech(session);
    const wrong = firstJudgement(take, sentence);
    session.note = wrong === null ? null : { kind: wrong };
    if (wrong === null) await keep(session, sentence, take);
    if (!session.isOver) await advance(session);
  };

  /** The sentence comes again, unless it was in vain too often. */
  const askAgain = (session: Session, sentence: string): void => {
    const repeats = (session.repeats.get(sentence) ?? 0) + 1;
    session.repeats.set(sentence, repeats);
    if (repeats > mostRepeats) return;
    if (session.consent?.sentence === sentence) session.consent.isOpen = true;
    else session.list.again(sentence);
  };

  const forgetTake = async (sampleIds: readonly string[]): Promise<void> => {
    for (const id of sampleIds) await storage.removeSample(id);
  };

  const judge = async (session: Session, index: number, outcome: NonNullable<IntakeItem['outcome']>): Promise<void> => {
    const take = session.takes.get(index);
    if (take === undefined || take.state === 'judged') return;
    const isUnwanted = take.state === 'unwanted';
    take.state = 'judged';
    if (isUnwanted) return await forgetTake(outcome.sampleIds);
    if (outcome.kind === 'added') {
      const samples = await Promise.all(outcome.sampleIds.map((id) => storage.samples.get(id)));
      const held = samples.flatMap((sample) => sample?.heldBack ?? []);
      const [remark = null] = samples.flatMap((sample) => sample?.verdict.remarks ?? []);
      session.note = held.length > 0 ? { kind: 'on-hold', reason: held[0] } : { kind: 'kept', remark };
      if (held.length > 0) askAgain(session, take.sentence);
    } else if (outcome.kind === 'consent') session.note = { kind: 'kept', remark: null };
    else if (outcome.kind === 'rejected' || outcome.kind === 'failed') {
      session.note = { kind: 'refused', reason: outcome };
      askAgain(session, take.sentence);
    }
    // While somebody reads, the sentence stays.
    if (session.sentence === null) await advance(session);
    else await show(session);
  };

  const theirs = (intakeId: string, userId: string): Session => {
    const session = sessions.get(intakeId);
    if (session === undefined || session.isOver) {
      throw new UserError('recording-over');
    }
    if (session.intake.userId === userId) return session;
    throw new UserError('not-yours/recording');
  };

  return {
    async start(guildId, voice, answerTo, sentenceOfConsent) {
      const { userId } = answerTo;
      const isBusy = beginning.has(userId) || [...sessions.values()].some(({ intake }) => intake.userId === userId);
      if (isBusy) {
        throw new UserError('already-recording');
      }
      if (sentencesIn(voice.language, sentences) === null) {
        throw new UserError('nothing-to-read/record', { language: voice.language, readable: Object.keys(sentences) });
      }
      beginning.add(userId);
      try {
        const samples = await storage.samples.list(voice.id);
        const said = samples.flatMap(({ transcript, heldBack }) => (heldBack === null && transcript) || []);
        const list = await readingList(voice.language, said, sentences);
        const consent = sentenceOfConsent === null ? null : { sentence: sentenceOfConsent, isOpen: true };
        if (nextOf({ consent, list }) === null) {
          throw new UserError('all-read/record');
        }
        let session: Session | null = null;
        const call = await calls.join(guildId, userId, {
          purpose: 'recording',
          hears: true,
          stayFor: userId,
          onEnd: (end) => {
            const ending = session;
            if (ending !== null) void next(ending, () => finish(ending, end));
          },
        });
        try {
          const panel = await messenger.editOriginal(answerTo, recordingJoins(call.channelId()));
          const intake = await limits.upload({ userId, voiceName: voice.name, bytes: [] }, () =>
            uploads.create({ userId, voiceId: voice.id, items: [], answerTo, recording: 'on' }),
          );
          const begun: Session = {
            intake,
            voice,
            answerTo,
            panel,
            call,
            list,
            sentence: nextOf({ consent, list }),
            consent,
            note: null,
            takes: new Map(),
            repeats: new Map(),
            callOffIdle: () => {},
            working: Promise.resolve(),
            isOver: false,
            listening: listenTo(call.connection, userId, clock, (packets) => {
              void next(begun, () => onTake(begun, packets));
            }),
          };
          session = begun;
          sessions.set(intake.id, begun);
          uploads.follow(intake);
          waitForSpeech(begun);
          await next(begun, () => show(begun));
        } catch (error) {
          call.leave();
          throw error;
        }
      } finally {
        beginning.delete(userId);
      }
    },
    async again(intakeId, userId) {
      const session = theirs(intakeId, userId);
      await next(session, async () => {
        waitForSpeech(session);
        const last = [...session.takes.entries()]
          .filter(([, { state, sentence }]) => state !== 'unwanted' && sentence !== session.consent?.sentence)
          .at(-1);
        session.note = { kind: 'again' };
        if (session.listening.isSpeaking() || last === undefined) session.listening.drop();
        else {
          const [index, take] = last;
          const item = (await storage.intakes.get(intakeId))?.items[index];
          if (item?.outcome == null) take.state = 'unwanted';
          else await forgetTake(item.outcome.sampleIds);
          session.list.again(take.sentence);
          session.sentence = take.sentence;
        }
        await show(session);
      });
    },
    async skip(intakeId, userId) {
      const session = theirs(intakeId, userId);
      await next(session, async () => {
        waitForSpeech(session);
        session.listening.drop();
        session.note = null;
        if (session.consent?.isOpen === true) session.consent.isOpen = false;
        else if (session.sentence !== null) session.list.skip(session.sentence);
        await advance(session);
      });
    },
    async stop(intakeId, userId) {
      const session = theirs(intakeId, userId);
      await next(session, () => finish(session, 'stopped'));
    },
    heard(intake) {
      const session = sessions.get(intake.id);
      if (session === undefined) return false;
      for (const [index, { outcome }] of intake.items.entries()) {
        if (outcome !== null && session.takes.get(index)?.state !== 'judged') {
          void next(session, () => judge(session, index, outcome));
        }
      }
      return true;
    },
    drop(userId, guildId) {
      const why = guildId === undefined ? 'deleted' : 'forbidden';
      for (const session of sessions.values()) {
        const isThere = guildId === undefined || session.call.guildId === guildId;
        if (isThere && session.intake.userId === userId) void next(session, () => finish(session, why));
      }
    },
    dismiss(guildId) {
      for (const session of sessions.values()) {
        if (session.call.guildId === guildId) void next(session, () => finish(session, 'forbidden'));
      }
    },
    async close() {
      await Promise.all([...sessions.values()].map((session) => next(session, () => finish(session, 'restart'))));
    },
  };
}
