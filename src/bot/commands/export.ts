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
      const leave = (file: TakeoutFile, error: BlobDamaged | null): void => {
        (error === null ? leftOut.tooLarge : leftOut.damaged).push(file.name);
        if (error !== null) log.error({ err: error, user: userId, file: file.name }, 'a file can’t be exported');
      };
      let sent = 0;
      const most = owners[ApplicationIntegrationType.GuildInstall] === undefined ? mostByUserInstall : Infinity;
      for (const group of groups) {
        for await (const { name, data } of archivesOf(group, attachmentSizeLimit, leave)) {
          const cut = clock.now() - createdAt > tokenLifeMs ? 'time' : sent >= most ? 'place' : null;
          if (cut !== null) return await reply.edit(exported(sent, leftOut, cut));
          await reply.whisper({ files: [{ name, data, contentType: 'application/zip' }] });
          sent += 1;
        }
      }
      await reply.edit(exported(sent, leftOut, null));
    } finally {
      underWay.delete(userId);
    }
  },
};
