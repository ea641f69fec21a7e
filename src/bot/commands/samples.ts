// /samples: see and hear one's recordings, mend their transcripts, move and delete them. Moving and deleting take every version
// with it that learnt from them; a mended transcript is learnt by the next training.
import type { SlashCommandStringOption } from 'discord.js';
import { cleanTranscript, maxTranscriptLength } from '../../audio/transcripts.ts';
import { translate } from '../../i18n/i18n.ts';
import { UserError } from '../../errors.ts';
import { BlobDamaged } from '../../storage/blobs.ts';
import type { RemovedSample } from '../../storage/samples.ts';
import type { Sample, Storage, Version, Voice } from '../../storage/storage.ts';
import { plain } from '../../words.ts';
import type { Command, Reply } from '../interactions/command.ts';
import { readerOfVoice } from '../interactions/engines.ts';
import type { Services } from '../interactions/services.ts';
import { unreadNote } from '../replies/intake.ts';
import {
  type Gone,
  clipHeard,
  confirmMove,
  confirmRemoval,
  removalCalledOff,
  removed,
  sampleChoice,
  sampleList,
  transcriptMended,
} from '../replies/versions.ts';
import { ownVoice, pickVoice, pressedVoice, voiceChoices } from '../interactions/ownership.ts';
import { slashCommand, voiceOption } from './options.ts';

/** Value of the choice that means every clip of a voice. */
const everything = 'all';

const clipOption = (option: SlashCommandStringOption): SlashCommandStringOption =>
  option.setName('clip').setDescription('Which clip').setRequired(true).setMaxLength(100).setAutocomplete(true);

const definition = slashCommand('samples', 'Your recordings')
  .addSubcommand((sub) => sub.setName('list').setDescription('List your clips').addStringOption(voiceOption))
  .addSubcommand((sub) =>
    sub
      .setName('listen')
      .setDescription('Hear a clip as I keep it')
      .addStringOption(clipOption)
      .addStringOption(voiceOption),
  )
  .addSubcommand((sub) =>
    sub
      .setName('remove')
      .setDescription('Delete a clip, and every version trained on it')
      .addStringOption(clipOption)
      .addStringOption(voiceOption),
  )
  .addSubcommand((sub) =>
    sub
      .setName('transcript')
      .setDescription('Correct the transcript of a clip; no version is deleted')
      .addStringOption(clipOption)
      .addStringOption((option) =>
        option
          .setName('text')
          .setDescription('What you say in it, word for word')
          .setRequired(true)
          .setMaxLength(maxTranscriptLength),
      )
      .addStringOption(voiceOption),
  )
  .addSubcommand((sub) =>
    sub
      .setName('move')
      .setDescription('Give a clip to another of your voices; every version trained on it is deleted')
      .addStringOption(clipOption)
      .addStringOption((option) =>
        voiceOption(option).setName('to').setDescription('The voice that it belongs to').setRequired(true),
      )
      .addStringOption(voiceOption),
  );

/** Versions that go with these samples: trained on one of them, or continued from such a version. Oldest first. */
async function versionsAtStake(storage: Storage, samples: readonly Sample[]): Promise<Version[]> {
  const derived = await storage.versions.derivedFrom(samples.map((sample) => sample.id));
  return derived.filter((version) => version.status === 'complete');
}

/** What went with clips that were taken from a voice, of which every training has been told that it ended. */
async function goneWith(
  { storage, runs, speaker }: Services,
  outcomes: readonly RemovedSample[],
  userId: string,
): Promise<Gone> {
  const own = new Map(outcomes.flatMap(({ purged }) => purged.own.map((version) => [version.id, version])));
  const stopped = outcomes.flatMap((outcome) => outcome.stopped);
  await runs.stopped(stopped);
  await speaker.recheck();
  const trainings = await Promise.all(stopped.map((id) => storage.runs.get(id)));
  return {
    own: [...own.values()],
    elsewhere: outcomes.reduce((sum, { purged }) => sum + purged.elsewhere.length, 0),
    activeNumber: outcomes.at(-1)?.purged.activeNumber ?? null,
    training: trainings.some((run) => run?.userId === userId),
  };
}

async function removeAll(services: Services, samples: readonly Sample[], reply: Reply): Promise<void> {
  const outcomes: RemovedSample[] = [];
  for (const sample of samples) {
    const outcome = await services.storage.removeSample(sample.id);
    if (outcome !== null) outcomes.push(outcome);
  }
  await reply.edit(removed(samples.length, await goneWith(services, outcomes, reply.answerTo.userId)));
}

/** Give a clip to another voice. */
async function moveTo(services: Services, sample: Sample, to: Voice, reply: Reply): Promise<void> {
  const outcome = await services.storage.samples.move(sample.id, to.id);
  if (outcome === null) throw noSuchClip();
  if (outcome === 'there') throw new UserError('clip-there', { voice: to.name });
  await reply.edit(removed(1, await goneWith(services, [outcome], reply.answerTo.userId), to.name));
}

/** The clips that `what` (a sample's or a voice's id) stands for, if they are the user's. */
async function ownSamples(storage: Storage, userId: string, what: string): Promise<Sample[]> {
  const sample = await storage.samples.get(what);
  const voice = await storage.voices.get(sample?.voiceId ?? what);
  const samples = voice?.ownerId !== userId ? [] : sample === null ? await storage.samples.list(voice.id) : [sample];
  if (samples.length > 0) return samples;
  throw noSuchClip();
}

const noSuchClip = (): UserError => new UserError('no-such-clip');

/** Send a clip as it is kept. */
async function listen({ log, storage }: Services, reply: Reply, clip: string): Promise<void> {
  const [sample] = await ownSamples(storage, reply.answerTo.userId, clip);
  if (sample?.id !== clip) throw noSuchClip();
  const flac = await storage.blobs.read(sample.sha256).catch((error: unknown) => {
    if (!(error instanceof BlobDamaged)) throw error;
    log.error({ err: error, sample: sample.id }, 'a clip can’t be played');
    throw new UserError('clips-missing', { number: 1, total: 1, names: `“${plain(sample.originalName, 40)}”` });
  });
  await reply.edit(clipHeard(sample, flac));
}

/** Put other words in the place of a clip's transcript. */
async function mend({ storage, config }: Services, reply: Reply, clip: string, typed: string): Promise<void> {
  const [sample] = await ownSamples(storage, reply.answerTo.userId, clip);
  if (sample?.id !== clip) throw noSuchClip();
  const transcript = cleanTranscript(typed);
  if (transcript === '') {
    throw new UserError('no-words');
  }
  await storage.samples.transcribe(sample.voiceId, sample, transcript);
  const others = await storage.versions.learntOtherwise(sample.voiceId);
  const versions = (await storage.versions.list(sample.voiceId)).filter(
    ({ id, status }) => status === 'complete' && others.get(id)?.has(sample.id),
  );
  const reader = await readerOfVoice({ config, storage }, await storage.voices.get(sample.voiceId));
  await reply.edit(transcriptMended(sample, transcript, versions, (t) => unreadNote(transcript, reader, t)));
}

export const samples: Command = {
  definition,
  isPrivate: () => true,
  needsConsent: () => false,
  async run({ options }, reply, services) {
    const { storage } = services;
    const { userId } = reply.answerTo;
    const voice = await ownVoice(storage, userId, options.getString('voice'));
    if (options.getSubcommand() === 'list') {
      const list = await storage.samples.list(voice.id);
      if (list.length === 0) throw new UserError('no-samples/list');
      return await reply.edit(sampleList(voice, list));
    }
    const typed = options.getString('clip', true);
    if (options.getSubcommand() === 'transcript') {
      return await mend(services, reply, typed, options.getString('text', true));
    }
    if (options.getSubcommand() === 'listen') return await listen(services, reply, typed);
    if (options.getSubcommand() === 'move') {
      const [sample] = await ownSamples(storage, userId, typed);
      if (sample?.id !== typed) throw noSuchClip();
      const to = await ownVoice(storage, userId, options.getString('to', true));
      if (to.id === sample.voiceId) throw new UserError('clip-there', { voice: to.name });
      const atStake = await versionsAtStake(storage, [sample]);
      if (atStake.length === 0) return await moveTo(services, sample, to, reply);
      return await reply.edit(confirmMove(sample, to, atStake, `${sample.id}/${to.id}`));
    }
    const what = typed === everything ? voice.id : typed;
    const chosen = await ownSamples(storage, userId, what);
    const atStake = await versionsAtStake(storage, chosen);
    if (atStake.length > 0) return await reply.edit(confirmRemoval(chosen, atStake, what));
    return await removeAll(services, chosen, reply);
  },
  async autocomplete(interaction, { storage }) {
    const { name, value } = interaction.options.getFocused(true);
    const t = translate(interaction.locale);
    if (name === 'voice' || name === 'to') return await voiceChoices(storage, interaction.user.id, value);
    const voices = await storage.voices.list(interaction.user.id);
    const voice = pickVoice(voices, interaction.options.getString('voice'));
    const list = voice === undefined ? [] : await storage.samples.list(voice.id);
    const choices = list
      .map((sample) => ({ name: sampleChoice(sample, t), value: sample.id }))
      .filter((choice) => choice.name.toLowerCase().includes(value.toLowerCase()));
    return [
      ...choices.slice(0, 24),
      ...(list.length > 0 && interaction.options.getSubcommand() === 'remove'
        ? [{ name: t('sample.allOfVoice', { clips: list.length }), value: everything }]
        : []),
    ];
  },
  buttons: {
    async 'clips-page'(argument, reply, { storage }) {
      const [voiceId = '', page = ''] = argument.split('/');
      const voice = await pressedVoice(storage, reply.answerTo.userId, voiceId);
      await reply.edit(sampleList(voice, await storage.samples.list(voice.id), Math.floor(Number(page)) || 0));
    },
    async remove(what, reply, services) {
      await removeAll(services, await ownSamples(services.storage, reply.answerTo.userId, what), reply);
    },
    async move(argument, reply, services) {
      const [clip = '', voiceId = ''] = argument.split('/');
      const { userId } = reply.answerTo;
      const [sample] = await ownSamples(services.storage, userId, clip);
      if (sample?.id !== clip) throw noSuchClip();
      await moveTo(services, sample, await pressedVoice(services.storage, userId, voiceId), reply);
    },
    async keep(what, reply, { storage }) {
      const { userId } = reply.answerTo;
      // The question of /forget is about the user.
      if (what !== userId) await ownSamples(storage, userId, what);
      await reply.edit(removalCalledOff);
    },
  },
};
