// /admin: for the owners of the application. How it goes, what people reported, a pause for maintenance, a notice to everybody.
import { statfs } from 'node:fs/promises';
import { UserError } from '../../errors.ts';
import type { Command } from '../interactions/command.ts';
import type { Services } from '../interactions/services.ts';
import { announced, paused, settled, stateOfThings } from '../replies/admin.ts';
import { openReports } from '../replies/report.ts';
import { plain } from '../replies/text.ts';
import { slashCommand } from './options.ts';
import { report } from './report.ts';

const mostNotice = 900;
const shownReports = 3;

const definition = slashCommand('admin', 'For the operator of this bot')
  // Of nobody but the administrators of a server, and then only of the owners.
  .setDefaultMemberPermissions(0)
  .addSubcommand((sub) => sub.setName('status').setDescription('Queue, trainers, people, disk'))
  .addSubcommand((sub) => sub.setName('reports').setDescription('What people reported'))
  .addSubcommand((sub) =>
    sub
      .setName('done')
      .setDescription('Say that a report has been dealt with')
      .addStringOption((option) =>
        option.setName('report').setDescription('Its id').setRequired(true).setMaxLength(36),
      ),
  )
  .addSubcommand((sub) =>
    sub
      .setName('pause')
      .setDescription('Take nothing new, during maintenance')
      .addBooleanOption((option) => option.setName('on').setDescription('Whether that is on').setRequired(true)),
  )
  .addSubcommand((sub) =>
    sub
      .setName('notice')
      .setDescription('Tell everybody something by direct message')
      .addStringOption((option) =>
        option.setName('text').setDescription('What to tell').setRequired(true).setMaxLength(mostNotice),
      ),
  );

async function status({ storage, config }: Services): Promise<Parameters<typeof stateOfThings>[0]> {
  const { bavail, bsize } = await statfs(config.dataDir);
  return {
    isPaused: await storage.operations.isPaused(),
    running: (await storage.runs.active()).filter(({ state }) => state !== 'queued').length,
    waiting: await storage.runs.waiting(config.engine.name),
    trainers: await storage.trainers.alive(),
    ...(await storage.voices.counts()),
    freeBytes: bavail * bsize,
    reports: (await storage.operations.reports(100)).length,
  };
}

export const admin: Command = {
  definition,
  despite: { admin: 'server', report: 'server' },
  isPrivate: () => true,
  needsConsent: () => false,
  async run({ options }, reply, services) {
    const { operations } = services.storage;
    if (!(await services.owners()).has(reply.answerTo.userId)) {
      throw new UserError('not-the-operator');
    }
    switch (options.getSubcommand()) {
      case 'reports':
        return await reply.edit(openReports(await operations.reports(shownReports)));
      case 'done':
        return await reply.edit(settled(await operations.settle(options.getString('report', true))));
      case 'pause': {
        const isPaused = options.getBoolean('on', true);
        await operations.setPaused(isPaused);
        return await reply.edit(paused(isPaused));
      }
      case 'notice':
        return await reply.edit(announced(await operations.announce(plain(options.getString('text', true)))));
      default:
        return await reply.edit(stateOfThings(await status(services)));
    }
  },
  forms: { report },
};
