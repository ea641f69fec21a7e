// /export: everything that is kept of a person, to take along.
import { ApplicationIntegrationType } from 'discord.js';
import { UserError } from '../../errors.ts';
import type { BlobDamaged } from '../../storage/blobs.ts';
import type { Command } from '../interactions/command.ts';
import { tokenLifeMs } from '../discord/messenger.ts';
import { exported, exporting, nothingToExport } from '../replies/export.ts';
import { archivesOf } from '../../takeout/archives.ts';
import { type TakeoutFile, takeoutOf } from '../../takeout/contents.ts';
import { slashCommand } from './options.ts';

/** Messages that follow one answer where only the person has the bot installed. */
const mostByUserInstall = 5;

/** Whose files are on their way: each person's once at a time. */
const underWay = new Set<string>();

export const exportAll: Command = {
  definition: slashCommand('export', 'Get everything I have of yours: recordings, transcripts, voices'),
  isPrivate: () => true,
  needsConsent: () => false,
  despite: { export: 'everything' },
  async run({ authorizingIntegrationOwners: owners }, reply, { storage, clock, log }) {
    const { userId, attachmentSizeLimit, createdAt } = reply.answerTo;
    if (underWay.has(userId)) {
      throw new UserError('export-under-way');
    }
    underWay.add(userId);
    try {
      const groups = await takeoutOf(storage, userId);
      if (groups.length === 0) return await reply.edit(nothingToExport);
      await reply.edit(exporting);
      const leftOut = { tooLarge: new Array<string>(), damaged: new Array<string>() };
      const damage: { readonly file: string; readonly err: BlobDamaged }[] = [];
      const leave = ({ name: file }: TakeoutFile, err: BlobDamaged | null): void => {
        (err === null ? leftOut.tooLarge : leftOut.damaged).push(file);
        if (err !== null) damage.push({ file, err });
      };
      /** What they have deleted meanwhile is neither damaged nor sent. */
      const checkThere = async (): Promise<void> => {
        if ((await storage.users.get(userId)) === null) throw new UserError('erased-meanwhile');
        for (const one of damage.splice(0)) log.error({ ...one, user: userId }, 'a file can’t be exported');
      };
      let sent = 0;
      const most = owners[ApplicationIntegrationType.GuildInstall] === undefined ? mostByUserInstall : Infinity;
      for (const group of groups) {
        for await (const { name, data } of archivesOf(group, attachmentSizeLimit, leave)) {
          const cut = clock.now() - createdAt > tokenLifeMs ? 'time' : sent >= most ? 'place' : null;
          await checkThere();
          if (cut !== null) return await reply.edit(exported(sent, leftOut, cut));
          await reply.whisper({ files: [{ name, data, contentType: 'application/zip' }] });
          sent += 1;
        }
      }
      await checkThere();
      await reply.edit(exported(sent, leftOut, null));
    } finally {
      underWay.delete(userId);
    }
  },
};
