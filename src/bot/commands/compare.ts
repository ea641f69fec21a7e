// /compare: two versions of a voice say the same, without their names; which one is better is asked before it is told.
import { randomInt } from 'node:crypto';
import { UserError } from '../../errors.ts';
import { readerOf, speakableSentences } from '../../reading/speakable.ts';
import type { Storage, Version, Voice } from '../../storage/storage.ts';
import { talliesOf, type VoteChoice } from '../../storage/votes.ts';
import type { ButtonHandler, Command } from '../interactions/command.ts';
import { readAs, speechRequest } from '../interactions/delivery.ts';
import { ownVoice, pressedVoice, versionOf } from '../interactions/ownership.ts';
import { comparing, compared } from '../replies/compare.ts';
import { plain } from '../replies/text.ts';
import {
  completeVoiceAndVersion,
  needsVersion,
  slashCommand,
  textOption,
  versionOption,
  voiceOption,
} from './options.ts';
import { tellIfItWaits } from './preview.ts';

/** The version to hear beside another one: the named one; else what it continued from, or the newest other. @throws UserError */
async function otherThan(
  { versions }: Storage,
  voice: Voice,
  version: Version,
  named: Version | null,
): Promise<Version> {
  const speaking = (await versions.list(voice.id)).filter((one) => one.status === 'complete' && one.id !== version.id);
  const other = named ?? speaking.find(({ id }) => id === version.parentId) ?? speaking.at(-1);
  if (other === undefined || other.id === version.id) {
    throw new UserError('nothing-to-compare');
  }
  if (other.engine === version.engine) return other;
  throw new UserError('engines-differ', { one: version.number, other: other.number });
}

const vote =
  (choice: VoteChoice): ButtonHandler =>
  async (runId, reply, { storage }) => {
    const run = await storage.runs.get(runId);
    const { against = null, versionId } = run?.kind === 'synthesis' ? run.request : { versionId: '' };
    if (run === null || against === null) {
      throw new UserError('comparison-gone');
    }
    const voice = await pressedVoice(storage, reply.answerTo.userId, run.voiceId);
    const [first, second] = [await storage.versions.get(versionId), await storage.versions.get(against)];
    if (first === null || second === null) throw new TypeError('versions are never deleted alone');
    await storage.votes.cast(runId, voice.id, { firstId: first.id, secondId: second.id, choice });
    const tally = talliesOf(await storage.votes.list(voice.id), first.id).get(second.id);
    await reply.post(compared(first.number, second.number, choice, tally ?? { wins: 0, losses: 0, same: 0 }));
  };

export const compare: Command = {
  definition: slashCommand('compare', 'Hear two versions without knowing which is which, and say which is better')
    .addStringOption(textOption)
    .addIntegerOption(versionOption)
    .addIntegerOption((option) => versionOption(option).setName('against').setDescription('The other version'))
    .addStringOption(voiceOption),
  isPrivate: () => false,
  needsConsent: () => true,
  beforeConsent: needsVersion,
  async run({ options }, reply, services) {
    const { storage, limits, runs } = services;
    const { answerTo } = reply;
    const { userId } = answerTo;
    const typed = options.getString('text', true);
    const voice = await ownVoice(storage, userId, options.getString('voice'));
    const version = await versionOf(storage, voice, options.getInteger('version'));
    const against = options.getInteger('against');
    const named = against === null ? null : await versionOf(storage, voice, against);
    const other = await otherThan(storage, voice, version, named);
    speakableSentences(await readAs(storage, answerTo, typed), readerOf(version.engine, voice.language));
    const [first, second] = randomInt(2) === 0 ? [version, other] : [other, version];
    await reply.edit(comparing(plain(typed)));
    const request = { ...(await speechRequest(storage, answerTo, first, plain(typed))), against: second.id };
    const { engine } = version;
    await limits.preview(userId, (checkOpen) =>
      runs.request({ voiceId: voice.id, userId, request, engine, answerTo }, checkOpen),
    );
    await tellIfItWaits(storage, reply, version);
  },
  autocomplete: completeVoiceAndVersion,
  buttons: { 'compare-first': vote('first'), 'compare-second': vote('second'), 'compare-same': vote('same') },
};
