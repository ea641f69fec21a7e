// Speaking in voice channels: what people type is made sentence by sentence by the trainer and played as soon as the first one
// is there, one text after the other, each with its owner's own voice.
import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import {
  type AudioPlayer,
  AudioPlayerStatus,
  StreamType,
  createAudioPlayer,
  createAudioResource,
} from '@discordjs/voice';
import { UserError } from '../../errors.ts';
import { type Piece, heardSooner, sentencesOf } from '../../reading/sentences.ts';
import { readerOf, speakableSentences } from '../../reading/speakable.ts';
import type { TellableError } from '../../i18n/errors.ts';
import type { Told } from '../../i18n/notes.ts';
import type { AnswerTo } from '../../storage/records.ts';
import type { Speaking } from '../../storage/grants.ts';
import type { SynthesisRun, Version, Voice } from '../../storage/storage.ts';
import type { RunWatcher } from '../answers/run-watcher.ts';
import { type Delivery, readAs } from '../interactions/delivery.ts';
import type { Means } from '../interactions/means.ts';
import { checkStillSpeaks } from '../interactions/ownership.ts';
import { userErrorReply } from '../replies/errors.ts';
import { isOffer, remarkReply } from '../replies/training.ts';
import type { Call, Calls } from './calls.ts';

/** So many sentences are made ahead: the next one is there when one ends, and others get their turn. */
const sentencesAhead = 2;
/** So long what came with the command counts as what there is, ms: the first sentence waits for nobody. */
const freshMs = 2_000;

interface Sentence extends Piece {
  runId: string | null;
  /** Ogg Opus; null: there is none. Undefined: not made yet. */
  speech: Buffer | null | undefined;
}

/** Who lets something be said, and where that is answered. */
export interface Saying extends Speaking {
  readonly guildId: string;
  readonly answerTo: AnswerTo;
}

interface Utterance {
  readonly id: string;
  readonly voice: Voice;
  readonly by: Saying;
  readonly version: Version;
  readonly delivery: Delivery | null;
  readonly sentences: Sentence[];
  /** `clock.elapsed` at which it was asked for. */
  readonly askedAt: number;
  isRemarkedOn: boolean;
}

interface Place {
  readonly call: Call;
  readonly player: AudioPlayer;
  readonly queue: Utterance[];
  /** Whose messages are read aloud, from which channel, by person. */
  readonly readers: Map<string, { readonly by: Saying; readonly channelId: string }>;
  /** Sentences are asked for one after the other. */
  ordering: Promise<void>;
}

export interface Speaker {
  /** Join the person's voice channel, where it is not there yet. @returns its id @throws UserError */
  join(guildId: string, userId: string): Promise<string>;
  /**
   * Speak a text in the voice channel where the person is.
   * @returns how many texts come first, and what the button to skip it carries
   * @throws UserError
   */
  say(
    voice: Voice,
    version: Version,
    text: string,
    by: Saying,
    delivery: Delivery | null,
  ): Promise<{ readonly ahead: number; readonly utterance: string }>;
  /** Leave out a text of this person's. @throws UserError when there is none, or it is not theirs */
  skip(utterance: string, userId: string): void;
  /** Leave this server's voice channel. @throws UserError when nobody is there, or the person is not in it */
  leave(guildId: string, userId: string): void;
  /** A sentence was made, or could not be. */
  ended(run: SynthesisRun): Promise<void>;
  /** Not a word of this person's is said any more. @param guildId in this server; everywhere when absent */
  drop(userId: string, guildId?: string): void;
  /** Read aloud what a person writes in a channel, as long as the bot is in their voice channel; it joins. @throws UserError */
  read(by: Saying, channelId: string): Promise<void>;
  /** Read nothing of this person's aloud any more. */
  readNoMore(guildId: string, userId: string): void;
  /** By whom a message of this person's in that channel is to be said; null: it is not. */
  readerOf(guildId: string, userId: string, channelId: string): Saying | null;
  /** Whoever may not speak with a voice any more is not heard to the end, nor is a version that was deleted. */
  recheck(): Promise<void>;
  /** Speaking is not wanted in this server any more. */
  dismiss(guildId: string): void;
  close(): void;
}

export function createSpeaker(
  { storage, limits, clock, log, messenger }: Pick<Means, 'storage' | 'limits' | 'clock' | 'log' | 'messenger'>,
  calls: Calls,
  runs: () => Pick<RunWatcher, 'request' | 'cancel'>,
): Speaker {
  const places = new Map<string, Place>();

  const tell = (answerTo: AnswerTo, error: TellableError): void => {
    messenger
      .send(answerTo, userErrorReply(error), randomUUID())
      .catch((failure: unknown) => log.warn({ err: failure }, 'could not tell why nothing is said'));
  };

  /** @throws UserError where a text may not be said any more */
  const check = async (utterance: Utterance): Promise<void> => {
    const { by, askedAt } = utterance;
    await checkStillSpeaks(storage, utterance, by, async () =>
      clock.elapsed() - askedAt < freshMs ? by.roleIds : await calls.rolesOf(by),
    );
  };

  /** Say once what goes for all of a text. Offers are for those who look after their voice, not for who listens. */
  const remarkOn = (utterance: Utterance, remark: Told | undefined): void => {
    if (remark === undefined || isOffer(remark) || utterance.isRemarkedOn) return;
    utterance.isRemarkedOn = true;
    messenger
      .send(utterance.by.answerTo, remarkReply(remark, utterance.voice.id), randomUUID())
      .catch((failure: unknown) => log.warn({ err: failure }, 'could not tell what was said otherwise'));
  };

  /** What is being made of a text is not wanted any more. */
  const callOff = async ({ sentences }: Utterance): Promise<void> => {
    for (const { runId, speech } of sentences) {
      const run = runId === null || speech !== undefined ? null : await storage.runs.get(runId);
      if (run !== null) await runs().cancel(run);
    }
  };

  const drop = async (place: Place, utterance: Utterance): Promise<void> => {
    const index = place.queue.indexOf(utterance);
    if (index < 0) return;
    place.queue.splice(index, 1);
    if (index === 0) place.player.stop(true);
    await callOff(utterance);
    pump(place);
  };

  /** Nothing more is said there: a player that is not stopped goes on without listeners. */
  const end = (guildId: string, place: Place): void => {
    places.delete(guildId);
    const unsaid = place.queue.splice(0);
    place.player.stop(true);
    Promise.all(unsaid.map(callOff)).catch((error: unknown) => log.warn({ err: error }, 'could not call off speech'));
  };

  /** Have the next sentences made. */
  const order = async (place: Place): Promise<void> => {
    const coming = place.queue.flatMap((utterance) => utterance.sentences.map((sentence) => ({ utterance, sentence })));
    for (const { utterance, sentence } of coming.slice(0, sentencesAhead)) {
      const isWanted = (): boolean => place.queue.includes(utterance);
      if (sentence.runId !== null || !isWanted()) continue;
      const { version, by, delivery } = utterance;
      const { userId, answerTo } = by;
      try {
        await check(utterance);
        const told = delivery === null ? {} : { delivery };
        const request = {
          kind: 'synthesis',
          text: sentence.text,
          ...told,
          versionId: version.id,
          aloud: true,
          ...(sentence.isRest ? { isRest: true as const } : {}),
          ...(sentence.rest === '' ? {} : { rest: sentence.rest }),
        } as const;
        const wanted = { voiceId: version.voiceId, userId, request, engine: version.engine, answerTo };
        const more = sentence.isRest ? 0 : 1;
        const run = await limits.preview(userId, (checkOpen) => runs().request(wanted, checkOpen), more);
        sentence.runId = run.id;
        if (!isWanted()) await runs().cancel(run);
      } catch (error) {
        if (error instanceof UserError) tell(answerTo, error);
        else log.error({ err: error }, 'a sentence could not be asked for');
        await drop(place, utterance);
      }
    }
  };

  /** Play what is there, and have made what is not. */
  const pump = (place: Place): void => {
    place.ordering = place.ordering
      .then(() => order(place))
      .catch((error: unknown) => log.error({ err: error }, 'sentences could not be asked for'));
    const [utterance] = place.queue;
    if (utterance === undefined || place.player.state.status !== AudioPlayerStatus.Idle) return;
    const [sentence] = utterance.sentences;
    if (sentence?.speech === undefined) return;
    if (sentence.speech !== null) {
      const ogg = Readable.from([sentence.speech]);
      return place.player.play(createAudioResource(ogg, { inputType: StreamType.OggOpus, metadata: sentence }));
    }
    next(place, sentence);
  };

  /** A sentence was said, or broken off with the text that it is of. */
  const next = (place: Place, said: unknown): void => {
    const [utterance] = place.queue;
    if (utterance?.sentences[0] === said) {
      utterance?.sentences.shift();
      if (utterance?.sentences.length === 0) place.queue.shift();
    }
    pump(place);
  };

  const join = async (guildId: string, userId: string): Promise<Place> => {
    const there = places.get(guildId);
    if (there !== undefined) {
      const channelId = there.call.channelId();
      if (calls.channelOf(guildId, userId) === channelId) return there;
      throw new UserError('elsewhere/join', { channel: `<#${channelId}>` });
    }
    let place: Place | null = null;
    const call = await calls.join(guildId, userId, {
      purpose: 'speaking',
      hears: false,
      stayFor: null,
      onEnd: () => {
        if (place !== null) end(guildId, place);
      },
    });
    const begun: Place = {
      call,
      player: createAudioPlayer(),
      queue: [],
      readers: new Map(),
      ordering: Promise.resolve(),
    };
    begun.player.on('stateChange', (before, now) => {
      if (before.status === AudioPlayerStatus.Idle || now.status !== AudioPlayerStatus.Idle) return;
      const { metadata } = before.resource;
      // Not while the library is at its beat: it would begin a second one.
      queueMicrotask(() => next(begun, metadata));
    });
    begun.player.on('error', (error) => log.warn({ err: error }, 'speech could not be played'));
    call.connection.subscribe(begun.player);
    places.set(guildId, begun);
    place = begun;
    return begun;
  };

  const find = (runId: string): { place: Place; utterance: Utterance; sentence: Sentence } | null => {
    for (const place of places.values()) {
      for (const utterance of place.queue) {
        const sentence = utterance.sentences.find((one) => one.runId === runId);
        if (sentence !== undefined) return { place, utterance, sentence };
      }
    }
    return null;
  };

  return {
    join: async (guildId, userId) => (await join(guildId, userId)).call.channelId(),
    async say(voice, version, text, by, delivery) {
      const { userId, guildId } = by;
      const { language } = voice;
      const read = await readAs(storage, { userId, guildId }, text);
      const reader = readerOf(version.engine, language);
      const parts = speakableSentences(read, reader);
      // Other engines make sentences by themselves.
      const isOther = version.engine === 'builtin' && reader !== 'english';
      const whole = isOther ? parts.flatMap((part) => sentencesOf(part, language)) : parts;
      // Others say a piece that does not end at a pause as if it ended the sentence.
      const goesOn = version.runId !== null && (await storage.pastRuns.sourceOf(version.runId)) === 'natural';
      const sentences = heardSooner(whole, goesOn ? language : null);
      const { textsWaiting } = await storage.guilds.settings(guildId);
      const place = await join(guildId, userId);
      const mine = place.queue.filter((one) => one.by.userId === userId).length;
      if (mine >= textsWaiting) {
        throw textsWaiting === 1
          ? new UserError('too-many-texts/one', { texts: textsWaiting })
          : new UserError('too-many-texts', { texts: textsWaiting });
      }
      const utterance: Utterance = {
        id: randomUUID(),
        voice,
        by,
        version,
        delivery,
        sentences: sentences.map((piece) => ({ ...piece, runId: null, speech: undefined })),
        askedAt: clock.elapsed(),
        isRemarkedOn: false,
      };
      place.queue.push(utterance);
      pump(place);
      return { ahead: place.queue.length - 1, utterance: utterance.id };
    },
    skip(id, userId) {
      for (const place of places.values()) {
        const utterance = place.queue.find((one) => one.id === id);
        if (utterance === undefined) continue;
        if (utterance.by.userId !== userId && utterance.voice.ownerId !== userId) {
          throw new UserError('not-yours/text');
        }
        drop(place, utterance).catch((error: unknown) => log.warn({ err: error }, 'could not skip'));
        return;
      }
      throw new UserError('nothing-to-skip');
    },
    leave(guildId, userId) {
      const place = places.get(guildId);
      if (place === undefined) {
        throw new UserError('not-there');
      }
      if (calls.channelOf(guildId, userId) !== place.call.channelId()) {
        throw new UserError('elsewhere/leave', { channel: `<#${place.call.channelId()}>` });
      }
      end(guildId, place);
      place.call.leave();
    },
    async ended(run) {
      // One that was only just asked for may be done already.
      await Promise.all([...places.values()].map(({ ordering }) => ordering));
      const found = find(run.id);
      // What another bot had asked for is late by now.
      if (!(await storage.runs.markDelivered(run.id)) || found === null) return;
      const { place, utterance, sentence } = found;
      let speech: Buffer | null = null;
      try {
        if (run.result !== null) {
          speech = await storage.blobs.read(run.result.preview.blob);
          remarkOn(utterance, run.result.remark);
        } else if (run.failure !== null) tell(utterance.by.answerTo, run.failure);
      } finally {
        // Only once it is known: what comes next is said instead of a sentence that there is none of.
        sentence.speech = speech;
        pump(place);
      }
    },
    drop(userId, guildId) {
      for (const place of places.values()) {
        if (guildId !== undefined && place.call.guildId !== guildId) continue;
        place.readers.delete(userId);
        for (const utterance of place.queue.filter(({ by, voice }) => [by.userId, voice.ownerId].includes(userId))) {
          drop(place, utterance).catch((error: unknown) => log.warn({ err: error }, 'could not fall silent'));
        }
      }
    },
    async read(by, channelId) {
      const place = await join(by.guildId, by.userId);
      place.readers.set(by.userId, { by, channelId });
    },
    readNoMore(guildId, userId) {
      places.get(guildId)?.readers.delete(userId);
    },
    readerOf(guildId, userId, channelId) {
      const place = places.get(guildId);
      const reader = place?.readers.get(userId);
      // Who has gone elsewhere writes for others.
      const isThere = place !== undefined && calls.channelOf(guildId, userId) === place.call.channelId();
      return isThere && reader?.channelId === channelId ? reader.by : null;
    },
    async recheck() {
      for (const place of places.values()) {
        for (const utterance of place.queue.slice()) {
          try {
            await check(utterance);
          } catch (error) {
            if (!(error instanceof UserError)) throw error;
            tell(utterance.by.answerTo, error);
            await drop(place, utterance);
          }
        }
      }
    },
    dismiss(guildId) {
      const place = places.get(guildId);
      if (place === undefined) return;
      end(guildId, place);
      place.call.leave();
    },
    close() {
      for (const [guildId, place] of places) end(guildId, place);
    },
  };
}
