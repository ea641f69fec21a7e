// /forget: everything that is kept of a person goes, after one question.
import type { Command } from '../interactions/command.ts';
import { confirmForgetting, forgotten, nothingToForget } from '../replies/forget.ts';
import { notYours } from '../interactions/ownership.ts';
import { slashCommand } from './options.ts';

export const forget: Command = {
  definition: slashCommand('forget', 'Delete everything I have of yours: recordings, voices, consent'),
  isPrivate: () => true,
  needsConsent: () => false,
  despite: { forget: 'everything' },
  async run(_interaction, reply, { storage }) {
    const { userId } = reply.answerTo;
    const holdings = await storage.users.holdings(userId);
    await reply.edit(holdings === null ? nothingToForget : confirmForgetting(holdings, userId));
  },
  buttons: {
    async forget(userId, reply, { storage, runs }) {
      if (userId !== reply.answerTo.userId) {
        throw notYours('question');
      }
      const holdings = await storage.users.holdings(userId);
      const outcome = await runs.stopAll(userId, () => storage.forget(userId));
      await reply.edit(
        holdings === null || outcome === null ? nothingToForget : forgotten(holdings, outcome.blobsLeft),
      );
    },
  },
};
