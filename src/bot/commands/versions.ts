// /versions: what a voice has become so far, as a tree; one version in detail; names that protect from pruning.
import { UserError } from '../../errors.ts';
import type { Translate } from '../../i18n/i18n.ts';
import { drawPicture } from '../../pictures/studio.ts';
import { pictureWords } from '../../pictures/words.ts';
import type { Storage, Version, Voice } from '../../storage/storage.ts';
import { talliesOf } from '../../storage/votes.ts';
import type { Command, Reply } from '../interactions/command.ts';
import { type OutgoingFile, tongueOf } from '../discord/message.ts';
import { plain } from '../replies/text.ts';
import { figureDetails, planDetails } from '../replies/training.ts';
import {
  type Heritage,
  severalEngines,
  treeDescription,
  treeVersions,
  versionDetails,
  versionList,
  versionTagged,
  versionUntagged,
} from '../replies/versions.ts';
import type { Services } from '../interactions/services.ts';
import { isTraining, ownVersion, ownVoice, versionOf } from '../interactions/ownership.ts';
import { completeVoiceAndVersion, slashCommand, versionOption, voiceOption } from './options.ts';

/** Longest name of a version. */
const maxTag = 40;
/** Of so many clips it is told which versions they went into. */
const shownClips = 12;

const definition = slashCommand('versions', 'The versions of your voice')
  .addSubcommand((sub) => sub.setName('list').setDescription('All versions, as a tree').addStringOption(voiceOption))
  .addSubcommand((sub) =>
    sub
      .setName('show')
      .setDescription('One version: its figures, its plan, what it learnt from')
      .addIntegerOption((option) => versionOption(option).setRequired(true))
      .addStringOption(voiceOption),
  )
  .addSubcommand((sub) =>
    sub
      .setName('tag')
      .setDescription('Name a version; a named version is always kept complete')
      .addIntegerOption((option) => versionOption(option).setRequired(true))
      .addStringOption((option) =>
        option.setName('name').setDescription('Its name').setRequired(true).setMinLength(1).setMaxLength(maxTag),
      )
      .addStringOption(voiceOption),
  )
  .addSubcommand((sub) =>
    sub
      .setName('untag')
      .setDescription('Remove a version’s name')
      .addIntegerOption((option) => versionOption(option).setRequired(true))
      .addStringOption(voiceOption),
  );

/** The tree as a picture; none where it cannot be drawn, which is no reason to fail: the list says the same. */
async function tree(
  voice: Voice,
  versions: readonly Version[],
  log: Services['log'],
  seen: Translate,
): Promise<((t: Translate) => OutgoingFile) | null> {
  const nodes = treeVersions(versions, voice.activeVersionId);
  try {
    const title = seen('picture.versions', { voice: plain(voice.name, 60) });
    const data = await drawPicture({ kind: 'tree', title, versions: nodes, words: pictureWords(seen) });
    return (t) => ({
      name: 'versions.png',
      data,
      contentType: 'image/png',
      description: treeDescription(nodes, t),
    });
  } catch (error) {
    log.warn({ err: error, voice: voice.id }, 'no picture of the versions');
    return null;
  }
}

async function list({ storage, log }: Services, reply: Reply, voice: Voice): Promise<void> {
  const versions = await storage.versions.list(voice.id);
  if (versions.length === 0) {
    throw (await isTraining(storage, voice)) ? new UserError('no-version/training') : new UserError('no-version/yet');
  }
  const learntOtherwise = await storage.versions.learntOtherwise(voice.id);
  const votes = await storage.votes.list(voice.id);
  await reply.edit(
    versionList(voice, versions, learntOtherwise, await tree(voice, versions, log, tongueOf(reply.answerTo)), votes),
  );
}

/** What a version comes from, and where its clips went. */
async function heritageOf(storage: Storage, version: Version): Promise<Heritage> {
  const lineage = await storage.versions.lineage(version.id);
  const samples = lineage?.samples ?? [];
  const own = samples.filter((sample) => sample.voiceId === version.voiceId);
  const others = await storage.versions.learntOtherwise(version.voiceId);
  const clips = await Promise.all(
    own.slice(0, shownClips).map(async ({ id, originalName, clipIndex }) => {
      const into = await storage.versions.derivedFrom([id]);
      return {
        originalName,
        clipIndex,
        into: into.filter(({ voiceId }) => voiceId === version.voiceId),
        otherwise: into.filter((one) => others.get(one.id)?.has(id)),
      };
    }),
  );
  return {
    ancestors: lineage?.ancestors ?? [],
    clips,
    ownClips: own.length,
    clipsOfOthers: samples.length - own.length,
  };
}

async function show({ storage }: Services, reply: Reply, voice: Voice, number: number): Promise<void> {
  const version = await storage.versions.byNumber(voice.id, number);
  if (version === null) {
    throw new UserError('no-version/numbered', { number });
  }
  const several = severalEngines(await storage.versions.list(voice.id));
  const heritage = await heritageOf(storage, version);
  await reply.edit(versionDetails(version, version.id === voice.activeVersionId, heritage, several));
}

async function setTag({ storage }: Services, reply: Reply, version: Version, name: string | null): Promise<void> {
  const tag = name === null ? null : plain(name, maxTag);
  if (!(await storage.versions.setTag(version.id, tag))) {
    throw new UserError('version-purged/meanwhile', { number: version.number });
  }
  await reply.edit(tag === null ? versionUntagged(version) : versionTagged(version, tag));
}

export const versions: Command = {
  definition,
  isPrivate: () => true,
  needsConsent: () => false,
  async run({ options }, reply, services) {
    const voice = await ownVoice(services.storage, reply.answerTo.userId, options.getString('voice'));
    const subcommand = options.getSubcommand();
    if (subcommand === 'list') return await list(services, reply, voice);
    const number = options.getInteger('version', true);
    if (subcommand === 'show') return await show(services, reply, voice, number);
    const version = await versionOf(services.storage, voice, number);
    const name = subcommand === 'tag' ? options.getString('name', true) : null;
    return await setTag(services, reply, version, name);
  },
  autocomplete: completeVoiceAndVersion,
  buttons: {
    async 'why-plan'(versionId, reply, { storage }) {
      const { version } = await ownVersion(storage, reply.answerTo.userId, versionId);
      if (version.plan !== null) await reply.whisper(planDetails(version.number, version.plan));
    },
    async figures(versionId, reply, { storage }) {
      const { version } = await ownVersion(storage, reply.answerTo.userId, versionId);
      const tallies = talliesOf(await storage.votes.list(version.voiceId), version.id);
      const others = await storage.versions.list(version.voiceId);
      const byEar = others.flatMap(({ id, number }) => {
        const tally = tallies.get(id);
        return tally === undefined ? [] : [{ number, tally }];
      });
      await reply.whisper(figureDetails(version, byEar));
    },
  },
};
