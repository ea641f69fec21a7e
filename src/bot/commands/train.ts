// /train: continue from the active version or start afresh, look how it goes, cancel it.
import { secondsOf } from '../../audio/clip.ts';
import type { SlashCommandStringOption } from 'discord.js';
import { z } from 'zod';
import { UserError } from '../../errors.ts';
import { translate } from '../../i18n/i18n.ts';
import { drawPicture } from '../../pictures/studio.ts';
import { pictureWords } from '../../pictures/words.ts';
import { hasSpeech, readerOf } from '../../reading/speakable.ts';
import { type Notify, type TrainingRequest, type TrainingWork, efforts, notifyWays } from '../../storage/records.ts';
import { shiftedWords, transcriptsDigest } from '../../transcript-shift.ts';
import type { Sample, Storage, Voice } from '../../storage/storage.ts';
import type { Command, Reply } from '../interactions/command.ts';
import { waitOf } from '../answers/progress.ts';
import type { Answer } from '../discord/message.ts';
import { userErrorReply } from '../replies/errors.ts';
import { notifyChosen, notifyQuestion } from '../replies/notify.ts';
import {
  curveSoFar,
  hasCurve,
  nothingNew,
  progressEnded,
  progressNow,
  statusReply,
  voiceTaken,
} from '../replies/training.ts';
import { engineFor, enginesOf, maxEngineName } from '../interactions/engines.ts';
import type { Services } from '../interactions/services.ts';
import { askToSpeak, isSpeechMissing } from '../interactions/spoken-consent.ts';
import { notYours, ownVoice, pressedVoice, voiceChoices } from '../interactions/ownership.ts';
import { needsVoice, slashCommand, voiceOption } from './options.ts';

const engineOption = (option: SlashCommandStringOption): SlashCommandStringOption =>
  option
    .setName('engine')
    .setDescription('What to train with, if several are running; without it, the one that made the active version')
    .setMaxLength(maxEngineName)
    .setAutocomplete(true);

const effortOption = (option: SlashCommandStringOption): SlashCommandStringOption =>
  option
    .setName('effort')
    .setDescription('How much time it may take; leave it out for the usual')
    .addChoices(efforts.map((effort) => ({ name: effort, value: effort })));

const effortIn = (typed: string | null): Pick<TrainingRequest, 'effort'> =>
  typed === null ? {} : { effort: z.enum(efforts).parse(typed) };

const notifyNames: Readonly<Record<Notify, string>> = {
  mention: 'Mention me where I asked',
  direct: 'Direct message',
  none: 'No need',
};

const definition = slashCommand('train', 'Train your voice')
  .addSubcommand((sub) =>
    sub
      .setName('continue')
      .setDescription('Continue from the active version (or make the first one) with everything you’ve sent')
      .addIntegerOption((option) =>
        option
          .setName('epochs')
          .setDescription('How many more epochs; leave it out and I choose')
          .setMinValue(1)
          .setMaxValue(1000),
      )
      .addStringOption(effortOption)
      .addStringOption(voiceOption)
      .addStringOption(engineOption),
  )
  .addSubcommand((sub) =>
    sub
      .setName('fresh')
      .setDescription('Start over from the base, as a new version; the old ones are kept')
      .addIntegerOption((option) =>
        option
          .setName('epochs')
          .setDescription('How many epochs; leave it out and I choose')
          .setMinValue(1)
          .setMaxValue(1000),
      )
      .addStringOption(effortOption)
      .addStringOption(voiceOption)
      .addStringOption(engineOption),
  )
  .addSubcommand((sub) =>
    sub.setName('status').setDescription('How your training is going').addStringOption(voiceOption),
  )
  .addSubcommand((sub) =>
    sub
      .setName('notify')
      .setDescription('How I tell you when a training is done')
      .addStringOption((option) =>
        option
          .setName('how')
          .setDescription('How I tell you')
          .setRequired(true)
          .setChoices(notifyWays.map((way) => ({ name: notifyNames[way], value: way }))),
      ),
  )
  .addSubcommand((sub) => sub.setName('cancel').setDescription('End your training; your voice stays as it was'));

/**
 * Ask for it; for consent first, where that is to be spoken and was not.
 * @param wanted `engine`: as it was typed; null: not said
 * @throws UserError when there is nothing to learn words from
 */
async function requestTraining(
  services: Services,
  reply: Reply,
  voice: Voice,
  wanted: { readonly request: TrainingRequest; readonly engine: string | null },
  evenIfNothingNew: boolean,
): Promise<void> {
  const { storage, runs, limits } = services;
  const { request } = wanted;
  if (await isSpeechMissing(services, reply.answerTo.userId)) {
    await reply.edit(userErrorReply(new UserError('consent-not-spoken')));
    return await askToSpeak(services, reply);
  }
  const samples = await storage.samples.list(voice.id);
  if (samples.length === 0) {
    throw new UserError('no-samples/train', { voice: voice.name });
  }
  const trainable = samples.filter((sample) => sample.split === 'train' && sample.heldBack === null);
  if (trainable.length === 0) {
    throw new UserError('no-usable-clips/held');
  }
  if (trainable.every((sample) => sample.transcript === null)) {
    throw new UserError('no-transcripts');
  }
  const active = voice.activeVersionId === null ? null : await storage.versions.get(voice.activeVersionId);
  const engine = await engineFor(services, wanted.engine, request.mode, active);
  const reader = readerOf(engine, voice.language);
  if (!trainable.some(({ transcript }) => transcript !== null && hasSpeech(transcript, reader))) {
    throw new UserError(reader === 'english' ? 'unspeakable-transcripts/english' : 'unspeakable-transcripts/words');
  }
  const isAsked = evenIfNothingNew || request.epochs !== null || request.effort === 'long';
  const parent = active?.engine === engine && request.mode === 'continue' ? active : null;
  const knowledge = parent === null ? () => null : await storage.versions.knowledge(parent.id);
  if (parent !== null && !isAsked) {
    if (trainable.every((sample) => knowledge(sample) !== null)) {
      const leftOut = trainable.filter((sample) => knowledge(sample) === 'leftOut');
      const names = leftOut.map(({ originalName }) => originalName);
      await reply.edit(nothingNew(parent.number, voice.id, names));
      return;
    }
  }
  const { answerTo } = reply;
  const { userId } = answerTo;
  const isNew = (sample: Sample): boolean =>
    parent === null || (sample.split === 'train' ? knowledge(sample) === null : sample.createdAt > parent.knownUntil);
  const source = parent?.runId == null ? null : await storage.pastRuns.sourceOf(parent.runId);
  const hasRival = active?.engine === engine;
  const asked = { ...request, work: workOf(samples, isNew, { ...request, hasRival }), source };
  await limits.training(userId, (checkOpen) =>
    runs.request({ voiceId: voice.id, userId, request: asked, engine, answerTo }, checkOpen),
  );
  // Elsewhere nobody is mentioned: what comes of it is for them alone.
  const isPublic = answerTo.guildId !== null && !answerTo.ephemeral;
  if (isPublic && (await storage.users.askNotify(userId))) await reply.whisper(notifyQuestion(userId));
}

/** How much a training of a voice with these clips will have to do, as far as it can be known before its plan. */
function workOf(
  samples: readonly Sample[],
  isNew: (sample: Sample) => boolean,
  { epochs, effort, hasRival }: Pick<TrainingRequest, 'epochs' | 'effort'> & { readonly hasRival: boolean },
): TrainingWork {
  const usable = samples.filter(
    ({ split, heldBack, transcript }) => heldBack === null && (split === 'train' || transcript !== null),
  );
  const tests = usable.filter(({ split }) => split === 'held-out').length;
  const seconds = secondsOf(usable);
  return {
    seconds,
    newSeconds: secondsOf(usable.filter(isNew)),
    testClips: tests,
    hasRival,
    epochSeconds: epochs === null ? null : epochs * seconds,
    ...(effort && { effort }),
  };
}

/** So long after its end a result may simply be on its way, ms. */
const usualDeliveryMs = 60_000;

async function status(services: Services, reply: Reply, typedVoice: string | null): Promise<void> {
  const { storage } = services;
  const { userId } = reply.answerTo;
  const now = await storage.usage.now();
  const undelivered = (await storage.undeliveredTo(userId)).filter(
    ({ kept, at }) => kept || at < now - usualDeliveryMs,
  );
  await reply.edit(statusReply(await trainingNow(storage, userId, typedVoice), undelivered));
}

/** How the training of somebody goes, or how the last one of a voice ended. */
async function trainingNow(storage: Storage, userId: string, typedVoice: string | null): Promise<Answer> {
  const active = await storage.runs.activeTraining(userId);
  if (active !== null) return progressNow(active, await waitOf(storage, active));
  const latest = await storage.runs.latest((await ownVoice(storage, userId, typedVoice)).id);
  if (latest === null) return (t) => ({ content: t('training.never') });
  return latest.failure === null ? progressEnded(latest) : userErrorReply(latest.failure);
}

/** Pictures that are being drawn, by what they show: whoever presses again meanwhile gets the same one. */
const drawing = new Map<string, Promise<Buffer>>();

async function showCurve({ storage }: Services, reply: Reply, runId: string): Promise<void> {
  const run = await storage.runs.get(runId);
  if (run?.kind !== 'train' || run.userId !== reply.answerTo.userId) throw notYours('training');
  const { result, progress } = run;
  const losses = result?.losses ?? progress?.losses ?? [];
  if (!hasCurve(losses)) throw new UserError(run.endedAt === null ? 'no-curve' : 'no-curve/ended');
  const t = translate(reply.answerTo.locale);
  const title =
    result === null
      ? t('picture.trainingSoFar', { epoch: losses[losses.length - 1].epoch, epochs: progress?.epochs ?? 0 })
      : t('picture.training', { number: result.versionNumber });
  const picture = {
    kind: 'loss-curve',
    title,
    points: losses,
    bestEpoch: result?.bestEpoch ?? null,
    words: pictureWords(t),
  } as const;
  const key = `${run.id} ${title}`;
  const drawn = drawing.get(key) ?? drawPicture(picture).finally(() => drawing.delete(key));
  drawing.set(key, drawn);
  await reply.whisper(curveSoFar(losses, await drawn));
}

async function cancel(services: Services, userId: string): Promise<Awaited<ReturnType<Services['runs']['cancel']>>> {
  const run = await services.storage.runs.activeTraining(userId);
  return run === null ? 'ended' : await services.runs.cancel(run);
}

/** @param ofWhom who was asked */
async function choose({ storage }: Services, reply: Reply, ofWhom: string, way: Notify): Promise<void> {
  const { userId } = reply.answerTo;
  if (ofWhom !== userId) throw notYours('question');
  await storage.users.setNotify(userId, way);
  await reply.edit(notifyChosen(way));
}

const transcriptsChanged = new UserError('transcripts-changed');

const nothingToCancel = new UserError('nothing-to-cancel');

export const train: Command = {
  definition,
  despite: { 'train cancel': 'server', cancel: 'server' },
  isPrivate: ({ options }) => ['status', 'notify', 'cancel'].includes(options.getSubcommand()),
  needsConsent: ({ options }) => ['continue', 'fresh', 'notify'].includes(options.getSubcommand()),
  async beforeConsent(interaction, services) {
    if (interaction.options.getSubcommand() !== 'notify') await needsVoice(interaction, services);
  },
  async run({ options }, reply, services) {
    const { userId } = reply.answerTo;
    const subcommand = options.getSubcommand();
    if (subcommand === 'status') return await status(services, reply, options.getString('voice'));
    if (subcommand === 'notify') {
      return await choose(services, reply, userId, z.enum(notifyWays).parse(options.getString('how')));
    }
    if (subcommand === 'cancel') {
      const outcome = await cancel(services, userId);
      if (outcome === 'ended') throw nothingToCancel;
      return await reply.edit((t) => ({
        content: outcome === 'cancelled' ? t('training.cancelledBefore') : t('training.stops'),
      }));
    }
    const voice = await ownVoice(services.storage, userId, options.getString('voice'));
    const mode = subcommand === 'fresh' ? 'fresh' : 'continue';
    const epochs = options.getInteger('epochs');
    const request = { kind: 'train', mode, epochs, ...effortIn(options.getString('effort')) } as const;
    await requestTraining(services, reply, voice, { request, engine: options.getString('engine') }, false);
    if (options.getString('voice') !== null) return;
    const others = (await services.storage.voices.list(userId)).filter(({ id }) => id !== voice.id);
    if (others.length > 0) await reply.whisper(voiceTaken(voice, others));
  },
  async autocomplete(interaction, { config, storage }) {
    const { name, value } = interaction.options.getFocused(true);
    if (name === 'engine') {
      const t = translate(interaction.locale);
      return (await enginesOf({ config, storage }))
        .map((id) => ({ name: t('engine', { engine: id }), value: id }))
        .filter((choice) => Object.values(choice).some((text) => text.toLowerCase().includes(value.toLowerCase())));
    }
    return await voiceChoices(storage, interaction.user.id, value);
  },
  buttons: {
    async cancel(runId, reply, services) {
      const run = await services.storage.runs.get(runId);
      if (run?.userId !== reply.answerTo.userId) {
        throw notYours('training');
      }
      if ((await services.runs.cancel(run)) === 'ended') throw nothingToCancel;
    },
    'show-curve': (runId, reply, services) => showCurve(services, reply, runId),
    async 'train-anyway'(voiceId, reply, services) {
      const voice = await pressedVoice(services.storage, reply.answerTo.userId, voiceId);
      const request = { kind: 'train', mode: 'continue', epochs: null } as const;
      await requestTraining(services, reply, voice, { request, engine: null }, true);
    },
    async 'grow-anew'(voiceId, reply, services) {
      const voice = await pressedVoice(services.storage, reply.answerTo.userId, voiceId);
      const request = { kind: 'train', mode: 'fresh', epochs: null } as const;
      await requestTraining(services, reply, voice, { request, engine: null }, true);
    },
    async 'grow-not'(voiceId, reply, { storage }) {
      await pressedVoice(storage, reply.answerTo.userId, voiceId);
      await reply.edit((t) => ({ content: t('training.notGrown') }));
    },
    'notify-mention': (userId, reply, services) => choose(services, reply, userId, 'mention'),
    'notify-direct': (userId, reply, services) => choose(services, reply, userId, 'direct'),
    'notify-none': (userId, reply, services) => choose(services, reply, userId, 'none'),
    async 'use-shifted'(runId, reply, services) {
      const { storage } = services;
      const run = await storage.runs.get(runId);
      if (run?.kind !== 'train' || run.userId !== reply.answerTo.userId) throw notYours('training');
      const shift = run.failure?.shift;
      const voice = await pressedVoice(storage, run.userId, run.voiceId);
      const meant = new Set(shift?.sampleIds ?? []);
      const samples = (await storage.samples.list(voice.id)).filter(({ id }) => meant.has(id));
      // A second time would shift them again; what was corrected or removed since is not what was looked at.
      if (shift === undefined || transcriptsDigest(samples) !== shift.words) throw transcriptsChanged;
      const words = shiftedWords(samples, shift.by);
      for (const { id, transcript } of samples) {
        await storage.samples.reword(id, transcript ?? '', words.get(id) ?? transcript ?? '');
      }
      await requestTraining(services, reply, voice, run, true);
    },
  },
};
